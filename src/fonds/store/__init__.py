"""The store (floor 3): the whole graph, asked in SPARQL.

``embedded.py`` keeps it in a directory, ``endpoint.py`` asks an engine elsewhere, ``open.py`` picks one of
them. Queries that come from people go through ``supervisor.py``, which answers them in processes that can be
killed.
"""
