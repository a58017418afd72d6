"""Keys of a JSON-LD tree (floor 2): which term of a context a value stands under.

This is term selection of the JSON-LD 1.1 API (sections 4.5 and 6.2), for the kind of context Fonds writes:
prefixes, aliases of ``@id`` and ``@type``, terms with a datatype, ``@id``, ``@set`` or a language map, and
contexts scoped to a property. A context with anything else is refused, since a tree made by half-understood
rules would differ from every other library's. To support more, add it to :func:`_define` and to
:meth:`Keys.select`, with a case in ``tests/rdf/test_framing.py``.
"""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from fonds.errors import VocabularyError

Kind = Literal["iri", "plain", "tagged", "typed"]
"""What a value is: an IRI, text, text in a language, or a literal with a datatype."""

_CONTAINERS: dict[Kind, tuple[str, ...]] = {
    "iri": ("@set", ""),
    "plain": ("@set", "", "@language", "@language@set"),
    "tagged": ("@language", "@language@set", "@set", ""),
    "typed": ("@set", ""),
}
"""The containers a kind of value prefers, in order (API, section 6.3.3, steps 4.7 to 4.17)."""

_PREFIX_ENDS = tuple(":/?#[]@")
_KNOWN = {"@id", "@type", "@container", "@context"}


class Key(NamedTuple):
    """One key: ``coerces`` is the datatype it implies, ``@id``, or empty; ``mapped`` says language map."""

    name: str
    coerces: str = ""
    as_set: bool = False
    mapped: bool = False

    @property
    def _container(self) -> str:
        return ("@language" if self.mapped else "") + ("@set" if self.as_set else "")


class Keys:
    """The terms of one context, ready to be asked. ``context`` is the value of ``@context``.

    Raises VocabularyError for a context that needs rules this module does not have.
    """

    def __init__(self, context: Mapping[str, Any], above: "Keys | None" = None) -> None:
        self._prefixes: dict[str, str] = dict(above._prefixes) if above else {}
        self._terms: dict[str, list[Key]] = {}
        self._scopes: dict[str, Mapping[str, Any]] = dict(above._scopes) if above else {}
        self.id_name: str = above.id_name if above else "@id"
        self.type_key: Key = above.type_key if above else Key("@type")
        if above:
            self._terms.update((iri, list(keys)) for iri, keys in above._terms.items())
        self._read(context)

    def scoped(self, name: str) -> "Keys":
        """Return the keys that hold inside the property ``name``: these, and those of its own context."""
        return Keys(self._scopes[name], self) if name in self._scopes else self

    def expand(self, name: str) -> str:
        """Return the IRI of a prefixed name; any other name as it is."""
        prefix, colon, local = name.partition(":")
        return self._prefixes[prefix] + local if colon and prefix in self._prefixes else name

    def shorten(self, iri: str) -> str:
        """Return the shortest prefixed name of an IRI, or the IRI itself where no prefix fits."""
        names = [
            f"{prefix}:{iri[len(namespace):]}"
            for prefix, namespace in self._prefixes.items()
            if iri.startswith(namespace) and iri != namespace
        ]
        return min(names, key=lambda name: (len(name), name), default=iri)

    @property
    def namespaces(self) -> tuple[str, ...]:
        """The namespaces that have a prefix: an IRI that starts with none of them is never shortened."""
        return tuple(self._prefixes.values())

    def has_term(self, iri: str) -> bool:
        """Say whether a property or class stands under a term at all."""
        return iri in self._terms

    def class_name(self, iri: str) -> str:
        """Return the term of a class, or its prefixed name."""
        return self._best(iri, "iri", "@id").name

    def select(self, iri: str, kind: Kind, datatype: str = "") -> Key:
        """Return the key for one kind of value of a property; its prefixed name where no term fits.

        ``datatype`` is the full IRI of a typed literal's datatype.
        """
        return self._best(iri, kind, "@id" if kind == "iri" else datatype)

    def _best(self, iri: str, kind: Kind, coerces: str) -> Key:
        terms = self._terms.get(iri, [])
        for container in _CONTAINERS[kind]:
            for wanted in (coerces, "") if coerces else ("",):
                fitting = [key for key in terms if key._container == container and key.coerces == wanted]
                if fitting:
                    return min(fitting, key=lambda key: (len(key.name), key.name))
        return Key(self.shorten(iri))

    def _read(self, context: Mapping[str, Any]) -> None:
        terms = {name: value for name, value in context.items() if name not in ("@version", "@protected")}
        for name, definition in terms.items():
            if name.startswith("@") or not isinstance(definition, str | dict):
                raise VocabularyError(f"The context says {name!r}, which Fonds has no rule for.")
        for name, definition in terms.items():
            if isinstance(definition, str) and "://" in definition and definition.endswith(_PREFIX_ENDS):
                self._prefixes[name] = definition
        for name, definition in terms.items():
            if name not in self._prefixes:
                self._define(name, {"@id": definition} if isinstance(definition, str) else definition)

    def _define(self, name: str, definition: Mapping[str, Any]) -> None:
        containers = definition.get("@container", [])
        containers = [containers] if isinstance(containers, str) else containers
        iri = definition.get("@id", "")
        if set(definition) - _KNOWN or set(containers) - {"@set", "@language"} or not iri:
            raise VocabularyError(f"The context's term {name!r} needs rules that Fonds does not have.")
        coerces = self.expand(definition.get("@type", ""))
        key = Key(name, coerces, "@set" in containers, "@language" in containers)
        if iri == "@id":
            self.id_name = name
        elif iri == "@type":
            self.type_key = key
        elif iri.startswith("@") or (coerces.startswith("@") and coerces != "@id"):
            raise VocabularyError(f"The context's term {name!r} needs rules that Fonds does not have.")
        else:
            self._terms.setdefault(self.expand(iri), []).append(key)
        if "@context" in definition:
            self._scopes[name] = definition["@context"]
