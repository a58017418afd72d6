"""Addresses of authority files."""

import pytest

from fonds.rdf.authority_files import AUTHORITY_FILES, parse_authority


@pytest.mark.parametrize(
    ("iri", "known"),
    [
        ("http://d-nb.info/gnd/118562827", ("gnd", "118562827")),
        ("https://www.d-nb.info/gnd/4060-X/", ("gnd", "4060-X")),
        ("https://www.wikidata.org/wiki/Q42", ("wikidata", "Q42")),
        ("http://id.loc.gov/authorities/names/n79021164.html", ("lc", "n79021164")),
        ("https://lccn.loc.gov/n79021164", ("lc", "n79021164")),
        ("http://id.loc.gov/authorities/subjects/sh85001235", ("lcsh", "sh85001235")),
        ("https://data.bnf.fr/ark:/12148/cb118905823#about", ("bnf", "cb118905823")),
        ("http://sws.geonames.org/2661552/", ("geonames", "2661552")),
        ("https://www.geonames.org/2661552/bern.html", ("geonames", "2661552")),
        ("https://id.ndl.go.jp/auth/ndlna/00123456", ("ndl", "00123456")),
        ("https://lccn.loc.gov/2001627090", None),
        ("https://example.org/gnd/118562827", None),
        ("https://d-nb.info/gnd/118562827/about", None),
        ("", None),
    ],
)
def test_one_identity_is_written_in_many_ways(iri: str, known: tuple[str, str] | None) -> None:
    """Every way of writing an address gives file and number, and what only looks like one gives nothing."""
    assert parse_authority(iri) == known


@pytest.mark.parametrize(
    ("name", "number"),
    [("gnd", "118562827"), ("wikidata", "Q42"), ("viaf", "7"), ("lc", "n79021164"), ("lcsh", "sh85001235"),
     ("geonames", "2661552"), ("isni", "000000012146438X"), ("bnf", "cb118905823"), ("tgn", "7"), ("ulan", "7"),
     ("ndl", "00123456")],
)
def test_what_is_written_is_read(name: str, number: str) -> None:
    """The beginning of a file's addresses, and a number, are an address of that file."""
    (file,) = (each for each in AUTHORITY_FILES if each.name == name)
    assert parse_authority(file.prefix + number) == (name, number)
