"""Descriptions (floor 3): what catalogues of archives and libraries say of a document they hold, whatever the format.

Finding aids (``sources/ead``), Dublin Core (``sources/dublin_core``) and MODS (``sources/mods``) put down what they
find in a :class:`~fonds.sources.description.description.Description`; `records.py` makes a Record of it. Dates,
languages, roles and identifiers are written in all three in the same few ways, which are read here.
"""
