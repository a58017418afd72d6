"""Web pages (floor 3): HTML as saved from the web.

`markup.py` makes text of it, in the order of the page; `embedded.py` reads what its JSON-LD and ``<meta>`` elements
say; `adapter.py` puts both together.
"""
