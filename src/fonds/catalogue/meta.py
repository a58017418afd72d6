"""What the catalogue says of itself (floor 3): a few texts by name. The number of the layout is the schema's business."""

from typing import Any

from sqlalchemy import bindparam, insert, select, update

from fonds.catalogue.prepared import Prepared
from fonds.catalogue.tables import meta

_FIND = Prepared(select(meta.c.value).where(meta.c.name == bindparam("at_name")))
_SET = Prepared(update(meta).where(meta.c.name == bindparam("at_name")).values(value=bindparam("new_value")))
_NEW = Prepared(insert(meta), "name", "value")


def find_meta(cursor: Any, name: str) -> str:
    """Return what the catalogue says of itself under a name, or an empty text."""
    row = _FIND.one(cursor, at_name=name)
    return str(row[0]) if row else ""


def set_meta(cursor: Any, name: str, value: str) -> None:
    """Let the catalogue say something of itself."""
    if not _SET.run(cursor, at_name=name, new_value=value):
        _NEW.run(cursor, name=name, value=value)
