"""Tables (floor 3): CSV, TSV, XLSX and JSON Lines, one Record a row.

`adapter.py` reads a file in two steps: all of it is looked through and kept in a temporary file, then its rows are
parts; so nothing of a broken file is published. `mapping.py` says which column is which field.
"""
