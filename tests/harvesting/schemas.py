"""Official schemas, where they are on this machine; nothing is fetched."""

from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "schemas"


def schema(*path: str) -> Any:
    """Return a schema of the folder; the test is skipped, saying so, where it is not there."""
    file = FOLDER.joinpath(*path)
    if not file.exists():
        pytest.skip(f"no schema at {file}")
    from lxml import etree

    class Beside(etree.Resolver):  # type: ignore[misc] # lxml has no types
        """Finds what a schema imports in the folder it is in, by its name alone."""

        def resolve(self, url: str, _id: object, context: object) -> Any:
            beside = file.parent / url.rpartition("/")[2]
            return self.resolve_filename(str(beside), context) if beside.exists() else None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Beside())
    return etree.XMLSchema(etree.parse(str(file), parser))
