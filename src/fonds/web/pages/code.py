'''Ready code (floor 7): the present question for curl, Python, R and JavaScript, quoted as each language quotes.

Addresses are percent-encoded before they come here, so they hold no quote, backslash or line end; the text of a query
may hold anything and stands in Python as a raw string, or escaped where that cannot hold it. To add a language: a function
and a row of :data:`ROWS`, :data:`ANSWERS` and :data:`GRAPHS`.
'''

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """What the code asks for: the address with its values (for ``.csv``, ``.json`` …), the query's text, the endpoint."""

    address: Callable[[str], str]
    text: str
    endpoint: str


@dataclass(frozen=True, slots=True)
class Example:
    """One piece of code: an id for the page, what it is called, the text."""

    name: str
    label: str
    text: str


def examples(call: Call, form: str) -> tuple[Example, ...]:
    """Return the code for a query of a form: SELECT, ASK, CONSTRUCT or DESCRIBE."""
    table = {"SELECT": ROWS, "ASK": ANSWERS}.get(form, GRAPHS)
    return tuple(Example(name, label, make(call)) for name, (label, make) in table.items())


def python_text(text: str) -> str:
    r'''Return a text as Python writes it, over several lines where a raw string can hold it.

    >>> print(python_text('ASK { ?a ?b "c" }'))
    r"""
    ASK { ?a ?b "c" }
    """
    >>> print(python_text("tab\t"))
    'tab\t'
    '''
    if '"""' in text or not all(character.isprintable() or character == "\n" for character in text):
        return repr(text)
    return f'r"""\n{text}\n"""'


def _curl(call: Call) -> str:
    return f"curl -L -o result.csv {shlex.quote(call.address('csv'))}"


def _curl_graph(call: Call) -> str:
    return f"curl -L -o result.ttl {shlex.quote(call.address('ttl'))}"


def _pandas(call: Call) -> str:
    return f"import pandas as pd\n\nrows = pd.read_csv({json.dumps(call.address('csv'))})\nprint(rows)"


def _rdflib(call: Call) -> str:
    return (
        "from rdflib import Graph\n\n"
        f"graph = Graph().parse({json.dumps(call.address('ttl'))}, format=\"turtle\")\n"
        "print(len(graph), \"triples\")"
    )


def _wrapper_start(call: Call, form: str) -> str:
    return (
        f"from SPARQLWrapper import {form}, SPARQLWrapper\n\n"
        f"query = {python_text(call.text)}\n"
        f"endpoint = SPARQLWrapper({json.dumps(call.endpoint)}, agent=\"my-research/1.0\")\n"
        "endpoint.setTimeout(60)\nendpoint.setMethod(\"POST\")\nendpoint.setQuery(query)\n"
    )


def _wrapper(call: Call) -> str:
    return (
        f"{_wrapper_start(call, 'JSON')}endpoint.setReturnFormat(JSON)\n"
        "answer = endpoint.queryAndConvert()\n"
        'if "boolean" in answer:\n    print(answer["boolean"])\nelse:\n'
        '    for row in answer["results"]["bindings"]:\n'
        '        print({name: term["value"] for name, term in row.items()})'
    )


def _wrapper_graph(call: Call) -> str:
    return (
        f"{_wrapper_start(call, 'TURTLE')}endpoint.setReturnFormat(TURTLE)\n"
        "print(endpoint.queryAndConvert().decode())"
    )


def _r(call: Call) -> str:
    return f"rows <- read.csv({json.dumps(call.address('csv'))}, encoding = \"UTF-8\")\nprint(rows)"


def _r_graph(call: Call) -> str:
    address = json.dumps(call.address("nt"))
    return f"triples <- readLines({address}, encoding = \"UTF-8\")\nprint(length(triples))"


def _r_answer(call: Call) -> str:
    return f"answer <- readLines({json.dumps(call.address('csv'))})\nprint(answer)"


def _javascript(call: Call) -> str:
    return (
        f"const response = await fetch({json.dumps(call.address('json'))});\n"
        "if (!response.ok) throw new Error(await response.text());\n"
        "const { results, boolean } = await response.json();\n"
        "console.log(results ? results.bindings : boolean);"
    )


def _javascript_graph(call: Call) -> str:
    return (
        f"const response = await fetch({json.dumps(call.address('jsonld'))});\n"
        "if (!response.ok) throw new Error(await response.text());\n"
        "console.log(await response.json());"
    )


ROWS: dict[str, tuple[str, Callable[[Call], str]]] = {
    "curl": ("curl", _curl),
    "pandas": ("Python, pandas", _pandas),
    "sparqlwrapper": ("Python, SPARQLWrapper", _wrapper),
    "r": ("R", _r),
    "javascript": ("JavaScript", _javascript),
}
"""Code for queries that give rows."""

ANSWERS = {**{name: ROWS[name] for name in ("curl", "sparqlwrapper", "javascript")}, "r": ("R", _r_answer)}
"""Code for queries that give yes or no."""

GRAPHS: dict[str, tuple[str, Callable[[Call], str]]] = {
    "curl": ("curl", _curl_graph),
    "rdflib": ("Python, rdflib", _rdflib),
    "sparqlwrapper": ("Python, SPARQLWrapper", _wrapper_graph),
    "r": ("R", _r_graph),
    "javascript": ("JavaScript", _javascript_graph),
}
"""Code for queries that give a graph."""
