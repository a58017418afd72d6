"""Lists of parties (floor 3): the words between "from" and "to" of a title → names with their offices.

Pieces are cut at commas, "and", semicolons; brackets stand apart. An office without a name belongs to the next name
that has an office too ("Foreign Minister and Envoy Y. V."), to the one in brackets ("the Secretary of State
(Rusk)"), or, after a comma, to the name before it; else it is a name itself ("the Secretary of State"). Words after
a comma that may be a place as well as a name are left out.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from fonds.record.evidence import Span
from fonds.record.names import Name, Phrase
from fonds.sources.grammar.grouping import alias_ahead, end_of_places, is_body_listed, is_listed, is_quantified
from fonds.sources.grammar.items import Item, before_quote, cut_items
from fonds.sources.grammar.lexicon import COLLECTIVES, DOMAINS, RANKS, Lexicon
from fonds.sources.grammar.moving import moved_name, moved_phrases, moved_span
from fonds.sources.grammar.names import bare_word, is_place, make_name, phrase, strip_article

_LOCATED = re.compile(r"\s(?:in|at)\s[^\s,]+(?:\s[^\s,]+)?\Z")
MOST_LISTS = 2048
"""Lists of parties that are remembered: most of an edition's titles name the same few."""
LONGEST_LIST = 300
"""Characters of a list that is remembered; the longer ones do not come again."""


@dataclass(frozen=True, slots=True)
class Parties:
    """The names found; words in which office and name could not be told apart; words left out."""

    names: tuple[Name, ...] = ()
    unclear: tuple[Phrase, ...] = ()
    left_out: tuple[Phrase, ...] = ()
    told: bool = False
    """Whether each name has an office, a form of address, a body's form, or is in the authority lists."""
    hedges: tuple[tuple[Span, float], ...] = ()
    """The names the words doubt, by where they stand, and how sure (0 to 1) the words still are."""
    untold: tuple[Span, ...] = ()
    """Where the names stand that have none of what ``told`` asks for."""


@dataclass(slots=True)
class _Assembly:
    """Parties put together piece by piece. ``offices`` wait for a name.

    ``shared``: the last office stands in the plural, so that the next name in brackets holds one of its kind.
    ``dated``: a date ends the clause, so that a place after a comma may be that of a dateline.
    """

    page: str
    names: list[Name] = field(default_factory=list)
    unclear: list[Phrase] = field(default_factory=list)
    left_out: list[Phrase] = field(default_factory=list)
    offices: list[Phrase] = field(default_factory=list)
    apposed: bool = False
    articled: bool = False
    several: bool = False
    dated: bool = False
    shared: bool = False
    untold: list[Span] = field(default_factory=list)

    def flush(self) -> None:
        """Offices that found no name are names themselves."""
        self.names.extend(make_name(self.page, office.span) for office in self.offices)
        self.offices = []

    def add(self, name: Name) -> None:
        """Add a name after whatever was waiting."""
        self.flush()
        self.names.append(name)
        self.apposed = self.shared = False

    def extend(self, end: int) -> None:
        """Let the last name, or the last office that waits for one, go on up to ``end``."""
        if self.offices:
            self.offices[-1] = phrase(self.page, self.offices[-1].span.start, end)
        else:
            words = phrase(self.page, self.names[-1].phrase.span.start, end)
            self.names[-1] = self.names[-1]._replace(phrase=words)

    def doubt(self, name: Name) -> None:
        """Add a name that nothing but its form shows to be one."""
        self.add(name)
        self.untold.append(name.phrase.span)


