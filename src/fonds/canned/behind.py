"""The query behind a page (floor 4): SPARQL that gives the list a page shows, made of fixed patterns and typed terms.

A list of the catalogue is narrowed by a few filters. Each is a row of :data:`NARROWING`: the type of its value and a
pattern with ``VALUES ?it { … }`` at its top. Values become terms as those of canned queries do (``parameters``), so that
what stands in an address never stands in a query as text; a value that fits no type makes no query.

What cannot be the same is said in the query itself: words are looked for letter by letter here, and in an index there.
To add a way of narrowing lists: a row.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from fonds.canned.parameters import Parameter, parameter_terms
from fonds.errors import ParameterError
from fonds.rdf.iris import Iris
from fonds.rdf.literals import iri_term
from fonds.rdf.namespaces import PREFIXES

MOST_ROWS = 1_000
"""Rows asked for where a list is longer: a page of rows is to be read."""

_NAMES = re.compile(r"(?<![\w<#/:])([a-z][a-z0-9-]*):[A-Za-z]")

_HOPS = (
    "schema:isPartOf|dcterms:isPartOf|schema:holdingArchive|schema:parentOrganization|schema:author|dcterms:creator"
    "|schema:publisher|dcterms:publisher|schema:publication|schema:location"
)
_OWNER = 'BIND(IRI(REPLACE(STR(?part), "#.*$", "")) AS ?document)'

_LINKED = f"""  {{
    # Documents that name it, themselves or in one of their parts (#…), or that name something of its own.
    SELECT DISTINCT ?document WHERE {{
      {{
        VALUES ?it {{ TERM }}
        ?part ?property ?it .
      }} UNION {{
        {{
          SELECT DISTINCT ?near WHERE {{
            VALUES ?it {{ TERM }}
            ?near ({_HOPS})+ ?it .
            FILTER(!STRSTARTS(STR(?near), STR(<DOC>)))
          }}
        }}
        ?part ?property ?near .
      }}
      {_OWNER}
    }}
  }}
"""
_RELATED = f"""  {{
    # Documents that name it in this relation, themselves or in one of their parts (#…).
    SELECT DISTINCT ?document WHERE {{
      VALUES ?it {{ TERM }}
      VALUES ?relation {{ RELATION }}
      ?part ?property ?it .
      {_OWNER}
      FILTER(?relation = CONCAT(
        IF(CONTAINS(STR(?part), "#cited-"), "cited-", IF(CONTAINS(STR(?part), "#claim-"), "claim-", "")),
        REPLACE(STR(?property), "^.*[/#]", "")))
    }}
  }}
"""
_THROUGH = f"""  {{
    # Documents that do not name it, but something that leads to it.
    SELECT DISTINCT ?document WHERE {{
      {{
        SELECT DISTINCT ?near WHERE {{
          {{
            SELECT DISTINCT ?last WHERE {{
              VALUES ?it {{ TERM }}
              VALUES ?relation {{ RELATION }}
              ?last ?property ?it .
              FILTER(?relation = CONCAT("via-", REPLACE(STR(?property), "^.*[/#]", "")))
              FILTER(!STRSTARTS(STR(?last), STR(<DOC>)))
            }}
          }}
          ?near ({_HOPS})* ?last .
          FILTER(!STRSTARTS(STR(?near), STR(<DOC>)))
        }}
      }}
      ?part ?naming ?near .
      {_OWNER}
      MINUS {{
        SELECT DISTINCT ?document WHERE {{
          VALUES ?it {{ TERM }}
          ?part ?property ?it .
          {_OWNER}
        }}
      }}
    }}
  }}
"""
_WORDS = """  FILTER EXISTS {
    VALUES ?phrase { TERM }
    ?document rdfs:label|schema:abstract|fonds:participation/fonds:nameAsWritten
              |schema:workExample/schema:text|schema:workTranslation/schema:text ?words .
    FILTER(CONTAINS(LCASE(STR(?words)), LCASE(?phrase)))
  }
