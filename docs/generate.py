"""Writes the generated parts of the documentation and ``vocab/ready``: ``python docs/generate.py`` (``--check`` compares).

A part stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``; NAME is a function of :data:`PARTS`. A test
runs the comparison, so what the documentation says of commands, settings, addresses, formats and queries is what the
code does.
"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import click

ROOT = Path(__file__).resolve().parent.parent
FILES = (ROOT / "README.md", ROOT / "docs" / "curation.md", ROOT / "docs" / "problems.md")
_PART = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def commands() -> str:
    """Every command with its options, from the command line itself."""
    import click

    from fonds.cli import main

    def rows() -> Iterator[tuple[str, ...]]:
        for name, command in _all_commands(main):
            arguments = [p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)]
            options = [f"`{p.opts[-1]}` {p.help}" for p in command.params if isinstance(p, click.Option)]
            words = [str(command.help).split("\n\n", maxsplit=1)[0].replace("\n", " "), *options]
            yield f"`fonds {' '.join([name, *arguments])}`", "<br>".join(words)

    return _table(("command", "what it does"), rows())


def _all_commands(group: "click.Group", before: str = "") -> Iterator[tuple[str, "click.Command"]]:
    """Yield every command by name, those of a group behind its name."""
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from _all_commands(cast("click.Group", command), f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def sources() -> str:
    """Every kind of source with the suffixes of its files."""
    from fonds.sources.adapters import ADAPTERS

    rows = ((" ".join(f"`{suffix}`" for suffix in each.suffixes), each.about) for each in ADAPTERS)
    return _table(("files", "what is read"), rows)


def settings() -> str:
    """Every setting with its default."""
    from fonds.settings import TABLE, Settings

    defaults = Settings()

    def rows() -> Iterator[tuple[str, ...]]:
        for name, words in TABLE:
            value = getattr(defaults, name)
            shown = ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
            yield f"`{name}`", f"`{shown}`" if shown else "", words

    return _table(("setting", "default", "what it is"), rows())


def routes() -> str:
    """Every address, from the application's own table."""
    from fonds.catalogue.catalogue import Catalogue
    from fonds.errors import StateError
    from fonds.settings import Settings
    from fonds.web.app import create_app

    def nothing() -> Catalogue:
        raise StateError("the documentation needs no catalogue")

    app = create_app(Settings(), catalogue=nothing)

    def rows() -> Iterator[tuple[str, ...]]:
        told: dict[str, list[str]] = {}
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
            words = (app.view_functions[rule.endpoint].__doc__ or "").strip().split("\n")[0]
            place = re.sub(r"<(?:[^:<>]*:)?([^<>]+)>", r"{\1}", rule.rule)
            told.setdefault(words, []).append(f"`{place}`")
        for words, places in told.items():
            yield " ".join(places), words

    return _table(("address", "gives"), rows())


def formats() -> str:
    """Every format with its media type and suffix."""
    from fonds.rdf.formats import FORMATS, HTML, PICTURES, RESULTS

    def rows() -> Iterator[tuple[str, ...]]:
        tables = {"page": (HTML,), "description": FORMATS, "query result": RESULTS, "picture of a result": PICTURES}
        for kind, table in tables.items():
            for form in table:
                yield form.label, f"`{form.media_type}`", f"`.{form.suffix}`", kind

    return _table(("format", "media type", "suffix", "of"), rows())


def queries() -> str:
    """Every canned query with its parameters."""
    from fonds.canned.loading import load_queries

    def rows() -> Iterator[tuple[str, ...]]:
        for query in load_queries(ROOT / "queries").values():
            names = ", ".join(f"`{parameter.name}`" for parameter in query.parameters)
            yield f"`{query.name}`", query.summary, names

    return _table(("query", "answers", "parameters"), rows())


def curation_fields() -> str:
    """Every field a person may decide."""
    from fonds.record.curation import FIELDS

    return _table(("field", "takes"), ((f"`{name}`", kind) for name, kind in FIELDS.items()))


def problems() -> str:
    """Every problem an archivist can be told of."""
    from fonds.problems import KINDS

    return _table(
        ("code", "gravity", "meaning", "what to do"),
        ((f"`{code}`", kind.severity, kind.meaning, kind.remedy) for code, kind in KINDS.items()),
    )


PARTS: dict[str, Callable[[], str]] = {
    "sources": sources,
    "commands": commands,
    "settings": settings,
    "routes": routes,
    "formats": formats,
    "queries": queries,
    "curation-fields": curation_fields,
    "problems": problems,
}


def generate(text: str) -> str:
    """Return a page with its generated parts written anew. Raises KeyError for a part that does not exist."""
    return _PART.sub(lambda match: f"{match[1]}{PARTS[match['name']]()}{match[3]}", text)


def ready() -> dict[Path, bytes]:
    """Return the files of the vocabulary as programs read them, by where they belong."""
    from fonds.rdf import vocabulary

    return {ROOT / "vocab" / "ready" / f"{name}.nt": vocabulary.render_ready(name) for name in vocabulary.FILES}


def main() -> int:
    """Write the pages and the vocabulary, or compare them; 1 where one was out of date."""
    stale = 0
    pages = {path: generate(path.read_text(encoding="utf-8")).encode() for path in FILES}
    for path, fresh in {**ready(), **pages}.items():
        if not path.exists() or path.read_bytes() != fresh:
            stale += 1
            if "--check" not in sys.argv:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(fresh)
            sys.stdout.write(f"{path.relative_to(ROOT)} was out of date\n")
    return int(stale > 0 and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
