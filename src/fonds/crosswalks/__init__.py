"""Crosswalks (floor 5): the JSON-LD tree of a description → what another vocabulary or format wants.

One pure function each, plain data in and plain data out: no triples, no files, no web. What a tree holds is
said in ``vocab/context.jsonld``; ``nodes.py`` reads it. A new crosswalk is a module of its own.
"""
