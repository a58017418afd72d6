"""Every piece of evidence quotes its page exactly, and what a page says does not depend on how it was saved."""

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from fonds.bundled import bundled_path
from fonds.linking.linker import Linked
from fonds.record.evidence import Evidence, Found, Span
from fonds.record.names import Phrase
from sources import test_records
from sources.layout_pages import NOTICE, cover, labelled, related, search_page
from sources.pages import link, page, read, told

SEEDS = sorted(bundled_path("data").glob("*.txt"))
LETTER = page(
    "Letter from Ahmad Shah Masoud to Soviet First Deputy Foreign Minister and Special Afghanistan Envoy Yuli Vorontsov",
    "Top Secret\n\nMister Vorontsov!\n\nIn reply to your letter of 31 July 1989 I want to say that the PDPA [People’s "
    "Democratic Party of Afghanistan] and the Red Army have lost. See Minutes No. 7 and Article 51 of the UN Charter. The "
    "April Revolution of 1978 is over.\n\nRespectfully, Ahmad Shah Masoud\n\nKabul, 2 September 1989",
    date="September 2, 1989", summary="Masoud sends a defiant letter.",
    source="A. A. Lyakhovskiy, Plamya Afgana (Moscow: Iskon, 1999), p. 523. Translated for CWIHP by Gary Goldberg.",
)
MINUTES = page(
    "Memorandum of Conversation between Henry Kissinger and Soviet Ambassador A. F. Dobrynin",
    "Secret\n\nThey spoke about "
    "the war in Afghanistan.\n\nThey parted at noon.", summary="They talk.",
    credit="Made possible with support from the A "
    "Foundation", labels="Original Uploaded Date\n\n2011-11-20\n\nRecord ID\n\n17\n\nA Foundation",
)
LABELLED = labelled(
    "Letter from Janez Stanovnik to U Thant", "Dear Sir,\n\nThe Soviet Union will meet us in May.\n\nWe shall see.",
    "Source", "RGANI, F. 5, D. 12. Translated by Ana Kos.", "Rights", NOTICE, "Language", "Russian", "Type", "Letter",
    "Record ID", "116131", "Donors", "Leon Levy Foundation", summary="Stanovnik announces meetings.",
    before=("Author(s):", "Stanovnik, Janez", "Associated Places", "Geneva", "Subjects Discussed", "Meetings"),
)
RELATED = related(
    "Telegram from Arne Skaug to Halvard Lange", "Secret\n\nThe minister received me at noon.\n\nHe was kind.", NOTICE,
    "Kaunda, Kenneth", "Lusaka", summary="Skaug reports on a talk with the Soviet Union.",
)
SEARCH = search_page(
    "Memorandum from the Embassy of Malta in Tunis to the Ministry of Trade", "Secret\n\nThe harvest is poor.",
    summary="The embassy reports on the Soviet Union.", address="http://digitalarchive.example.org/document/110000",
)
PDF = cover(
    "Report from the Legation of Peru in Quito\nto the Ministry of Railways", "Quito, 19 November 1974\nThe Soviet Union pays.",
    summary="The legation\ndescribes a bridge.", language="Spanish",
)
OTHERS = {"labelled": LABELLED, "related": RELATED, "search": SEARCH, "pdf": PDF}
PAGES = {"letter": LETTER, "minutes": MINUTES} | OTHERS | {path.stem: path.read_text(encoding="utf-8") for path in SEEDS}


def spans(value: object) -> Iterator[tuple[Span, str | None]]:
    """Yield every stretch of a page that a value rests on, with the words it must be, where the value holds them."""
    if isinstance(value, Phrase):
        yield value.span, value.text
    elif isinstance(value, Evidence):
        yield from ((span, None) for span in value.spans)
    elif isinstance(value, Span):
        yield value, None
    elif isinstance(value, Found) and value.evidence.status == "stated" and isinstance(value.value, str):
        yield from ((span, None) for span in value.evidence.spans)
    elif isinstance(value, dict):
        for each in value.values():
            yield from spans(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from spans(each)
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in ("source", "authority"):
                yield from spans(getattr(value, field.name))


def check(linked: Linked) -> int:
    """Check every stretch of a linked record; return how many there were."""
    text = linked.record.source.page
    found = list(spans(linked))
    for span, words in found:
        assert 0 <= span.start < span.end <= len(text)
        quoted = span.of(text)
        assert quoted == quoted.strip() and "\ufeff" not in quoted
        assert words is None or words == quoted or words == " ".join(quoted.split())
    return len(found)


@pytest.mark.parametrize("name", PAGES)
def test_quotes_are_exact(name: str) -> None:
    """Every stretch lies inside the page, is not empty, and is the words it is said to be."""
    assert check(link(PAGES[name])) > 30


def test_quotes_of_all_made_up_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same holds for every made-up page of the other tests."""
    seen: list[int] = []

    def checked(text: str) -> dict[str, object]:
        seen.append(check(link(text)))
        return told(text)

    monkeypatch.setattr(test_records, "told", checked)
    for name, test in vars(test_records).items():
        if name.startswith("test_"):
            test()
    assert len(seen) > 20 and min(seen) > 0


def disturbed(text: str, chance: random.Random) -> str:
    """Return a page saved otherwise: more blank lines, other line ends, spaces at line ends, marks before the first line."""
    blocks = text.split("\n\n")
    gaps = (chance.choice(["\n\n", "\n\n\n", "\n \n", "\n\u00a0\n\n\t\n", "\n\n\n\n\n"]) for _ in blocks)
    joined = "".join(block + gap for block, gap in zip(blocks, gaps, strict=True))
    lines = (line + chance.choice(["", "", " ", "\t"]) for line in joined.split("\n"))
    ended = chance.choice(["\n", "\r\n"]).join(lines)
    return chance.choice(["", "\ufeff", "\n\n", "Search\n\n"]) + ended


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", ["letter", "minutes", *OTHERS])
def test_saved_otherwise(name: str, seed: int) -> None:
    """Blank lines, line ends and white space move every offset and change nothing of what is said."""
    text = disturbed(PAGES[name], random.Random(seed))
    linked = link(text)
    check(linked)
    assert told(text) == told(PAGES[name])


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", ["labelled", "related", "search"])
def test_blank_lines_between_any_lines(name: str, seed: int) -> None:
    """Blank lines between any two lines of a page change nothing of what is said, nor its layout."""
    chance = random.Random(seed)
    text = "".join(line + chance.choice(["\n", "\n\n", "\n \n\t\n"]) for line in PAGES[name].split("\n"))
    check(link(text))
    assert told(text) == told(PAGES[name])
    assert read(text).layout == read(PAGES[name]).layout


@pytest.mark.parametrize("seed", range(6))
def test_characters_beyond_the_first_plane(seed: int) -> None:
    """Characters outside the basic plane before a word count as one each."""
    chance = random.Random(seed)
    body = "".join(chance.choice(["𝔐", "😀", "é", "𐎀", "x"]) for _ in range(200)) + "."
    text = LETTER.replace("Mister Vorontsov!", f"Mister Vorontsov!\n\n{body}")
    linked = link(text)
    check(linked)
    assert told(text) == told(LETTER)
    before, after = (one.in_role("author")[0].evidence[-1].spans[0] for one in (link(LETTER), linked))
    assert before.start + len(body) + 2 == after.start


def test_seeds_are_there() -> None:
    """The two pages that are shipped are among those checked."""
    assert len(SEEDS) == 2 and all(isinstance(path, Path) for path in SEEDS)
