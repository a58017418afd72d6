"""Taking SPARQL text apart."""

import pytest
from rdflib.plugins.sparql.parser import parseQuery

from fonds.bundled import bundled_path
from fonds.canned.scanner import QueryTextError, meaningful, scan


def kinds(text: str) -> list[tuple[str, str]]:
    """Kind and text of the tokens that mean something."""
    return [(token.kind, token.text) for token in meaningful(scan(text))]


def test_braces_in_strings_are_text() -> None:
    """A brace inside a string, an IRI or a comment is none."""
    text = """ "}" '}' \"\"\"a"}"b\"\"\" '''it's }''' <x#y> # }"""
    assert [kind for kind, _ in kinds(text)] == ["string", "string", "long", "long", "iri"]


def test_escaped_quotes_do_not_end_a_string() -> None:
    """A quote behind a backslash belongs to the string; one behind two backslashes ends it."""
    assert kinds(r'"a\"}" "b\\" }') == [("string", r'"a\"}"'), ("string", r'"b\\"'), ("mark", "}")]


def test_less_than_is_no_iri() -> None:
    """A comparison is not taken for the beginning of an IRI."""
    assert kinds("?a < 5 && ?b > 3")[1] == ("mark", "<")
    assert kinds("<a>")[0] == ("iri", "<a>")


def test_escapes_in_local_names() -> None:
    """A prefixed name may hold quotes and number signs behind backslashes."""
    assert kinds(r"ex:it\'s\#1 }") == [("name", r"ex:it\'s\#1"), ("mark", "}")]


def test_a_name_does_not_swallow_the_full_stop() -> None:
    """The full stop that ends a triple is not part of a name, one inside a name is."""
    assert kinds("ex:a.b.") == [("name", "ex:a.b"), ("mark", ".")]


def test_variables_with_both_marks() -> None:
    """Variables begin with a question mark or a dollar sign; a path's question mark begins none."""
    assert kinds("?x $y ex:p? ") == [("var", "?x"), ("var", "$y"), ("name", "ex:p"), ("mark", "?")]


def test_lines_count_through_long_strings() -> None:
    """A token's line is right behind line ends inside strings and comments."""
    token = meaningful(scan('"""a\nb""" # c\r\n?x'))[-1]
    assert (token.text, token.line) == ("?x", 3)


@pytest.mark.parametrize(
    ("text", "line"), [('\n"a\nb"', 2), ("'", 1), ("?x \\u007B", 1), ("<http://x/\\u00e9>", 1)]
)
def test_what_cannot_be_read_is_refused(text: str, line: int) -> None:
    """An endless string, and a code point escaped outside a string, are refused with their line."""
    with pytest.raises(QueryTextError) as caught:
        scan(text)
    assert caught.value.line == line


def test_nothing_is_lost() -> None:
    """The tokens of every shipped query, joined, are its text."""
    for path in bundled_path("queries").glob("*.rq"):
        text = path.read_text(encoding="utf-8")
        assert "".join(token.text for token in scan(text)) == text


def test_comments_are_comments() -> None:
    """Another parser reads the same query from a shipped file and from its tokens without comments."""
    for path in bundled_path("queries").glob("*.rq"):
        text = path.read_text(encoding="utf-8")
        bare = "".join(token.text for token in scan(text) if token.kind != "comment")
        assert "#+" not in bare
        assert str(parseQuery(bare)) == str(parseQuery(text)), path.name


@pytest.mark.parametrize("code", ["22", "27", "5C", "5c", "0A", "0D"])
def test_escapes_that_end_a_string_elsewhere_are_refused(code: str) -> None:
    """An engine that resolves escapes first would see a string or a comment end where we do not."""
    texts = (f'ASK {{ ?s ?p "a\\u00{code} }} #" }}', f"ASK {{}} # \\U000000{code} }}", f'ASK {{ ?s ?p """\\u00{code}""" }}')
    for text in texts:
        with pytest.raises(QueryTextError, match="written as its code"):
            scan(text)
    assert scan('ASK { ?s ?p "\\u00E9" }')
