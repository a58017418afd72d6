"""RDF in its plainest form (floor 2): namespaces, IRIs, literals, formats, contexts, shapes; one module each.

A term is a ``str`` in N-Triples syntax and a triple is a tuple of three of them: building rdflib terms costs 58
times as much. rdflib and pyld are imported only where a graph is serialised or judged.
"""