"""
NARROWING: dict[str, tuple[str, str]] = {
    "genre": ("genre", "  VALUES ?genre { TERM }\n  ?document schema:genre ?genre .\n"),
    "archive": ("entity", "  VALUES ?archive { TERM }\n  ?document schema:holdingArchive ?archive .\n"),
    "year": (
        "integer",
        "  VALUES ?year { TERM }\n  ?document fonds:earliest ?first .\n"
        '  FILTER(?year = xsd:integer(REPLACE(STR(?first), "^(-?[0-9]+)-.*$", "$1")))\n',
    ),
    "agent": ("entity", _LINKED),
    "place": ("entity", _LINKED),
    "event": ("entity", _LINKED),
}
"""Name of a filter → the type of its value, and its pattern."""

_HEAD = """SELECT DISTINCT ?document ?title ?date ?earliest
WHERE {
"""
_TAIL = """  ?record foaf:primaryTopic ?document .
  ?document rdfs:label ?title .
  OPTIONAL { ?document dcterms:date ?date }
  OPTIONAL { ?document fonds:earliest ?earliest }
}
ORDER BY (!BOUND(?earliest)) ?earliest ?document
"""
_NEWEST = "ORDER BY DESC(?earliest) DESC(?document)\n"
_ENTITIES = """# The site sorts names as they are spelt in Latin letters without signs; here they are sorted as they are.
SELECT DISTINCT ?entry ?name
WHERE {
  ?entry rdfs:label ?name .
  FILTER(STRSTARTS(STR(?entry), STR(<FOLDER>)))
  FILTER(!CONTAINS(STR(?entry), "#")) # parts of entries have names, too
}
ORDER BY LCASE(?name) ?entry
"""
_YEARS = """SELECT ?year (COUNT(DISTINCT ?document) AS ?documents)
WHERE {
  ?record foaf:primaryTopic ?document .
  ?document fonds:earliest ?first .
  BIND(xsd:integer(REPLACE(STR(?first), "^(-?[0-9]+)-.*$", "$1")) AS ?year)
}
GROUP BY ?year
ORDER BY ?year
"""


def documents_query(
    iris: Iris, filters: Mapping[str, object] | None = None, phrases: Sequence[Sequence[str]] = (), total: int = 0
) -> str:
    """Return the query for the documents that the filters leave, in the order of lists.

    ``filters`` are named as those of the catalogue, empty ones do not count; ``relation`` narrows the agent, or else the
    place or event. ``phrases`` are words to be looked for, ``total`` is how many documents the list has. Empty where a
    value cannot be one, and where a relation stands alone: the catalogue knows links of which the graph says nothing.
    """
    given = {name: str(value) for name, value in (filters or {}).items() if value not in ("", None)}
    relation = given.pop("relation", "")
    narrowed = next((name for name in ("agent", "place", "event") if name in given), "")
    if relation and not narrowed:
        return ""
    try:
        parts = [
            _related(name, value, relation, iris) if name == narrowed and relation else _pattern(name, value, iris)
            for name, value in given.items()
        ]
        words = [_WORDS.replace("TERM", _terms("string", [" ".join(phrase)], iris)) for phrase in phrases]
    except ParameterError:
        return ""
    notes = "# Words are looked for letter by letter: the site's own search is an index, and orders what it finds.\n"
    return _finished((notes if words else "") + _HEAD + "".join(parts) + _opened(words), iris, total)


def latest_query(iris: Iris, most: int) -> str:
    """Return the query for the dated documents that come last, the last one first."""
    body = _TAIL.partition("ORDER BY")[0].replace("  OPTIONAL { ?document fonds:earliest ?earliest }\n", "")
    body = body.replace("?title .\n", "?title ; fonds:earliest ?earliest .\n")
    return _finished(f"{_HEAD}{body}{_NEWEST}LIMIT {most:d}\n", iris, 0)


def entities_query(iris: Iris, kind: str, total: int = 0) -> str:
    """Return the query for all entities of a kind, which is one of ours, by name."""
    return _finished(_ENTITIES.replace("<FOLDER>", iri_term(f"{iris.base}/{kind}/")), iris, total)


def years_query(iris: Iris) -> str:
    """Return the query for the number of documents in each year."""
    return _finished(_YEARS, iris, 0)


def _opened(words: Iterable[str]) -> str:
    """Return the end of the pattern, with what words must stand in a document."""
    before, closing, after = _TAIL.partition("}\nORDER")
    return before + "".join(words) + closing + after


def _pattern(name: str, value: str, iris: Iris) -> str:
    kind, pattern = NARROWING[name]
    return pattern.replace("TERM", _terms(kind, [value], iris)).replace("<DOC>", iri_term(f"{iris.base}/doc/"))


def _related(name: str, value: str, relation: str, iris: Iris) -> str:
    pattern = _THROUGH if relation.startswith("via-") else _RELATED
    term = _terms(NARROWING[name][0], [value], iris)
    pattern = pattern.replace("TERM", term).replace("<DOC>", iri_term(f"{iris.base}/doc/"))
    return pattern.replace("RELATION", _terms("string", [relation], iris))


def _terms(kind: str, texts: list[str], iris: Iris) -> str:
    """Return values as SPARQL. Raises ParameterError for one that cannot be of this type."""
    from fonds.canned.binding import sparql_term

    return " ".join(map(sparql_term, parameter_terms(Parameter("it", "it", kind), texts, iris)))


def _finished(text: str, iris: Iris, total: int) -> str:
    """Return the query with the prefixes it uses, and a limit where the list is long."""
    used = set(_NAMES.findall(text))
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in PREFIXES if name in used)
    return f"{prefixes}\n{text}" + (f"LIMIT {MOST_ROWS}\n" if total > MOST_ROWS else "")
