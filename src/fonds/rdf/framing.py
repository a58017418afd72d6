"""The framer (floor 2): triples to the JSON-LD tree every view consumes, by a frame compiled beforehand.

pyld expands the graph, walks it by the frame and compacts the result, asking at each value which term fits:
5 to 9 ms a document. All of that depends on the frame and the context only, so it is done once:
:func:`compile_framer` turns each place of the frame into a plan of fields, and each field knows its key by
the form of a value. Framing is then one walk over the triples. The result equals ``pyld.frame`` of the same
triples in sorted order (:func:`fonds.rdf.contexts.framed`), key order included; a test holds both against
each other.

Understood are frames with ``"@id": {}``, ``@explicit``, and ``@embed`` as ``@always`` or ``@never``; others
are refused. Graphs hold no blank nodes, so there are no lists. A node is not nested inside itself: where
one of its ancestors returns, its IRI stands alone, as the Framing algorithm has it.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from fonds.errors import VocabularyError
from fonds.rdf.contexts import Tree, bundled_context, bundled_frame
from fonds.rdf.keys import Key, Keys
from fonds.rdf.literals import REMEMBERED, Term, Triple, parse_term
from fonds.rdf.namespaces import RDF, XSD

_TYPE = f"<{RDF}type>"
_Nodes = dict[Term, dict[Term, list[Term]]]
"""Subject → predicate → objects, all as terms."""
_Shown = set[tuple[Term, Term]]
"""Subjects and predicates all of whose objects stand in a tree."""


class _Plan:
    """What one place of the frame shows: its fields in the order of their IRIs, and how types are named."""

    __slots__ = ("_ranks", "fields", "keys")

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.fields: list[tuple[Term, _Field]] = []
        self._ranks: dict[Term, int] = {}

    def add(self, predicate: Term, field: "_Field") -> None:
        """Add a field behind the others."""
        self._ranks[predicate] = len(self.fields)
        self.fields.append((predicate, field))

    def shown(self, said: Iterable[Term]) -> list[tuple[Term, "_Field"]]:
        """Return those fields that something is said for, in their order: a node has a few of the many."""
        ranks, fields = self._ranks, self.fields
        return [fields[rank] for rank in sorted([ranks[predicate] for predicate in said if predicate in ranks])]


class _Field:
    """One property at one place: ``child`` is the plan of what nests there, None where nodes only point."""

    __slots__ = ("_as_set", "_iri", "_keys", "_name", "child", "points", "writers")

    def __init__(self, iri: str, keys: Keys, child: _Plan | None) -> None:
        key = keys.select(iri, "iri")
        self.child = child
        self.points = key.coerces == "@id"
        self.writers: dict[str, _Writer] = {}
        self._name = key.name
        self._as_set = key.as_set
        self._iri = iri
        self._keys = keys

    def write(self, tree: Tree, value: Tree | str) -> None:
        """Add a node, or an IRI that stands for one."""
        _add(tree, self._name, value, self._as_set)

    def writer(self, suffix: str) -> "_Writer":
        """Return, and keep, the writer of literals with one suffix (empty, ``@tag`` or ``^^<datatype>``)."""
        if suffix.startswith("@"):
            key, wrap = self._keys.select(self._iri, "tagged"), {"@language": suffix[1:]}
        elif suffix in ("", f"^^<{XSD}string>"):
            key, wrap = self._keys.select(self._iri, "plain"), {}
        else:
            datatype = suffix[3:-1]
            key = self._keys.select(self._iri, "typed", datatype)
            fits = key.coerces == datatype
            wrap = {} if fits else {self._keys.type_key.name: self._keys.class_name(datatype)}
        writer = self.writers[suffix] = _Writer(key, suffix[1:] if suffix.startswith("@") else "@none", wrap)
        return writer


class _Writer:
    """How one form of literal is put into a node: under which key, and in what it is wrapped."""

    __slots__ = ("_as_set", "_map_key", "_mapped", "_name", "_wrap")

    def __init__(self, key: Key, map_key: str, wrap: dict[str, str]) -> None:
        self._name = key.name
        self._as_set = key.as_set
        self._mapped = key.mapped
        self._map_key = map_key
        self._wrap = wrap

    def write(self, node: Tree, text: str) -> None:
        """Add one literal's text to a node."""
        if self._mapped:
            _add(node.setdefault(self._name, {}), self._map_key, text, self._as_set)
        else:
            _add(node, self._name, {**self._wrap, "@value": text} if self._wrap else text, self._as_set)


