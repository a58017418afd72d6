"""The activity stream (floor 6): what was created, updated and deleted, as IIIF Change Discovery 1.0 has it.

An ordered collection of pages, each with its activities in the order in which they happened
(https://iiif.io/api/discovery/1.0/, sections 2 and 3). A consumer begins at the last page and goes back by ``prev``
until it meets a time it knows. The object of an activity is the document; ``seeAlso`` leads to its JSON-LD.
"""

import json
from typing import Any

from fonds.catalogue.rows import Change
from fonds.feeds.changes import ChangeLog
from fonds.feeds.pages import PAGE, LogPage, count_pages, get_page
from fonds.rdf.formats import JSONLD
from fonds.rdf.iris import Iris

CONTEXT = "http://iiif.io/api/discovery/1/context.json"
"""The last of all contexts, as section 3.4.1 wants it; it holds those terms of ActivityStreams that stand here."""
MEDIA_TYPE = "application/ld+json"
_TYPES = {"create": "Create", "update": "Update", "delete": "Delete"}


def render_collection(log: ChangeLog, iris: Iris) -> bytes:
    """Return the collection: how many activities there are, the first page and the last."""
    last = count_pages(log)
    return _bytes({
        "@context": CONTEXT,
        "id": _collection(iris),
        "type": "OrderedCollection",
        "totalItems": log.last_sequence,
        "seeAlso": [{"id": f"{iris.dataset()}.{JSONLD.suffix}", "type": "Dataset", "format": JSONLD.media_type}],
        "first": {"id": _page(iris, 1), "type": "OrderedCollectionPage"},
        "last": {"id": _page(iris, last), "type": "OrderedCollectionPage"},
    })


def render_page(log: ChangeLog, iris: Iris, number: int) -> bytes:
    """Return one page. NotFoundError where there is none."""
    page = get_page(log, number)
    return _bytes({
        "@context": CONTEXT,
        "id": _page(iris, number),
        "type": "OrderedCollectionPage",
        "startIndex": (number - 1) * PAGE,
        "partOf": {"id": _collection(iris), "type": "OrderedCollection"},
        **_beside(page, iris),
        "orderedItems": [_activity(each, iris, number) for each in page.entries],
    })


def _beside(page: LogPage, iris: Iris) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if page.number > 1:
        found["prev"] = {"id": _page(iris, page.number - 1), "type": "OrderedCollectionPage"}
    if page.number < page.last:
        found["next"] = {"id": _page(iris, page.number + 1), "type": "OrderedCollectionPage"}
    return found


def _activity(change: Change, iris: Iris, number: int) -> dict[str, Any]:
    document = iris.document(change.slug)
    found: dict[str, Any] = {
        "id": f"{_page(iris, number)}#{change.seq}",
        "type": _TYPES[change.kind],
        "endTime": change.stamp,
        "object": {"id": document, "type": "Document", "canonical": document},
    }
    if change.kind != "delete":
        found["object"]["seeAlso"] = [
            {"id": f"{document}.{JSONLD.suffix}", "type": "Dataset", "format": JSONLD.media_type}
        ]
    if change.reason:
        found["summary"] = change.reason
    if change.successor:
        found["target"] = {"id": iris.document(change.successor), "type": "Document"}
    return found


def _collection(iris: Iris) -> str:
    return f"{iris.base}/changes"


def _page(iris: Iris, number: int) -> str:
    return f"{iris.base}/changes/{number}"


def _bytes(made: dict[str, Any]) -> bytes:
    return json.dumps(made, ensure_ascii=False, indent=1).encode()
