"""Words that come again: what was remembered of them is what stands at each place."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from fonds.record.evidence import Span
from fonds.record.names import Phrase
from fonds.record.plain import is_named_tuple
from fonds.sources.grammar.archival import find_archival_reference
from fonds.sources.grammar.title import Title
from fonds.sources.grammar.titles import parse_title
from sources.pages import kit

TITLES = (
    "Telegram From the Embassy in Iran to the Department of State",
    "Letter from A. Gromyko, presumably to Comrade Filippov [Stalin], Attachment 2 to Politburo Decree #177",
    "Draft Note No. 7 from the Foreign Minister (Rusk) and Mr. Bundy to the President, 5 May 1962",
    "Memorandum of Conversation between Mao Zedong and N. S. Khrushchev on the Soviet Union",
    "Minutes of the Meeting of the Politburo, 3 June 1956",
    "Brief von Walter Ulbricht an Erich Honecker vom 5. Mai 1962",
)
LINES = (
    "TsKhSD, F. 89, P. 14, D. 32, ll. 3–5; also in NSA, RADD.",
    "National Archives (NARA), RG 59, Central Files 1964–66, POL 27 VIET S.",
    "MOL, M-KS 288. f. 5/167. ő. e.",
)
AROUND = (("", ""), ("1. ", "\n\nText"), ("230) ", ", May 5"), ("“", "”"), ("1962\n", "s"))


def phrases(value: Any) -> Iterator[Phrase]:
    """Yield every phrase in what was read."""
    if isinstance(value, Phrase):
        yield value
    elif isinstance(value, tuple) or is_named_tuple(value):
        for part in value:
            yield from phrases(part)
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            yield from phrases(getattr(value, field.name))


def told(title: Title) -> set[str]:
    """Return which of the fields of a title are read."""
    return {field.name for field in fields(title) if getattr(title, field.name)}


@pytest.mark.parametrize("words", TITLES)
def test_titles(words: str) -> None:
    """A title says the same wherever it stands, and each of its phrases stands where it is said to."""
    alone = parse_title(words, Span(0, len(words)), kit().lexicon)
    assert alone.genre
    for before, behind in AROUND:
        page, at = before + words + behind, len(before)
        title = parse_title(page, Span(at, at + len(words)), kit().lexicon)
        assert [found.text for found in phrases(title)] == [found.text for found in phrases(alone)]
        assert all(" ".join(found.span.of(page).split()) == found.text for found in phrases(title))
        assert title.genre and title.genre.span.of(page) == alone.genre.span.of(words) and told(title) == told(alone)
        assert [span.of(page) for span in title.used] == [span.of(words) for span in alone.used]
        for here, there in zip(title.contributions, alone.contributions, strict=True):
            assert here.role == there.role and here.evidence.rule == there.evidence.rule
            assert here.evidence.spans[0].of(page) == there.evidence.spans[0].of(words)


@pytest.mark.parametrize("line", LINES)
def test_source_lines(line: str) -> None:
    """An archival reference says the same wherever its line stands, and each unit stands where it is said to."""
    alone = find_archival_reference(line, Span(0, len(line)))
    for before, behind in AROUND:
        page, at = before + line + behind, len(before)
        found = find_archival_reference(page, Span(at, at + len(line)))
        assert alone and found and found.units and [unit.label for unit in found.units] == [u.label for u in alone.units]
        assert [each.text for each in phrases(found)] == [each.text for each in phrases(alone)]
        assert all(each.span.of(page) == each.text for each in phrases(found))
        assert (found.pages and found.pages.span.of(page)) == (alone.pages and alone.pages.span.of(line))
