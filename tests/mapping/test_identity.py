"""What documents are recognised by, and when a citation means one that is held."""

import random
from dataclasses import replace

import pytest

from fonds.linking.entities import local_entity
from fonds.linking.linker import Linked
from fonds.mapping.identity import Known, Sought, fits, fold_number, identity_of, marks_of, read_described
from fonds.mapping.mapper import Mapped
from fonds.record.dates import DateExpression
from fonds.record.evidence import Status
from fonds.record.names import Name
from fonds.record.record import Dated
from fonds.record.references import Citation, CitedDocument
from mapping.samples import DOC, evidence, found, linked, mapped, part, phrase, record

LETTER = Known(
    genre="letter", days=("1979-05-10",), earliest="1979-05-10", latest="1979-05-10", makers=("agent/a",),
    addressees=("agent/b",),
)
YOURS = Sought(
    "cited-x", "your letter of 10 May 1979", genre="letter", days=("1979-05-10",), earliest="1979-05-10",
    latest="1979-05-10", makers=("agent/a",), addressees=("agent/b",), before="1979-05-20", near="1979-05-20",
)
MINUTES = Known(
    number="149", genre="minutes", days=("1979-04-05",), earliest="1979-04-05", latest="1979-04-05",
    makers=("agent/politburo",),
)
NUMBERED = Sought("cited-y", "Minutes No. 149", number="149", genre="minutes", near="1979-06-01")


def test_your_letter_of_a_day() -> None:
    """A day, a maker and an addressee together identify a letter; any two of them do not."""
    assert fits(YOURS, LETTER)
    assert not fits(replace(YOURS, addressees=()), LETTER)
    assert not fits(replace(YOURS, makers=()), LETTER)
    assert not fits(replace(YOURS, days=()), LETTER)


@pytest.mark.parametrize(
    "other",
    [
        {"makers": ("agent/c",)}, {"addressees": ("agent/c",)}, {"genre": "telegram"},
        {"days": ("1979-05-11",), "earliest": "1979-05-11", "latest": "1979-05-11"},
        {"days": (), "earliest": "1979-05-01", "latest": "1979-05-31"},
        {"days": (), "earliest": "", "latest": ""}, {"makers": ()}, {"addressees": ()},
    ],
)
def test_one_thing_else_is_another_letter(other: dict[str, object]) -> None:
    """A letter of which one thing differs, or is not known, is not the one that is cited."""
    assert not fits(YOURS, replace(LETTER, **other))  # type: ignore[arg-type]


def test_what_is_not_known_of_the_kind_is_no_contradiction() -> None:
    """A document without a genre, or of a wider one, may be what is cited; one of another branch is not."""
    assert fits(YOURS, replace(LETTER, genre=""))
    assert fits(YOURS, replace(LETTER, genre="correspondence"))
    assert fits(replace(YOURS, genre="correspondence"), LETTER)


def test_a_number_with_a_day_or_a_maker() -> None:
    """A number identifies together with the day or with who made it, and never alone."""
    assert not fits(NUMBERED, MINUTES)
    assert fits(replace(NUMBERED, days=("1979-04-05",), earliest="1979-04-05", latest="1979-04-05"), MINUTES)
    assert fits(replace(NUMBERED, makers=("agent/politburo",)), MINUTES)
    assert not fits(replace(NUMBERED, makers=("agent/secretariat",), days=("1979-04-05",)), MINUTES)


def test_a_body_may_be_named_by_the_title() -> None:
    """Where nothing says who made a document, the body a citation names must stand in its title, and the day fit."""
    held = replace(MINUTES, makers=(), words=("cc", "cpsu", "meeting", "minutes", "politburo"))
    sought = replace(NUMBERED, days=("1979-04-05",), makers=("agent/politburo-cc",), words=("cc", "politburo"))
    assert fits(sought, held)
    assert not fits(replace(sought, words=("secretariat",)), held)
    assert not fits(replace(sought, words=()), held)
    assert not fits(replace(sought, days=()), held)
    assert not fits(sought, replace(held, makers=("agent/secretariat",)))


def test_a_number_must_be_the_documents_own() -> None:
    """Where the citation has a number, a document without one, or with another, is not meant, whatever else fits."""
    numbered = replace(YOURS, number="121")
    assert not fits(numbered, LETTER)
    assert not fits(numbered, replace(LETTER, number="122"))
    assert fits(numbered, replace(LETTER, number="121"))
    assert not fits(numbered, replace(LETTER, number="121", addressees=("agent/c",)))
    assert fits(YOURS, replace(LETTER, number="121"))


