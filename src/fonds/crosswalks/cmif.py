"""CMIF 1.1, the Correspondence Metadata Interchange Format (floor 5): letters as correspSearch reads them.

A TEI file whose ``correspDesc`` say who wrote to whom, from where, when (TEI Correspondence SIG; its schema is
``cmi-customization.rng``, the rules of use those of correspSearch's documentation). Both actions have to be there; who is
not known is "Unknown", here and nowhere else, for the format demands a name. A group is ``orgName``. ``@ref`` leads only to
the authority files that correspSearch reads; metadata have to be CC BY 4.0 or CC0. A letter alone is a whole file
(:func:`render_cmif`); a collection is written from its trees, one after the other, never all in memory
(:func:`render_cmif_file`).
"""

import re
from collections.abc import Iterable, Iterator

from fonds.crosswalks import describing as told
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.dating import Dating, received, sent
from fonds.crosswalks.describing import Work
from fonds.crosswalks.markup import attribute, element, escape, is_web_iri, shown
from fonds.crosswalks.nodes import Node, date, label, nodes, values
from fonds.crosswalks.parties import GROUPS, Party, parties
from fonds.rdf.authority_files import parse_authority

NAMESPACE = "http://www.tei-c.org/ns/1.0"
SCHEMA = "https://raw.githubusercontent.com/TEI-Correspondence-SIG/CMIF/master/schema/cmi-customization.rng"
LICENCES = (
    "https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/publicdomain/zero/1.0/",
)
"""The licences correspSearch takes metadata under; ``http`` is as good."""
NO_LICENCE = (
    "correspSearch takes metadata under CC BY 4.0 or CC0 only; the setting 'metadata_licence' names another licence or none."
)
NO_PUBLISHER = "A CMIF file names its publisher and editor; state it in the setting 'publisher'."
NO_LETTER = "It is no letter: nothing says that somebody sent it to somebody."
NO_ENDS = "Neither a sender nor a recipient is stated; CMIF is about who wrote to whom."
_PEOPLE = ("gnd", "viaf", "lc", "lcsh", "bnf", "ndl")
"""The authority files of persons and bodies that correspSearch reads; one address is given, of the first of these."""
_PLACES = ("geonames",)
_CERT = re.compile(r"certainty: (high|medium|low|unknown)\b")
_EVIDENCE = re.compile(r"evidence: (internal|external|conjecture)\b")
_SITE = "site"
_URL = ' type="url"'
_END = "</profileDesc></teiHeader><text><body><p/></body></text></TEI>\n"


def cmif_refusals(tree: Node, site: SiteFacts) -> tuple[str, ...]:
    """Return why correspSearch would not take the letter."""
    letter = "Message" in values(tree, "type")
    ends = nodes(tree, "sender") or nodes(tree, "recipient")
    reasons = (
        ("" if is_open(site.licence) else NO_LICENCE),
        ("" if site.publisher else NO_PUBLISHER),
        ("" if letter else NO_LETTER),
        ("" if ends or not letter else NO_ENDS),
    )
    return tuple(filter(None, reasons))


def is_open(licence: str) -> bool:
    """Whether correspSearch takes metadata under a licence."""
    return licence.replace("http://", "https://").rstrip("/") + "/" in LICENCES


def render_cmif(tree: Node, site: SiteFacts) -> bytes:
    """Return a letter as a file of its own."""
    record: Node = next(iter(nodes(tree, "isPrimaryTopicOf")), {})
    title = label(tree)
    work = told.work_of(tree)
    own = f"{_SITE}-{_name(work)}"  # many letters stand in one response of OAI-PMH, where no ID may come twice
    head = _head(title, str(tree["id"]), date(record, "modified") or date(record, "issued"), site, own)
    return f"{head}{_letter(work, own)}{_END}".encode()


def render_cmif_file(trees: Iterable[Node], site: SiteFacts, *, address: str, stamp: str) -> Iterator[bytes]:
    """Yield a collection as one file, piece by piece; letters that CMIF cannot have are passed over.

    ``address`` is where the file is to be found, ``stamp`` when it was made (an xsd:dateTime). Raises ValueError where the
    site may not give CMIF at all: ask :func:`site_refusals` first.
    """
    if reasons := site_refusals(site):
        raise ValueError(" ".join(reasons))
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n'
    yield _head(f"Letters of {site.title}", address, stamp, site, _SITE).encode()
    for tree in trees:
        if not cmif_refusals(tree, site):
            yield f"\n{_letter(told.work_of(tree), _SITE)}".encode()
    yield f"\n{_END}".encode()


