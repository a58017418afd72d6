"""Judges of formats that we did not write: official schemas where they are on this machine, and outside programs."""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

SCHEMAS = Path(__file__).parents[3] / "shared" / "schemas"
_DCTERMS_ROOT = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:dcterms="http://purl.org/dc/terms/"
 targetNamespace="http://www.openarchives.org/OAI/2.0/oai_dcterms/">
<xs:import namespace="http://purl.org/dc/terms/" schemaLocation="{}"/>
<xs:element name="dcterms" type="dcterms:elementOrRefinementContainer"/></xs:schema>"""
"""The root that repositories share, with the content that DCMI's schema has ready for such roots."""


class _Beside(etree.Resolver):  # type: ignore[misc] # lxml has no types
    """Finds what a schema imports in one of the folders, by its name alone."""

    def resolve(self, url: str, _id: object, context: object) -> Any:
        name = url.rpartition("/")[2]
        here = [SCHEMAS / folder / name for folder in ("oai-pmh", "dc", "edm")] if url.startswith("http") else []
        found = next((path for path in here if path.exists()), None)
        return self.resolve_filename(str(found), context) if found else None


@cache
def judge(name: str) -> Any:
    """Return what validates records of a format; the test is skipped, saying so, where its schema is not here."""
    path = SCHEMAS / {
        "oai_dc": "oai-pmh/oai_dc.xsd", "oai_dcterms": "dc/dcterms.xsd", "edm": "edm/EDM.xsd",
        "cmif": "cmif/cmi-customization.rng",
    }[name]
    if not path.exists():
        pytest.skip(f"no schema at {path}")
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Beside())
    if name == "cmif":
        return etree.RelaxNG(etree.parse(str(path), parser))
    if name == "oai_dcterms":
        return etree.XMLSchema(etree.fromstring(_DCTERMS_ROOT.format(path), parser))
    return etree.XMLSchema(etree.parse(str(path), parser))


def faults(name: str, record: bytes) -> str:
    """Return the first fault an official schema finds in a record, or an empty text."""
    judging = judge(name)
    return "" if judging.validate(etree.fromstring(record)) else str(judging.error_log.last_error)


def tool(name: str, data: bytes) -> str:
    """Return what an outside program makes of standard input; the test is skipped where it is not on this machine."""
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not on this machine (Debian: bibutils)")
    done = subprocess.run([program], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8-sig")
