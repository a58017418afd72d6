"""Where pages come from (floor 6): a root, and the name its files are known by for ever.

A file of a named source is known as ``NAME:path``, relative to its root, so the folder may move; one of an unnamed
path by its absolute path.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fonds.bundled import bundled_path
from fonds.problems import Problem
from fonds.sources.adapters import find_adapter
from fonds.sources.reading import find_files

EXAMPLE = "example"
"""The name of the source that is shipped with Fonds."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page or a folder of pages. ``name`` is empty for a path given on the command line."""

    root: Path
    name: str = ""

    def key(self, file: Path) -> str:
        """Return what a file of this source is known by."""
        if not self.name:
            return str(file.resolve())
        root = self.root if self.root.is_dir() else self.root.parent
        return f"{self.name}:{file.relative_to(root).as_posix()}"

    def path(self, key: str) -> Path | None:
        """Return the file a key of this source stands for, None for a key of another source."""
        if self.name:
            name, _, rest = key.partition(":")
            return self.root / rest if name == self.name else None
        path, root = Path(key), self.root.resolve()
        return path if path.is_absolute() and (path == root or root in path.parents) else None

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yield key and path of every file; nothing where there is none."""
        for file in find_files(self.root):
            yield self.key(file), file

    def check_root(self) -> list[Problem]:
        """Return what is wrong with the root itself: nothing there, or no page below it."""
        if not self.root.exists():
            return [Problem("path-missing", str(self.root))]
        if not any(find_adapter(path) for _, path in self.files()):
            code = "folder-without-pages" if self.root.is_dir() else "file-kind-unknown"
            return [Problem(code, str(self.root))]
        return []


def example_source() -> Source:
    """Return the pages shipped with Fonds."""
    return Source(bundled_path("data"), EXAMPLE)


def given_sources(paths: tuple[Path, ...]) -> tuple[Source, ...]:
    """Return the sources of paths given on the command line; the shipped pages where there are none."""
    example = example_source()
    if not paths:
        return (example,)
    return tuple(example if path.resolve() == example.root.resolve() else Source(path) for path in paths)
