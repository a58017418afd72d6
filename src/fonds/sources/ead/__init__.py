"""Finding aids (floor 3): EAD 2002 (schema and DTD) and EAD3; the single documents they describe."""
