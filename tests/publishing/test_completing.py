"""Rows are made whole once, when all pages have been heard."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from fonds.catalogue.rows import DocumentRow
from fonds.mapping.rows import completed
from fonds.publishing import completing
from fonds.rdf.framing import Framer
from fonds.rdf.literals import Triple
from publishing.archive import Archive, codes
from publishing.pages import write_pages


def test_each_document_is_framed_once(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters that name the same people are framed once each in a publish."""
    framed: Counter[str] = Counter()
    for name in ("frame", "frame_apart"):
        monkeypatch.setattr(Framer, name, _counting(getattr(Framer, name), framed))
    write_pages(archive.pages, range(4))
    assert archive.publish().new == 4
    assert sorted(count for count in framed.values() if count) == [1, 1, 1, 1]


def _counting(frame: Callable[..., object], framed: Counter[str]) -> Callable[..., object]:
    """Return a way of framing that counts documents."""

    def counting(self: Framer, node: str, triples: Iterable[Triple]) -> object:
        framed[node] += "/doc/" in node
        return frame(self, node, triples)

    return counting


def test_a_fault_costs_one_page(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that cannot be made whole is left out and named; the rest goes on."""

    def failing(row: DocumentRow, *given: Any) -> DocumentRow:
        if "00001" in row.source:
            raise RuntimeError("a fault")
        return completed(row, *given)

    monkeypatch.setattr(completing, "completed", failing)
    write_pages(archive.pages, range(3))
    report = archive.publish()
    assert (report.new, report.left_out) == (2, 1) and "crashed" in codes(report)
