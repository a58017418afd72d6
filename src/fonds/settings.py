"""Settings (floor 1): one table, one frozen object, the only reader of the environment.

A setting is a row of :data:`TABLE` (name, type, default, help). Values come, later ones winning, from the
defaults, ``fonds.toml`` (or ``--site FILE``), ``FONDS_NAME`` variables and the command line. An unknown key is
refused by name. To add one: add a row and a field; a test compares the two.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from fonds.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one site. Paths are relative to where the command runs, unless absolute."""

    base_iri: str = "http://127.0.0.1:8000"
    title: str = "An archive of historical documents"
    publisher: str = ""
    contact: str = ""
    metadata_licence: str = "https://creativecommons.org/publicdomain/zero/1.0/"
    document_licence: str = ""
    languages: tuple[str, ...] = ("en",)
    state: str = "var"
    authorities: str = ""
    queries: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    published_inferences: tuple[str, ...] = (
        "schema:publisher", "dcterms:publisher", "schema:parentOrganization",
    )
    page_bytes: int = 20_000_000
    snapshots_kept: int = 2
    query_seconds: float = 10.0
    query_rows: int = 10_000
    query_bytes: int = 20_000_000
    query_memory_mb: int = 2_000
    query_length: int = 100_000
    query_workers: int = 2
    query_waiting: int = 16


TABLE: tuple[tuple[str, str], ...] = (
    ("base_iri", "the address every IRI of the site begins with, without a slash at the end"),
    ("title", "the site's name, on every page and in every feed"),
    ("publisher", "who publishes the metadata"),
    ("contact", "an address readers can write to"),
    ("metadata_licence", "the licence of the metadata, as an IRI"),
    ("document_licence", "a licence for documents and texts, as an IRI; empty: none is ever claimed"),
    ("languages", "languages the archive's pages are written in, as BCP 47 tags"),
    ("state", "the directory for catalogue and store"),
    ("authorities", "a folder of authority lists (CSV) used instead of the bundled ones"),
    ("queries", "a folder of canned queries (.rq) used instead of the bundled ones"),
    ("host", "the address the server listens on"),
    ("port", "the port the server listens on"),
    ("workers", "processes that answer web requests"),
    ("published_inferences", "properties whose inferred values may be published"),
    ("page_bytes", "the largest file that is read as a page, in bytes"),
    ("snapshots_kept", "how many store snapshots are kept on disk"),
    ("query_seconds", "wall-clock seconds after which a SPARQL query is stopped"),
    ("query_rows", "rows (or triples) after which a result is cut"),
    ("query_bytes", "bytes after which a result is cut"),
    ("query_memory_mb", "memory a query process may take, in megabytes"),
    ("query_length", "the longest query text accepted, in bytes"),
    ("query_workers", "queries that run at the same time"),
    ("query_waiting", "queries that may wait for a turn before others are asked to come back later"),
)
"""Name and help of every setting; type and default stand in :class:`Settings`."""


def load_settings(
    site: Path | None = None, environment: Mapping[str, str] | None = None, **overrides: Any
) -> Settings:
    """Return the settings from all places. ``overrides`` that are None are as if not given.

    Raises SettingsError naming the key, and the file it stands in, when it is unknown or ill-typed.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    path = site or Path(environment.get("FONDS_SITE", "fonds.toml"))
    if site or path.exists():
        values.update(_from_file(path))
    for name, text in environment.items():
        if name.startswith("FONDS_") and name != "FONDS_SITE":
            key = name.removeprefix("FONDS_").lower()
            values[key] = _checked(key, text, f"the variable {name}")
    values.update({k: v for k, v in overrides.items() if v is not None})
    settings = Settings(**values)
    if not settings.base_iri.startswith(("http://", "https://")) or any(c in settings.base_iri for c in ' <>"{}|\\^`'):
        raise SettingsError(f"base_iri is {settings.base_iri!r}.", "It must be an http:// or https:// address.")
    return Settings(**{**values, "base_iri": settings.base_iri.rstrip("/")})


def _from_file(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}.") from error
    return {key: _checked(key, value, str(path)) for key, value in table.items()}


def _checked(key: str, value: object, where: str) -> object:
    """Return ``value`` as the type the setting has; text is converted (variables hold nothing else)."""
    types = {field.name: field.type for field in fields(Settings)}
    if key not in types:
        near = difflib.get_close_matches(key, types, 1)
        hint = f"Did you mean {near[0]!r}?" if near else "See `fonds --help` for the settings there are."
        raise SettingsError(f"{where} has the unknown setting {key!r}.", hint)
    try:
        return _CONVERT[str(types[key])](value)
    except (ValueError, TypeError):
        wanted = getattr(types[key], "__name__", "list of texts")
        raise SettingsError(f"{where}: {key} is {value!r}.", f"It must be a {wanted}.") from None


def _boolean(value: object) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise ValueError


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError
    return int(value)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError
    return float(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise ValueError


_CONVERT: dict[str, Any] = {
    str(bool): _boolean, str(int): _whole, str(float): _number, str(str): _text,
    str(tuple[str, ...]): _texts,
}
