"""The place where tasks are done (floor 6): one at a time in a process, with a kit that is made once."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from fonds.errors import StateError
from fonds.publishing.kit import Kit, make_kit
from fonds.settings import Settings

_YOUNG = 20_000
"""Objects after which garbage is looked for: a page makes thousands, and hardly any of them in rings."""
_working = threading.Lock()
_kits: dict[str, tuple[Settings, Kit]] = {}


@contextmanager
def working(settings: Settings, digest: str) -> Iterator[Kit]:
    """Lend the kit with a digest to one task. StateError where these settings give another one in this process."""
    with _working:
        known, kit = _kits.get(digest, (None, None))
        if kit is None or known != settings:
            kit = make_kit(settings)
            if kit.digest != digest:
                raise StateError(
                    "A worker has other authority lists, vocabulary or rules than the process that publishes.",
                    "Give all machines the same version of Fonds and the same lists, under the same path.",
                )
            remember_kit(settings, kit)
        yield kit


def remember_kit(settings: Settings, kit: Kit) -> None:
    """Let tasks of this process be done with a kit that was made already."""
    if not _kits:
        gc.freeze()  # words and lists live as long as the process; looking through them for garbage costs a twentieth
        gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    _kits.clear()
    _kits[kit.digest] = (settings, kit)
