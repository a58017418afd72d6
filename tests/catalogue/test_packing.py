"""Packing loses nothing and saves room."""

import hashlib
import json
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from catalogue.samples import document, publish
from fonds.catalogue import compression
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.compression import (
    ALONE_FOLDED,
    BESIDE,
    BESIDE_BOTH,
    BESIDE_BOTH_FOLDED,
    BESIDE_FOLDED,
    Packer,
    deflate,
    fold,
    inflate,
    inflate_beside,
    inflate_tree,
    pack,
    pack_together,
)
from fonds.catalogue.evidence import is_short, restore, shorten
from fonds.catalogue.packing import PackedDocument, pack_document, unpack_evidence, unpack_extra
from fonds.catalogue.stamps import CREATED, MODIFIED, stamp_triples, stamped
from fonds.errors import StateError


@pytest.mark.parametrize("size", [0, 1, 100, 32_000, 40_000, 300_000])
@pytest.mark.parametrize("page", [0, 1, 5_000, 32_506, 32_507, 200_000])
def test_what_is_deflated_comes_back(size: int, page: int) -> None:
    """Data of any size come back against a page of any size."""
    chance = random.Random(size * 7 + page)
    dictionary, data = chance.randbytes(page), chance.randbytes(size // 2)
    data += dictionary[: size - len(data)]
    assert inflate(deflate(data, dictionary), dictionary) == data
    assert inflate(Packer(dictionary).beside(data), dictionary) == data
    assert inflate(pack(data)) == data


@pytest.mark.parametrize(("triples", "way"), [
    (b"<s> <p> <o> .\n<s> <p> \"a  b .\" .\n<s> <q> _:b .\n<t> <q> <o> .\n_:b <q> <o> .\n", BESIDE_FOLDED),
    (b"<s> <p> <o> .\n<s> <p> <o> .", BESIDE),
    (b"<s> <p> <o> .\n\n<s> <p> <o> .\n", BESIDE),
    (b" <p> <o> .\n  <o> .\n", BESIDE),
    (b"<s> <p> .\n", BESIDE),
    (b"# no triples\n", BESIDE),
])
def test_triples_come_back(triples: bytes, way: bytes) -> None:
    """Lines of N-Triples come back to the byte; what is not written as Fonds writes them is packed as it is."""
    packed = Packer(b"page").triples_beside(triples)
    assert packed[:1] == way and inflate(packed, b"page") == triples
    both = Packer(b"page", b"tree").triples_beside(triples)
    assert both[:1] == {BESIDE_FOLDED: BESIDE_BOTH_FOLDED, BESIDE: BESIDE_BOTH}[way]
    assert inflate_beside(both, pack_together(b"page", b"tree")[0]) == triples


def test_triples_that_older_layouts_packed_alone_are_read() -> None:
    """Triples of an entity were folded and packed alone."""
    triples = b"<s> <p> <o> .\n<s> <p> <q> .\n"
    folded = fold(triples)
    assert folded and inflate(ALONE_FOLDED + pack(folded)[1:]) == triples


PAGE = "Kabul, 7 September 1989. Đề tài: the pass. Kabul again, and “snow”."
OWN = b'<d> <http://p/title> "Kabul  .\\n"@en .\n<d> <http://p/where> <k> .\n'


def evidence(*changes: dict[str, Any]) -> bytes:
    """Return a row of evidence for each dictionary, which says how it differs from the first."""
    quote = {"start": 0, "end": 5, "exact": "Kabul", "prefix": "", "suffix": ", 7 September 1989. Đề t"}
    row = {
        "s": "<d>", "p": "<http://p/where>", "o": "<k>", "status": "stated", "rule": "place", "confidence": None,
        "published": True, "quotes": [quote],
    }
    rows = [row | change for change in changes]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


SEVENTH = {"start": 7, "end": 8, "exact": "7", "prefix": "Kabul, ", "suffix": ""}


@pytest.mark.parametrize("rows", [
    [{}, {}],
    [{}, {"o": '"Kabul  .\\n"@en', "p": "<http://p/title>", "quotes": []}, {}],
    [{"s": "<elsewhere>", "o": '"said of  what is linked .\\n"'}, {"confidence": 0.5, "published": False}],
    [{"by": "somebody", "certainty": "low"}, {"status": "inferred"}],
])
def test_evidence_that_the_page_tells_again_is_shortened(rows: list[dict[str, Any]]) -> None:
    """Triples of the document, triples of others, unpublished ones, and every field: all comes back to the byte."""
    given = evidence(*rows)
    short = shorten(given, PAGE, OWN)
    assert is_short(short) and b"September" not in short
    assert restore(short, PAGE, OWN) == given
    assert shorten(short, PAGE, OWN) == short


@pytest.mark.parametrize("given", [
    b"[]", b"", b"not JSON", b"{}", b"[1]", b'[{"s":1}]', b'[ {"s": "<d>"} ]',
    evidence({"quotes": [{"start": 0, "end": 5, "exact": "Kabuk", "prefix": "", "suffix": ", 7 September 1989. Đề t"}]}),
    evidence({"quotes": [{"start": 0, "end": 5, "exact": "Kabul", "prefix": "", "suffix": ""}, SEVENTH]}),
    evidence({"s": "with a space"}), evidence({"o": "<a> .\n<b>"}), evidence({"quotes": [{"start": 0}]}),
    evidence({}, {"published": 1}), evidence({"status": ["stated"]}), json.dumps(json.loads(evidence({}))).encode(),
])
def test_evidence_is_always_read_as_it_was_given(given: bytes) -> None:
    """Quotes that are not in the page, rows of another form, no rows at all: what is not told again is kept."""
    assert (restore(short, PAGE, OWN) if is_short(short := shorten(given, PAGE, OWN)) else short) == given
    row = replace(document("a"), evidence=given, page_text=PAGE, own=OWN)
    packed = pack_document(row)
    assert unpack_evidence(packed.evidence, packed.page_text, packed.own) == given


def test_evidence_of_other_triples_is_refused() -> None:
    """Evidence that names a line the triples do not have is told as damage."""
    short = shorten(evidence({}), PAGE, OWN)
    with pytest.raises(StateError, match="contradicts itself"):
        restore(short, PAGE, b"")


def test_nothing_stays_nothing() -> None:
    """Of a document without triples nothing is kept."""
    assert fold(b"") is None
    assert Packer(b"page").triples_beside(b"") == Packer(b"page", b"tree").beside(b"") == b""


def test_dictionary_is_the_one_that_older_rows_need() -> None:
    """The shipped dictionary is the same for ever: what was packed with it cannot be read with another."""
    words = Path(compression.__file__).with_name("dictionary-1.txt").read_bytes()
    assert hashlib.sha256(words).hexdigest() == "8fb991ff7a072ad28b1819b51e2f09c2602cc406b35a59cbd0a9496061563d25"


@pytest.mark.parametrize("page", [b"", b"p", b"\x05\x06 words " * 5_000])
@pytest.mark.parametrize("tree", [b"", b"t", b'{"words": "words"}' * 3_000])
def test_page_and_tree_lie_together(page: bytes, tree: bytes) -> None:
    """What is packed in one frame comes out as two, whatever it was, and also where one of them is nothing."""
    packed_page, packed_tree = pack_together(page, tree)
    assert (inflate(packed_page), inflate_beside(packed_tree, packed_page)) == (page, tree)
    plain, start = inflate_tree(packed_tree, packed_page)
    assert plain[start:] == tree


def test_many_threads_pack_and_unpack_at_once() -> None:
    """Each thread gets back what it packed, whatever the others pack and unpack at that moment."""
    begun = Barrier(8)

    def work(number: int) -> bool:
        chance = random.Random(number)
        page = b" ".join(b"%x" % chance.randrange(2_000) for _ in range(1_500))
        tree = b'{"words": "%s"}' % page[::-1]
        begun.wait(10)
        for _ in range(20):
            packed, marker = pack_together(page, tree)
            if inflate_beside(marker, packed) != tree or inflate(pack(page)) != page:
                return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(8)))


