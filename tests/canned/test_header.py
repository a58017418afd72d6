"""Reading the decorators of a query."""

import pytest

from fonds.canned.header import Header, parse_header
from fonds.canned.scanner import QueryTextError, scan

FULL = """#+ summary: "Letters: who wrote"
#+ description: >-
#+   In plain
#+   words.
#+ tags:
#+   - letters
#+   - people
#+ pagination: 50
#+ method: GET
#+ params:
#+   - name: who
#+     type: agent
#+     label: Who
#+     description: The
#+       sender.
#+     example: agent/a
#+   - name: day
#+     type: date
#+     default: 1979-12-27
#+   - name: word
#+     many: true
#+     language: en
#+     enumerate: [no, yes]
#+     default: [no]
SELECT * { ?s ?p ?o }
"""


def header(*lines: str) -> Header:
    """What a header of these lines says."""
    return parse_header(scan("\n".join(f"#+ {line}" for line in lines) + "\nSELECT * { ?s ?p ?o }"))


def refusal(*lines: str) -> QueryTextError:
    """The error that a header of these lines gives."""
    with pytest.raises(QueryTextError) as caught:
        header(*lines)
    return caught.value


def test_all_decorators() -> None:
    """Everything a header may say is read, with texts left as they were written."""
    found = parse_header(scan(FULL))
    assert (found.summary, found.description) == ("Letters: who wrote", "In plain words.")
    assert (found.tags, found.pagination, found.notes) == (("letters", "people"), 50, [])
    who, day, word = found.parameters
    assert (who.name, who.type, who.label, who.description) == ("who", "agent", "Who", "The sender.")
    assert (who.example, who.required, who.many) == (("agent/a",), True, False)
    assert (day.label, day.default, day.required) == ("Day", ("1979-12-27",), False)
    assert (word.choices, word.many, word.language, word.type) == (("no", "yes"), True, "en", "string")
    assert found.lines == {"who": 11, "day": 17, "word": 20}


def test_no_header() -> None:
    """A file without decorators, and one whose decorators are empty, has an empty header."""
    assert parse_header(scan("# a comment\nSELECT * {}")) == Header()
    assert header("") == Header()


def test_decorators_inside_strings_are_text() -> None:
    """A line of a long string that looks like a decorator is none."""
    assert parse_header(scan('SELECT * { ?s ?p """\n#+ summary: x\n""" }')) == Header()


def test_what_other_servers_need_is_noted() -> None:
    """Decorators that mean nothing here are left alone, and the header says so."""
    found = header("endpoint: http://x/", "method: POST", "colour: blue", "enumerate: [place]")
    assert [note.partition(" is ignored")[0] for note in found.notes] == [
        "'endpoint'", "'method'", "'colour'",
    ]


def test_lists_for_variables() -> None:
    """Defaults and choices are kept under the name or the variable that they were given for."""
    found = header(
        "defaults:", "  - place: Rome", "enumerate:", "  - ?_place_iri:", "    - http://a/", "    - http://b/"
    )
    assert found.defaults == {"place": ("Rome",)}
    assert found.choices == {"_place_iri": ("http://a/", "http://b/")}


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        (["summary: a: b"], 1, "not YAML"),
        (["summary: x", "tags: [a"], 2, "not YAML"),
        (["summary: x", "\tparams: y"], 2, "not YAML"),
        (["summary: x", "summary: y"], 2, "stands twice"),
        (["- a"], 1, "'key: value'"),
        (["tags: {a: b}"], 1, "must be a text"),
        (["summary: [a]"], 1, "must be a text"),
        (["pagination: many"], 1, "The pagination"),
        (["pagination: 0"], 1, "The pagination"),
        (["summary: &a [*a]"], 1, ""),
        (["params:", "  - type: agent"], 2, "has no name"),
        (["params:", "  - name"], 2, "'key: value'"),
        (["params:", "  - name: a-b", "    default: x"], 2, "cannot name"),
        (["params:", "  - name: _a", "    default: x"], 2, "cannot name"),
        (["params:", "  - name: limit", "    default: x"], 2, "about the answer"),
        (["params:", "  - name: a", "    defualt: x"], 3, "has no 'defualt'"),
        (["params:", "  - name: a", "    default: x", "    type: agnet"], 2, "unknown type 'agnet'"),
        (["params:", "  - name: a", "    default: x", "    type: literal"], 2, "unknown type"),
        (["params:", "  - name: a", "    default: x", "    many: 2"], 4, "must be true or false"),
        (["params:", "  - {name: a, default: 1, type: integer, language: en}"], 2, "language"),
        (["params:", "  - name: a", "    default: x", "    language: '@en'"], 2, "language"),
        (["params:", "  - {name: a, default: x, optional: true}"], 2, "optional and has a default"),
        (["params:", "  - name: a"], 2, "neither a default nor an example"),
        (["params:", "  - name: a", "    default: x", "    enumerate: SELECT {"], 4, "never closed"),
        (["params:", "  - name: a", "    default: x", "    enumerate: 'PREFIX a: <b> ASK { }'"], 4, "come from no SELECT"),
        (["params:", "  - {name: release, default: x}"], 2, "about the answer"),
        (["params:", "  - {name: version, default: x}"], 2, "about the answer"),
        (["params:", "  - {name: digest, default: x}"], 2, "about the answer"),
        (["params:", "  - {name: a, default: x}", "  - {name: a, default: y}"], 3, "declared twice"),
    ],
)
def test_mistakes_are_named_where_they_stand(lines: list[str], line: int, message: str) -> None:
    """A mistake in a header is told with its line and what is wrong."""
    caught = refusal(*lines)
    assert caught.line == line
    assert message in caught.message
