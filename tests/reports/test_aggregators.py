"""As aggregators see it: rules that mean what the formats demand, sums that add up, words for people."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from crosswalks.trees import BARE, SITE, agent, hostile, letter
from fonds.crosswalks.table import CROSSWALKS
from fonds.errors import NotFoundError
from fonds.reports.aggregators.judging import EXAMPLES, Judgement, judge
from fonds.reports.aggregators.table import AGGREGATORS, get_aggregator
from fonds.reports.aggregators.words import render_judgement_html, render_judgement_json, render_judgement_text, summary

PUBLIC = replace(SITE, base="https://archive.example.org")
"""A site that has decided everything and can be reached."""
TREES: tuple[dict[str, Any], ...] = (
    letter(), letter(genre=None), letter(workExample=None), letter(sender=None, recipient=None), hostile(),
    letter(type=["CreativeWork"], sender=None, recipient=None), letter(genre=None, workExample=None),
)


def _full(**more: Any) -> dict[str, Any]:
    """Return a letter that says more than anybody demands."""
    said = {"author": [agent("b", "B")], "abstract": {"en": "A summary."}, "contentLocation": [agent("p", "P", "Place")]}
    return letter(**said | more)


def codes(name: str, tree: dict[str, Any], site: Any = PUBLIC, level: str = "must") -> set[str]:
    """Return the rules of a level that a document does not keep."""
    return {rule.code for rule in judge(AGGREGATORS[name], tree, site).broken if rule.level == level}


@pytest.mark.parametrize(("name", "form"), [("europeana", "edm"), ("correspsearch", "cmif")])
@pytest.mark.parametrize("site", [PUBLIC, replace(BARE, base="https://archive.example.org")])
def test_the_report_and_the_format_agree(name: str, form: str, site: Any) -> None:
    """What would be taken is what the format is given for, whatever the document and whatever the site decided."""
    for tree in TREES:
        assert judge(AGGREGATORS[name], tree, site).accepted == (not CROSSWALKS[form].refusals(tree, site))


@pytest.mark.parametrize("name", list(AGGREGATORS))
def test_a_whole_letter_is_taken_by_all(name: str) -> None:
    """A letter that says enough, of a site that decided everything, is demanded nothing more by anybody."""
    assert codes(name, letter()) == set()
    assert "address" in codes(name, letter(), replace(PUBLIC, base="http://127.0.0.1:8000"))


@pytest.mark.parametrize(
    ("name", "level", "code", "broken"),
    [
        ("europeana", "must", "language", letter(workExample=[{"id": "x", "inLanguage": ["und"]}])),
        ("europeana", "must", "topic", letter(genre=None)),
        ("europeana", "must", "kind", letter(genre=None, workExample=None)),
        ("europeana", "should", "date", letter(date=None, dateCreated=None)),
        ("dpla", "should", "type", letter(genre=None)),
        ("correspsearch", "must", "ends", letter(sender=None, recipient=None)),
        ("correspsearch", "should", "sender", letter(sender=None)),
        ("correspsearch", "should", "recipient", letter(recipient=None)),
        ("base", "should", "date", letter(date="1989-09-02?", dateCreated=None)),
        ("base", "should", "creator", _full(author=None)),
        ("base", "should", "summary", _full(abstract=None)),
        ("nde", "should", "name-language", letter(title={"@none": "Letter"})),
        ("nde", "should", "name-language", letter(title="Letter")),
        ("nde", "should", "creator", letter(author=None, sender=None)),
        ("dpla", "must", "title", letter(title=None, name=None, label=None)),
        ("europeana", "should", "place", _full(contentLocation=None)),
        ("google", "should", "description", _full(abstract=None)),
    ],
)
def test_each_rule_can_be_broken(name: str, level: str, code: str, broken: dict[str, Any]) -> None:
    """A rule is kept by a letter that says everything, and broken by one that lacks just that."""
    assert code not in codes(name, _full(), level=level)
    assert code in codes(name, broken, level=level)


@pytest.mark.parametrize(
    ("name", "setting", "change"),
    [
        ("europeana", "edm_rights", lambda site: replace(site, edm_rights="")),
        ("europeana", "publisher", lambda site: replace(site, publisher="")),
        ("dpla", "edm_rights", lambda site: replace(site, edm_rights="")),
        ("correspsearch", "metadata_licence", lambda site: replace(site, licence="https://example.org/")),
        ("base", "contact", lambda site: replace(site, contact="")),
        ("nde", "metadata_licence", lambda site: replace(site, licence="")),
        ("google", "base_iri", lambda site: replace(site, base="http://localhost")),
    ],
)
def test_what_a_setting_repairs(name: str, setting: str, change: Callable[[Any], Any]) -> None:
    """A decision nobody made is one lack of all documents, and its setting is named with how many it would repair."""
    judged = Judgement(AGGREGATORS[name], change(PUBLIC))
    for _ in range(3):
        judged.add("somewhere", letter())
    (lack,) = judged.demands()
    assert (lack.rule.setting, lack.documents, lack.alone) == (setting, 3, 3)
    assert (judged.accepted, judged.after_settings) == (0, 3) and f"'{setting}'" in render_judgement_text(judged)


def test_identities_that_count() -> None:
    """Wikidata identifies nobody for correspSearch, the GND does; a place counts by GeoNames."""
    known, other = "https://d-nb.info/gnd/118562827", "http://www.wikidata.org/entity/Q1"
    both = {"recipient": [agent("c", "C", "Person", known)]}
    wish = {"level": "should"}
    assert "identities" in codes("correspsearch", letter(sender=[agent("b", "B", "Person", other)], **both), **wish)
    assert "identities" not in codes("correspsearch", letter(sender=[agent("b", "B", "Person", known)], **both), **wish)
    assert "geonames" in codes("correspsearch", letter(locationCreated=[agent("p", "P", "Place", other)]), **wish)


def test_an_undetermined_language_is_a_tag() -> None:
    """A title in a language nobody knows is tagged, as the profile itself shows."""
    assert "name-language" not in codes("nde", letter(title={"und": "Letter"}), level="should")


def test_a_contact_is_an_address() -> None:
    """A name without an e-mail address is nobody to write to, for BASE as little as for the format of letters."""
    nobody = replace(PUBLIC, contact="Room @ 3")
    assert "contact" in codes("base", letter(), nobody) and b"<email>" not in CROSSWALKS["cmif"].render(letter(), nobody)
    somebody = replace(PUBLIC, contact="mailto:house@example.org")
    assert codes("base", letter(), somebody) == set()
    assert b"<email>house@example.org</email>" in CROSSWALKS["cmif"].render(letter(), somebody)


def test_the_sum_adds_up() -> None:
    """Taken and not taken are all that concern an aggregator; "wholly" counts those that lack nothing else."""
    judged = Judgement(AGGREGATORS["correspsearch"], PUBLIC)
    for number in range(30):
        judged.add(f"letter {number}", letter(sender=None, recipient=None) if number % 3 else letter())
    for _ in range(5):
        judged.add("no letter", letter(type=["Report"]))
    assert (judged.documents, judged.concerned, judged.accepted) == (35, 30, 10)
    (lack,) = judged.demands()
    assert (lack.rule.code, lack.documents, lack.alone, len(lack.places)) == ("ends", 20, 20, EXAMPLES)
    assert summary(judged) == (
        "correspSearch would take 10 of 30 documents. 5 more are not its business: It is no letter."
    )


def test_the_report_in_three_forms() -> None:
    """Text, JSON and HTML say the same numbers; hostile names break out of no page."""
    judged = Judgement(AGGREGATORS["europeana"], replace(PUBLIC, edm_rights=""), keep_all=True)
    for number in range(EXAMPLES + 5):
        judged.add(f"<script>{number}", letter())
    told = json.loads(render_judgement_json(judged))
    assert (told["concerned"], told["accepted"], told["accepted_after_settings"], len(told["refused"])) == (25, 0, 25, 25)
    assert "… and 5 more" in render_judgement_text(judged)
    page = render_judgement_html(judged, "A <title>")
    assert "<script>" not in page and "&lt;script&gt;0" in page and "would take 0 of 25 documents" in page


def test_an_unknown_aggregator_is_named() -> None:
    """Who asks for an aggregator that does not exist is told which there are."""
    with pytest.raises(NotFoundError, match="marc") as told:
        get_aggregator("marc")
    assert "correspsearch" in str(told.value)
