"""The survey that `fonds check` prints: numbers, names, contradictions, each with the words they rest on."""

import json
from typing import Any

from lxml import html

from fonds.linking.linked import Linked
from fonds.problems import KINDS, Problem
from fonds.reports.survey import EXAMPLES, MOST_NAMES, Survey, place_of
from fonds.reports.survey_views import render_survey_html, render_survey_json, render_survey_text
from mapping.samples import PAGE, found, linked, part, record

WHERE = "pages/a & <b>.txt"


def letter(**fields: Any) -> Linked:
    """Return a letter with a sender."""
    return linked(record(genre=found("letter"), **fields), parts=part("sender", "Anna Weber"), is_correspondence=True)


def survey_of(*documents: tuple[str, list[Problem], Linked | None]) -> Survey:
    """Return what was seen of some documents."""
    survey = Survey()
    for where, problems, shown in documents:
        survey.add(where, problems, shown)
    return survey


def three(survey: Survey) -> tuple[str, dict[str, Any], str]:
    """Return the survey as text, as JSON and as the text of its HTML."""
    page = html.document_fromstring(render_survey_html(survey, "Report"))
    data: dict[str, Any] = json.loads(render_survey_json(survey))
    return render_survey_text(survey), data, " ".join(page.text_content().split())


def test_coverage_counts_what_is_expected_only() -> None:
    """A sender is expected of letters, not of other documents; what is stated is counted among the expected."""
    survey = survey_of((WHERE, [], letter(title=found("A"))), ("b.txt", [], linked(record())))
    rows = {row.code: (row.given, row.expected) for row in survey.coverage.values()}
    assert (rows["sender"], rows["title"], rows["recipient"], rows["participants"]) == ((1, 1), (1, 2), (0, 1), (0, 0))
    assert survey.coverage["title"].missing == ["b.txt"]
    text, data, page = three(survey)
    assert "1 of 2" in text and "1 of 2" in page
    assert {"field": "title", "label": "Title", "expected": 2, "given": 1, "missing": ["b.txt"]} in data["coverage"]


def test_repairs_tell_how_many_documents_they_mend() -> None:
    """A step that would mend more documents comes first, and it is told of how many it mends the whole."""
    no_date, no_body = Problem("date-missing", WHERE), Problem("body-missing", WHERE)
    survey = survey_of(
        ("a", [no_body], linked()), ("b", [no_date, no_body], linked()), ("c", [no_date], linked()),
        ("d", [no_date, no_date], linked()),
    )
    rows = [(row.code, row.documents, row.alone, row.problems) for row in survey.repairs()]
    assert rows == [("date-missing", 3, 2, 3), ("body-missing", 2, 1, 2)]
    text, data, _ = three(survey)
    assert "3 documents, 2 of them wholly: The page states no date." in text
    assert [row["documents"] for row in data["repairs"]] == [3, 2] and survey.clean == 0


def test_names_stand_in_their_words() -> None:
    """A name in no list is listed once, with the number of its documents and the words around its first place."""
    problem = Problem("name-unreconciled", WHERE, "“Moscow”", 3)
    survey = survey_of((WHERE, [problem], linked()), ("b.txt", [Problem("name-unreconciled", "b.txt", "“Moscow”")], linked()))
    (row,) = survey.common_names()
    assert (row.name, row.documents, row.place.words) == ("Moscow", 2, "Moscow")
    at = PAGE.index("Moscow")
    assert row.place.before.endswith(PAGE[at - 5 : at].replace("\n", " "))
    text, data, page = three(survey)
    assert "«Moscow»" in text and "[name-unreconciled]" not in text
    assert data["names"][0]["documents"] == 2 and f"2 …{row.place.before.lstrip()}" in page.replace("\xa0", " ")


def test_contradictions_are_all_told_in_context() -> None:
    """Contradictions are never cut to a few examples in the reports that list all."""
    problems = [Problem("date-contradiction", f"{n}.txt", "“2 September 1989” and “July”") for n in range(EXAMPLES + 5)]
    survey = survey_of(*((problem.where, [problem], linked()) for problem in problems))
    text, data, page = three(survey)
    assert len(data["contradictions"]) == EXAMPLES + 5 and {row["words"] for row in data["contradictions"]} == {"July"}
    assert f"{EXAMPLES + 4}.txt" in page and "more (--json lists all)" in text


def test_what_could_not_be_read_is_left_out() -> None:
    """A place without a document counts as left out where an error says so."""
    survey = survey_of((WHERE, [Problem("file-empty", WHERE)], None), ("b", [Problem("curation-orphan", "b")], None))
    assert (survey.documents, survey.left_out) == (0, 1)
    text, data, page = three(survey)
    assert text.startswith("0 documents read; 1 place left out.") and data["left_out"] == 1
    assert "No document could be read." in page and WHERE in page


def test_html_is_a_page_of_its_own() -> None:
    """The HTML report fetches nothing, runs nothing, and no name in it can break out."""
    bad = '<script>alert("x")</script>'
    survey = survey_of((bad, [Problem("date-contradiction", bad, bad), Problem("name-unreconciled", bad, bad)], letter()))
    page = html.document_fromstring(render_survey_html(survey, bad), parser=html.HTMLParser(recover=False))
    assert page.findtext(".//h1") == bad and not page.findall(".//script")
    assert not page.xpath("//@src | //link") and all(str(link).startswith("#") for link in page.xpath("//@href"))
    assert {str(link)[1:] for link in page.xpath("//@href")} <= set(map(str, page.xpath("//@id")))


def test_every_kind_of_problem_is_in_every_form() -> None:
    """Text, JSON and HTML tell every kind of problem there is."""
    survey = survey_of((WHERE, [Problem(code, WHERE, "x") for code in KINDS], linked()))
    text, data, page = three(survey)
    assert {row["code"] for row in data["problems"]} == set(KINDS)
    for code in KINDS:
        assert code in page and (code == "name-unreconciled" or f"[{code}]" in text)


def test_many_names_do_not_make_an_endless_page() -> None:
    """The HTML lists the names of most documents and says how many more there are."""
    problems = [Problem("name-unreconciled", WHERE, f"“N{n:04d}”") for n in range(MOST_NAMES + 3)]
    _, data, page = three(survey_of((WHERE, problems, linked())))
    assert len(data["names"]) == MOST_NAMES + 3 and "… and 3 more." in page


def test_words_that_are_not_in_the_page_are_not_shown() -> None:
    """A place whose words cannot be found has no context, and is told all the same."""
    place = place_of(Problem("x", "a.txt", "“absent”"), "present")
    assert (place.words, place.detail) == ("", "“absent”")
