"""Reports (floor 6): what archivists are told, in plain words; text, JSON and HTML of the same facts."""
