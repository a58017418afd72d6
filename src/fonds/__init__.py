"""Fonds: pages of an archive in, a linked-data site out.

Importing the package does no work; see ``docs/architecture.md`` for the plan of its rooms.
"""

__version__ = "0.1.0"
