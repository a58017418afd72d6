"""What a request asks besides its path (floor 7): format, form, filters, page. Ill values are named in the error.

Unknown parameters are ignored here, since links gather all sorts of them on their way; canned queries are
stricter.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from flask import request

from fonds.catalogue.rows import Filters
from fonds.errors import NotFoundError, ParameterError
from fonds.rdf.formats import JSONLD, Format
from fonds.web.errors import NotAcceptableError
from fonds.web.negotiation import DESCRIPTIONS, FORMS, Choice, choose, find_by_suffix, named
from fonds.web.pages.lists import LAST_PAGE

PAGE_SIZE = 25
"""Items on a page of a list."""

LONGEST_TEXT = 1_000
"""Characters of a search or a filter."""

PROFILES = ("fonds",)
"""What descriptions are offered in, as ``profile`` names it."""

_YEAR = re.compile("-?[0-9]{1,5}")


class Asked(NamedTuple):
    """What is asked for: the name without its suffix, the suffix with its dot, the format.

    ``varies`` says that the Accept header chose the format.
    """

    name: str
    suffix: str
    choice: Choice
    varies: bool


def asked(name: str, offered: tuple[Format, ...] = DESCRIPTIONS) -> Asked:
    """Return what the present request asks for; ``name`` is the last part of its path, maybe with a suffix.

    NotFoundError for an unknown suffix, NotAcceptableError where the Accept header allows nothing offered,
    ParameterError for a form that does not exist.
    """
    environ = request.environ
    form = _form() if environ.get("QUERY_STRING") else ""  # most requests have no query at all
    if "." in name:
        stem, _, suffix = name.rpartition(".")
        choice = find_by_suffix(suffix, offered)
        if choice is None:
            raise NotFoundError(f"There is no format with the suffix .{suffix[:40]}.", _suffixes(offered))
        return Asked(stem, f".{suffix}", _formed(choice, form), varies=False)
    accept = environ.get("HTTP_ACCEPT", "")
    choice = named(JSONLD) if form and JSONLD in offered else choose(accept, offered)
    if choice is None:
        raise NotAcceptableError(offered)
    return Asked(name, "", _formed(choice, form), varies=not form)


def filters(values: Mapping[str, str]) -> Filters:
    """Return the filters of a search. ParameterError for a year that is no number or a text without end."""
    year = _bounded(values, "year")
    if year and not _YEAR.fullmatch(year):
        raise ParameterError("year", f"The parameter 'year' is {year[:40]!r}.", "Give a year in digits.")
    texts = ("genre", "agent", "place", "event", "archive", "relation")
    return Filters(year=int(year) if year else None, **{name: _bounded(values, name) for name in texts})


def search_text(values: Mapping[str, str]) -> str:
    """Return the words of a search."""
    return _bounded(values, "q")


def page_number(values: Mapping[str, str]) -> int:
    """Return the page of a list that is asked for, from 1. ParameterError for what is none."""
    text = values.get("page", "") or "1"
    if not (text.isascii() and text.isdecimal() and len(text) <= 6 and 1 <= int(text) <= LAST_PAGE):
        raise ParameterError(
            "page", f"The parameter 'page' is {text[:40]!r}.", f"Give a number from 1 to {LAST_PAGE:,}."
        )
    return int(text)


def _bounded(values: Mapping[str, str], name: str) -> str:
    text = values.get(name, "").strip()
    if len(text) > LONGEST_TEXT:
        raise ParameterError(
            name, f"The parameter {name!r} has {len(text):,} characters.", f"Give at most {LONGEST_TEXT:,}."
        )
    return text


def _form() -> str:
    """Return the form asked for, after a look at the profile."""
    profile = request.args.get("profile", "")
    if profile and profile not in PROFILES:
        from fonds.web.profiles import profiles

        known = ", ".join((*PROFILES, *profiles()))
        raise NotAcceptableError(DESCRIPTIONS, f"There is no profile {profile[:40]!r} here; documents have: {known}.")
    return request.args.get("form", "")


def _formed(choice: Choice, form: str) -> Choice:
    if not form or choice.format is not JSONLD:
        return choice
    if form not in FORMS:
        raise ParameterError(
            "form", f"The parameter 'form' is {form[:40]!r}.", f"There are: {', '.join(FORMS)}."
        )
    return Choice(choice.format, choice.media_type, form)


def _suffixes(offered: tuple[Format, ...]) -> str:
    return f"There are: {', '.join(f'.{form.suffix}' for form in offered)}."
