"""Walking through a site (floor 7): every address asked for, every answer written."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from flask import Flask
from werkzeug.test import Client, TestResponse

from fonds.catalogue.listings import ListingReader
from fonds.errors import StateError
from fonds.feeds import atom
from fonds.feeds.changes import ChangeLog
from fonds.feeds.pages import count_pages
from fonds.rdf.formats import FORMATS, HTML, PICTURES, RESULTS, TURTLE, Format
from fonds.rdf.iris import ENTITY_KINDS
from fonds.reports.aggregators.table import AGGREGATORS
from fonds.web.answers import GRAPHS
from fonds.web.negotiation import DESCRIPTIONS
from fonds.web.pages.links import Links
from fonds.web.queries import all_queries
from fonds.web.site import Site
from fonds.web.twin import addresses
from fonds.web.twin.layout import WELL_KNOWN_VOID, Layout, from_file
from fonds.web.twin.relinking import Relinker
from fonds.web.twin.shelf import Folder

if TYPE_CHECKING:
    from fonds.canned.query import CannedQuery

RESULT_PAGES = 20
"""Pages of a result that are made; its files hold all rows."""

OF_DOCUMENTS = ("", "/evidence", "/linkset", *(f"/as/{name}" for name in AGGREGATORS))
"""What follows the address of a document."""

_ARCHIVE = re.compile(rb"/feed\.atom\?page=([0-9]+)")
_LIST_PAGE = re.compile(rf"(?:{'|'.join(addresses.LISTS)})-page-[0-9]+\.html")
_NEXT = 'rel="next"'
_TELL_EVERY = 50


Progress = Callable[[str, int, int], None]
"""Is told the name of a step, how much of it is done, and how much there is (0: nobody knows)."""


class Walk:
    """Asks the application of a site for everything, and writes it. ``reader`` is the snapshot the application reads.

    ``moved`` and ``gone`` are addresses below the site at which something was: where it is, or that it is nowhere.
    """

    def __init__(self, app: Flask, reader: ListingReader, folder: Folder, progress: Progress) -> None:
        self._site: Site = app.extensions["fonds"]
        self._client = Client(app, use_cookies=False)
        self._reader = reader
        self._folder = folder
        self._progress = progress
        self._queries = all_queries(self._site)
        self.layout = Layout([name for name, each in self._queries.items() if is_graph(each)])
        self._relinker = Relinker(self._find, self._site.iris.base)
        self._known = lru_cache(100_000)(self._is_known)
        self._waiting: dict[str, tuple[str, str, datetime | None]] = {}
        self.moved: list[tuple[str, str]] = []
        self.gone: list[str] = []
        self.left_out: dict[str, str] = {}

    def all(self) -> None:
        """Write the whole site."""
        self._site_as_a_whole()
        log, highest = ChangeLog(self._reader), self._reader.highest_entity()
        total = log.count_items(state="live") * len(OF_DOCUMENTS) + highest
        self._things(total)
        for path in addresses.LISTS:
            self._list(path)
        for path in addresses.former(self._reader):
            self._former(path)

    # ── the site as a whole ─────────────────────────────────────────────────────────────────────────────
    def _site_as_a_whole(self) -> None:
        for path in addresses.plain_addresses(self._reader):
            if path != "feed.atom":
                answer = self._asked(path)
                self._folder.put(path, answer.data, answer.last_modified)
        self._newest()
        described = self._ask("dataset", TURTLE)
        self._folder.put(WELL_KNOWN_VOID, described.data, described.last_modified)
        for path in addresses.negotiated_addresses(self._reader):
            self._in_all_formats(path)
        for name, query in sorted(self._queries.items()):
            self._query(f"queries/{name}", query)
        for path in ("", "queries", "dumps"):
            self._save(path, HTML)
        for file, (path, page, modified) in self._waiting.items():
            self._folder.put(file, self._relinker.relink(page, path, file).encode(), modified)
        self._waiting = {}
        self._folder.put(".nojekyll", b"")

    def _newest(self) -> None:
        """Write the feed of changes and its archive, whose documents lead to each other by the names of their files."""
        pages = count_pages(ChangeLog(self._reader), atom.PAGE)
        for number in range(pages):
            answer = self._asked("feed.atom", f"page={number}" if number else "")
            name = f"feed-page-{number}.atom" if number else "feed.atom"
            self._folder.put(name, _ARCHIVE.sub(rb"/feed-page-\1.atom", answer.data), answer.last_modified)

    def _query(self, path: str, query: "CannedQuery") -> None:
        for form in FORMATS:
            self._save(f"{path}/description", form)
        if addresses.needs_values(query):
            self._save(path, HTML)
            return
        self._progress(query.name, 0, 1)
        rows = f"limit={self._site.settings.query_rows}" if query.pageable else ""
        answered = [self._save(path, form, ask=rows, needed=False) for form in (GRAPHS if is_graph(query) else RESULTS)]
        if all(answered):
            self._in_all_formats(f"{path}/citation", needed=False)
            self._pictures(path)
            self._pages_of_result(path, query)
        self._progress(query.name, 1, 1)

    def _pictures(self, path: str) -> None:
        """Write the pictures of a result, where it has any."""
        for form in PICTURES:
            answer = self._ask(f"{path}.{form.suffix}", None)
            if answer.status_code != 200:
                return
            self._write(path, form, "", answer)
        self._save(f"{path}/embed", HTML)

    def _pages_of_result(self, path: str, query: "CannedQuery") -> None:
        for number in range(RESULT_PAGES):
            at = f"offset={number * (query.pagination or 0)}" if number else ""
            answer = self._save(path, HTML, at, needed=False)
            if answer is None or not query.pagination or _NEXT not in answer.headers.get("Link", ""):
                break

    # ── documents and entities ──────────────────────────────────────────────────────────────────────────
    def _things(self, total: int) -> None:
        done = 0
        for path in addresses.documents(self._reader):
            for tail in OF_DOCUMENTS:
                self._in_all_formats(path + tail)
            done = self._told(done + len(OF_DOCUMENTS), total)
        for path in addresses.entities(self._reader):
            self._in_all_formats(path)
            done = self._told(done + 1, total)
        self._progress("documents and entities", total, total)

    def _told(self, done: int, total: int) -> int:
        if done % _TELL_EVERY < len(OF_DOCUMENTS):
            self._progress("documents and entities", min(done, total), total)
        return done

    def _list(self, path: str) -> None:
        for number in count(1):
            answer = self._save(path, HTML, f"page={number}" if number > 1 else "")
            if answer is None or _NEXT not in answer.headers.get("Link", ""):
                return

    def _former(self, path: str) -> None:
        """Write what is told at an address at which something was: a tombstone in every format, or where it is."""
        answer = self._ask(path, HTML)
        if answer.status_code == 301:
            there = self._find(_below(path, answer.headers["Location"]), "")
            if there is not None:
                self._moved(path, there)
        elif answer.status_code == 410:
            self.gone.append(path)
            for form in DESCRIPTIONS:
                told = self._ask(path, form)
                self._write(path, form, "", told)

    def _moved(self, path: str, there: str) -> None:
        present, file = there.removesuffix(f".{HTML.suffix}"), self.layout.file(path, HTML)
        self.moved.append((path, present))
        page = self._site.pages.render(
            "moved.html", Links(self._site.iris, f"/{path}"), former=path, present=present,
            iri=f"{self._site.iris.base}/{present}", there=from_file(there, file),
        ).decode()
        self._folder.put(file, self._relinker.relink(page, path, file).encode())

    # ── asking and writing ──────────────────────────────────────────────────────────────────────────────
    def _in_all_formats(self, path: str, *, needed: bool = True) -> None:
        kind = self.layout.find_kind(path)
        for form in kind.formats if kind else ():
            self._save(path, form, needed=needed)

    def _save(
        self, path: str, form: Format, query: str = "", *, ask: str = "", needed: bool = True
    ) -> TestResponse | None:
        """Write one address in one format; None where it ran into a limit, which must not be where it is ``needed``.

        ``query`` says which part of a list; ``ask`` is asked for besides, and no part of the file's name.
        """
        answer = self._ask(path, form, "&".join(filter(None, (query, ask))))
        if answer.status_code == 200:
            self._write(path, form, query, answer)
            return answer
        words, limited = _words(answer)
        if needed or not limited:
            raise StateError(f"/{path} could not be made: {words}", "Nothing was written.")
        self.left_out[f"/{path}"] = words
        return None

    def _write(self, path: str, form: Format, query: str, answer: TestResponse) -> None:
        file = self.layout.file(path, form, query)
        if form is not HTML:
            self._folder.put(file, answer.data, answer.last_modified)
        elif path.partition("/")[0] in addresses.LISTS:
            self._folder.put(file, self._relinker.relink(answer.text, path, file).encode(), answer.last_modified)
        else:
            self._waiting[file] = path, answer.text, answer.last_modified

    def _asked(self, path: str, query: str = "") -> TestResponse:
        answer = self._ask(path, None, query)
        if answer.status_code != 200:
            raise StateError(f"/{path} could not be made: {_words(answer)[0]}", "Nothing was written.")
        return answer

    def _ask(self, path: str, form: Format | None, query: str = "") -> TestResponse:
        headers = {"Accept": form.media_type} if form else {}
        return self._client.get(f"/{quote(path)}", query_string=query, headers=headers)

    # ── what there is ───────────────────────────────────────────────────────────────────────────────────
    def _find(self, path: str, query: str) -> str | None:
        file = self.layout.find_file(path, query)
        return file if file and self._holds(file) else None

    def _holds(self, file: str) -> bool:
        """Say whether the twin will have a file, when it is done."""
        stem, _, suffix = file.partition(".")
        first, slash, rest = stem.partition("/")
        if first in addresses.LISTS and slash:
            kind = self.layout.find_kind(stem)
            offered = kind is not None and any(form.suffix == suffix for form in kind.formats)
            return offered and self._known(f"doc/{rest.partition('/')[0]}" if first == "doc" else stem)
        if (first in addresses.LISTS and suffix == HTML.suffix) or _LIST_PAGE.fullmatch(file):
            return True
        return file in self._waiting or self._folder.holds(file)

    def _is_known(self, path: str) -> bool:
        kind, _, name = path.partition("/")
        if kind in ENTITY_KINDS:
            return self._reader.find_entity(path) is not None
        return self._reader.find_slug(name) is not None


def is_graph(query: "CannedQuery") -> bool:
    """Say whether the answer of a query is a graph."""
    return query.form in ("CONSTRUCT", "DESCRIBE")


def _below(path: str, location: str) -> str:
    """Return a redirect's target as a path below the site."""
    return unquote(urlsplit(urljoin(f"http://twin.invalid/{path}", location)).path).removeprefix("/")


def _words(answer: TestResponse) -> tuple[str, bool]:
    """Return why something was not answered, as programs are told, and whether a limit was in the way.

    A page tells it to people; of one that could not be made its data were asked for before.
    """
    found = answer.get_json(force=True, silent=True)
    if not isinstance(found, dict):
        return answer.status, answer.status_code in (429, 503)
    return str(found.get("detail", answer.status)), "limit" in found
