"""Dumps (floor 7): ``/dumps`` lists them, ``/dumps/{name}`` is one, as it lies there or unpacked."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from flask import Blueprint, Response, request

from fonds.clock import parse_stamp
from fonds.errors import NotFoundError, StateError
from fonds.feeds.dumps.making import MANIFEST, SUMS, Made, Manifest
from fonds.feeds.dumps.shelf import find_dumps
from fonds.feeds.dumps.table import DUMPS
from fonds.rdf.formats import HTML
from fonds.web.harvests import note_harvest
from fonds.web.pages.links import Links
from fonds.web.parameters import asked
from fonds.web.representation import Representation
from fonds.web.responses import REVALIDATED, respond
from fonds.web.site import Site

if TYPE_CHECKING:
    from gzip import GzipFile

_PIECE = 1 << 16
_BESIDE = {MANIFEST: "application/json", SUMS: "text/plain"}
"""What lies there besides the dumps."""


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes of dumps."""
    blueprint = Blueprint("dumps", __name__)

    @blueprint.get("/dumps")
    def listing() -> Response:
        """Everything at once: files made once per release, with sizes and checksums."""
        choice = asked("dumps", (HTML,))
        found, release = find_dumps(site.dumps), site.reading.release()
        body = site.pages.render(
            "dumps.html", Links(site.iris, "/dumps"), manifest=found[1] if found else None, release=release,
            kept=site.settings.dumps, sums=SUMS, about=MANIFEST,
        )
        return respond(Representation(body, choice.choice.content_type), varies=True)

    @blueprint.get("/dumps/<name>")
    def dump(name: str) -> Response:
        """One dump; with `.gz` as it lies there, without packed in transit for who accepts gzip."""
        folder, manifest = _found(site.dumps, name)
        made = manifest.find(name)
        if made is None and name not in _BESIDE:
            raise NotFoundError("There is no such dump.", f"There are: {', '.join(each.name for each in manifest.files)}.")
        note_harvest(site, "dumps", manifest.stamp, whole=True)
        return _file(folder / name, manifest, _BESIDE[name]) if made is None else _sent(folder, manifest, made, name)

    return blueprint


def _found(state: Path, name: str) -> tuple[Path, Manifest]:
    found = find_dumps(state)
    if found is None:
        known = {each.name for each in DUMPS} | {f"{each.name}.gz" for each in DUMPS} | set(_BESIDE)
        if name not in known:
            raise NotFoundError("There is no such dump.")
        raise StateError("The dumps of this site have not been made yet.", "Come back in a minute.")
    return found


def _sent(folder: Path, manifest: Manifest, made: Made, name: str) -> Response:
    path = folder / made.file
    if name == made.file:
        return _file(path, manifest, "application/gzip" if made.packed else made.media_type, made.sha256)
    if request.accept_encodings["gzip"] > 0 and not _wants_part():  # nobody can unpack a part of what is packed
        response = _file(path, manifest, made.media_type, f"{made.sha256}-gzip")
        response.headers["Content-Encoding"] = "gzip"
    else:
        import gzip

        response = _answer(_Pieces(path, gzip.open), made.plain_size, manifest, made.media_type, made.plain_sha256)
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _file(path: Path, manifest: Manifest, media_type: str, tag: str = "") -> Response:
    size = path.stat().st_size
    return _answer(_Pieces(path, open), size, manifest, media_type, tag or f"{manifest.release}-{size}")


def _answer(pieces: "_Pieces", size: int, manifest: Manifest, media_type: str, tag: str) -> Response:
    """Return a file in pieces, the part of it that is asked for (RFC 9110, section 14), or nothing who has it."""
    response = Response(pieces, mimetype=media_type)
    response.content_length = size
    response.set_etag(tag)
    response.last_modified = parse_stamp(manifest.stamp)
    response.headers.extend([("Cache-Control", REVALIDATED), ("Accept-Ranges", "bytes")])
    response.make_conditional(request.environ, accept_ranges=_wants_part(), complete_length=size)
    return response


def _wants_part() -> bool:
    """Whether one part is asked for, in bytes: other units, and several parts at once, are as if nothing were said."""
    asked_for = request.headers.get("Range", "")
    return request.method == "GET" and asked_for.strip().lower().startswith("bytes=") and "," not in asked_for


class _Pieces:
    """A file that is opened when its first byte is asked for, and closed behind its last."""

    def __init__(self, path: Path, opener: "Callable[[Path, Literal['rb']], IO[bytes] | GzipFile]") -> None:
        self._path = path
        self._opener = opener
        self._file: IO[bytes] | GzipFile | None = None
        self._start = 0

    def seekable(self) -> bool:
        """Say that one may begin in the middle."""
        return True

    def seek(self, start: int) -> None:
        """Begin at a byte."""
        self._start = start

    def tell(self) -> int:
        """Return where it begins."""
        return self._start

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._file is None:
            self._file = self._opener(self._path, "rb")
            self._file.seek(self._start)
        piece = self._file.read(_PIECE)
        if not piece:
            self.close()
            raise StopIteration
        return piece

    def close(self) -> None:
        """Close the file, where it was opened."""
        if self._file is not None:
            self._file.close()
