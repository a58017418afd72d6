"""Canned queries (floor 4): the ``.rq`` files, their headers, typed parameters, and how values are bound.

::

    .rq file ─► scanner (tokens) ─► groups (braces) ─┬─► header (decorators, YAML)
                                                     └─► loading ─► CannedQuery ─► binding ─► SPARQL text

A file is a SPARQL query that runs as it is in any tool. Its parameters are ``VALUES ?x { example }`` blocks;
a value given by a caller becomes a typed term (``parameters``) and takes the place of the block's data
(``binding``). Text of a caller never reaches the query in any other way. Nothing here parses SPARQL grammar
or runs a query: the engine that runs it judges it.

To add a query: put a file into the folder; ``header`` says what its first lines hold. To add a type of parameter:
add a row to ``parameters.TYPES``.

A query stays fast in a large archive when its optional facts stand in an OPTIONAL each: Oxigraph looks a single
pattern up for every row, but works out two patterns in one OPTIONAL for the whole archive first, and likewise
what follows a grouped sub-SELECT.
"""
