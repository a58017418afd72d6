"""Which term of a context a value stands under."""

from typing import Any

import pytest

from fonds.errors import VocabularyError
from fonds.rdf.keys import Key, Keys

CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@protected": True,
    "id": "@id",
    "type": {"@id": "@type", "@container": "@set"},
    "ex": "http://ex.org/",
    "exv": "http://ex.org/v#",
    "Person": "ex:Person",
    "name": {"@id": "ex:name", "@container": "@language"},
    "aka": {"@id": "ex:aka", "@container": ["@set", "@language"]},
    "born": {"@id": "ex:born", "@type": "ex:date"},
    "bornYear": {"@id": "ex:born", "@type": "ex:year"},
    "knows": {"@id": "ex:knows", "@type": "@id", "@container": "@set"},
    "tag": "ex:tag",
    "tags": {"@id": "ex:tag", "@container": "@set"},
    "part": {"@id": "ex:part", "@context": {"role": {"@id": "ex:role", "@type": "@id"}}},
}
KEYS = Keys(CONTEXT)


def test_texts_stand_in_language_maps() -> None:
    """Text in a language, or without one, stands in the map; a typed literal does not."""
    assert KEYS.select("http://ex.org/name", "tagged") == Key("name", mapped=True)
    assert KEYS.select("http://ex.org/name", "plain") == Key("name", mapped=True)
    assert KEYS.select("http://ex.org/name", "typed", "http://ex.org/date") == Key("ex:name")
    assert KEYS.select("http://ex.org/aka", "tagged") == Key("aka", as_set=True, mapped=True)


def test_typed_literals_stand_under_their_datatype() -> None:
    """A datatype with a term has it; any other falls to the prefixed name."""
    assert KEYS.select("http://ex.org/born", "typed", "http://ex.org/year") == Key("bornYear", "http://ex.org/year")
    assert KEYS.select("http://ex.org/born", "typed", "http://ex.org/other") == Key("ex:born")
    assert KEYS.select("http://ex.org/born", "plain") == Key("ex:born")


def test_sets_are_preferred_to_single_values() -> None:
    """Of two terms that fit, the one with the container is taken."""
    assert KEYS.select("http://ex.org/tag", "plain").name == "tags"
    assert KEYS.select("http://ex.org/tag", "iri") == Key("tags", as_set=True)


def test_scoped_terms_hold_inside_their_property_only() -> None:
    """A scoped term is a prefixed name outside, and the terms around it stay."""
    inner = KEYS.scoped("part")
    assert KEYS.select("http://ex.org/role", "iri").name == "ex:role"
    assert inner.select("http://ex.org/role", "iri").name == "role"
    assert inner.select("http://ex.org/knows", "iri").name == "knows"
    assert inner.id_name == "id"
    assert KEYS.scoped("knows") is KEYS


def test_iris_are_shortened_by_the_shortest_name() -> None:
    """An IRI below two namespaces gets the shorter name; a namespace itself, and a stranger, stay whole."""
    assert KEYS.shorten("http://ex.org/v#a") == "exv:a"
    assert KEYS.shorten("http://ex.org/") == "http://ex.org/"
    assert KEYS.shorten("http://other.org/a") == "http://other.org/a"
    assert KEYS.expand("ex:name") == "http://ex.org/name"
    assert KEYS.expand("urn:x") == "urn:x"


def test_classes_have_names() -> None:
    """A class has its term, or a prefixed name."""
    assert KEYS.class_name("http://ex.org/Person") == "Person"
    assert KEYS.class_name("http://ex.org/Other") == "ex:Other"


@pytest.mark.parametrize(
    "extra",
    [
        {"@vocab": "http://ex.org/"},
        {"@language": "en"},
        {"x": None},
        {"x": {"@id": "ex:x", "@type": "@vocab"}},
        {"x": {"@id": "ex:x", "@container": "@list"}},
        {"x": {"@reverse": "ex:x"}},
        {"x": {"@id": "ex:x", "@language": "en"}},
        {"x": "@graph"},
    ],
    ids=str,
)
def test_contexts_with_other_rules_are_refused(extra: dict[str, Any]) -> None:
    """A context that would need rules we do not have is an error, never a different tree."""
    with pytest.raises(VocabularyError):
        Keys({**CONTEXT, **extra})
