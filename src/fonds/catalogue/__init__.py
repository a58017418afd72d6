"""The catalogue (floor 3): every version of every document and entity, the change log, links and search.

It is the truth of a site: the SPARQL store can be built from it again, and the commit of one write
transaction here is what switches a site to its next release. SQLite (through SQLAlchemy Core) holds it; no
other package imports either.

Rooms: ``catalogue`` opens it; ``reading`` and ``listings`` answer; ``release`` writes; ``rows`` and
``packing`` are plain Python, so workers can use them without loading a database library.
"""
