"""Sources (floor 3): bytes in, a Record out. One sub-package a kind of source, `adapters.py` lists them.

Reading happens once (`reading.py`); everything after is pure. `grammar/` holds the rules for the words of titles,
letters and source lines that all kinds of source share. Plain Python: no IRIs, no RDF.
"""