def parse_parties(
    page: str, span: Span, lexicon: Lexicon, *, several: bool = False, dated: bool = False
) -> Parties:
    """Read the parties named in a span, with the offices that stand at them.

    "The President and Secretary of State Rusk" may be two people or one: two where there must be ``several`` (a
    conversation), else one name that is unclear. ``dated``: a date stands right behind the span, so that a place at
    its end may be the date's ("the Embassy in Iran, Washington"), and not more of a name.

    >>> page = "the President’s Special Assistant (Rostow) and Mr. Bundy of the White House Staff"
    >>> names = parse_parties(page, Span(0, len(page)), Lexicon()).names
    >>> [(name.phrase.text, [office.text for office in name.offices]) for name in names]
    [('Rostow', ['President’s Special Assistant']), ('Bundy', [])]
    """
    if span.end - span.start > LONGEST_LIST:
        return _parse(page, span, lexicon, several=several, dated=dated)
    return _moved(_remembered(span.of(page), lexicon, several, dated), span.start)


@lru_cache(MOST_LISTS)
def _remembered(text: str, lexicon: Lexicon, several: bool, dated: bool) -> Parties:
    """Return the parties of a text: what stands around a list says nothing of it."""
    return _parse(text, Span(0, len(text)), lexicon, several=several, dated=dated)


def _moved(parties: Parties, by: int) -> Parties:
    """Return parties that stand so many characters further on."""
    return Parties(
        tuple([moved_name(name, by) for name in parties.names]), moved_phrases(parties.unclear, by),
        moved_phrases(parties.left_out, by), parties.told,
        tuple([(moved_span(span, by), sure) for span, sure in parties.hedges]),
        tuple([moved_span(span, by) for span in parties.untold]),
    )


def _parse(page: str, span: Span, lexicon: Lexicon, *, several: bool, dated: bool) -> Parties:
    """Read a list, where it stands."""
    whole = before_quote(page, span)
    bare = strip_article(page, whole.span)
    if not whole.text:
        return Parties()
    if lexicon.known(bare.of(page)):
        return Parties((make_name(page, bare),), told=True)
    items = cut_items(page, whole.span, lexicon)
    found = _Assembly(page, several=several, dated=dated)
    index = 0
    while index < len(items):
        index += _take(found, items, index)
    found.flush()
    untold = tuple(n.phrase.span for n in found.names if n.phrase.span in found.untold and not n.offices)
    names = tuple(_with_aliases(name, items, found) for name in found.names)
    told = bool(names) and not untold
    return Parties(names, tuple(found.unclear), tuple(found.left_out), told, _hedges(found, items), untold)


def _with_aliases(name: Name, items: list[Item], found: _Assembly) -> Name:
    """Return a person's name with the other names that stand in brackets behind it ("Filippov [Stalin]")."""
    if name.kind != "person":
        return name
    item = next((item for item in items if item.span.holds(name.phrase.span)), None)
    parties = {other.phrase.span for other in found.names}
    aliases = tuple(
        alias for alias in (item.aliases if item else ())
        if alias.span not in parties and not alias.text.isupper() and not is_place(alias.text)
    )
    return name._replace(aliases=aliases) if aliases else name


def _hedges(found: _Assembly, items: list[Item]) -> tuple[tuple[Span, float], ...]:
    """Return the names in doubted items, with how sure the words are of each."""
    doubted = [
        (Span(item.span.start, max([item.span.end, *(alias.span.end for alias in item.aliases)])), item.hedge)
        for item in items
        if item.hedge is not None
    ]
    return tuple((name.phrase.span, sure) for name in found.names for span, sure in doubted if span.meets(name.phrase.span))


def _take(found: _Assembly, items: list[Item], index: int) -> int:
    """Read the item at ``index`` with those it takes along; return how many that were."""
    item = items[index]
    form = item.piece.form
    if taken := _take_group(found, items, index):
        return taken
    if item.joint == "," and form == "office" and not item.article and _is_bare_person(found):
        _take_office(found, item)
        return 1
    if found.shared and item.aliases and form in ("words", "body", "name") and not item.article:
        _share(found, item)
        return 1
    if form in ("office", "body", "words", "group") or item.piece.unclear or item.piece.behind:
        closing = alias_ahead(items, index)
        if closing is not None:
            return _take_alias(found, items, index, closing)
    if item.piece.unclear:
        found.unclear.append(item.piece.name.phrase)
        found.doubt(item.piece.name)
    elif form == "named" and item.piece.office:
        _take_named(found, item, item.piece.office)
    elif form == "office" and item.piece.office:
        _take_office(found, item)
    elif form == "name":
        return _take_name(found, items, index)
    else:
        _take_words(found, items, index)
    return 1


