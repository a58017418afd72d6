"""One document in the form somebody asks for (floor 6)."""

import json

from fonds.errors import UsageError
from fonds.rdf.formats import FORMATS, JSONLD, find_format
from fonds.rdf.serialise import render
from fonds.reports.statements import render_statements


def render_description(form: str, tree: bytes, triples: bytes, evidence: bytes) -> str:
    """Return a document as ``table``, ``evidence`` or one of the formats of descriptions.

    ``triples`` are all that its tree shows. UsageError for a form there is not.
    """
    document: str = json.loads(tree)["id"]
    if form == "table":
        return render_statements(triples, json.loads(evidence), document)
    found = find_format(form, FORMATS)
    if form == "evidence" or found == JSONLD:
        return json.dumps(json.loads(evidence if form == "evidence" else tree), ensure_ascii=False, indent=2) + "\n"
    if found is None:
        raise UsageError(f"There is no format {form!r}.")
    return render(triples, found, document).decode()
