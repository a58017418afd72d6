"""Canned queries over HTTP: windows with a true end, formats, forms, and what is told when a value does not fit."""

import csv
import io
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import html5lib
import pytest
from flask.testing import FlaskClient
from lxml import html
from rdflib import Graph
from rdflib.query import Result
from requests.utils import parse_header_links
from werkzeug.test import TestResponse

from fonds.bundled import bundled_path
from fonds.settings import Settings
from web.asking import InProcess, application, publish_pages, query_folder

HTML = {"Accept": "text/html"}
VALUES = " ".join(str(number) for number in range(1, 8))
FILES = {
    "seven.rq": (
        "#+ summary: Seven numbers\n#+ pagination: 3\n#+ tags: [numbers]\n"
        f"SELECT ?n WHERE {{ VALUES ?n {{ {VALUES} }} }} ORDER BY ?n"
    ),
    "five.rq": f"#+ pagination: 3\nSELECT ?n WHERE {{ VALUES ?n {{ {VALUES} }} }} ORDER BY ?n LIMIT 5 OFFSET 1",
    "all.rq": f"SELECT ?n WHERE {{ VALUES ?n {{ {VALUES} }} }} ORDER BY ?n",
    "kinds.rq": (
        "#+ params:\n#+   - name: kind\n#+     type: iri\n#+     optional: true\n#+     example: schema:Message\n"
        "#+     enumerate: from the data\n"
        "#+   - name: agent\n#+     type: agent\n#+     optional: true\n#+     example: agent/masoud-ahmad-shah\n"
        "#+     enumerate: |\n#+       SELECT ?agent ?words { ?d schema:sender ?agent . ?agent rdfs:label ?words }\n"
        "BASE <http://127.0.0.1:8000/>\nPREFIX schema: <https://schema.org/>\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nPREFIX foaf: <http://xmlns.com/foaf/0.1/>\n"
        "SELECT ?d WHERE { VALUES ?kind { schema:Message } VALUES ?agent { <agent/masoud-ahmad-shah> }\n"
        "  ?r foaf:primaryTopic ?d . ?d a ?kind ; schema:sender ?agent } ORDER BY ?d"
    ),
    "many.rq": (
        "#+ params:\n#+   - name: word\n#+     many: true\n#+     default: [a, b]\n#+   - name: yes\n#+     type: boolean\n"
        "#+     default: true\n#+   - name: genre\n#+     type: genre\n#+     default: letter\n"
        'PREFIX g: <https://w3id.org/fonds/genre/>\n'
        'SELECT ?word ?yes ?genre { VALUES ?word { "a" "b" } VALUES ?yes { true } VALUES ?genre { g:letter } }'
    ),
    "to-whom.rq": (
        "#+ params:\n#+   - name: sender\n#+     type: agent\n#+     label: Sender\n#+     example: agent/of-elsewhere\n"
        "#+     enumerate: from the data\nBASE <http://127.0.0.1:8000/>\nPREFIX schema: <https://schema.org/>\n"
        "SELECT ?to WHERE { VALUES ?sender { <agent/of-elsewhere> } ?d schema:sender ?sender ; schema:recipient ?to }"
    ),
    "inner/ask.rq": "ASK { ?s ?p ?o }",
}


@pytest.fixture(scope="module")
def service() -> InProcess:
    """Return what runs the queries."""
    return InProcess()


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory, service: InProcess) -> Iterator[FlaskClient]:
    """Return a client of a site with the shipped pages and queries of our own."""
    folder = tmp_path_factory.mktemp("asked")
    settings = Settings(
        state=str(folder / "var"), queries=str(query_folder(folder / "queries", FILES)), publisher="The Archivists",
        base_iri="http://letters.example",
    )
    publish_pages(settings, folder / "pages", 2)
    with application(settings, service) as app:
        yield app.test_client()


def links(answer: TestResponse) -> dict[str, str]:
    """Return the links of an answer by relation, as a client we did not write reads them."""
    return {link["rel"]: link["url"] for link in parse_header_links(answer.headers["Link"])}


def numbers(answer: TestResponse) -> list[int]:
    """Return the numbers of a CSV table with one column."""
    assert answer.status_code == 200, answer.text
    return [int(row[0]) for row in list(csv.reader(io.StringIO(answer.text)))[1:]]


