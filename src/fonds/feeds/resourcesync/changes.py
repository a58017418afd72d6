"""The change list (floor 6): what happened to resources, in the order in which it did (section 11).

It begins with the first change there ever was, so whoever has nothing may begin with it. Pages are those of the change
log (`feeds/pages.py`): a page that is full never changes, and says until when it tells. Of a resource that changed again
later only its last change bears hash and length, since the earlier bytes are nowhere to be had.
"""

from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import Change
from fonds.feeds.changes import ChangeLog
from fonds.feeds.pages import LogPage, count_pages, get_page
from fonds.feeds.resourcesync.resources import CAPABILITIES, location, weighed
from fonds.feeds.resourcesync.writing import Resource, rendered
from fonds.rdf.iris import Iris

PAGE = 1_000
"""Changes of one list."""
_KINDS = {"create": "created", "update": "updated", "delete": "deleted"}


def render_changes(reader: ListingReader, iris: Iris) -> bytes:
    """Return the change list, or, where there is more than one page of it, the index of them."""
    log = ChangeLog(reader)
    last = count_pages(log, PAGE)
    if last == 1:
        return render_change_page(reader, iris, 1)
    entries = []
    for number in range(1, last + 1):
        page = get_page(log, number, PAGE)
        entries.append(Resource(f"{iris.base}/resourcesync/changelist-{number}.xml", "", _window(page, log)))
    return rendered("changelist", entries, up=f"{iris.base}/{CAPABILITIES}", index=True, more={"from": log.earliest})


def render_change_page(reader: ListingReader, iris: Iris, number: int) -> bytes:
    """Return one page of the change list. NotFoundError where there is none."""
    log = ChangeLog(reader)
    page = get_page(log, number, PAGE)
    entries = [_resource(reader, iris, each) for each in page.entries]
    return rendered("changelist", entries, up=f"{iris.base}/{CAPABILITIES}", more=_window(page, log))


def _window(page: LogPage, log: ChangeLog) -> dict[str, str]:
    first = page.entries[0].stamp if page.entries else log.earliest
    return {"from": first, "until": page.entries[-1].stamp if page.is_whole else ""}


def _resource(reader: ListingReader, iris: Iris, change: Change) -> Resource:
    said = {"change": _KINDS[change.kind], "datetime": change.stamp}
    if change.kind != "delete":
        stored = reader.find_tree(change.slug)
        if stored is not None and stored.modified == change.stamp:
            said |= weighed(stored.tree)
    return Resource(location(iris, change.slug), change.stamp, said, (("describes", iris.document(change.slug)),))
