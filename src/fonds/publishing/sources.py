"""Where pages come from (floor 6): a root, and the name its files are known by for ever.

A file of a named source is known as ``NAME:path``, relative to its home, so the folder may move; one of an unnamed
path by its absolute path. Names are given by the setting ``sources``; the pages shipped with Fonds have one, too. A
name may stand for a repository instead of a folder (``NAME=oai:https://…``): its records are harvested into the state
directory and read there. So are files elsewhere (``NAME=s3://bucket/letters``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from fonds.bundled import bundled_path
from fonds.errors import UsageError
from fonds.harvesting.address import Address, is_address, parse_address
from fonds.harvesting.harvest import records_folder
from fonds.harvesting.mirror import named_file, record_name
from fonds.harvesting.remote import files_folder, is_remote
from fonds.problems import Problem
from fonds.settings import Settings
from fonds.sources.adapters import is_source
from fonds.sources.reading import find_files

EXAMPLE = "example"
"""The name of the source that is shipped with Fonds."""
HARVESTS = "harvested"
"""The folder of the state directory that mirrors of repositories are in, each by its name."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page or a folder of pages. ``name`` is empty for a path that lies in no named source.

    ``home`` is the folder the keys of a named source are relative to, where only a part of it (``root``) is meant.
    """

    root: Path
    name: str = ""
    home: Path | None = None

    def key(self, file: Path) -> str:
        """Return what a file of this source is known by: where it stands, even where it is a link to elsewhere."""
        return self._key(self._folder_key(file.parent), file.name)

    def path(self, key: str) -> Path | None:
        """Return the file a key of this source stands for, or the key of a part of that file; None for others."""
        key = file_of(key)
        if self.name:
            name, _, rest = key.partition(":")
            path = self._home / rest if name == self.name else None
        else:
            path = Path(key) if Path(key).is_absolute() else None
        root = self.root.resolve() if self.root.is_dir() else self.root.parent.resolve() / self.root.name
        return path if path and (path == root or root in path.parents) else None

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yield key and path of every file; nothing where there is none."""
        folder_key = lru_cache(8)(self._folder_key)  # the same few folders again and again
        for file in find_files(self.root):
            yield self._key(folder_key(file.parent), file.name), file

    @property
    def is_mirror(self) -> bool:
        """Whether what is no longer there is gone, without anybody asking for it."""
        return False

    @property
    def is_copied(self) -> bool:
        """Whether its files are copies in the state directory, and so Fonds' own to remove."""
        return False

    def check_root(self) -> list[Problem]:
        """Return what is wrong with the root itself: nothing there, or no page below it."""
        if not self.root.exists():
            return [Problem("path-missing", str(self.root))]
        if self.root.is_dir() and not any(is_source(path) or path.is_dir() for _, path in self.files()):
            return [Problem("folder-without-pages", str(self.root))]
        return []

    def _folder_key(self, folder: Path) -> str:
        """Return what the keys of the files in a folder begin with."""
        place = folder.resolve() / "-"
        if not self.name:
            return str(place)[:-1]
        return f"{self.name}:{place.relative_to(self._home).as_posix()[:-1]}"

    def _key(self, folder: str, name: str) -> str:
        """Return the key of a file by its folder's and its own name."""
        return _marked(f"{folder}{name}")

    @property
    def _home(self) -> Path:
        return self._whole.resolve()

    @property
    def _whole(self) -> Path:
        return self.home or (self.root if self.root.is_dir() else self.root.parent)


@dataclass(frozen=True, slots=True)
class Repository(Source):
    """Records harvested from a repository; ``root`` is their mirror, where a record is known as ``NAME:IDENTIFIER``."""

    address: Address = field(kw_only=True)
    state: Path = field(kw_only=True)

    def _key(self, folder: str, name: str) -> str:
        """Return what a record is known by: its own identifier in the repository."""
        return _marked(f"{self.name}:{record_name(name)}")

    def path(self, key: str) -> Path | None:
        """Return the file of a record; None for what is none of this repository's."""
        name, _, record = file_of(key).partition(":")
        if name != self.name or ":" not in record:
            return None
        home = (self.home or self.root).resolve()
        path, root = home / named_file(record), self.root.resolve()
        return path if root in (path, *path.parents) else None

    @property
    def is_mirror(self) -> bool:
        """A repository's deletions are followed."""
        return True

    @property
    def is_copied(self) -> bool:
        """Records are harvested into the state directory."""
        return True

    def check_root(self) -> list[Problem]:
        """Return what is wrong with the mirror: nothing came yet."""
        return [] if self.root.exists() else [Problem("harvest-missing", f"{self.name}={self.address.base}")]


@dataclass(frozen=True, slots=True)
class RemoteFolder(Source):
    """Files elsewhere; ``root`` holds copies of them, where a file is known as ``NAME:path``."""

    address: str = field(kw_only=True)
    state: Path = field(kw_only=True)

    @property
    def is_copied(self) -> bool:
        """Files are fetched into the state directory."""
        return True

    def check_root(self) -> list[Problem]:
        """Return what is wrong with the copies: nothing came yet, or no page."""
        if not self.root.exists():
            return [Problem("harvest-missing", f"{self.name}={self.address}")]
        return Source.check_root(self)


def _marked(key: str) -> str:
    """Return a file's key in which ``#`` can only begin a part's identifier."""
    return key.replace("%", "%25").replace("#", "%23")


def file_of(key: str) -> str:
    """Return where the file lies that a key, or the key of one of its parts, was made from.

    >>> file_of("frus:v22.xml#d12"), file_of("main:No %2312.txt")
    ('frus:v22.xml', 'main:No #12.txt')
    """
    return key.partition("#")[0].replace("%23", "#").replace("%25", "%")


def known_sources(settings: Settings) -> tuple[Source, ...]:
    """Return all sources that have a name: those of the settings, and the pages shipped with Fonds."""
    pairs = (entry.partition("=") for entry in settings.sources)
    named = (_named(name, place, Path(settings.state)) for name, _, place in pairs)
    return (*named, Source(bundled_path("data"), EXAMPLE))


def _named(name: str, place: str, state: Path) -> Source:
    """Return a source of the settings: a folder, or the mirror of a repository. SettingsError where it is neither."""
    home = state / HARVESTS / name
    if is_remote(place):
        return RemoteFolder(files_folder(home), name, address=place, state=home)
    if not is_address(place):
        return Source(Path(place), name)
    return Repository(records_folder(home), name, address=parse_address(place), state=home)


def given_sources(paths: tuple[Path, ...], settings: Settings) -> tuple[Source, ...]:
    """Return the sources of paths given on the command line.

    Without paths: those of the settings, or where there are none the pages shipped with Fonds.
    """
    away = next((path for path in paths if is_remote(str(path).replace(":/", "://", 1)) and not path.exists()), None)
    if away:
        raise UsageError(
            f"{away} is an address, no path.", "Give it a name in fonds.toml: sources = [\"NAME=ADDRESS\"]."
        )
    *named, example = known_sources(settings)
    if not paths:
        return tuple(named) or (example,)
    return tuple(_source_of(path, (*named, example)) for path in paths)


def _source_of(path: Path, known: tuple[Source, ...]) -> Source:
    """Return the named source a path lies in, narrowed to it; a source of its own where there is none."""
    place = path.resolve()
    for source in known:
        home = source.root.resolve()
        if place == home:
            return source
        if home in place.parents:
            return replace(source, root=path, home=home)
    return Source(path)