def test_a_number_without_a_date_is_good_for_a_year() -> None:
    """Series of numbers begin again, so a number without a date means nothing that lies more than a year off."""
    sought = replace(NUMBERED, makers=("agent/politburo",))
    assert fits(replace(sought, near="1980-04-04"), MINUTES)
    assert not fits(replace(sought, near="1981-04-05"), MINUTES)
    assert not fits(replace(sought, near="1977-04-05"), MINUTES)
    assert fits(replace(sought, near=""), MINUTES)


def test_nothing_is_answered_before_it_was_written() -> None:
    """A document later than the one that answers it is not what that one answers."""
    sought = replace(NUMBERED, makers=("agent/politburo",), before="1979-04-04", near="1979-04-04")
    assert not fits(sought, MINUTES)
    assert fits(replace(sought, before=""), MINUTES)


def test_a_month_is_no_day() -> None:
    """A citation of a month means no letter by that alone, and none of another month."""
    month = replace(YOURS, number="7", days=(), earliest="1979-05-01", latest="1979-05-31")
    held = replace(LETTER, number="7")
    assert fits(month, held)
    assert not fits(replace(month, number=""), LETTER)
    assert not fits(month, replace(held, days=("1979-06-01",), earliest="1979-06-01", latest="1979-06-01"))


def test_what_fits_shares_a_mark() -> None:
    """Whatever is known and sought, a document that fits bears one of the marks of the citation."""
    chance = random.Random(5)
    days, agents, words = ("1979-05-10", "1979-05-11"), ("agent/a", "agent/b", "agent/c"), ("cc", "politburo")

    def some(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(chance.sample(values, chance.randrange(len(values) + 1))))

    fitting = 0
    for _ in range(5_000):
        number, genre = chance.choice(("", "1", "2")), chance.choice(("", "letter", "telegram"))
        known = Known(number, genre, some(days), "1979-05-10", "1979-05-11", some(agents), some(agents), some(words))
        number, genre = chance.choice(("", "1", "2")), chance.choice(("", "letter", "telegram"))
        sought = Sought(
            "f", "l", number, genre, some(days), makers=some(agents), addressees=some(agents), words=some(words)
        )
        borne = marks_of(Sought("", "", known.number, "", known.days, "", "", known.makers, ("agent/x",)))
        if fits(sought, known):
            fitting += 1
            assert set(marks_of(sought)) & set(borne), (sought, known)
    assert fitting > 100


# ── from records ─────────────────────────────────────────────────────────────────────────────────────────


def dated(day: int) -> tuple[Dated, ...]:
    """Return a heading's date in September 1989."""
    return (Dated("heading", found(DateExpression(1989, 9, day))),)


def cited(**fields: object) -> CitedDocument:
    """Return a letter that the sample page cites."""
    plain: dict[str, object] = {"key": "letter-7", "label": "letter No. 7", "evidence": evidence("letter No. 7")}
    return CitedDocument(**{**plain, "genre": found("letter"), "number": found("No. 7"), **fields})


def described(made: Linked) -> tuple[Mapped, Known, tuple[Sought, ...]]:
    """Return a record mapped, what it is known by, and what it seeks."""
    one = mapped(made)
    told = read_described(identity_of(one.linked, DOC, one.own).described)
    return one, told.known, told.sought


def correspondence(*targets: CitedDocument, relation: str = "reply-to", status: Status = Status.STATED) -> Linked:
    """Return a letter from A to B that cites documents."""
    citations = tuple(Citation(relation, target, evidence("your letter No. 7")) for target in targets)
    parts = {**part("sender", "A", status), **part("addressee", "B")}
    letter = record(title=found("Letter"), genre=found("letter"), dates=dated(2), citations=citations)
    return linked(letter, parts=parts, is_correspondence=True)


def test_a_letter_is_known_by_its_parties_and_its_day() -> None:
    """What a letter is known by are the keys of its parties, its day, its genre and its folded number."""
    letter = correspondence()
    letter.record = replace(letter.record, number=found("№ 12"), sent=found(DateExpression(1989, 9, 3)))
    _, known, sought = described(letter)
    assert known == Known(
        "12", "letter", ("1989-09-02", "1989-09-03"), "1989-09-02", "1989-09-02", ("agent/a",), ("agent/b",)
    )
    assert sought == ()


