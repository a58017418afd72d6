"""Names that a source identifies by authority files: one entity whatever the name, and the lists' row where it is known."""

from pathlib import Path

import pytest

from fonds.linking.authorities import AuthorityList, read_authorities
from fonds.linking.identities import best_identity, identity_of
from fonds.linking.linked import Linked
from fonds.linking.linker import Linker
from fonds.mapping.entities import described_entities
from fonds.record.evidence import Span, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.record.record import Record, SourceFile
from mapping.samples import SITE
from mapping.told import told

GND = "https://d-nb.info/gnd/118562827"
PAGE = f"Paul Klee <{GND}> Klee, Paul <http://d-nb.info/gnd/118562827/> Hans Bloesch <https://viaf.org/viaf/7> Anna Weber"


@pytest.fixture
def lists(tmp_path: Path) -> AuthorityList:
    """Return lists in which two persons stand, one with an identifier."""
    (tmp_path / "agents.csv").write_text(
        "id,type,name,same_as\nagent/bloesch,Person,H. Bloesch,http://viaf.org/viaf/7/\nagent/weber,Person,Anna Weber,\n"
        "agent/klee,Person,Paul Klee,http://d-nb.info/gnd/1\n", encoding="utf-8",
    )
    return read_authorities(tmp_path)


def phrase(words: str) -> Phrase:
    """Return words of the page."""
    start = PAGE.index(words)
    return Phrase(words, Span(start, start + len(words)))


def linked(lists: AuthorityList, *names: tuple[str, str]) -> Linked:
    """Return a record in which names are senders, each with the address given."""
    source = SourceFile("a", "a", "text/plain", "ab" * 32, len(PAGE), PAGE)
    senders = [Name(phrase(name), kind="person", same_as=(phrase(iri),)) for name, iri in names]
    return Linker(lists).link(
        Record(source, "x", contributions=tuple(Contribution("sender", n, stated("x", n.phrase.span)) for n in senders))
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://d-nb.info/gnd/118562827", "https://d-nb.info/gnd/118562827/"),
        ("http://www.geonames.org/2661552", "https://sws.geonames.org/2661552/"),
        ("http://www.wikidata.org/entity/Q1", "https://www.wikidata.org/wiki/Q1"),
        ("http://example.org/a", "https://www.example.org/a/"),
    ],
)
def test_one_identity_however_it_is_written(one: str, other: str) -> None:
    """An authority's address means the same with http and https, with and without a slash."""
    assert identity_of(one) == identity_of(other) != identity_of("https://example.org/b")


def test_keys_are_made_of_the_best_known_authority() -> None:
    """Of several addresses the same one is chosen in whatever order they come."""
    iris = ["https://viaf.org/viaf/7", GND, "https://example.org/a"]
    assert best_identity(iris) == best_identity(reversed(iris)) == "gnd-118562827" and best_identity([]) == ""


def test_two_names_with_one_address_are_one_person(lists: AuthorityList) -> None:
    """Whoever has one address is one entity; the second name is another name of it, and the address rests on its words."""
    found = linked(lists, ("Paul Klee", GND), ("Klee, Paul", "http://d-nb.info/gnd/118562827/"))
    (part,) = found.in_role("sender")
    assert (part.entity.key, part.entity.name) == ("agent/gnd-118562827", "Paul Klee")
    said = told(triple.triple for triple in described_entities(found, lists, SITE)["agent/gnd-118562827"])
    assert 'agent/gnd-118562827 schema:alternateName "Klee, Paul"@und' in said
    assert f"agent/gnd-118562827 schema:sameAs {GND}" in said
    assert "agent/gnd-118562827 fonds:identityStatus status:stated" in said


def test_a_row_with_the_address_is_the_person(lists: AuthorityList) -> None:
    """An address that the lists have leads to their row, whatever the name here."""
    (part,) = linked(lists, ("Hans Bloesch", "https://viaf.org/viaf/7")).in_role("sender")
    assert part.entity.key == "agent/bloesch"


def test_a_row_with_the_name_alone(lists: AuthorityList) -> None:
    """A row of the same name is the person where it has no address of that authority, and nobody where it has another."""
    named = linked(lists, ("Anna Weber", GND), ("Paul Klee", GND)).in_role("sender")
    assert [part.entity.key for part in named] == ["agent/weber", "agent/gnd-118562827"]