@pytest.mark.parametrize(("name", "rows"), [("seven", list(range(1, 8))), ("five", [2, 3, 4, 5, 6])])
def test_following_next_gives_every_row_once(asker: FlaskClient, name: str, rows: list[int]) -> None:
    """From the first page on "next" leads through all rows, "last" to the page without one, "prev" back."""
    path, found, pages = f"/queries/{name}.csv", [], []
    while path:
        answer = asker.get(path)
        found += numbers(answer)
        pages.append(path)
        told = links(answer)
        assert urljoin(path, told["last"]).endswith(f"offset={(len(rows) - 1) // 3 * 3}")
        assert ("prev" in told) == (len(pages) > 1)
        path = urljoin(path, told["next"]) if "next" in told else ""
    assert found == rows
    assert urljoin(pages[-1], told["prev"]) == pages[-2]


@pytest.mark.parametrize("form", ["json", "xml", "tsv", "csv"])
def test_a_page_is_its_rows_in_every_format(asker: FlaskClient, form: str) -> None:
    """Whatever the format, a page has three rows, the last one has one, and only the others name a next one."""
    for offset, rows in ((0, 3), (3, 3), (6, 1)):
        answer = asker.get(f"/queries/seven.{form}?offset={offset}")
        if form == "json":
            count = len(answer.get_json(force=True)["results"]["bindings"])
        elif form == "xml":
            count = len(list(Result.parse(io.BytesIO(answer.data), format="xml")))
        else:
            count = len(answer.text.splitlines()) - 1
        assert (count, "next" in links(answer)) == (rows, offset < 6)


def test_a_window_whose_end_is_the_end_has_no_next(asker: FlaskClient) -> None:
    """Seven rows of seven are all: a full page is not taken for one that others follow."""
    answer = asker.get("/queries/seven.csv?limit=7")
    assert numbers(answer) == [1, 2, 3, 4, 5, 6, 7]
    assert not {"next", "prev", "first", "last"} & set(links(answer))


def test_beyond_the_end_one_is_led_back(asker: FlaskClient) -> None:
    """A window behind the last row is empty, and its "prev" and "last" have rows."""
    answer = asker.get("/queries/seven.csv?offset=300")
    assert numbers(answer) == []
    for relation in ("prev", "last"):
        assert numbers(asker.get(urljoin("/queries/seven.csv", links(answer)[relation]))) == [7]


def test_pages_are_counted_as_grlc_counts_them(asker: FlaskClient) -> None:
    """``page=2`` are the rows of the second page; where there are no pages it is refused."""
    assert numbers(asker.get("/queries/seven.csv?page=2")) == [4, 5, 6]
    assert numbers(asker.get("/queries/all.csv?page=2&limit=5")) == [6, 7]
    for query in ("all.csv?page=2", "seven.csv?page=0", "seven.csv?page=2&offset=1", "all.csv?page=999999999&limit=9"):
        assert asker.get(f"/queries/{query}").get_json(force=True)["parameter"] == "page"


def test_all_rows_are_counted_once(asker: FlaskClient, service: InProcess) -> None:
    """The count of a release is asked for once, whatever the page and the format."""
    for path in ("seven.csv", "seven.json?offset=3", "seven?offset=1", "seven.xml"):
        asker.get(f"/queries/{path}", headers=HTML)
    counts = {text: number for text, number in service.asked.items() if "COUNT(*)" in text and "LIMIT" not in text}
    assert list(counts.values()) == [1]


def test_limits_of_the_service_end_a_page_truly(asker: FlaskClient, service: InProcess) -> None:
    """What the service cuts is told as cut and goes on behind it; a page that ends at the limit is not cut."""
    service.rows = 4
    try:
        cut, whole = asker.get("/queries/all.csv"), asker.get("/queries/all.csv?limit=4")
        over = asker.get("/queries/all.csv?limit=5")
    finally:
        service.rows = 10_000
    assert (len(numbers(cut)), "Fonds-Result-Cut" in cut.headers) == (4, True)
    assert links(cut)["next"] == "all.csv?offset=4"
    assert (len(numbers(whole)), "Fonds-Result-Cut" in whole.headers) == (4, False)
    assert links(whole)["next"] == "all.csv?limit=4&offset=4"
    assert (len(numbers(over)), "Fonds-Result-Cut" in over.headers) == (4, True)


def test_a_page_shows_its_window(asker: FlaskClient) -> None:
    """The page says which rows it shows of how many, and leads to the others and to every format of these."""
    page = html.fromstring(asker.get("/queries/seven?offset=3", headers=HTML).text)
    assert page.xpath("string(//nav[@class='pager']/span)") == "Rows 4–6 of 7"
    assert page.xpath("//nav[@class='pager']/a/@href") == [
        "seven", "seven", "seven?offset=6", "seven?offset=6",
    ]
    assert len(page.xpath("//table[@class='result']/tbody/tr")) == 3
    assert page.xpath("//section[@aria-labelledby='result']//ul[@class='formats']//@href") == [
        f"seven.{suffix}?offset=3" for suffix in ("json", "xml", "csv", "tsv")
    ]


