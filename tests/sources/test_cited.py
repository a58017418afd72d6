"""What a text answers, refers to, transmits and is attached to; and words that only look as if they did."""

from functools import partial

import pytest

from fonds.record.evidence import Span
from fonds.record.references import CitedDocument
from fonds.sources.grammar.citations import (
    find_attachment_line,
    find_citations,
    find_header_references,
    find_reply,
    key_of,
)
from fonds.sources.grammar.occurrences import ATTACHED, OWNERS, SENDING, find_starts, find_words
from sources.linear import is_linear
from sources.pages import kit


def all_of(text: str) -> Span:
    """The span of a whole text."""
    return Span(0, len(text))


def told(cited: CitedDocument) -> str:
    """Key, number, date, genre, whose and issuer of a cited document; a hyphen where the words do not say."""
    values = (
        cited.number.value if cited.number else "-", cited.date.value.iso if cited.date else "-",
        cited.genre.value if cited.genre else "-", cited.author_role.value if cited.author_role else "-",
        cited.issuer.value.phrase.text if cited.issuer else "-",
    )
    return f"{cited.key}: {' '.join(values)}"


TEXTS = [
    ("In reply to your letter of 31 July 1989 I say", "reply-to 1989-07-31-letter: - 1989-07-31 letter addressee -"),
    ("Replying to your telegram No. 371, we say", "reply-to telegram-371: 371 - telegram addressee -"),
    ("This is in answer to your despatch 12 of May 3, 1950.",
     "reply-to 1950-05-03-despatch-12: 12 1950-05-03 despatch addressee -"),
    ("In response to your 1265 of May 3, we say", "reply-to your-1265: 1265 - - addressee -"),
    ("I am responding to your message of May 3.", "reply-to message-may-3: - - message addressee -"),
    ("In reply to your report of 31 July 1989", "reference 1989-07-31-report: - 1989-07-31 report addressee -"),
    ("This refers to your telegram No. 123 of 5 May 1962.",
     "reference 1962-05-05-telegram-123: 123 1962-05-05 telegram addressee -"),
    ("I refer to my telegram No. 17, March 3, 1950, 6 p.m.",
     "reference 1950-03-03-telegram-17: 17 1950-03-03 telegram sender -"),
    ("As stated in your telegram 371, our 1964 agreement", "reference telegram-371: 371 - telegram addressee -"),
    ("With reference to your 1265, please act", "reference your-1265: 1265 - - addressee -"),
    ("as outlined Embtel 988. Then", "reference embtel-988: 988 - telegram - -"),
    ("Re Deptel 1124, June 12.", "reference deptel-1124-june-12: 1124 - telegram - -"),
    ("Urtel 371 came; our telegram no. 3 went",
     "reference urtel-371: 371 - telegram addressee - | reference telegram-3: 3 - telegram sender -"),
    ("In telegram 451 from Tehran, July 28, 1967, he said",
     "reference 1967-07-28-telegram-451: 451 1967-07-28 telegram - -"),
    ("airgram A–1738 from Tokyo, June 27", "reference airgram-a-1738-june-27: A–1738 - airgram - -"),
    ("Soviet note of 27 November 1958", "reference 1958-11-27-note: - 1958-11-27 note - -"),
    ("the President’s letter of July 20, 1966", "reference 1966-07-20-letter: - 1966-07-20 letter - -"),
    ("Thank you for your letter of May 3, 1962.", "reference 1962-05-03-letter: - 1962-05-03 letter addressee -"),
    ("the Embassy's despatch No. 1021 of March 15, 1951",
     "reference embassys-despatch-1021: 1021 1951-03-15 despatch - Embassy"),
    ("CC CPSU Resolution No. P176/125 of 6 December 1979",
     "reference cc-cpsu-resolution-p176-125: P176/125 1979-12-06 decree - CC CPSU"),
    ("Intelligence Note No. 183", "reference intelligence-note-183: 183 - note - -"),
    ("I enclose herewith a copy of Note No. 12 of 5 May 1954.",
     "transmits 1954-05-05-note-12: 12 1954-05-05 note - -"),
    ("I am enclosing a letter from the Soviet Foreign Ministry to Ambassador Bohlen dated 5 May 1954.",
     "transmits 1954-05-05-letter: - 1954-05-05 letter - Soviet Foreign Ministry"),
    ("Enclosed is a memorandum from the Department of State dated 3 June 1960.",
     "transmits 1960-06-03-memorandum: - 1960-06-03 memorandum - Department of State"),
    ("Attached herewith please find the report of 12 March 1961.",
     "transmits 1961-03-12-report: - 1961-03-12 report - -"),
    ("We transmit to you herewith the text of our note of 5 May 1962.",
     "transmits 1962-05-05-note: - 1962-05-05 note sender -"),
    ("[Enclosure to Despatch No. 1234 of May 5, 1954]\n\nText.",
     "attachment-of despatch-1234: 1234 1954-05-05 despatch - -"),
    ("Attachment 2 to Minutes No. 149\n\nText.", "attachment-of minutes-149: 149 - minutes - -"),
    ("Annex to the Letter of 5 May 1954\nText.", "attachment-of 1954-05-05-letter: - 1954-05-05 letter - -"),
]
"""Words, and what they cite: relation, key, number, date, genre, whose, issuer."""

