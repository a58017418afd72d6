"""Texts of callers as typed terms."""

import random

import pyoxigraph
import pytest

from fonds.canned.parameters import LONGEST_TEXT, MOST_VALUES, TYPES, Parameter, parameter_terms
from fonds.errors import ParameterError
from fonds.rdf.iris import Iris

IRIS = Iris("https://letters.example.org/archive")
XSD = "http://www.w3.org/2001/XMLSchema#"


def term(kind: str, text: str, language: str = "", datatype: str = "") -> str:
    """The one term that a text becomes."""
    return parameter_terms(Parameter("p", "p", kind, language=language, datatype=datatype), [text], IRIS)[0]


@pytest.mark.parametrize(
    "text",
    [
        "agent/red-army", "/agent/red-army", " agent/red-army ", "https://letters.example.org/archive/agent/red-army",
    ],
)
def test_an_entity_by_key_path_or_iri(text: str) -> None:
    """The key, the local path and the full IRI of an entity mean the same."""
    assert term("agent", text) == "<https://letters.example.org/archive/agent/red-army>"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("archive", "agent/tskhsd", "agent/tskhsd"),
        ("archival-unit", "archival-unit/tskhsd/f-89/p-14", "archival-unit/tskhsd/f-89/p-14"),
        ("document", "doc/1989-09-02-letter", "doc/1989-09-02-letter"),
        ("entity", "place/moscow", "place/moscow"),
        ("entity", "archival-unit/tskhsd/f-89", "archival-unit/tskhsd/f-89"),
        ("iri", "doc/a#text-en", "doc/a#text-en"),
        ("iri", "/agent/a", "agent/a"),
    ],
)
def test_kinds_of_things(kind: str, text: str, expected: str) -> None:
    """Every kind of thing of the site is found below its base."""
    assert term(kind, text) == f"<{IRIS.base}/{expected}>"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("iri", "https://example.org/a?b=c#d", "<https://example.org/a?b=c#d>"),
        ("iri", "http://schema.org/sender", "<https://schema.org/sender>"),
        ("iri", "schema:sender", "<https://schema.org/sender>"),
        ("iri", "http://пример.example/é", "<http://пример.example/é>"),
        ("genre", "letter", "<https://w3id.org/fonds/genre/letter>"),
        ("genre", "genre:letter", "<https://w3id.org/fonds/genre/letter>"),
        ("marking", "https://w3id.org/fonds/marking/top-secret", "<https://w3id.org/fonds/marking/top-secret>"),
        ("string", ' say "hi"\n', r'" say \"hi\"\n"'),
        ("integer", " +07 ", f'"7"^^<{XSD}integer>'),
        ("decimal", "-0.50", f'"-0.50"^^<{XSD}decimal>'),
        ("date", "1980-02-29", f'"1980-02-29"^^<{XSD}date>'),
        ("year", "980", f'"0980"^^<{XSD}gYear>'),
        ("boolean", "Yes", f'"true"^^<{XSD}boolean>'),
        ("boolean", "0", f'"false"^^<{XSD}boolean>'),
    ],
)
def test_values(kind: str, text: str, expected: str) -> None:
    """Text becomes the term its type says, in one spelling."""
    assert term(kind, text) == expected