@pytest.mark.parametrize("way", ["together", "alone", "beside"])
def test_every_cut_and_change_is_told(way: str) -> None:
    """A frame that was cut short anywhere, or changed anywhere, gives what was packed or an error with a remedy."""
    page, chance = b"The words of the page. " * 20, random.Random(4)
    tree = b'{"words": "%s"}' % page
    together, _ = pack_together(page, tree)
    packed = {"together": together, "alone": pack(page), "beside": Packer(page, tree).beside(page[::2])}[way]
    plain = {"together": page, "alone": page, "beside": page[::2]}[way]
    kept = 6 if way == "together" else 1  # the way, and the length of the page
    harmed = [packed[:end] for end in range(kept, len(packed))]
    for place in range(kept, len(packed)):
        harmed.append(packed[:place] + bytes([packed[place] ^ 1 << chance.randrange(8)]) + packed[place + 1 :])
    for data in harmed:
        try:
            assert (inflate_beside(data, together) if way == "beside" else inflate(data)) == plain
        except StateError as error:
            assert error.remedy
        else:
            assert len(data) == len(packed)


def test_a_tree_without_its_page_is_damage() -> None:
    """What lay with a page, or beside page and tree, is told as damage where they are gone, cut short or others."""
    page, tree = pack_together(b"words " * 900, b"more words " * 90)
    part = Packer(b"words " * 900, b"more words " * 90).beside(b"words more " * 50)
    for damaged in (b"", pack(b"another page"), page[:-9]):
        for packed in (tree, part):
            with pytest.raises(StateError, match="damaged"):
                inflate_beside(packed, damaged)
        with pytest.raises(StateError, match="damaged"):
            inflate_tree(tree, damaged)
    with pytest.raises(StateError, match="damaged"):
        inflate_beside(part, pack_together(b"another page", b"another tree")[0])
    with pytest.raises(StateError, match="damaged"):
        inflate(part, b"words " * 900)


