"""Linking (floor 3): names as written → entities, by authority lists and a pure matcher.

`authorities.py` reads the lists, `matcher.py` finds their names in text, `entities.py` are what names become,
`linker.py` puts a Record and entities together. Nothing is guessed: a name in no list becomes an entity of its own.
"""
