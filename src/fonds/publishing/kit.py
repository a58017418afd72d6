"""All that working on a page needs, made once (floor 6): words, lists, linker, site, framer, one digest of them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from fonds import __version__
from fonds.bundled import bundled_path
from fonds.errors import SettingsError
from fonds.linking.authorities import AuthorityList, read_authorities
from fonds.linking.linker import Linker
from fonds.mapping.statements import Site
from fonds.rdf.framing import Framer, bundled_framer
from fonds.rdf.iris import Iris
from fonds.rdf.namespaces import PREFIXES
from fonds.rdf.vocabulary import concepts, genre_words, lineage, marking_words
from fonds.settings import Settings
from fonds.sources.adapters import RULES_VERSION
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.parts import ReadOptions

CONVERSATIONS = frozenset(
    {"memorandum-of-conversation", "telephone-conversation", "minutes", "transcript", "interview"}
)
"""Genres whose persons are attendees."""
FUNCTIONS = frozenset({"attachment", "translation"})
"""Concepts of the genre scheme that say what a text is for; a title that begins with one has no genre by it."""
CORRESPONDENCE = "correspondence"


@dataclass(frozen=True, slots=True)
class Kit:
    """What every page is worked on with. ``digest`` changes when a page may come out otherwise."""

    lexicon: Lexicon
    authorities: AuthorityList
    linker: Linker
    site: Site
    framer: Framer
    options: ReadOptions
    languages: tuple[str, ...]
    digest: str


def make_kit(settings: Settings) -> Kit:
    """Read lists and vocabulary. SettingsError where the lists' folder is missing, or a property is unknown."""
    folder = Path(settings.authorities) if settings.authorities else bundled_path("vocab", "authorities")
    authorities = read_authorities(folder)
    letters = frozenset(c.code for c in concepts("genre") if CORRESPONDENCE in lineage("genre", c.code))
    genres = {word: code for word, code in genre_words().items() if code not in FUNCTIONS}
    unknown = [name for name in settings.published_inferences if name.partition(":")[0] not in PREFIXES]
    if unknown:
        raise SettingsError(
            f"published_inferences names {unknown[0]!r}.", "A property is written PREFIX:NAME, as schema:publisher."
        )
    site = Site(
        Iris(settings.base_iri), settings.metadata_licence, settings.document_licence,
        settings.published_inferences, __version__, RULES_VERSION,
    )
    return Kit(
        Lexicon(genres, marking_words(), letters, CONVERSATIONS, authorities.knows_agent),
        authorities, Linker(authorities, letters), site,
        bundled_framer(f"{settings.base_iri}/context.jsonld"), ReadOptions(settings.page_bytes, settings.file_bytes),
        settings.languages,
        _digest(settings, authorities),
    )


def _digest(settings: Settings, authorities: AuthorityList) -> str:
    """Return the digest of everything but the page that a document depends on."""
    digest = hashlib.sha256()
    for text in (
        RULES_VERSION, authorities.digest, settings.base_iri, settings.metadata_licence, settings.document_licence,
        *settings.published_inferences,
    ):
        digest.update(text.encode() + b"\0")
    for path in sorted(path for path in bundled_path("vocab").iterdir() if path.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def input_digest(kit: Kit, file: str, curation: str) -> str:
    """Return the digest of all a document is made from: the file's, its curation file's, the kit's."""
    return hashlib.sha256(f"{file}\n{curation}\n{kit.digest}".encode()).hexdigest()
