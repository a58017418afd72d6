"""The change list (floor 6): what happened to resources, in the order in which it did (section 11).

It begins with the first change there ever was, so whoever has nothing may begin with it. Pages are those of the change
log (`feeds/pages.py`): a page that is full says until when it tells. Of a resource a page tells the last change alone:
there are clients that take what was created and deleted in one list as if it had never been theirs. One that changed again
on a later page bears neither hash nor length, since the bytes it had are nowhere to be had; one that is gone has no time of
its last modification, only that of its deletion.
"""

from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import Change
from fonds.feeds.changes import ChangeLog
from fonds.feeds.pages import count_pages, get_page, page_stamps
from fonds.feeds.resourcesync.resources import CAPABILITIES, CHANGES, location, weighed
from fonds.feeds.resourcesync.writing import Resource, rendered
from fonds.rdf.iris import Iris

PAGE = 5_000
"""Changes of one list: weighing as many resources takes half a second, once a release. Where there are more changes there
is an index, which not every client reads (`resync` 2.0 wants to be told the address of a list)."""
_KINDS = {"create": "created", "update": "updated", "delete": "deleted"}


def render_changes(reader: ListingReader, iris: Iris) -> bytes:
    """Return the change list, or, where there is more than one page of it, the index of them."""
    log = ChangeLog(reader)
    last = count_pages(log, PAGE)
    if last == 1:
        return render_change_page(reader, iris, 1)
    entries = []
    for number in range(1, last + 1):
        address = f"{iris.base}/resourcesync/changelist-{number:06}.xml"  # clients read them in the order of their names
        entries.append(Resource(address, "", _window(log, number, last)))
    return rendered("changelist", entries, up=f"{iris.base}/{CAPABILITIES}", index=True, more={"from": log.earliest})


def render_change_page(reader: ListingReader, iris: Iris, number: int) -> bytes:
    """Return one page of the change list. NotFoundError where there is none."""
    log = ChangeLog(reader)
    page = get_page(log, number, PAGE)
    last = {each.slug: each.seq for each in page.entries}
    entries = [_resource(reader, iris, each) for each in page.entries if last[each.slug] == each.seq]
    return rendered(
        "changelist", entries, up=f"{iris.base}/{CAPABILITIES}", more=_window(log, number, page.last),
        part_of=f"{iris.base}/{CHANGES}" if page.last > 1 else "",
    )


def _window(log: ChangeLog, number: int, last: int) -> dict[str, str]:
    """Return from when until when a page tells, both inclusive; the last page has no end."""
    first, end = page_stamps(log, number, PAGE)
    return {"from": first, "until": end if number < last else ""}


def _resource(reader: ListingReader, iris: Iris, change: Change) -> Resource:
    said = {"change": _KINDS[change.kind], "datetime": change.stamp}
    if change.kind != "delete":
        stored = reader.find_tree(change.slug)
        if stored is not None and stored.modified == change.stamp:
            said |= weighed(stored.tree)
    modified = "" if change.kind == "delete" else change.stamp
    return Resource(location(iris, change.slug), modified, said, (("describes", iris.document(change.slug)),))
