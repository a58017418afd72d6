"""How far a harvest came (floor 3): a small file beside the mirror, written after each list of records.

A file that is broken, or speaks of another repository, format or set, is as none: everything is harvested again and
what the repository no longer has is removed.
"""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from fonds.harvesting.address import Address


@dataclass(slots=True)
class Progress:
    """``since`` is the repository's time of the last harvest that came to its end; empty before the first.

    A harvest that did not is resumed by ``token``; ``begun`` is its own time.
    """

    base: str = ""
    prefix: str = ""
    set: str = ""
    since: str = ""
    begun: str = ""
    token: str = ""

    @property
    def address(self) -> Address:
        """What it is the progress of."""
        return Address(self.base, self.prefix, self.set)


def read_progress(path: Path, address: Address) -> Progress:
    """Return how far the harvest of an address came, as the file says."""
    fresh = Progress(address.base, address.prefix, address.set)
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return fresh
    names = {field.name for field in fields(Progress)}
    if not isinstance(said, dict) or set(said) != names or not all(isinstance(value, str) for value in said.values()):
        return fresh
    found = Progress(**said)
    return found if found.address == address else fresh


def write_progress(path: Path, progress: Progress) -> None:
    """Write how far a harvest came: all of it, or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.part")
    passing.write_text(json.dumps(asdict(progress), ensure_ascii=False, indent=1), encoding="utf-8")
    passing.replace(path)