@pytest.mark.parametrize("packed", [pack(b"words " * 900), deflate(b"words " * 900)])
def test_damage_is_told_with_a_remedy(packed: bytes) -> None:
    """A value that was cut off or changed on disk is refused, and the message says what to do."""
    for damaged in (packed[:-3], packed[:12] + bytes([packed[12] ^ 0xFF]) + packed[13:]):
        with pytest.raises(StateError, match="damaged") as caught:
            inflate(damaged)
        assert "fonds restore" in caught.value.remedy


@pytest.mark.parametrize("layout", [5, 6])
def test_rows_of_older_layouts_are_read(tmp_path: Path, layout: int) -> None:
    """A document whose parts lie beside its page alone, deflated or in frames, as older layouts had them, says the same."""
    row = document("a", "Title", body="words of the page " * 50)
    page, packed = row.page_text.encode(), pack_document(row)
    beside = (lambda data: deflate(data, page)) if layout == 5 else Packer(page).beside
    parts: dict[str, Any] = {name: beside(getattr(row, name)) for name in ("tree", "own", "cards", "evidence")}
    older = replace(
        packed, **parts, page_text=deflate(page), extra=beside(inflate_beside(packed.extra, packed.page_text))
    )
    if layout == 6:
        together, place = pack_together(page, row.tree)
        older = replace(older, page_text=together, tree=place)
    with Catalogue.open(tmp_path / "old.db") as old, Catalogue.open(tmp_path / "new.db") as new:
        publish(old, older)
        publish(new, packed)
        was, now = old.find_document("a"), new.find_document("a")
        assert was is not None and now is not None
        assert (was.tree, was.own, was.cards) == (now.tree, now.own, now.cards)
        tree = old.find_tree("a")
        assert tree is not None and tree.tree == was.tree
        assert old.find_page_text("a") == row.page_text
        assert old.find_evidence("a") == row.evidence
        assert old.find_version_row("a", 1) == row
        assert list(old.ntriples()) == list(new.ntriples())
        assert [hit.slug for hit in old.search("words").items] == ["a"]


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
        *(field.name for field in fields(row)), "extra", "fragment", "refused",
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


@pytest.mark.parametrize("start", [0, 3, 60])
def test_marks_are_looked_for_behind_the_start(start: int) -> None:
    """What lies before the start is neither stamped nor given; of two stamps the one that is not known leaves its mark."""
    data = f'["{CREATED}", "{MODIFIED}", "{CREATED}", "0001-01-01T00:00:03Z"]'.encode()
    assert stamped(data, "then", "", start) == data[start:].replace(f'"{CREATED}"'.encode(), b'"then"')
    assert stamped(data, "", "", start) == data[start:]


def test_workers_need_no_database_library() -> None:
    """What mapping workers import of the catalogue loads neither SQLAlchemy nor SQLite."""
    code = (
        "import sys, fonds.catalogue.rows, fonds.catalogue.packing, fonds.catalogue.stamps\n"
        "sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'sqlite3')))\n"
    )
    source = Path(__file__).parents[2] / "src"
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(source)}, check=False)
    assert done.returncode == 0
