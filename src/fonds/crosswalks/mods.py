"""MODS 3 (floor 5): the Library of Congress's Metadata Object Description Schema.

Element names follow the MODS User Guidelines, version 3. Roles carry a MARC relator code where one means the same (author,
addressee, translator …); there is none for a sender. Names stay in one part, as they are written: nobody here knows
which part is the surname. Dates are W3CDTF where they are exact, EDTF otherwise, with MODS's own qualifiers.
"""

from collections.abc import Iterable, Iterator

from fonds.crosswalks import describing as told
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.dating import Dating, dating
from fonds.crosswalks.describing import Work
from fonds.crosswalks.markup import attribute, element, escape, is_web_iri
from fonds.crosswalks.nodes import Node, date, label, nodes, texts, values
from fonds.crosswalks.parties import Party, parties

NAMESPACE = "http://www.loc.gov/mods/v3"
SCHEMA = "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd"
RELATORS = {
    "author": "aut", "addressee": "rcp", "translator": "trl", "editor": "edt", "funder": "fnd", "publisher": "pbl",
    "signatory": "sgn", "contributor": "ctb", "provider": "pvr",
}
"""Our roles → the codes of MARC relators that mean the same."""
_RESOURCES = {"Text": "text", "StillImage": "still image"}
_PERSON = "Person"
_THING = "schema:Thing"
_TEXT, _EDTF = ' type="text"', ' encoding="edtf"'
_START = (
    f'<mods xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.8" '
    f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}">'
)


def render_mods(tree: Node, site: SiteFacts) -> bytes:
    """Return the record."""
    work = told.work_of(tree)
    found, when = parties(work), dating(tree)
    return "".join([
        _START,
        *(f"<titleInfo>{element('title', words, tag)}</titleInfo>" for words, tag in told.titles(work)),
        *(
            f'<titleInfo type="alternative">{element("title", words, tag)}</titleInfo>'
            for words, tag in told.other_titles(work)
        ),
        *(_name(party) for party in found),
        *_kind(work),
        *_origin(work, when),
        *_language(work),
        *_extent(work),
        *(element("abstract", words, tag) for words, tag in (*told.abstracts(work), *told.descriptions(work))),
        *_notes(work),
        *_subjects(work),
        *_related(work),
        *_identifiers(work),
        *_location(work),
        *_conditions(work),
        *_record(work, site),
        "</mods>",
    ]).encode()


def _name(party: Party) -> str:
    types = values(party.node, "type")
    kind = "" if not types or _THING in types else ' type="personal"' if _PERSON in types else ' type="corporate"'
    same = next((iri for iri in values(party.node, "sameAs") if is_web_iri(iri)), "")
    value = f' valueURI="{attribute(same)}"' if same else ""
    code = "" if party.doubt else RELATORS.get(party.role, "")
    coded = f'<roleTerm type="code" authority="marcrelator">{code}</roleTerm>' if code else ""
    role = f'<role>{element("roleTerm", party.part, more=_TEXT)}{coded}</role>'
    return f"<name{kind}{value}>{element('namePart', party.name)}{role}</name>"


def _kind(work: Work) -> Iterator[str]:
    if kind := _RESOURCES.get(told.dcmi_type(work)):
        yield element("typeOfResource", kind)
    for iri in told.genres(work):
        yield element("genre", told.genre_words(iri), "en", f' valueURI="{attribute(iri)}"' if is_web_iri(iri) else "")


def _origin(work: Work, when: Dating) -> Iterator[str]:
    """Yield place and date of the document, where what is doubtful is qualified; and who published its texts."""
    made = nodes(work.tree, "locationCreated")
    inner = [f'<place><placeTerm type="text">{escape(label(each))}</placeTerm></place>' for each in made]
    inner += _dates(when)
    if inner:
        yield f'<originInfo eventType="production">{"".join(inner)}</originInfo>'
    for each in told.publishers(work):
        yield f'<originInfo eventType="publication">{element("publisher", label(each))}</originInfo>'