NOTHING = [
    "In reply, he said that the letter of the law was No. 5 Street.", "In reply to your letter I say nothing.",
    "In reply to your question of 31 July 1989", "letter of credence; note of caution; order of 5 men",
    "our 1964 agreement and your 500 aircraft", "your reply to my children", "in answer to the question",
    "He transmitted the President's message to the Embassy.", "Attached is a letter for your signature.",
    "enclosed in brackets", "They attach great importance to it.", "Attachment to my mind is a letter.",
    "A telegram of congratulations", "Your Majesty reigned 371 days", "the note was 5 pages long", "room No. 7",
    "the letter of May 1962 said", "telegram 5 May", "memorandum of 1962", "re telegraphing 12 men", "Our Lady of May 3", "",
]
"""Words that cite nothing that could be found again."""


@pytest.mark.parametrize(("text", "said"), TEXTS)
def test_what_a_text_cites(text: str, said: str) -> None:
    """The relation, and what the words tell of the document: no more and no less."""
    found = find_citations(text, all_of(text), kit().lexicon, letter=True)
    assert " | ".join(
        f"{citation.relation} {told(citation.target)}" for citation in found if isinstance(citation.target, CitedDocument)
    ) == said


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_cite_nothing(text: str) -> None:
    """Without a kind of document, and a number or a day, nothing is cited."""
    assert find_citations(text, all_of(text), kit().lexicon, letter=True) == ()


@pytest.mark.parametrize("text", [text for text, _ in TEXTS])
def test_words_are_where_they_are_said_to_be(text: str) -> None:
    """Whatever stands before, the same is said, the label is a stretch of the text, and evidence has words."""
    page = f"Дело.\r\n\r\n\U0001d510. {text}"
    start = len(page) - len(text)
    here = find_citations(text, all_of(text), kit().lexicon, letter=True)
    there = find_citations(page, Span(start, len(page)), kit().lexicon, letter=True)
    assert [key_of(citation) for citation in here] == [key_of(citation) for citation in there]
    for citation in there:
        cited = citation.target
        assert isinstance(cited, CitedDocument)
        parts = [found for found in (cited.number, cited.date, cited.genre, cited.author_role) if found]
        spans = [*citation.evidence.spans, *cited.evidence.spans, *(part.span for part in parts)]
        assert all(start <= span.start < span.end <= len(page) for span in spans)
        assert page.find(cited.label, start) >= 0
        assert cited.number is None or cited.number.value in cited.number.span.of(page)


def test_reply_needs_a_letter() -> None:
    """Only correspondence answers, only "your" or "the" letter is answered, and the first answer counts."""
    lexicon = kit().lexicon
    text = "In reply to your letter of 5 May 1962 and in reply to your letter of 6 May 1962."
    found = find_reply(text, all_of(text), lexicon)
    assert found and key_of(found) == "1962-05-05-letter"
    assert [c.relation for c in find_citations(text, all_of(text), lexicon, letter=False)] == ["reference", "reference"]
    text = "In reply to his letter of 5 May 1962 the Shah said no."
    assert find_reply(text, all_of(text), lexicon) is None


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("Reference point 151 of Minutes Nº 177", ["minutes-177-point-151"]), ("Ref: Deptel 456", ["deptel-456"]),
        ("Reference: Embtel 1234, May 3", ["embtel-1234-may-3"]), ("Re your telegram 371", ["telegram-371"]),
        ("Ref: Tehran 403; State 9021", ["tehran-403", "state-9021"]),
        ("REF: (a) Embtel 12, May 3; (b) Deptel 14", ["embtel-12-may-3", "deptel-14"]),
        ("REF Embassy A–361 of December 31, 1963", ["embassy-361"]), ("Ref: your 1265", ["your-1265"]),
        ("Re: Iran", []), ("Reference books", []), ("Re: 5 May 1960", []), ("Refer to 12 men", []),
        ("Ref: " + "Tehran 403; " * 40, []), ("", []),
    ],
)
def test_reference_lines(line: str, keys: list[str]) -> None:
    """A line of the head that only refers names its documents one after another."""
    found = find_header_references(line, all_of(line), kit().lexicon)
    assert [key_of(citation) for citation in found] == keys
    assert all(citation.evidence.spans[0].end <= len(line) for citation in found)