def site_refusals(site: SiteFacts) -> tuple[str, ...]:
    """Return why the site can give no CMIF, whatever its letters."""
    return tuple(
        reason for fits, reason in ((is_open(site.licence), NO_LICENCE), (bool(site.publisher), NO_PUBLISHER)) if not fits
    )


def _head(title: str, address: str, stamp: str, site: SiteFacts, mark: str) -> str:
    """Return everything before the letters: the order of the parts is the schema's. ``mark`` is the ID of the source."""
    email = element("email", site.email) if site.email else ""
    editor = f"<editor>{escape(site.publisher)}{' ' if email else ''}{email}</editor>"
    licence = attribute(site.licence)
    when = f' when="{attribute(stamp)}"' if stamp else ""
    named = element("ref", shown(site.title), more=_target(site.base))
    return (
        f'<TEI xmlns="{NAMESPACE}"><teiHeader><fileDesc><titleStmt>{element("title", title)}{editor}</titleStmt>'
        f'<publicationStmt><publisher>{element("ref", site.publisher, more=_target(site.base))}</publisher>'
        f'{element("idno", address, more=_URL)}<date{when}/>'
        f'<availability><licence target="{licence}">{licence}</licence></availability></publicationStmt>'
        f'<sourceDesc><bibl type="online" xml:id="{mark}">{named}</bibl></sourceDesc></fileDesc><profileDesc>'
    )


def _target(iri: str) -> str:
    return f' target="{attribute(iri)}"'


def _name(work: Work) -> str:
    """Return the letter's slug as it may stand in an ``xml:id``, behind a word: it begins with a year, and an ID may not."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", work.iri.rpartition("/")[2])


def _letter(work: Work, mark: str) -> str:
    """Return one letter, of the source with that ID."""
    found = parties(work)
    places, tree = _named_places, work.tree
    sending = f"{_who(found, 'sender')}{places(tree, 'locationCreated')}{_when(sent(tree))}"
    receipt = f"{_who(found, 'addressee')}{places(tree, 'placeReceived')}{_when(received(tree))}"
    notes = "".join(element("note", line) for line in told.printed_in(work))
    address = f' ref="{attribute(work.iri)}"' if is_web_iri(work.iri) else ""
    return (
        f'<correspDesc xml:id="letter-{_name(work)}" source="#{mark}"{address}>'
        f'<correspAction type="sent">{sending}</correspAction>'
        f'<correspAction type="received">{receipt}</correspAction>{notes}</correspDesc>'
    )


def _who(found: Iterable[Party], role: str) -> str:
    written = [_agent(party) for party in found if party.role == role]
    return "".join(written) or "<persName>Unknown</persName>"


def _agent(party: Party) -> str:
    name = "persName" if GROUPS.isdisjoint(values(party.node, "type")) else "orgName"
    return element(name, shown(party.name), more=_ref(person_reference(party.node)) + _doubts(party))


def _doubts(party: Party) -> str:
    """Return the source's doubts in TEI's own attributes, as CMIF has them."""
    cert, evidence = _CERT.search(party.certainty), _EVIDENCE.search(party.certainty)
    said = f' cert="{cert[1]}"' if cert else ""
    if evidence or party.doubt == "inferred":
        said += f' evidence="{evidence[1] if evidence else "conjecture"}"'
    return said


def _named_places(tree: Node, key: str) -> str:
    return "".join(
        element("placeName", shown(label(each)), more=_ref(place_reference(each))) for each in nodes(tree, key)
    )


def person_reference(node: Node) -> str:
    """Return the identity of a person or a body in an authority file that correspSearch reads, or an empty text."""
    return _reference(node, _PEOPLE)


def place_reference(node: Node) -> str:
    """Return the identity of a place in GeoNames, or an empty text."""
    return _reference(node, _PLACES)


def _reference(node: Node, files: tuple[str, ...]) -> str:
    same = [(iri, parse_authority(iri)) for iri in (*values(node, "sameAs"), str(node["id"]))]
    return next((iri for name in files for iri, known in same if known and known[0] == name), "")


def _ref(iri: str) -> str:
    return f' ref="{attribute(iri)}"' if iri else ""


def _when(when: Dating) -> str:
    """Return the date: ``when``, ``from``/``to`` for a span, ``notBefore``/``notAfter`` for one of several days."""
    if when.exact:
        return f'<date when="{when.exact}"/>'
    names = ("from", "to") if any(when.span) else ("notBefore", "notAfter")
    first, last = when.bounds
    if not first and not last:
        return ""
    if when.doubtful and first == last:
        said = f' when="{first}"'
    else:
        said = "".join(f' {name}="{day}"' for name, day in zip(names, (first, last), strict=True) if day)
    doubt = ' cert="low"' if when.doubtful else ""
    return f"<date{said}{doubt}>{escape(when.edtf)}</date>"
