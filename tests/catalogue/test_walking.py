"""Reading in stretches: what a stretch costs does not grow with the catalogue."""

import importlib
import pkgutil
import sqlite3

import pytest
from sqlalchemy.schema import CreateTable

import fonds.catalogue
from catalogue.samples import document, publish
from fonds.catalogue import soundness
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.tables import drafts
from fonds.catalogue.walking import Walk, in_stretches


def _in_stretches() -> dict[str, str]:
    """Return every statement of the catalogue that goes on after a number, by where it stands."""
    found: dict[str, str] = {}
    for module in pkgutil.iter_modules(fonds.catalogue.__path__):
        for name, thing in vars(importlib.import_module(f"fonds.catalogue.{module.name}")).items():
            statement = thing._stretch if isinstance(thing, Walk) else thing
            if isinstance(statement, Prepared) and "after" in (statement.sql and statement._names):
                found[f"{module.name}.{name}"] = statement.sql
    return found | {f"soundness.{name}": vars(soundness)[name] for name in ("_DOCUMENTS", "_ENTITIES")}


_FEW = {"feeding._SEEKING", "feeding._SEEKING_STATE"}
"""Asked only where few of all were changed in the releases asked for: these are read whole, and sorted."""


@pytest.mark.parametrize("name", sorted(_in_stretches().keys() - _FEW))
def test_stretch_is_read_in_order(catalogue: Catalogue, name: str) -> None:
    """A statement that reads on after a number finds the next rows in order, and sorts none."""
    publish(catalogue, document("a"), document("b"))
    sql = _in_stretches()[name]
    with sqlite3.connect(catalogue.path) as file:
        for table in drafts.sorted_tables:
            file.execute(str(CreateTable(table)))
        steps = [row[3] for row in file.execute(f"EXPLAIN QUERY PLAN {sql}", [0] * sql.count("?"))]
    assert steps and not [step for step in steps if "TEMP B-TREE" in step]


def test_all_that_reads_in_stretches_is_looked_at() -> None:
    """What makes stores, dumps and verifications is among the statements looked at."""
    wanted = {"reading._OWN_OF_DOCUMENTS", "reading._OWN_OF_ENTITIES", "stored._EVIDENCE", "feeding._ENTITY_TREES", "fragments._LIVE"}
    assert wanted <= _in_stretches().keys()


def test_a_stretch_is_asked_for_when_the_one_before_is_done() -> None:
    """Rows come in order, each once, and what is written between two stretches is in the next one."""
    rows, asked = [(number,) for number in range(1, 5)], list[int]()

    def ask(after: int) -> list[tuple[int]]:
        asked.append(after)
        return [row for row in rows if row[0] > after][:2]

    found = list[int]()
    for (number,) in in_stretches(ask):
        found.append(number)
        if number == 4:
            rows.append((5,))
    assert (found, asked) == ([1, 2, 3, 4, 5], [0, 2, 4, 5])
