"""What a publish came to, in words (floor 6), from its plain numbers."""

from collections.abc import Iterable, Mapping

from fonds.problems import Problem
from fonds.reports.problems import render_text


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "page"), count(2_000, "entity", "entities")
    ('1 page', '2,000 entities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def render_outcome(
    counts: Mapping[str, int], layouts: Mapping[str, int], stopped: str, problems: Iterable[Problem]
) -> str:
    """Return the report of a publish for a terminal; ``stopped`` says why nothing was released, if on purpose."""
    parts = [count(counts["read"], "document") + " read"]
    parts += [f"{counts[name]:,} {name.replace('_', ' ')}" for name in ("new", "changed", "unchanged")]
    parts += [f"{counts[name]:,} {name.replace('_', ' ')}" for name in ("deleted", "left_out") if counts[name]]
    lines = [", ".join(parts) + "."]
    if layouts:
        known = sorted(layouts.items(), key=lambda pair: (-pair[1], pair[0]))
        lines.append(f"Layouts: {', '.join(f'{name} {number:,}' for name, number in known)}.")
    lines += [
        f"{count(number, 'document')} {'has' if number == 1 else 'have'} no known layout; what could be had was taken."
        for name, number in layouts.items() if name == "unknown"
    ]
    if counts["followed"]:
        followed = count(counts["followed"], "other document")
        lines.append(f"{followed} changed with them: what they name is described otherwise now.")
    told = render_text(problems)
    lines += ["", told.rstrip("\n"), ""] if told != "No problems.\n" else []
    return "\n".join([*lines, _last(counts, stopped), ""])


def _last(counts: Mapping[str, int], stopped: str) -> str:
    held = (
        f"{count(counts['documents'], 'document')}, {count(counts['entities'], 'entity', 'entities')}, "
        f"{counts['triples']:,} triples"
    )
    if stopped:
        return f"{stopped}."
    if counts["release"]:
        return f"Release {counts['release']} is published: {held}."
    return f"Nothing has changed, so there is no new release. The site holds {held}."