def _take_group(found: _Assembly, items: list[Item], index: int) -> int:
    """Take items that are one group together; return how many, 0 where the item begins none.

    "certain diplomatic | and consular offices", "the Embassies in Turkey | Greece | and Cyprus".
    """
    item = items[index]
    alone = item.piece.form == "group" and not item.aliases
    end = end_of_places(found.page, items, index) if alone else 0
    if not end and is_quantified(found.page, items[index : index + 2]):
        end = index + 1
    if not end:
        return 0
    words = phrase(found.page, item.span.start, items[end].span.end)
    found.add(Name(words, kind="group"))
    return end - index + 1


def _share(found: _Assembly, item: Item) -> None:
    """The next holder of an office in the plural: "the Assistant Secretaries for A (X) and B (Y)"."""
    for alias in item.aliases:
        found.add(Name(alias, kind="person"))
    found.shared = True


def _is_bare_person(found: _Assembly) -> bool:
    """Whether the last name is a person's without an office: what office follows a comma is theirs."""
    return bool(found.names) and not found.offices and found.names[-1].kind == "person" and not found.names[-1].offices


def _take_alias(found: _Assembly, items: list[Item], index: int, closing: int) -> int:
    """The words up to a bracket are the office (two, where "and" joins offices) of the name in it.

    As many names as offices hold one each; several names hold one office together.
    """
    item, aliases = items[index], items[closing].aliases
    if item.piece.form == "body" and closing == index:
        found.add(item.piece.name)
        return 1
    starts = [index]
    starts += [i for i in range(index + 1, closing + 1) if items[i].joint == "and" and items[i].piece.form == "office"]
    ends = [*(start - 1 for start in starts[1:]), closing]
    offices = [
        phrase(found.page, items[a].span.start, items[b].span.end) for a, b in zip(starts, ends, strict=True)
    ]
    waiting = found.offices if item.joint == "and" and not item.article else []
    found.offices = [] if waiting else found.offices
    offices = [*waiting, *offices]
    paired = len(aliases) > 1 and len(offices) == len(aliases)
    for position, alias in enumerate(aliases):
        held = (offices[position],) if paired else tuple(offices)
        found.add(Name(alias, offices=held, kind="person"))
    found.shared = any(bare_word(word) in COLLECTIVES for word in offices[-1].text.split())
    return closing - index + 1


def _take_named(found: _Assembly, item: Item, office: Phrase) -> None:
    """An office with its name; one that waits behind "and" is the same person's where neither has an article."""
    rank = item.joint == "," and bare_word(office.text.split()[-1]) in RANKS
    joined = bool(found.offices) and (rank or item.joint == "and") and not item.article
    if joined and found.articled and not found.several and not rank:
        words = phrase(found.page, found.offices[0].span.start, item.span.end)
        found.offices = []
        found.doubt(Name(words, kind="unknown"))
        found.unclear.append(words)
        return
    waiting = found.offices if joined and (rank or not found.articled) else []
    found.offices = [] if waiting else found.offices
    found.add(item.piece.name._replace(offices=(*waiting, office)))


def _take_office(found: _Assembly, item: Item) -> None:
    """An office: of the name before it after a comma, else it waits for a name."""
    office = item.piece.office
    assert office is not None  # noqa: S101 - the caller looked; this tells the type checker
    last_is_person = bool(found.names) and found.names[-1].kind == "person" and not found.offices
    if last_is_person and (item.joint == "," or (item.joint == "and" and found.apposed and not item.article)):
        found.names[-1] = found.names[-1]._replace(offices=(*found.names[-1].offices, office))
        found.apposed = True
        return
    if item.article or item.joint == ";":
        found.flush()
    found.articled = item.article
    found.offices.append(office)
    found.apposed = False