class Framer:
    """Makes trees of one frame in one context. Safe to share between threads."""

    def __init__(self, plan: _Plan, context_iri: str) -> None:
        self._plan = plan
        self._context_iri = context_iri
        self._namespaces = plan.keys.namespaces
        self._id = plan.keys.id_name
        self._type = plan.keys.type_key
        self._classes: dict[Term, str] = {}
        self._iri = lru_cache(REMEMBERED)(self._shown_iri)

    def frame(self, root_iri: str, triples: Iterable[Triple]) -> Tree:
        """Return the tree of one resource; the order of the triples does not matter.

        Raises ValueError where no triple says anything of ``root_iri``.
        """
        return self._tree(root_iri, triples, set())

    def frame_apart(self, root_iri: str, triples: set[Triple]) -> tuple[Tree, set[Triple]]:
        """Return the tree of one resource, and the triples that it does not show; ValueError as above.

        The tree is the same without them.
        """
        shown: _Shown = set()
        tree = self._tree(root_iri, triples, shown)
        return tree, {triple for triple in triples if triple[:2] not in shown or _is_odd_type(triple)}

    def _tree(self, root_iri: str, triples: Iterable[Triple], shown: _Shown) -> Tree:
        nodes = _group(triples)
        root = f"<{root_iri}>"
        if root not in nodes:
            raise ValueError(f"the graph says nothing of {root_iri}")
        return {"@context": self._context_iri, **self._node(root, self._plan, nodes, [], shown)}

    def _node(self, subject: Term, plan: _Plan, nodes: _Nodes, path: list[Term], shown: _Shown) -> Tree:
        """Return one node; ``path`` holds its ancestors, the root first. What it shows is added to ``shown``."""
        found = nodes[subject]
        tree: Tree = {self._id: self._iri(subject)}
        shown.add((subject, _TYPE))
        if _TYPE in found:
            self._write_types(tree, found[_TYPE])
        inner = [*path, subject]
        for predicate, field in plan.shown(found):
            shown.add((subject, predicate))
            objects = found[predicate]
            if len(objects) > 1:
                objects = sorted(set(objects))
            for term in objects:
                if term[0] != "<":
                    end = term.rindex('"')
                    suffix = term[end + 1 :]
                    writer = field.writers.get(suffix) or field.writer(suffix)
                    writer.write(tree, parse_term(term).value if "\\" in term else term[1:end])
                elif field.child is not None and term in nodes and term not in path:
                    node = self._node(term, field.child, nodes, inner, shown)
                    field.write(tree, node if len(node) > 1 else self._pointer(field, term))
                else:
                    field.write(tree, self._pointer(field, term))
        return tree

    def _write_types(self, tree: Tree, types: list[Term]) -> None:
        if len(types) > 1:
            types = sorted(set(types))
        key = self._type
        for term in types:
            if term[0] == "<":
                name = self._classes.get(term)
                if name is None:
                    name = self._classes[term] = self._plan.keys.class_name(term[1:-1])
                _add(tree, key.name, name, key.as_set)

    def _pointer(self, field: _Field, term: Term) -> Tree | str:
        """Return what stands for a node of which only the IRI is shown."""
        iri = self._iri(term)
        return iri if field.points else {self._id: iri}

    def _shown_iri(self, term: Term) -> str:
        iri = term[1:-1]
        return self._plan.keys.shorten(iri) if iri.startswith(self._namespaces) else iri


def compile_framer(context: Mapping[str, Any], frame: Mapping[str, Any], context_iri: str) -> Framer:
    """Compile a frame whose keys are full or prefixed IRIs of ``context`` (the value of ``@context``).

    ``context_iri`` is what trees name as their ``@context``. Raises VocabularyError for a context or a frame
    that needs rules Fonds does not have.
    """
    plan = _compile({key: value for key, value in frame.items() if key != "@context"}, Keys(context), {})
    if plan is None:
        raise VocabularyError("The frame shows nothing.")
    return Framer(plan, context_iri)


@cache
def bundled_framer(context_iri: str) -> Framer:
    """Return the framer of ``vocab/frame.jsonld``, compiled once for each context IRI."""
    return compile_framer(bundled_context(), bundled_frame(), context_iri)


def _compile(frame: Mapping[str, Any], keys: Keys, known: dict[tuple[str, int], _Plan]) -> _Plan | None:
    """Compile one place; equal places in one scope share a plan. None: nodes only point there."""
    properties = {key: value for key, value in frame.items() if not key.startswith("@")}
    _refuse_unknown(frame, properties)
    if frame.get("@embed") == "@never":
        return None
    name = (json.dumps(properties, sort_keys=True), id(keys))
    if name in known:
        return known[name]
    plan = known[name] = _Plan(keys)
    scopes: dict[str, Keys] = {}
    for iri, child in sorted((keys.expand(key), value) for key, value in properties.items()):
        term = keys.select(iri, "iri").name
        inner = scopes.setdefault(term, keys.scoped(term))
        plan.add(f"<{iri}>", _Field(iri, keys, _compile(child, inner, known)))
    return plan


def _refuse_unknown(frame: Mapping[str, Any], properties: Mapping[str, Any]) -> None:
    flags = {key: value for key, value in frame.items() if key.startswith("@") and key != "@id"}
    allowed = {"@explicit": (True,), "@embed": ("@always", "@never"), "@omitDefault": (True,)}
    for flag, value in flags.items():
        if value not in allowed.get(flag, ()):
            raise VocabularyError(f"The frame says {flag!r}: {value!r}, which Fonds has no rule for.")
    for key, value in properties.items():
        if ":" not in key or not isinstance(value, dict):
            raise VocabularyError(f"The frame's key {key!r} must be an IRI with an object.")
    if properties and "@id" not in frame:
        raise VocabularyError(f'A place of the frame that shows {min(properties)} lacks "@id": {{}}.')


def _group(triples: Iterable[Triple]) -> _Nodes:
    nodes: _Nodes = {}
    for subject, predicate, term in triples:
        node = nodes.get(subject)
        if node is None:
            node = nodes[subject] = {}
        terms = node.get(predicate)
        if terms is None:
            node[predicate] = [term]
        else:
            terms.append(term)
    return nodes


def _is_odd_type(triple: Triple) -> bool:
    """Say whether a triple gives a literal as a type, which no tree can show as one."""
    return triple[1] == _TYPE and triple[2][0] != "<"


def _add(target: Tree, key: str, value: object, as_set: bool) -> None:
    if as_set:
        target.setdefault(key, []).append(value)
    elif key not in target:
        target[key] = value
    elif isinstance(target[key], list):
        target[key].append(value)
    else:
        target[key] = [target[key], value]
