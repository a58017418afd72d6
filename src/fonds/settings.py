"""Settings (floor 1): one table, one frozen object, the only reader of the environment.

A setting is a row of :data:`TABLE` (name, type, default, help). Values come, later ones winning, from the
defaults, ``fonds.toml`` (or ``--site FILE``), ``FONDS_NAME`` variables and the command line. An unknown key is
refused by name. To add one: add a row and a field; a test compares the two.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from fonds.edm_rights import USUAL, is_edm_rights
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
    edm_rights: str = ""
    edm_provider: str = ""
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    state: str = "var"
    authorities: str = ""
    own_authorities: str = ""
    reconciliation_service: str = ""
    reconciliation_seconds: float = 30.0
    queries: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    publish_workers: int = 1
    published_inferences: tuple[str, ...] = (
        "schema:publisher", "dcterms:publisher", "schema:parentOrganization",
    )
    page_bytes: int = 20_000_000
    file_bytes: int = 1_000_000_000
    tables: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    shacl_documents: int = 10_000
    evidence_in_store: bool | None = None
    snapshots_kept: int = 2
    oai_page: int = 250
    query_seconds: float = 10.0
    query_rows: int = 10_000
    query_bytes: int = 20_000_000
    query_memory_mb: int = 2_000
    query_length: int = 100_000
    query_workers: int = 4
    query_waiting: int = 16
    harvest_ledger: bool = True
    query_client: int = 6
    trusted_proxies: int = 0
    dumps: bool = True


TABLE: tuple[tuple[str, str], ...] = (
    ("base_iri", "the address every IRI of the site begins with, without a slash at the end"),
    ("title", "the site's name, on every page and in every feed"),
    ("publisher", "who publishes the metadata"),
    ("contact", "an address readers can write to"),
    ("metadata_licence", "the licence of the metadata, as an IRI"),
    ("document_licence", "a licence for documents and texts, as an IRI; empty: none is ever claimed"),
    (
        "edm_rights",
        "the rights statement Europeana is to show with every document, one of its list, as an IRI; empty: no EDM is given",
    ),
    ("edm_provider", "the aggregator that hands the records on to Europeana; empty: the publisher does so itself"),
    (
        "sources",
        "folders of files as NAME=PATH or at an address (NAME=s3://…, NAME=https://…), repositories as NAME=oai:ADDRESS; "
        "their files are known by the name for ever",
    ),
    ("languages", "languages pages are expected in, as BCP 47 tags; a page in another one is reported; empty: any"),
    ("state", "the directory for catalogue and store"),
    ("authorities", "a folder of authority lists (CSV) used instead of the bundled ones"),
    (
        "own_authorities",
        "the folder of the site's own authority lists, over the others, that `fonds authorities import` writes to; "
        "empty: that of 'authorities', or else the folder authorities/ here",
    ),
    ("reconciliation_service", "the address of a service (W3C Reconciliation API) that proposes entities for names"),
    ("reconciliation_seconds", "seconds such a service is given for each answer"),
    ("queries", "a folder of canned queries (.rq) used instead of the bundled ones"),
    ("host", "the address the server listens on"),
    ("port", "the port the server listens on"),
    ("workers", "processes that answer web requests"),
    ("publish_workers", "processes of this machine that read and map when a publish is made"),
    ("published_inferences", "properties whose inferred values may be published"),
    ("page_bytes", "the largest file that is read as a page, in bytes"),
    ("file_bytes", "the largest file of many documents (a volume, an index, a table), in bytes"),
    ("tables", "which columns of a table (CSV, TSV, XLSX, JSON Lines) are which fields; see docs/tables.md"),
    (
        "shacl_documents",
        "how many documents a publish may read for SHACL to judge each that changed, and not only every 20th; 0: none",
    ),
    (
        "evidence_in_store",
        "whether the words that statements rest on are loaded into the SPARQL store, too (true or false); unset: those of "
        "the pages shipped with Fonds",
    ),
    ("snapshots_kept", "how many store snapshots are kept on disk"),
    ("oai_page", "records of one response to harvesters (OAI-PMH)"),
    ("query_seconds", "wall-clock seconds after which a SPARQL query is stopped"),
    ("query_rows", "rows (or triples) after which a result is cut"),
    ("query_bytes", "bytes after which a result is cut"),
    ("query_memory_mb", "memory a query process may take, in megabytes"),
    ("query_length", "the longest query text accepted, in bytes"),
    ("query_workers", "queries that run at the same time"),
    ("query_waiting", "queries that may wait for a turn before others are asked to come back later"),
    ("harvest_ledger", "whether it is noted who fetched which feed (`fonds harvests`); no address is ever kept"),
    ("query_client", "queries that one client may have running and waiting at the same time; 0: any number"),
    (
        "trusted_proxies",
        "how many proxies stand before the server, whose word on who asks (X-Forwarded-For) is believed; with none, "
        "clients are told apart by where they connect from",
    ),
    ("dumps", "whether a server makes the dumps of each release, in a process of the lowest priority"),
)
"""Name and help of every setting; type and default stand in :class:`Settings`."""


def load_settings(
    site: Path | None = None, environment: Mapping[str, str] | None = None, **overrides: Any
) -> Settings:
    """Return the settings from all places. ``overrides`` that are None are as if not given.

    Raises SettingsError naming the key, and the file or variable it stands in, when it is unknown or does not fit.
    """
    environment = os.environ if environment is None else environment
    given: dict[str, tuple[object, str]] = {}
    path = site or Path(environment.get("FONDS_SITE", "fonds.toml"))
    if site or "FONDS_SITE" in environment or path.exists():
        given.update((key, (value, str(path))) for key, value in _read_site(path).items())
    for name, text in environment.items():
        if name.startswith("FONDS_") and name != "FONDS_SITE":
            given[name.removeprefix("FONDS_").lower()] = (text, f"the variable {name}")
    given.update((key, (value, "the command line")) for key, value in overrides.items() if value is not None)
    return Settings(**{key: _checked(key, value, where) for key, (value, where) in given.items()})


def _read_site(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}.") from error


def _checked(key: str, value: object, where: str) -> Any:
    """Return ``value`` as the type the setting has; text is converted (variables hold nothing else)."""
    types = {field.name: field.type for field in fields(Settings)}
    if key not in types:
        near = difflib.get_close_matches(key, types, 1)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(types)}."
        raise SettingsError(f"{where} has the unknown setting {key!r}.", hint)
    convert, wanted = _TYPES[str(types[key])]
    try:
        converted = convert(value)
        if key in _RULES:
            rule, wanted = _RULES[key]
            converted = rule(converted)
    except (ValueError, TypeError, KeyError):
        raise SettingsError(f"{where}: {key} is {value!r}.", f"It must be {wanted}.") from None
    return converted


# ── what a value must be ─────────────────────────────────────────────────────────────────────────────────


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError
    return int(value)


def _switch(value: object) -> bool | None:
    """Return true, false, or None for an empty text: a variable that is as good as unset."""
    return None if value == "" else _flag(value)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError
    return float(value)


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}[_text(value).lower()]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise ValueError


def _tables(value: object) -> dict[str, Mapping[str, object]]:
    """Return tables of tables; what stands in them is the business of who reads tables (`sources/tables`)."""
    if isinstance(value, Mapping) and all(isinstance(table, Mapping) for table in value.values()):
        return dict(value)
    raise ValueError


_TYPES: dict[str, tuple[Callable[[object], Any], str]] = {
    str(int): (_whole, "a whole number"),
    str(float): (_number, "a number"),
    str(str): (_text, "text"),
    str(bool | None): (_switch, "true or false"),
    str(bool): (_flag, "true or false"),
    str(tuple[str, ...]): (_texts, "a list of texts"),
    str(Mapping[str, Mapping[str, object]]): (_tables, "tables in fonds.toml, each written [tables.NAME]"),
}
"""Type of a field → what reads a value, and the words for it."""

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`/?#]+[^\s<>\"{}|\\^`]*")
_SOURCE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*=.+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def _base(text: str) -> str:
    if not _ADDRESS.fullmatch(text) or "?" in text or "#" in text:
        raise ValueError
    return text.rstrip("/")


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise ValueError
    return text


def _edm_rights(text: str) -> str:
    if text and not is_edm_rights(text):
        raise ValueError
    return text


def _between(least: float, most: float) -> Callable[[float], float]:
    def rule(number: float) -> float:
        if not least <= number <= most:
            raise ValueError
        return number

    return rule


def _each(pattern: re.Pattern[str], unique: Callable[[str], str] = str) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    def rule(texts: tuple[str, ...]) -> tuple[str, ...]:
        if not all(pattern.fullmatch(text) for text in texts) or len({unique(text) for text in texts}) < len(texts):
            raise ValueError
        return texts

    return rule


_POSITIVE = (_between(1, 2**53), "1 or more")
_RULES: dict[str, tuple[Callable[[Any], Any], str]] = {
    "base_iri": (_base, "an http:// or https:// address, without a query"),
    "metadata_licence": (_address, "an http:// or https:// address"),
    "document_licence": (lambda text: _address(text) if text else "", "an http:// or https:// address, or empty"),
    "edm_rights": (_edm_rights, f"empty, or one of Europeana's list: {', '.join(USUAL)}"),
    "sources": (
        _each(_SOURCE, lambda text: text.partition("=")[0]), "a list of NAME=PATH, each name once, in a-z, 0-9 and -"
    ),
    "languages": (_each(_LANGUAGE), "a list of language tags, each once"),
    "port": (_between(0, 65_535), "a number from 0 to 65535"),
    "reconciliation_service": (
        lambda text: _address(text) if text else "", "an http:// or https:// address, or empty"
    ),
    "reconciliation_seconds": (_between(0.001, 3_600), "a number of seconds, more than 0"),
    "query_seconds": (_between(0.001, 86_400), "a number of seconds, more than 0"),
    "oai_page": (_between(1, 10_000), "a number from 1 to 10000"),
    **dict.fromkeys(("query_waiting", "query_client", "trusted_proxies"), (_between(0, 2**53), "0 or more")),
    **dict.fromkeys(
        (
            "workers", "publish_workers", "page_bytes", "snapshots_kept", "query_rows", "query_bytes", "query_memory_mb",
            "query_length", "query_workers",
        ),
        _POSITIVE,
    ),
}
"""What a value must be beyond its type, and the words for it; the function may return it in another form."""
