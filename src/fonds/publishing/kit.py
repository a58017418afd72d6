"""All that working on a page needs, made once (floor 6): words, lists, linker, site, framer, one digest of them."""

import hashlib
import json
from dataclasses import dataclass

from fonds import __version__
from fonds.bundled import bundled_path
from fonds.catalogue.fragments import Dissemination
from fonds.crosswalks.facts import site_facts
from fonds.errors import SettingsError
from fonds.linking.authorities import AuthorityList
from fonds.linking.linker import Linker
from fonds.mapping.statements import Site
from fonds.publishing.disseminating import dissemination
from fonds.publishing.lists import read_lists
from fonds.rdf.framing import Framer, bundled_framer
from fonds.rdf.iris import Iris
from fonds.rdf.namespaces import PREFIXES
from fonds.rdf.vocabulary import concepts, genre_words, lineage, marking_words
from fonds.settings import Settings
from fonds.sources.adapters import RULES_VERSION
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.tongues import Tongue, parse_tongue
from fonds.sources.parts import ReadOptions
from fonds.sources.tables.mapping import read_mappings

CONVERSATIONS = frozenset(
    {"memorandum-of-conversation", "telephone-conversation", "minutes", "transcript", "interview"}
)
"""Genres whose persons are attendees."""
FUNCTIONS = frozenset({"attachment", "translation"})
"""Concepts of the genre scheme that say what a text is for; a title that begins with one has no genre by it."""
CORRESPONDENCE = "correspondence"
REPORT = "report"


@dataclass(frozen=True, slots=True)
class Kit:
    """What every page is worked on with.

    ``digest`` changes when a page may come out otherwise, ``rules`` when it may for another reason than the lists.
    ``disseminate`` makes what harvesters are given; its own changes are seen to by ``disseminating.keep_up``.
    """

    lexicon: Lexicon
    authorities: AuthorityList
    linker: Linker
    site: Site
    options: ReadOptions
    languages: tuple[str, ...]
    rules: str
    digest: str
    disseminate: Dissemination

    @property
    def framer(self) -> Framer:
        """What makes trees, compiled when the first is made."""
        return bundled_framer(f"{self.site.iris.base}/context.jsonld")


def make_kit(settings: Settings) -> Kit:
    """Read lists and vocabulary. SettingsError where the lists' folder is missing, or a property or a field of a
    table is unknown."""
    authorities = read_lists(settings)
    letters = frozenset(c.code for c in concepts("genre") if CORRESPONDENCE in lineage("genre", c.code))
    unknown = [name for name in settings.published_inferences if name.partition(":")[0] not in PREFIXES]
    if unknown:
        raise SettingsError(
            f"published_inferences names {unknown[0]!r}.", "A property is written PREFIX:NAME, as schema:publisher."
        )
    read_mappings(settings.tables)
    rules = _rules(settings)
    site = Site(
        Iris(settings.base_iri), settings.metadata_licence, settings.document_licence,
        settings.published_inferences, __version__, RULES_VERSION,
    )
    return Kit(
        _lexicon(authorities, letters),
        authorities, Linker(authorities, letters), site,
        ReadOptions(settings.page_bytes, settings.file_bytes, settings.tables), settings.languages,
        rules, hashlib.sha256(f"{rules}\n{authorities.digest}".encode()).hexdigest(),
        dissemination(site_facts(settings)),
    )


def _lexicon(authorities: AuthorityList, letters: frozenset[str]) -> Lexicon:
    """The words the grammar knows: English ones of the vocabulary, those of other languages from their files."""
    english = {word: code for word, code in genre_words().items() if code not in FUNCTIONS}
    reports = frozenset(c.code for c in concepts("genre") if REPORT in lineage("genre", c.code))
    genres: dict[str, str] = {}
    tongues: dict[str, tuple[Tongue, ...]] = {}
    for path in sorted(bundled_path("vocab", "titles").glob("*.toml")):
        tongue = parse_tongue(path.read_text(encoding="utf-8"))
        genres.update(tongue.genres)
        for word in tongue.genres:
            tongues[word] = (*tongues.get(word, ()), tongue)
    return Lexicon(
        genres | english, marking_words(), letters, CONVERSATIONS, authorities.knows_agent, reports,
        frozenset(english), tongues,
        frozenset(word for known in tongues.values() for tongue in known for word in tongue.opens),
    )


def _rules(settings: Settings) -> str:
    """Return the digest of everything but the page and the authority lists that a document depends on."""
    digest = hashlib.sha256()
    for text in (
        RULES_VERSION, settings.base_iri, settings.metadata_licence, settings.document_licence,
        *settings.published_inferences, json.dumps(settings.tables, sort_keys=True, default=str),
    ):
        digest.update(text.encode() + b"\0")
    files = [*bundled_path("vocab").iterdir(), *bundled_path("vocab", "titles").iterdir()]
    for path in sorted(path for path in files if path.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def input_digest(kit: Kit, file: str, curation: str) -> str:
    """Return the digest of all a document is made from but the lists: the file's, its curation file's, the rules'."""
    return hashlib.sha256(f"{file}\n{curation}\n{kit.rules}".encode()).hexdigest()
