"""Where pages come from (floor 6): a root, and the name its files are known by for ever.

A file of a named source is known as ``NAME:path``, relative to its home, so the folder may move; one of an unnamed
path by its absolute path. Names are given by the setting ``sources``; the pages shipped with Fonds have one, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from fonds.bundled import bundled_path
from fonds.problems import Problem
from fonds.settings import Settings
from fonds.sources.adapters import is_source
from fonds.sources.reading import find_files

EXAMPLE = "example"
"""The name of the source that is shipped with Fonds."""


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
        place = file.parent.resolve() / file.name
        return _marked(f"{self.name}:{place.relative_to(self._home).as_posix()}" if self.name else str(place))

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
        for file in find_files(self.root):
            yield self.key(file), file

    def check_root(self) -> list[Problem]:
        """Return what is wrong with the root itself: nothing there, or no page below it."""
        if not self.root.exists():
            return [Problem("path-missing", str(self.root))]
        if self.root.is_dir() and not any(is_source(path) or path.is_dir() for _, path in self.files()):
            return [Problem("folder-without-pages", str(self.root))]
        return []

    @property
    def _home(self) -> Path:
        return (self.home or (self.root if self.root.is_dir() else self.root.parent)).resolve()


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
    return (*(Source(Path(path), name) for name, _, path in pairs), Source(bundled_path("data"), EXAMPLE))


def given_sources(paths: tuple[Path, ...], settings: Settings) -> tuple[Source, ...]:
    """Return the sources of paths given on the command line.

    Without paths: those of the settings, or where there are none the pages shipped with Fonds.
    """
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
