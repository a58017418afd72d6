"""An archive that is written as files, for the tests of the twin: letters, one of them renamed, one withdrawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from fonds.bundled import bundled_path
from fonds.feeds import atom, ldes
from publishing.archive import Archive

BASE = "http://archive.example"
LETTERS = 27
"""More than a page of a list has."""
RENAMED, PRESENT = "letter-of-old", "letter-by-hand"


def silent(_step: str, _done: int, _total: int) -> None:
    """Show nothing."""


@contextmanager
def shortened() -> Iterator[None]:
    """Make the pages of feeds so short that there are several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atom, "PAGE", 10)
        patch.setattr(ldes, "PAGE", 10)
        yield


def publish_archive(root: Path) -> Archive:
    """Publish the shipped pages and some letters; then one is withdrawn, and one gets another address."""
    made = Archive(root)
    made.settings = replace(made.settings, base_iri=BASE, title="The <Twin> House", contact="house@example.org")
    for page in sorted(bundled_path("data").glob("0*")):
        (made.pages / page.name).write_bytes(page.read_bytes())
    for number in range(LETTERS):
        made.write(f"{number:03}.txt", number)
    (made.pages / "001.curation.toml").write_text(f'slug = "{RENAMED}"\n', encoding="utf-8")
    made.write("gone.txt", 900, title="Letter from Bogdan Zzyzx to Ivan Petrov on Nothing", summary="Bogdan Zzyzx writes.")
    made.publish()
    (made.pages / "001.curation.toml").write_text(f'slug = "{PRESENT}"\n', encoding="utf-8")
    (made.pages / "gone.txt").unlink()
    made.publish(prune=True)
    return made
