"""Cited documents that are held: linked, and unlinked again, whatever comes first."""

import json
from typing import Any

import pytest

from fonds.bundled import bundled_path
from fonds.catalogue.rows import DocumentRow
from fonds.mapping.held import RULE
from fonds.problems import Problem
from fonds.publishing.completing import Completing
from fonds.publishing.resolving import Resolution
from fonds.publishing.run import Waiting
from fonds.publishing.sources import EXAMPLE, Source
from fonds.rdf.framing import bundled_framer
from fonds.rdf.literals import parse_ntriples
from fonds.rdf.shapes import check_shapes
from publishing.archive import Archive, codes
from publishing.pages import CITED, NOTICE

BASE = "http://127.0.0.1:8000"
SOURCE = CITED.format(fond=89, list_=14, file=32)

LETTER = ("May 10, 1979", "Letter from Ivan Petrov to Anna Weber", "The talks on the border begin soon. What do you think?")
REPLY = (
    "May 20, 1979", "Letter from Anna Weber to Ivan Petrov",
    "In reply to your letter of 10 May 1979 we agree that the talks should begin in June, as you propose.",
)
MINUTES = (
    "April 5, 1979", "Minutes No. 149 of the Meeting of the Politburo of the CC CPSU",
    "The question of the situation in Herat was discussed. The proposals were approved without objections.",
)
CITING_MINUTES = (
    "June 1, 1979", "Report by Karel Novak on the Situation in Herat",
    "As laid down in Minutes No. 149 of 5 April 1979 the border was closed, and it has been closed since then.",
)
LETTER_NAME, REPLY_NAME = "1979-05-10-letter-from-ivan-petrov-to-anna-weber", "1979-05-20-letter-from-anna-weber-to-ivan-petrov"
FRAGMENT = f"<{BASE}/doc/{REPLY_NAME}#cited-1979-05-10-letter>"
IS_REPLY = "<https://www.ica.org/standards/RiC/ontology#isReplyTo>"


def write(archive: Archive, name: str, page: tuple[str, str, str]) -> None:
    """Write a page of a date, a title and a body."""
    date, title, body = page
    parts = ("Skip to content", date, title, body, f"Of: {title}.", "Document Information", SOURCE, NOTICE, "Record ID")
    archive.pages.joinpath(f"{name}.txt").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def row_of(archive: Archive, slug: str) -> DocumentRow:
    """Return the present row of a document, without its datestamps."""
    with archive.catalogue() as catalogue:
        found = catalogue.find_document(slug)
        row = catalogue.find_version_row(slug, found.version) if found and found.state == "live" else None
    assert row is not None, slug
    return row


def said(archive: Archive) -> dict[str, Any]:
    """Return all that is said of every document, byte by byte, and who cites it."""
    with archive.catalogue() as catalogue:
        citing = {slug: catalogue.cited_by(slug) for slug in archive.slugs()}
    rows = {slug: row_of(archive, slug) for slug in archive.slugs()}
    return {
        slug: (row.tree, row.own, row.cards, row.evidence, row.content_digest, row.links, row.references, row.identity,
               citing[slug])
        for slug, row in rows.items()
    }


def cited_by(archive: Archive, slug: str) -> dict[str, tuple[str, ...]]:
    """Return who cites a document, and how."""
    with archive.catalogue() as catalogue:
        return {item.slug: item.relations for item in catalogue.cited_by(slug).items}


def replies(archive: Archive) -> set[str]:
    """Return what documents are said to reply to."""
    return {line.split(" ")[2] for line in archive.triples() if f" {IS_REPLY} " in line}


# ── both orders ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_reply_is_linked_to_the_letter_that_is_held(archive: Archive) -> None:
    """Where the letter a reply answers is held, the reply leads to it, and the citation names it as the same."""
    write(archive, "a", LETTER)
    write(archive, "b", REPLY)
    archive.publish()
    letter = f"<{BASE}/doc/{LETTER_NAME}>"
    triples = archive.triples()
    assert replies(archive) == {letter}
    assert f"{FRAGMENT} <https://schema.org/sameAs> {letter} ." in triples
    assert f"<{BASE}/doc/{REPLY_NAME}> <https://w3id.org/fonds/terms#citedAs> {FRAGMENT} ." in triples
    assert [line.split(" ")[1] for line in triples if line.endswith(f"{FRAGMENT} .")] == [
        "<https://w3id.org/fonds/terms#citedAs>"
    ]
    assert cited_by(archive, LETTER_NAME) == {REPLY_NAME: ("citation", "isReplyTo", "references")}
    assert cited_by(archive, REPLY_NAME) == {}
    archive.check()


