"""RDF already made (floor 3): descriptions in our terms, as Fonds itself gives them, read back as Records.

`documents.py` finds the documents of a file, `reading.py` writes out what is said of one and where, `assembly.py` makes
the Record; what a Record has no room for is told by its predicate (`leftover.py`).
"""