def test_attachment_lines() -> None:
    """A line that goes on after the document, or is no line of its own, does not say what the text is attached to."""
    lexicon = kit().lexicon
    for line, key in (
        ("Annex No. 3 to Protocol No. 12", "protocol-12"), ("(Attached to Order No. 227 of 28 July 1942)", "order-227"),
        ("Annex 3 to Protocol No. 12 says that", ""), ("Enclosure 3", ""), ("The Annex to Protocol No. 12", ""),
        ("Annex to Protocol No. 12 " + "x" * 200, ""),
    ):
        found = find_attachment_line(line, all_of(line), lexicon)
        assert (key_of(found) if found else "") == key, line


def test_no_document_twice() -> None:
    """The closer relation is kept of two, and what a caller knows already comes first."""
    lexicon = kit().lexicon
    text = "In reply to your letter of 5 May 1962. Your letter of 5 May 1962 came. I enclose Note No. 7 of 6 May 1962."
    found = find_citations(text, all_of(text), lexicon, letter=True)
    assert [(c.relation, key_of(c)) for c in found] == [("reply-to", "1962-05-05-letter"), ("transmits", "1962-05-06-note-7")]
    again = find_citations(text, all_of(text), lexicon, letter=True, known=found[1:])
    assert [c.relation for c in again] == ["transmits", "reply-to"]


def test_title_transmits() -> None:
    """A title says what a document transmits too."""
    text = "Despatch from Moscow transmitting a note from the Foreign Ministry dated 5 May 1962"
    found = find_citations(text, None, kit().lexicon, letter=True, title=all_of(text))
    assert [(c.relation, key_of(c)) for c in found] == [("transmits", "1962-05-05-note")]


def test_words_found_whole() -> None:
    """A word begins at no letter, figure or hyphen, and letters keep their places whatever their case."""
    text = "İstanbul OUR preOUR no-our ours Our"
    assert find_starts(text, all_of(text), OWNERS) == [(9, "our"), (32, "our")]
    assert [at for at, _ in find_words(text, all_of(text), OWNERS)] == [9, 16, 23, 27, 32]
    text = "attached unattached"
    assert find_starts(text, all_of(text), ATTACHED) == [(0, "attached")]
    assert find_starts("enclosing", Span(0, 9), SENDING) == [(0, "enclos")]
    assert find_starts("your", Span(1, 4), OWNERS) == [(1, "our")], "a stretch is read as if nothing stood around it"
    assert find_starts("\ud800 our", Span(0, 5), OWNERS) == [(2, "our")], "half of a surrogate pair keeps its place"


PIECES = (
    "your ", "your letter of ", "telegram 1 ", "Embtel 1, ", "enclosed herewith is a copy of the letter from the ",
    " from Abc of the", "No. 1 ", "Enclosure to \n", "in reply to your ", "letter of 5 May, ", "reply ", "attached ",
    "Minutes No. 7 of ", "A-1 ", "Ref: ", "my our your ", "transmit to you ",
)


def cited(text: str) -> None:
    """Find what a text cites."""
    find_citations(text, all_of(text), kit().lexicon, letter=True, title=all_of(text))


@pytest.mark.parametrize("piece", PIECES)
def test_work_is_linear(piece: str) -> None:
    """Eight times the text takes far less than 64 times the time."""
    few, many = (piece * (length // len(piece)) for length in (2_000, 16_000))
    assert is_linear(partial(cited, few), partial(cited, many), 24)