def test_any_order_of_publishing_says_the_same(archive: Archive) -> None:
    """All pages at once, or one after the other in whatever order: every byte of what is said is the same."""
    pages = {"a": LETTER, "b": REPLY, "c": MINUTES, "d": CITING_MINUTES}
    outcomes = []
    for order in (("abcd",), "abcd", "dcba", ("bd", "ac")):
        folder = archive.root / "-".join(order)
        folder.mkdir()
        one = Archive(folder)
        for names in order:
            for name in names:
                write(one, name, pages[name])
            one.publish()
        outcomes.append(said(one))
    assert all(outcome == outcomes[0] for outcome in outcomes)
    assert sorted(len(references) for *_, references, _, _ in outcomes[0].values()) == [0, 0, 2, 3]


def test_a_deleted_letter_is_only_cited_again(archive: Archive) -> None:
    """When the letter goes, the reply says what its page alone says; when it comes again, it is linked again."""
    write(archive, "b", REPLY)
    archive.publish()
    alone = said(archive)[REPLY_NAME]
    write(archive, "a", LETTER)
    assert archive.publish().followed == 1
    both = said(archive)
    assert both[REPLY_NAME] != alone
    (archive.pages / "a.txt").unlink()
    report = archive.publish(prune=True)
    assert (report.deleted, report.followed) == (1, 1)
    assert said(archive) == {REPLY_NAME: alone}
    archive.check()
    write(archive, "a", LETTER)
    archive.publish()
    assert said(archive) == both
    archive.check()


def test_the_change_log_tells_of_it(archive: Archive) -> None:
    """A document whose citation found its document has a new version, and an entry in the change log."""
    write(archive, "b", REPLY)
    archive.publish()
    write(archive, "a", LETTER)
    archive.publish()
    with archive.catalogue() as catalogue:
        changes = [(change.kind, change.slug, change.version, change.release) for change in catalogue.changes()]
        assert [version.release for version in catalogue.versions(REPLY_NAME)] == [1, 2]
    assert changes == [
        ("create", REPLY_NAME, 1, 1), ("create", LETTER_NAME, 1, 2), ("update", REPLY_NAME, 2, 2),
    ]


def test_nothing_changes_when_nothing_changed(archive: Archive) -> None:
    """Publishing again makes no release, and another document coming leaves the linked ones alone."""
    write(archive, "a", LETTER)
    write(archive, "b", REPLY)
    archive.publish()
    assert (archive.publish().release, archive.publish().followed) == (0, 0)
    write(archive, "c", MINUTES)
    report = archive.publish()
    assert (report.new, report.followed) == (1, 0)
    with archive.catalogue() as catalogue:
        assert len(catalogue.versions(REPLY_NAME)) == len(catalogue.versions(LETTER_NAME)) == 1


def test_a_dry_run_foresees_it(archive: Archive) -> None:
    """A dry run counts the documents that would be led to another one, and changes none."""
    write(archive, "b", REPLY)
    archive.publish()
    before = said(archive)
    write(archive, "a", LETTER)
    report = archive.publish(dry_run=True)
    assert (report.new, report.followed) == (1, 1)
    assert said(archive) == before


# ── what changes later ───────────────────────────────────────────────────────────────────────────────────


def test_a_letter_that_no_longer_fits_is_unlinked(archive: Archive) -> None:
    """A date corrected in the letter's page takes the link away, and its first date brings it back."""
    write(archive, "a", LETTER)
    write(archive, "b", REPLY)
    archive.publish()
    before = said(archive)
    write(archive, "a", ("May 11, 1979", *LETTER[1:]))
    report = archive.publish()
    assert (report.changed, report.followed) == (1, 1)
    assert replies(archive) == {FRAGMENT}
    write(archive, "a", LETTER)
    archive.publish()
    after = said(archive)
    assert after == before


def test_a_renamed_letter_is_followed(archive: Archive) -> None:
    """When a person gives the letter another slug, its reply leads to that one."""
    write(archive, "a", LETTER)
    write(archive, "b", REPLY)
    archive.publish()
    (archive.pages / "a.curation.toml").write_text('slug = "first-letter"\n', encoding="utf-8")
    archive.publish()
    assert replies(archive) == {f"<{BASE}/doc/first-letter>"}
    assert cited_by(archive, "first-letter").keys() == {REPLY_NAME}
    archive.check()