def test_the_editor_is_given_the_query_as_it_was_asked(asker: FlaskClient) -> None:
    """The link to the editor holds the very text that the page shows, which gives the same rows there."""
    page = html.fromstring(asker.get("/queries/seven?offset=3", headers=HTML).text)
    (href,) = page.xpath("//a[starts-with(@href, '../sparql')]/@href")
    text = parse_qs(urlsplit(href).query)["query"][0]
    assert text.strip() == page.xpath("string(//pre[@class='code'])")
    assert numbers(asker.get("/sparql", query_string={"query": text}, headers={"Accept": "text/csv"})) == [4, 5, 6]


def test_a_page_without_values_shows_a_query_that_finds_something(asker: FlaskClient) -> None:
    """Where the example of a file is not of this archive, one that is stands in the link, the text and the editor."""
    page = html.fromstring(asker.get("/queries/to-whom", headers=HTML).text)
    (example,) = page.xpath("//p[@class='absent']/a/@href")
    assert example == "to-whom?sender=agent/masoud-ahmad-shah"
    (href,) = page.xpath("//a[starts-with(@href, '../sparql')]/@href")
    text = parse_qs(urlsplit(href).query)["query"][0]
    assert "http://127.0.0.1" not in text
    rows = asker.get("/sparql", query_string={"query": text}, headers={"Accept": "text/csv"}).text.split()
    assert rows == ["to", "http://letters.example/agent/vorontsov-yuli"]
    assert asker.get(f"/queries/{example}", headers={"Accept": "text/csv"}).text.split() == rows


def test_the_command_line_asks_the_same(asker: FlaskClient) -> None:
    """The command of a page has its values and window, quoted for a shell."""
    page = html.fromstring(
        asker.get("/queries/many", query_string={"word": "x y's $(z)", "limit": "4", "offset": "1"}, headers=HTML).text
    )
    command = page.xpath("//p[@class='note']/code/text()")[-1]
    assert shlex.split(command) == [
        "fonds", "query", "many", "--param", "word=x y's $(z)", "--limit", "4", "--offset", "1",
    ]


def test_forms_have_a_widget_for_every_type(asker: FlaskClient) -> None:
    """Several values are lines, yes and no and concepts are chosen, defaults stand in their fields."""
    page = html.fromstring(asker.get("/queries/many", headers=HTML).text)
    assert page.xpath("//textarea[@name='word']/@placeholder") == ["a, b"]
    assert page.xpath("//select[@name='yes']/option[@selected]/@value") == ["true"]
    assert page.xpath("//select[@name='genre']/option[@selected]/@value") == ["letter"]
    assert len(page.xpath("//select[@name='genre']/option")) > 10
    assert all(page.xpath(f"//*[@id='{name}']") for name in page.xpath("//@aria-describedby"))
    answer = asker.get("/queries/many.csv", query_string={"word": "x\r\ny\r\n"})
    assert answer.text == f"word,yes,genre\r\n{''.join(f'{w},true,https://w3id.org/fonds/genre/letter' + chr(13) + chr(10) for w in 'xy')}"


def test_forms_offer_what_the_data_have(asker: FlaskClient, service: InProcess) -> None:
    """Values come from the query's own pattern, or from a SELECT with labels; both are asked for once."""
    for _ in range(2):
        page = html.fromstring(asker.get("/queries/kinds", headers=HTML).text)
    kinds = page.xpath("//select[@name='kind']/option/@value")
    assert "https://schema.org/Message" in kinds
    assert [option.text for option in page.xpath("//select[@name='agent']/option")] == ["any", "Ahmad Shah Masoud"]
    offers = [number for text, number in service.asked.items() if "DISTINCT ?kind" in text or "?words" in text]
    assert offers == [1, 1]
    for kind in kinds[1:]:
        assert len(asker.get("/queries/kinds.csv", query_string={"kind": kind}).text.splitlines()) > 1


def test_what_is_not_offered_is_answered_all_the_same(asker: FlaskClient) -> None:
    """Offers restrict nothing: a value nobody offers finds nothing, and stays chosen in the form."""
    page = html.fromstring(asker.get("/queries/kinds?agent=agent/nobody", headers=HTML).text)
    assert page.xpath("//select[@name='agent']/option[@selected]/@value") == ["agent/nobody"]
    assert "Nothing in the archive" in page.text_content()


