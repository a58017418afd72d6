"""TEI P5 (floor 3): letter indexes (CMIF), volumes of documents, single letters.

`correspondence.py` reads ``correspDesc`` wherever it stands; `datable.py` dates, `named.py` names.
"""