def test_language_and_datatype() -> None:
    """A string may have a language, a literal the datatype of the query."""
    assert term("string", "Brief", language="de-AT") == '"Brief"@de-at'
    assert term("literal", "x", datatype="http://x/t") == '"x"^^<http://x/t>'


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("agent", "place/moscow"), ("agent", "red-army"), ("agent", "agent/"), ("agent", "agent/a/b"),
        ("agent", "agent/Red"), ("agent", "agent/a#b"), ("agent", "http://elsewhere.example/agent/a"),
        ("agent", "agent/a> <b"), ("agent", "//agent/a"), ("agent", "agent/../doc/a"),
        ("document", "doc/a.html"), ("document", "doc/a#record"), ("entity", "doc/a"),
        ("iri", "agent"), ("iri", "nothing:"), ("iri", "http://x/a b"), ("iri", "http://x/a>"),
        ("iri", "http://"),
        ("iri", "http://x:port/"), ("iri", "http://[x/"), ("iri", "http://x/%zz"), ("iri", "http://x/a#b#c"),
        ("iri", "http://x/\u202e"), ("iri", "http://x/\ue000"), ("iri", 'http://x/"'),
        ("iri", "http://x/\\u003e"),
        ("genre", "Letter"), ("genre", "a/b"), ("genre", "https://elsewhere.example/letter"),
        ("integer", "1.5"), ("integer", "1e3"), ("integer", "٣"), ("integer", "9" * 19), ("integer", "0x10"),
        ("decimal", "1e3"), ("decimal", "1,5"), ("decimal", "NaN"),
        ("date", "1980-02-30"), ("date", "19800229"), ("date", "1980-2-9"), ("date", "1980-W01-1"),
        ("date", "1980-02-29T00:00:00"), ("year", "19800"), ("year", "-44"), ("year", "١٩٨٠"),
        ("boolean", "maybe"), ("string", "a\x00b"), ("string", "\ud800"),
        ("string", "x" * (LONGEST_TEXT + 1)),
    ],
)
def test_what_does_not_fit_is_refused(kind: str, text: str) -> None:
    """Text that is no value of the type is refused, naming the parameter and saying what it takes."""
    with pytest.raises(ParameterError) as caught:
        term(kind, text)
    assert caught.value.parameter == "p"
    assert "'p'" in caught.value.message
    assert caught.value.remedy.startswith("It must be ")


def test_choices() -> None:
    """Where values are listed, any other is refused, and the list told."""
    parameter = Parameter("p", "p", choices=("a", "b"))
    assert parameter_terms(parameter, ["b"], IRIS) == ['"b"']
    with pytest.raises(ParameterError, match="one of: a, b"):
        parameter_terms(parameter, ["c"], IRIS)


def test_how_many() -> None:
    """One value is taken, or as many as the limit allows, each once."""
    with pytest.raises(ParameterError, match="takes one value, not 2"):
        parameter_terms(Parameter("p", "p"), ["a", "b"], IRIS)
    many = Parameter("p", "p", many=True)
    assert parameter_terms(many, ["b", "a", "b"], IRIS) == ['"b"', '"a"']
    with pytest.raises(ParameterError, match="at most"):
        parameter_terms(many, ["a"] * (MOST_VALUES + 1), IRIS)


def test_accepted_iris_are_iris() -> None:
    """What passes as an IRI is one to a parser we did not write, whatever it was made of."""
    chance = random.Random(7)
    pieces = [
        *"aZ9/:?#[]@%é😀 <>\"{\\^`|&=~", "%41", "\u00a0", "\u200d", "\U000e0001", "\ufffe", "\uf8ff", "..",
    ]
    accepted = 0
    for _ in range(4_000):
        text = chance.choice(["http://h.example/", "https:", "urn:", "http://h:80", ""]) + "".join(
            chance.choices(pieces, k=chance.randrange(6))
        )
        try:
            found = term("iri", text)
        except ParameterError:
            continue
        accepted += 1
        assert pyoxigraph.NamedNode(found[1:-1]).value == found[1:-1]
        assert len(list(pyoxigraph.parse(f"{found} {found} {found} .", pyoxigraph.RdfFormat.N_TRIPLES))) == 1
    assert accepted > 100


def test_every_type_tells_what_it_takes() -> None:
    """Every type has a hint, and the example in a hint is a value of that type."""
    for name, kind in TYPES.items():
        _, such_as, example = kind.hint.partition("such as ")
        if such_as:
            assert term(name, example)
        else:
            assert name in ("boolean", "literal", "string")
