"""Dumps (floor 6): everything at once, as files that are made once per release.

``table.py`` lists them, one module a kind writes them, ``making.py`` packs and weighs them, ``shelf.py`` knows where
they lie, ``keeping.py`` sees that those of the newest release are there while a server runs. A new dump is a function
and a row of the table.
"""
