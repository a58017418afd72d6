"""Digests are half as long in the file as to those who ask."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.samples import document, publish
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.digests import kept, told


@pytest.mark.parametrize("digest", ["", "ab", "digest-1", "0123456789ABCDEF", "0123456789abcdef", "0" * 15, "0" * 64, "ü" * 20])
def test_a_digest_is_told_as_it_was_given(digest: str) -> None:
    """Whatever stands for a digest comes back, and two that differ are kept differently."""
    assert told(kept(digest)) == digest
    assert (len(kept(digest)) < len(digest)) is (digest in ("0123456789abcdef", "0" * 64))


@pytest.mark.parametrize(("digest", "kind"), [("00ff" * 16, "blob"), ("some-words", "text")])
def test_digests_are_found_and_compared(tmp_path: Path, digest: str, kind: str) -> None:
    """A document is found by its file's digest, is unchanged while its digest is the same, and tells it as text."""
    row = replace(document("a"), file_digest=digest, input_digest=digest, content_digest=digest)
    with Catalogue.open(tmp_path / "catalogue.sqlite") as catalogue:
        publish(catalogue, row)
        publish(catalogue, row)
        assert [state.slug for state in catalogue.sources_of_file(digest)] == ["a"]
        assert not catalogue.sources_of_file(digest.upper())
        found, state, version = catalogue.find_document("a"), catalogue.find_state("a"), catalogue.find_version_row("a", 1)
        assert found and state and version and found.version == 1
        assert {found.digest, state.content_digest, state.input_digest, version.content_digest} == {digest}
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as connection:
        kinds = "SELECT typeof(d.file_digest), typeof(v.content_digest) FROM documents d, versions v"
        assert connection.execute(kinds).fetchall() == [(kind, kind)]