def test_your_letter_is_the_addressees() -> None:
    """By "your" our addressee made it and our sender got it; by "our" our sender made it; else nobody did."""
    whose = {"addressee": (("agent/b",), ("agent/a",)), "sender": (("agent/a",), ()), "": ((), ())}
    for role, parties in whose.items():
        target = cited(author_role=found(role) if role else None, date=found(DateExpression(1989, 8, 31)))
        _, _, (sought,) = described(correspondence(target))
        assert (sought.makers, sought.addressees) == parties
        assert (sought.fragment, sought.number, sought.days) == ("cited-letter-7", "7", ("1989-08-31",))
        assert (sought.before, sought.near) == ("1989-09-02", "1989-09-02")


def test_a_whole_may_be_later_than_its_part() -> None:
    """What a document is a part of is not bound to be there before it."""
    target = cited(date=found(DateExpression(1989, 10, 1)))
    _, _, (sought,) = described(correspondence(target, relation="part-of"))
    assert sought.before == ""


def test_the_issuer_named_is_the_maker() -> None:
    """Who issued the cited document by the words is who made it."""
    letter = correspondence(cited(issuer=found(Name(phrase("A")), "A")))
    letter.issuers["letter-7"] = local_entity("CC Politburo", "organization")
    _, _, (sought,) = described(letter)
    assert sought.makers == ("agent/cc-politburo", "~cc-politburo") and sought.words == ("a",)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("CPSU CC Politburo", "Politburo of the CC CPSU", True),
        ("Department of State", "State Department", True),
        ("CPSU CC Politburo", "CPSU CC Secretariat", False),
        ("Embassy of Iran in Iraq", "Embassy of Iraq in Iran", False),
    ],
)
def test_bodies_are_compared_by_their_words(one: str, other: str, same: bool) -> None:
    """A body is the same in any order of its words, but not where a preposition gives them their order."""
    makers = []
    for name in (one, other):
        letter = correspondence()
        letter.parts = part("sender", name, kind="organization")
        makers.append(set(described(letter)[1].makers))
    assert bool(makers[0] & makers[1]) == same


def test_the_title_tells_only_where_nothing_else_does() -> None:
    """The words of the title are kept for a numbered document of which no maker is known."""
    letter = correspondence()
    letter.record = replace(letter.record, number=found("7"), title=found("Letter of the Politburo"))
    assert described(letter)[1].words == ()
    letter.parts = {}
    assert described(letter)[1].words == ("letter", "politburo")
    letter.record = replace(letter.record, number=None)
    assert described(letter)[1].words == ()


def test_guessed_parties_identify_nothing() -> None:
    """A sender that is only inferred neither made the letter nor got what it answers."""
    target = cited(author_role=found("addressee"), date=found(DateExpression(1989, 8, 31)))
    _, known, (sought,) = described(correspondence(target, status=Status.INFERRED))
    assert known.makers == () and sought.addressees == ()


def test_a_part_is_sought_as_its_whole() -> None:
    """Of a cited point the minutes are sought, never the point itself, nor a page."""
    minutes = cited(key="minutes-177", genre=found("minutes"), date=found(DateExpression(1989, 8, 1)))
    point = CitedDocument(
        "minutes-177-point-151", "point 151", evidence(), locator=found("151"), part_of=minutes
    )
    page = cited(key="page", pages=found("12"), date=found(DateExpression(1989, 8, 1)))
    _, _, sought = described(correspondence(point, point, page, relation="reference"))
    assert [each.fragment for each in sought] == ["cited-minutes-177"]


def test_too_little_is_not_sought() -> None:
    """A citation with a number or a day alone is nobody's to find."""
    _, _, sought = described(correspondence(cited(), cited(key="b", number=None, date=found(DateExpression(1989, 8, 1)))))
    assert sought == ()


def test_many_parties_tell_nobody_apart() -> None:
    """A circular to hundreds is not known by its addressees, nor is what it answers."""
    letter = correspondence(cited(author_role=found("addressee"), date=found(DateExpression(1989, 8, 31))))
    for number in range(300):
        letter.parts.update(part("addressee", f"Person {number}"))
    _, known, (sought,) = described(letter)
    assert known.addressees == () and sought.makers == ()


def test_the_description_changes_with_what_others_show() -> None:
    """Another title is another description, though the document is known by the same things."""
    letter = correspondence()
    one, known, _ = described(letter)
    letter.record = replace(letter.record, title=found("Letter of A"))
    other, also, _ = described(letter)
    assert known == also
    assert identity_of(one.linked, DOC, one.own) != identity_of(other.linked, DOC, other.own)


def test_numbers_are_compared_without_their_signs() -> None:
    """The sign before a number is no part of it; a letter in it is."""
    assert {fold_number(text) for text in ("No. 121", "№121", "Nº 121", "N° 121", "Nr. 121", "# 121", "121")} == {"121"}
    assert fold_number("P149") != fold_number("149")