def test_a_value_that_does_not_fit_is_told_in_the_form(asker: FlaskClient) -> None:
    """The page keeps what was filled in, marks the field, and is a 400; a program is told the parameter's name."""
    answer = asker.get("/queries/many?yes=perhaps&word=kept", headers=HTML)
    page = html.fromstring(answer.text)
    assert answer.status_code == 400
    assert "'yes' does not take 'perhaps'" in page.xpath("string(//*[@role='alert'])")
    assert page.xpath("//*[@aria-invalid]/@name") == ["yes"]
    assert page.xpath("//textarea[@name='word']")[0].text.strip() == "kept"
    assert asker.get("/queries/many.csv?yes=perhaps").get_json(force=True)["parameter"] == "yes"


@pytest.mark.parametrize("path", ["many?nope=1", "many.csv?nope=1", "kinds?nope=1"])
def test_an_unknown_parameter_is_refused_by_name(asker: FlaskClient, path: str) -> None:
    """A name that the query does not have is a 400, for people and programs."""
    answer = asker.get(f"/queries/{path}", headers=HTML if "." not in path else {})
    assert answer.status_code == 400
    assert "nope" in answer.text


def test_queries_stand_under_their_tags(asker: FlaskClient) -> None:
    """The list has a section for each tag, and one for queries without; every file is there once."""
    page = html.fromstring(asker.get("/queries", headers=HTML).text)
    assert page.xpath("//section/h2/text()") == ["Numbers", "Other questions"]
    assert sorted(page.xpath("//section//p[@class='what']/a/@href")) == [
        f"./queries/{name}" for name in ("all", "five", "inner-ask", "kinds", "many", "seven", "to-whom")
    ]
    assert page.xpath("string(//h1/span)") == "7"


@pytest.mark.parametrize("path", ["seven", "five?offset=3", "kinds", "many", "many?yes=perhaps", "inner-ask", "all?limit=2"])
def test_pages_are_well_formed(asker: FlaskClient, path: str) -> None:
    """A strict parser that is not ours finds nothing wrong, and every field has its label."""
    text = asker.get(f"/queries/{path}", headers=HTML).text
    html5lib.HTMLParser(strict=True).parse(text)
    page = html.fromstring(text)
    labelled = set(page.xpath("//label/@for"))
    assert all(each.get("id") in labelled for each in page.xpath("//form[@class='ask']//*[@name and not(@type='hidden')]"))


def test_hostile_values_stay_text(asker: FlaskClient) -> None:
    """Markup in a value makes no element, in the field, the query, the code and the citation."""
    word = "'\"></textarea></pre><script>alert(1)</script>{{7*7}}"
    answer = asker.get("/queries/many", query_string={"word": word}, headers=HTML)
    page = html.fromstring(answer.text)
    assert not page.xpath("//script")
    assert page.xpath("//textarea[@name='word']")[0].text.strip() == word
    assert word in page.xpath("string(//blockquote)")
    assert not re.search("[\r\n]", answer.headers["Link"])


def test_graphs_and_truths_have_their_formats(asker: FlaskClient) -> None:
    """An ASK answers yes or no in every format of rows, and has no window."""
    assert asker.get("/queries/inner-ask.json").get_json(force=True)["boolean"] is True
    assert not {"next", "first"} & set(links(asker.get("/queries/inner-ask.xml")))
    assert asker.get("/queries/inner-ask.csv?limit=3").get_json(force=True)["parameter"] == "limit"


def test_shipped_queries_answer_in_every_format(tmp_path: Path) -> None:
    """Each shipped query, asked as its example says, is answered as a page and in every format, by the same rows."""
    from fonds.canned.loading import load_queries

    settings = Settings(state=str(tmp_path / "var"))
    publish_pages(settings, tmp_path / "pages", 2)
    with application(settings, InProcess()) as app:
        client = app.test_client()
        for query in load_queries(bundled_path("queries")).values():
            values = {each.name: list(each.example) for each in query.parameters if each.required}
            suffixes = ("json", "xml", "csv", "tsv") if query.form in ("SELECT", "ASK") else ("ttl", "nt", "rdf", "jsonld")
            page = client.get(f"/queries/{query.name}", query_string=values, headers=HTML)
            assert (page.status_code, "Cite this result" in page.text) == (200, True), query.name
            found = {suffix: client.get(f"/queries/{query.name}.{suffix}", query_string=values) for suffix in suffixes}
            assert {answer.status_code for answer in found.values()} == {200}, query.name
            if query.form == "SELECT":
                rows = len(json.loads(found["json"].text)["results"]["bindings"])
                assert rows == len(list(csv.reader(io.StringIO(found["csv"].text)))) - 1
                assert rows == len(list(Result.parse(io.BytesIO(found["xml"].data), format="xml")))
            elif query.form == "CONSTRUCT":
                sizes = {
                    len(Graph().parse(data=found[suffix].text, format=form))
                    for suffix, form in (("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"))
                }
                assert len(sizes) == 1 and sizes.pop() > 0
