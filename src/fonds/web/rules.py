"""Rules of addresses (floor 7): what a route's address looks like, as werkzeug keeps it.

A rule knows the way from an address to a view, and the way back; to compile the way back for all routes takes four fifths
of the time in which the application is made. Nothing here goes that way, for addresses are written by ``pages/links.py``; so
it is compiled when somebody first does.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from werkzeug.routing import Rule


class OneWayRule(Rule):
    """A rule whose way back is compiled when it is first gone."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        """Return what writes the address from the values of its parts."""
        compiled: Any = cache(super()._compile_builder)

        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            written: tuple[str, str] = compiled(append_unknown)(rule, **values)
            return written

        return build
