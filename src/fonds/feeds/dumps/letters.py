"""All letters as one CMIF file (floor 6), at the address that correspSearch is told."""

from collections.abc import Iterator
from io import BufferedIOBase

from fonds.crosswalks.cmif import cmif_refusals, render_cmif_file, site_refusals
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.nodes import Node
from fonds.feeds.changes import ChangeLog
from fonds.feeds.dumps.dump import Content

NAME = "cmif.xml"


def write_letters(content: Content, output: BufferedIOBase) -> int:
    """Write every document that is a letter as correspSearch has them; return how many there are."""
    number = 0

    def letters() -> Iterator[Node]:
        nonlocal number
        for tree in content.documents():
            if not cmif_refusals(tree, content.site):
                number += 1
                yield tree

    address, stamp = f"{content.site.base}/dumps/{NAME}", ChangeLog(content.reader).stamp
    for piece in render_cmif_file(letters(), content.site, address=address, stamp=stamp):
        output.write(piece)
    return number


def refuse_letters(site: SiteFacts) -> str:
    """Say why the site cannot give the file, or nothing."""
    return " ".join(site_refusals(site))
