"""The folder of query files (floor 4): which files are queries, and by what names; none of them is opened."""

from pathlib import Path

from fonds.errors import VocabularyError

_SUFFIXES = (".rq", ".sparql")


def find_query_files(folder: Path) -> dict[str, Path]:
    """Return the query files of a folder by name, in alphabetical order; other files are left alone.

    A file of a folder inside it has the folder's name before its own (``letters/by-sender.rq`` is
    ``letters-by-sender``); folders inside those, and hidden ones, are not looked into. Raises VocabularyError where
    there is no folder, and for two files of one name.
    """
    if not folder.is_dir():
        raise VocabularyError(f"{folder} is no folder of queries.", "Look at the setting 'queries'.")
    paths: dict[str, Path] = {}
    for path in sorted(each for pattern in ("*", "*/*") for each in folder.glob(pattern)):
        inner = path.parent.name if path.parent != folder else ""
        if path.suffix in _SUFFIXES and not inner.startswith(".") and path.is_file():
            name = f"{inner}-{path.stem}" if inner else path.stem
            if name in paths:
                raise VocabularyError(f"{path} and {paths[name]} have the same name {name!r}.", "Rename one of them.")
            paths[name] = path
    return {name: paths[name] for name in sorted(paths)}