def _dates(when: Dating) -> Iterator[str]:
    key = ' keyDate="yes"'
    if when.exact:
        yield element("dateCreated", when.exact, more=f' encoding="w3cdtf"{key}')
    elif when.span[0] and when.span[1] and not when.doubtful:
        yield element("dateCreated", when.span[0], more=f' encoding="w3cdtf"{key} point="start"')
        yield element("dateCreated", when.span[1], more=' encoding="w3cdtf" point="end"')
    elif when.edtf:
        doubt = "approximate" if "~" in when.edtf or "%" in when.edtf else "questionable" if when.doubtful else ""
        yield element("dateCreated", when.edtf, more=f' encoding="edtf"{key}' + (f' qualifier="{doubt}"' if doubt else ""))


def _language(work: Work) -> Iterator[str]:
    own = told.own_languages(work)
    for tag in told.languages(work):
        part = "" if tag in own else ' objectPart="translation"'
        term = element("languageTerm", tag, more=' type="code" authority="rfc5646"')
        yield f"<language{part}>{term}</language>"


def _extent(work: Work) -> Iterator[str]:
    for words in values(work.tree, "materialExtent"):
        yield f"<physicalDescription>{element('extent', words)}</physicalDescription>"


def _notes(work: Work) -> Iterator[str]:
    if note := told.language_note(work):
        yield element("note", note, "en", ' type="language"')
    for words in texts(work.tree, "markingAsWritten"):
        yield element("note", words, more=' type="marking of its time" displayLabel="Marking of its time"')


def _subjects(work: Work) -> Iterator[str]:
    for each in told.subjects(work):
        types = values(each, "type")
        if _PERSON in types:
            yield f'<subject><name type="personal">{element("namePart", label(each))}</name></subject>'
        else:
            yield f"<subject>{element('topic', label(each))}</subject>"
    for words, tag in told.keywords(work):
        yield f"<subject>{element('topic', words, tag)}</subject>"
    for each in told.places(work):
        yield f"<subject>{element('geographic', label(each))}</subject>"
    for period in told.periods(work):
        yield f"<subject>{element('temporal', period, more=_EDTF)}</subject>"


def _related(work: Work) -> Iterator[str]:
    """Yield what it is part of, where it was printed, what it cites."""
    for kind, found in ((' type="host"', told.wholes(work)), (' type="references"', told.cited(work))):
        for each in found:
            iri = str(each["id"])
            known = is_web_iri(iri) and not iri.startswith(f"{work.iri}#")
            address = element("identifier", iri, more=' type="uri"') if known else ""
            yield f"<relatedItem{kind}><titleInfo>{element('title', label(each))}</titleInfo>{address}</relatedItem>"
    for line in told.printed_in(work):
        yield f'<relatedItem displayLabel="Printed in">{element("note", line)}</relatedItem>'


def _identifiers(work: Work) -> Iterator[str]:
    yield element("identifier", work.iri, more=' type="uri"')
    for each in told.identifiers(work):
        yield element("identifier", each, more=' type="local"')


def _location(work: Work) -> Iterator[str]:
    held = [element("physicalLocation", label(each)) for each in told.holders(work)]
    shelf = [element("shelfLocator", words) for words in told.shelfmarks(work)]
    address = element("url", f"{work.iri}.html", more=' usage="primary display" access="object in context"')
    if held or shelf:
        yield f"<location>{''.join(held)}{''.join(shelf)}</location>"
    yield f"<location>{address}</location>"


def _conditions(work: Work) -> Iterator[str]:
    use = ' type="use and reproduction"'
    for iri in told.licences(work):
        yield element("accessCondition", iri, more=use)
    for words, tag in told.notices(work):
        yield element("accessCondition", words, tag, use)


def _record(work: Work, site: SiteFacts) -> Iterator[str]:
    """Yield what is said of the metadata record itself, whose licence is not that of the document."""
    record: Node = next(iter(nodes(work.tree, "isPrimaryTopicOf")), {})
    inner = [element("recordContentSource", site.publisher)] if site.publisher else []
    inner += _stamps(record)
    inner += [element("recordIdentifier", work.iri)]
    if site.licence:
        inner.append(element("recordInfoNote", f"Metadata licence: {site.licence}"))
    yield f"<recordInfo>{''.join(inner)}</recordInfo>"


def _stamps(record: Node) -> Iterable[str]:
    for name, key in (("recordCreationDate", "issued"), ("recordChangeDate", "modified")):
        if stamp := date(record, key):
            yield element(name, stamp, more=' encoding="w3cdtf"')
