"""The forms in which a document is cited (floor 5): one row each.

A citation can always be given: it says what is known. To add a form: a module with one function, and a row of
:data:`CITATIONS`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from fonds.crosswalks.bibtex import render_bibtex
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.csl import render_csl
from fonds.crosswalks.nodes import Node
from fonds.crosswalks.ris import render_ris


@dataclass(frozen=True, slots=True)
class Citation:
    """One form. ``suffix`` is how its address ends, ``render`` returns a whole file in UTF-8."""

    name: str
    label: str
    media_type: str
    suffix: str
    render: Callable[[Node, SiteFacts], bytes]


CITATIONS: dict[str, Citation] = {
    each.name: each
    for each in (
        Citation("bibtex", "BibTeX", "application/x-bibtex", "bib", render_bibtex),
        Citation("ris", "RIS", "application/x-research-info-systems", "ris", render_ris),
        Citation("csl", "CSL-JSON", "application/vnd.citationstyles.csl+json", "csl.json", render_csl),
    )
}
"""By name, in the order in which they are listed."""