def test_a_renamed_reply_keeps_its_link(archive: Archive) -> None:
    """When a person gives the reply another slug, it is that one the letter is answered by."""
    write(archive, "a", LETTER)
    write(archive, "b", REPLY)
    archive.publish()
    (archive.pages / "b.curation.toml").write_text('slug = "the-answer"\n', encoding="utf-8")
    archive.publish()
    assert cited_by(archive, LETTER_NAME).keys() == {"the-answer"}
    archive.check()


def test_a_new_title_of_the_letter_is_shown(archive: Archive) -> None:
    """The reply's own tree shows the letter by the name it has now."""
    write(archive, "a", LETTER)
    write(archive, "b", REPLY)
    archive.publish()
    write(archive, "a", (LETTER[0], "Letter No. 4 from Ivan Petrov to Anna Weber", LETTER[2]))
    assert archive.publish().followed == 1
    shown = json.loads(row_of(archive, REPLY_NAME).tree)["isReplyTo"]
    assert (shown["id"], shown["label"]) == (f"{BASE}/doc/{LETTER_NAME}", "Letter No. 4 from Ivan Petrov to Anna Weber")


def test_a_second_letter_makes_it_unclear(archive: Archive) -> None:
    """Where a second letter fits as well, neither is taken, a note names both, and it is clear again without it."""
    write(archive, "a", LETTER)
    write(archive, "b", REPLY)
    archive.publish()
    before = said(archive)
    write(archive, "c", (LETTER[0], "Letter from Ivan Petrov to Anna Weber on the Harvest", "Another matter altogether."))
    report = archive.publish()
    (problem,) = [each for each in report.problems if each.code == "citation-ambiguous"]
    assert LETTER_NAME in problem.detail and f"{LETTER_NAME}-on-the-harvest" in problem.detail
    assert (problem.severity, problem.where) == ("note", f"doc/{REPLY_NAME}")
    assert replies(archive) == {FRAGMENT}
    (archive.pages / "c.txt").unlink()
    archive.publish(prune=True)
    assert said(archive) == before


# ── what identifies ──────────────────────────────────────────────────────────────────────────────────────


def test_letters_that_do_not_fit_are_not_taken(archive: Archive) -> None:
    """Your letter of a day is by this letter's addressee, to its sender, of that day, and a letter."""
    others = (
        ("May 10, 1979", "Letter from Karel Novak to Anna Weber"),
        ("May 10, 1979", "Letter from Ivan Petrov to Maria Lopez"),
        ("May 10, 1979", "Letter from Anna Weber to Ivan Petrov"),
        ("May 11, 1979", "Letter from Ivan Petrov to Anna Weber"),
        ("May 1979", "Letter from Ivan Petrov to Anna Weber"),
        ("May 10, 1979", "Telegram from Ivan Petrov to Anna Weber"),
        ("May 10, 1979", "Letter from Ivan Petrov"),
    )
    for number, (date, title) in enumerate(others):
        write(archive, f"other-{number}", (date, title, f"The talks on the border begin soon, {number} days from now."))
    write(archive, "b", REPLY)
    report = archive.publish()
    assert report.new == len(others) + 1
    assert replies(archive) == {FRAGMENT} and "citation-ambiguous" not in codes(report)
    write(archive, "a", LETTER)
    archive.publish()
    assert replies(archive) == {f"<{BASE}/doc/{slug_of(archive, 'a')}>"}


def slug_of(archive: Archive, name: str) -> str:
    """Return the slug of a page."""
    with archive.catalogue() as catalogue:
        state = catalogue.find_source(str(archive.pages / f"{name}.txt"))
    assert state is not None
    return state.slug


def test_minutes_are_known_by_number_and_day(archive: Archive) -> None:
    """Numbered minutes of a day lead to the minutes of that number and day."""
    write(archive, "c", MINUTES)
    write(archive, "d", CITING_MINUTES)
    archive.publish()
    (citing,) = cited_by(archive, "1979-04-05-minutes-no-149-of-the-meeting-of-the-politburo-of-the-cc-cpsu")
    assert citing == "1979-06-01-report-by-karel-novak-on-the-situation-in-herat"


