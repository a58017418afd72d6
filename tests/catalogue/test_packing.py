"""Packing loses nothing and saves room."""

import random
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from catalogue.samples import document
from fonds.catalogue.compression import deflate, inflate
from fonds.catalogue.packing import PackedDocument, pack_document, unpack_extra
from fonds.catalogue.stamps import CREATED, MODIFIED, stamp_triples, stamped


@pytest.mark.parametrize("size", [0, 1, 100, 32_000, 40_000, 300_000])
@pytest.mark.parametrize("page", [0, 1, 5_000, 32_506, 32_507, 200_000])
def test_what_is_deflated_comes_back(size: int, page: int) -> None:
    """Data of any size come back against a page of any size."""
    chance = random.Random(size * 7 + page)
    dictionary, data = chance.randbytes(page), chance.randbytes(size // 2)
    data += dictionary[: size - len(data)]
    assert inflate(deflate(data, dictionary), dictionary) == data


def test_words_of_the_page_cost_next_to_nothing_again() -> None:
    """Triples that repeat the page are packed to a fraction of what they are alone."""
    page = random.Random(1).randbytes(4_000).hex()
    row = document("a", body=page)
    packed = pack_document(row)
    assert len(packed.extra) < len(deflate(page.encode())) / 10


def test_listing_links_and_words_come_back() -> None:
    """What a version needs to be released again is all there."""
    row = document("a", "Đề tài “x”", earliest="1989-01-01", genre="letter")
    packed = pack_document(row)
    assert unpack_extra(packed.extra, packed.page_text) == (row.listing, row.links, row.search)
    assert {field.name for field in fields(PackedDocument)} == {
        *(field.name for field in fields(row)), "extra",
    }


def test_marks_become_stamps_in_every_form() -> None:
    """The marks are replaced in N-Triples and JSON, and nothing else is."""
    lines = "".join(f"{' '.join(triple)} .\n" for triple in stamp_triples("<http://x/doc/a#record>"))
    done = stamped(lines.encode(), "2026-01-01T00:00:00Z", "2026-02-02T00:00:00Z").decode()
    assert done.splitlines() == [
        '<http://x/doc/a#record> <http://purl.org/dc/terms/issued>'
        ' "2026-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .',
        '<http://x/doc/a#record> <http://purl.org/dc/terms/modified>'
        ' "2026-02-02T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .',
    ]
    prose = f'"It says {CREATED} and {MODIFIED} in the text"'.encode()
    assert stamped(prose, "x", "y") == prose


def test_workers_need_no_database_library() -> None:
    """What mapping workers import of the catalogue loads neither SQLAlchemy nor SQLite."""
    code = (
        "import sys, fonds.catalogue.rows, fonds.catalogue.packing, fonds.catalogue.stamps\n"
        "sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'sqlite3')))\n"
    )
    source = Path(__file__).parents[2] / "src"
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(source)}, check=False)
    assert done.returncode == 0