def _take_name(found: _Assembly, items: list[Item], index: int) -> int:
    """A bare name: a party, the holder of the office before a comma, or words that could be anything."""
    item = items[index]
    name, page = item.piece.name, found.page
    if found.offices:
        if item.piece.sure and item.joint == ",":
            found.names.append(name._replace(offices=tuple(found.offices)))
            found.offices = []
            return 1
        apart = found.several and found.articled and item.joint == "and" and _is_full_name(name)
        if item.piece.sure or item.joint == ";" or apart:
            found.add(name)
            return 1
        return _extend_or_merge(found, items, index)
    after_body = bool(found.names) and found.names[-1].kind in ("organization", "unknown") and not item.piece.sure
    if item.joint == "and" and after_body and not item.article:
        words = phrase(page, found.names[-1].phrase.span.start, item.span.end)
        found.names[-1] = Name(words, found.names[-1].offices, "unknown")
        found.unclear.append(words)
    elif item.joint == "," and not item.piece.sure and not is_listed(items, index):
        if _is_located(found) and index == len(items) - 1:
            found.extend(item.span.end)
        else:
            found.left_out.append(phrase(page, item.span.start, item.span.end))
    else:
        (found.add if item.piece.sure else found.doubt)(name)
    return 1


def _is_full_name(name: Name) -> bool:
    """Whether a name is a person's by more than one word, none of which may be a field of work."""
    words = name.phrase.text.split()
    return name.kind == "person" and len(words) > 1 and not any(bare_word(word) in DOMAINS for word in words)


def _is_located(found: _Assembly) -> bool:
    """Whether the last name is a body in a place, of which more may follow a comma: "Embassy in Tripoli | Libya"."""
    last = found.names[-1] if found.names and not found.offices else None
    if last is None or found.dated or last.kind not in ("organization", "group"):
        return False
    return _LOCATED.search(last.phrase.text) is not None


def _extend_or_merge(found: _Assembly, items: list[Item], index: int) -> int:
    """Capitalised words behind a waiting office: part of what it is for where a field of work ends them.

    "Near Eastern, South Asian, and African Affairs"; else office and words are one name that is unclear.
    """
    start = found.offices[-1].span.start
    for at in range(index, len(items)):
        if items[at].opens or items[at].piece.form in ("office", "named"):
            break
        if bare_word(items[at].span.of(found.page).split()[-1]) in DOMAINS:
            found.offices[-1] = phrase(found.page, start, items[at].span.end)
            return at - index + 1
    words = phrase(found.page, found.offices[0].span.start, items[index].span.end)
    found.offices = []
    found.doubt(Name(words, kind="unknown"))
    found.unclear.append(words)
    return 1


def _take_words(found: _Assembly, items: list[Item], index: int) -> None:
    """A body, a group or mere words: a party, more of what an office is for, or where somebody belongs."""
    item = items[index]
    words = phrase(found.page, item.span.start, item.span.end)
    ends_field = bare_word(words.text.split()[-1]) in DOMAINS
    bare = item.piece.form == "words" and not item.article
    if item.joint == "and" and bare and found.offices:
        found.offices[-1] = phrase(found.page, found.offices[-1].span.start, words.span.end)
    elif item.joint in ("and", ",") and bare and found.names and ends_field and found.names[-1].kind != "person":
        joined = phrase(found.page, found.names[-1].phrase.span.start, words.span.end)
        found.names[-1] = found.names[-1]._replace(phrase=joined)
    elif item.joint == "," and (item.piece.form == "words" or not (item.piece.sure or is_body_listed(items, index))):
        if item.piece.form == "body" and _has_part(found):
            found.extend(words.span.end)
    else:
        (found.doubt if item.piece.form == "words" else found.add)(item.piece.name)


def _has_part(found: _Assembly) -> bool:
    """Whether a body after a comma may be the whole of what stands before it: "Chief of the X Division | Agency Y"."""
    return bool(found.offices) or (bool(found.names) and found.names[-1].kind in ("organization", "group"))
