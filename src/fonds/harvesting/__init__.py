"""Harvesting (floor 3): records of another repository, fetched over OAI-PMH 2.0 and kept as files, one a record.

`client.py` talks to the repository (the only importer of sickle), `mirror.py` keeps the records, `progress.py`
remembers how far a harvest came, `harvest.py` puts them together. Reading what was harvested is `sources`' business.
"""