def test_other_minutes_are_not_taken(archive: Archive) -> None:
    """Another number, day or genre, or no number, is not what is cited."""
    others = (
        ("April 5, 1979", "Minutes No. 150 of the Meeting of the Politburo of the CC CPSU"),
        ("April 6, 1979", "Minutes No. 149 of the Meeting of the Politburo of the CC CPSU"),
        ("April 5, 1979", "Minutes of the Meeting of the Politburo of the CC CPSU"),
        ("April 5, 1979", "Telegram No. 149 from Ivan Petrov to Anna Weber"),
    )
    for number, (date, title) in enumerate(others):
        write(archive, f"other-{number}", (date, title, f"The situation was discussed in {number + 2} sessions."))
    write(archive, "d", CITING_MINUTES)
    assert archive.publish().new == 5
    assert all(not cited_by(archive, slug) for slug in archive.slugs())


TELEGRAM = (
    "March 5, 1979", "Telegram No. 121 from the Soviet Ambassador in Kabul to the Foreign Ministry",
    "The garrison in Herat has gone over. The situation is grave.",
)
TELEGRAM_NAME = "1979-03-05-telegram-no-121-from-the-soviet-ambassador-in-kabul-to-the-foreign"
ANSWER = ("March 7, 1979", "Telegram from the Foreign Ministry to the Soviet Ambassador in Kabul")
ATTACHMENT = (
    "April 5, 1979", "Our Future Policy. Attachment to CPSU CC Politburo Minutes No. 149 of April 5, 1979",
    "The events in Herat show that the counter-revolution is active and that it is supported from abroad.",
)


def test_nothing_cites_itself(archive: Archive) -> None:
    """Minutes that speak of themselves by number and day are not led to themselves, but other minutes are to them."""
    itself = "The Politburo approved Minutes No. 149 of 5 April 1979."
    write(archive, "c", (*MINUTES[:2], itself))
    write(archive, "d", CITING_MINUTES)
    archive.publish()
    assert cited_by(archive, slug_of(archive, "c")).keys() == {slug_of(archive, "d")}
    assert row_of(archive, slug_of(archive, "c")).identity.sought


def test_your_telegram_of_a_number(archive: Archive) -> None:
    """Your telegram of a number is the one of that number that this telegram's addressee sent."""
    write(archive, "a", TELEGRAM)
    meant = ("your telegram No. 121 of 5 March 1979", "your telegram No. 121")
    others = (
        "your telegram No. 122 of 5 March 1979", "your telegram No. 121 of 6 March 1979",
        "our telegram No. 121 of 5 March 1979", "your letter No. 121 of 5 March 1979",
    )
    for number, words in enumerate((*meant, *others)):
        write(archive, f"b{number}", (*ANSWER, f"Refers to {words}. Visit Cde. Taraki and tell him this {number} times."))
    archive.publish()
    assert set(cited_by(archive, TELEGRAM_NAME)) == {slug_of(archive, f"b{number}") for number in range(len(meant))}


def test_a_telegram_of_the_same_number_from_elsewhere(archive: Archive) -> None:
    """A telegram of the same number and day from another embassy is not the one that is cited."""
    write(archive, "a", (TELEGRAM[0], TELEGRAM[1].replace("Kabul", "Tehran"), TELEGRAM[2]))
    write(archive, "b", (*ANSWER, "Refers to your telegram No. 121 of 5 March 1979. Visit Cde. Taraki."))
    archive.publish()
    assert all(not cited_by(archive, slug) for slug in archive.slugs())


def test_an_attachment_belongs_to_its_minutes(archive: Archive) -> None:
    """An attachment is part of the minutes of the body it names, not of another body's of the same number and day."""
    write(archive, "other", (MINUTES[0], MINUTES[1].replace("Politburo", "Secretariat"), "Cadres were discussed."))
    write(archive, "d", ATTACHMENT)
    archive.publish()
    assert all(not cited_by(archive, slug) for slug in archive.slugs())
    write(archive, "c", MINUTES)
    archive.publish()
    assert cited_by(archive, slug_of(archive, "c")) == {slug_of(archive, "d"): ("isPartOf",)}
    assert cited_by(archive, slug_of(archive, "other")) == {}
    archive.check()


# ── what is said of it ───────────────────────────────────────────────────────────────────────────────────


