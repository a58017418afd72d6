"""Suggestions while somebody types (floor 7): ``/suggest/{kind}?prefix=``, as the Reconciliation API has them.

The shape is that of its suggest services (Reconciliation Service API 0.2, section 7): ``result`` with id, name and
description. An id is a key (``agent/red-army``): what a parameter of a canned query takes. The script `suggest.js`
fills the list of a field with them; without it a field is a plain one.
"""

import json

from flask import Blueprint, Response, request

from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import ListedEntity
from fonds.errors import NotFoundError, ParameterError
from fonds.rdf.iris import ENTITY_KINDS
from fonds.web.pages.words import KINDS
from fonds.web.representation import Representation
from fonds.web.responses import respond
from fonds.web.site import Site

MOST = 10
"""Suggestions in an answer."""
LONGEST_PREFIX = 200
"""Characters of what was typed that are read."""
KEPT = "public, max-age=60"
"""Cache-Control: who types the same again within a minute need not ask."""
ANY = "entity"
"""Stands for all kinds."""
GROUPS: dict[str, tuple[str, ...]] = {
    **{kind: (kind,) for kind in ENTITY_KINDS}, "archive": ("agent",), ANY: ENTITY_KINDS,
}
"""What may stand in the address → the kinds of entities that are meant; the types of parameters are among them."""


def make_blueprint(site: Site) -> Blueprint:
    """Return the route of suggestions."""
    blueprint = Blueprint("suggest", __name__)

    @blueprint.get("/suggest/<kind>")
    def suggest(kind: str) -> Response:
        """Entities of a kind (or `entity`: of any) whose name has a word that begins with `prefix`, as JSON."""
        kinds, typed = _kinds(kind), _typed(request.args.get("prefix", ""))
        with site.reading.snapshot() as reader:
            return respond(_answer(reader, kinds, typed))

    return blueprint


def _kinds(name: str) -> tuple[str, ...]:
    if name not in GROUPS:
        raise NotFoundError("There are no suggestions of this kind.", f"There are: {', '.join(GROUPS)}.")
    return GROUPS[name]


def _typed(text: str) -> str:
    if len(text) > LONGEST_PREFIX:
        raise ParameterError(
            "prefix", f"The parameter 'prefix' has {len(text):,} characters.", f"Give at most {LONGEST_PREFIX}."
        )
    return text.strip()


def _answer(reader: ListingReader, kinds: tuple[str, ...], typed: str) -> Representation:
    found = [each for kind in kinds for each in reader.suggested(kind, typed, MOST)]
    found.sort(key=lambda each: -each.documents)
    body = {"result": [_suggestion(each) for each in found[:MOST]]}
    text = json.dumps(body, ensure_ascii=False).encode()
    return Representation(text, "application/json", headers=(("Cache-Control", KEPT),))


def _suggestion(entity: ListedEntity) -> dict[str, object]:
    """Return one, with what tells it from its namesakes: its kind, and in how many documents it stands."""
    kind = KINDS[entity.key.partition("/")[0]][0]
    number = f"{entity.documents:,} document{'' if entity.documents == 1 else 's'}"
    return {"id": entity.key, "name": entity.label, "description": f"{kind}, {number}"}
