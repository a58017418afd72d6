"""Where the files shipped with Fonds lie (floor 1): ``vocab/``, ``queries/``, ``data/``.

In a wheel they stand inside the package, in a checkout at its top; nothing else in Fonds knows which.
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def bundled_path(*parts: str) -> Path:
    """Return the path of a shipped file or folder, for example ``bundled_path("vocab", "terms.ttl")``.

    Raises FileNotFoundError where neither a wheel's nor a checkout's copy exists.
    """
    for root in (_PACKAGE / "bundled", _PACKAGE.parent.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"Fonds was installed without its file {'/'.join(parts)}")