def test_a_linked_document_meets_the_shapes(archive: Archive) -> None:
    """Own triples and cards of a document that leads to a held one break no shape, and its tree shows them all."""
    for name, page in zip("abcd", (LETTER, REPLY, MINUTES, CITING_MINUTES), strict=True):
        write(archive, name, page)
    archive.publish()
    framer = bundled_framer(f"{BASE}/context.jsonld")
    for slug in archive.slugs():
        row = row_of(archive, slug)
        triples = [*parse_ntriples(row.own), *parse_ntriples(row.cards)]
        assert check_shapes(triples, slug) == []
        assert framer.frame_apart(f"{BASE}/doc/{slug}", set(triples))[1] == set()


def test_a_link_rests_on_the_words_of_the_citation(archive: Archive) -> None:
    """The link is normalised from the citation's words; what these say literally stays as unpublished evidence."""
    write(archive, "a", LETTER)
    write(archive, "b", REPLY)
    archive.publish()
    row = row_of(archive, REPLY_NAME)
    evidence = json.loads(row.evidence)
    found = {(each["s"], each["p"], each["o"]): each for each in evidence if each["rule"] == RULE}
    reply = found[(f"<{BASE}/doc/{REPLY_NAME}>", IS_REPLY, f"<{BASE}/doc/{LETTER_NAME}>")]
    assert reply["status"] == "normalised" and reply["published"]
    assert [quote["exact"] for quote in reply["quotes"]] == ["In reply to your letter of 10 May 1979"]
    assert all(row.page_text[quote["start"] : quote["end"]] == quote["exact"] for quote in reply["quotes"])
    own = set(parse_ntriples(row.own))
    assert found.keys() <= own and len(found) == 5
    literal = [each for each in evidence if each["p"] == IS_REPLY and each["o"] == FRAGMENT]
    assert [each["published"] for each in literal] == [False]


def test_the_fragment_says_what_it_said(archive: Archive) -> None:
    """Of the citation itself the tree shows what it showed before, and the document it is."""
    write(archive, "b", REPLY)
    archive.publish()
    before = json.loads(row_of(archive, REPLY_NAME).tree)
    write(archive, "a", LETTER)
    archive.publish()
    after = json.loads(row_of(archive, REPLY_NAME).tree)
    (cited,) = after["citedAs"]
    assert cited.pop("sameAs") == [f"{BASE}/doc/{LETTER_NAME}"]
    assert [cited] == before["citation"] and "citedAs" not in before
    assert after["references"] == [f"{BASE}/doc/{LETTER_NAME}"]


def test_the_shipped_pages_cite_nothing_that_is_held(archive: Archive) -> None:
    """Of the two shipped pages neither is what the other one cites, though each cites documents."""
    archive.publish(Source(bundled_path("data"), EXAMPLE))
    assert all(not row_of(archive, slug).references for slug in archive.slugs())


def test_a_page_left_out_at_the_last_leaves_its_document(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that turns out not to be publishable when it is released stays as it was, and stays linked."""
    write(archive, "a", LETTER)
    write(archive, "b", REPLY)
    archive.publish()
    before = said(archive)
    complete = Completing.complete

    def refuse(self: Completing, resolution: Resolution) -> tuple[Waiting, dict[str, list[Problem]]]:
        waiting, broken = complete(self, resolution)
        if any(each.slug == LETTER_NAME for each in waiting):
            broken[LETTER_NAME] = [Problem("crashed", "a.txt")]
        return Waiting(self._run.spool, [each for each in waiting if each.slug != LETTER_NAME]), broken

    monkeypatch.setattr(Completing, "complete", refuse)
    write(archive, "a", ("May 11, 1979", *LETTER[1:]))
    write(archive, "b", (*REPLY[:2], f"{REPLY[2]} We shall come."))
    archive.publish()
    assert said(archive)[LETTER_NAME][:4] == before[LETTER_NAME][:4]
    assert cited_by(archive, LETTER_NAME).keys() == {REPLY_NAME}


def test_a_page_left_out_leaves_its_document_as_it_was(archive: Archive) -> None:
    """A letter whose page can no longer be read stays published, and its reply stays linked to it."""
    write(archive, "a", LETTER)
    write(archive, "b", REPLY)
    archive.publish()
    before = said(archive)
    (archive.pages / "a.txt").write_bytes(b"\xff\xfe broken")
    archive.publish()
    assert said(archive) == before
