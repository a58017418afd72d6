"""Pages of an archive saved as text (floor 3): `layout.py` finds the parts, `adapter.py` the fields."""
