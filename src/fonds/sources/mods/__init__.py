"""MODS records (floor 3): the Metadata Object Description Schema, versions 3.0 to 3.8."""
