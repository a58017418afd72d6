"""The words of generated documents: datelines, salutations, paragraphs, signatures, summaries."""

from collections.abc import Callable
from random import Random

from archive_facts import Exchanges, Facts
from archive_world import COUNTRIES, EVENTS, INSTRUMENTS, SUBJECTS, event, instrument, people_of, person, zipf

_SENTENCES = (
    "The question of {subject} was examined on {day} in the presence of {person}.",
    "{person} considers that the proposals on {subject} can be accepted with small changes.",
    "According to information received in {town}, {country} intends to raise {subject} again.",
    "We consider it necessary to point out that {share} per cent of the shipments have arrived so far.",
    "The government of {country} has repeatedly declared that it stands by its obligations.",
    "In the course of the {event} the same arguments were used by both sides.",
    "As is known, {subject} belongs to the matters regulated by the {treaty}.",
    "{person} asked whether {country} would send a delegation to {town} before the end of the year.",
    "It was decided to return to this after the experts have finished their work on {subject}.",
    "The press in {town} has written about this in detail, and not always in a friendly tone.",
    "There are {number} specialists at work now, and {person} asks for another {few}.",
    "In our opinion the difficulties connected with {subject} are of a temporary character.",
    "The costs are put at {number} thousand, to be paid in equal parts over {few} years.",
    "{person} expressed gratitude for the help given to {country} in a difficult moment.",
    "Nothing was said about {subject}, although everybody in the room was thinking of it.",
    "The situation in the region remains complicated, and one must reckon with surprises.",
    "On the whole the atmosphere was frank, and there was agreement on the main points.",
    "Instructions were given to prepare a draft on {subject} within {few} weeks.",
    "Since the {event} relations have improved, but mistrust has not disappeared.",
    "It would be useful to hear the opinion of {person} before anything is settled.",
    "The harvest in {country} was poor, and {number} tons will have to be bought abroad.",
    "Workers of the factory in {town} have asked for {number} machines of the newer kind.",
)
_SUMMARIES = (
    "{one} describes the state of {subject} and asks for instructions.",
    "{one} and {two} discuss {subject} and what is to be done about it.",
    "The document deals with {subject} and with the position of {country}.",
    "{one} informs {two} about {subject}.",
)


def body(facts: Facts, exchanges: Exchanges, documents: int, length: float) -> list[str]:
    """Return the paragraphs of a document. ``length`` scales how long they are (1 gives some 3,000 characters)."""
    random = exchanges.random(facts.number, "words")
    people = people_of(documents)
    sentences = max(3, int(random.lognormvariate(3.0, 0.7) * length))
    paragraphs = [*([facts.marking] if facts.marking else []), *_opening(facts)]
    while sentences > 0:
        taken = min(sentences, random.randint(2, 6))
        paragraphs.append(" ".join(_sentence(random, facts, people) for _ in range(taken)))
        sentences -= taken
    if facts.recalls:
        paragraphs.insert(min(len(paragraphs), 3), f"The matter was mentioned in the {cited(facts.recalls)}.")
    for revision in range(facts.revision):
        again = exchanges.random(facts.number, f"revision {revision}")
        paragraphs.append(f"Correction {revision + 1}: {_sentence(again, facts, people)}")
    return [*paragraphs, *_closing(facts)]


def cited(facts: Facts) -> str:
    """Return how another document speaks of this one: its kind, number and date."""
    kind = {"note-verbale": "note verbale"}.get(facts.genre, facts.genre)
    number = f" No. {facts.own_number}" if facts.own_number else ""
    return f"{kind}{number} of {facts.date.european}"


def summary(facts: Facts, exchanges: Exchanges) -> str:
    """Return the archive's summary."""
    random = exchanges.random(facts.number, "summary")
    forms = _SUMMARIES if facts.is_letter else _SUMMARIES[:1] if facts.genre != "conversation" else _SUMMARIES[1:2]
    text = random.choice(forms).format(
        one=facts.sender.name, two=facts.recipient.name, subject=facts.subject, country=facts.sender.country.name,
    )
    return text[0].upper() + text[1:]


def _opening(facts: Facts) -> list[str]:
    """Return dateline, salutation and what is answered."""
    lines = [f"{facts.place}, {facts.date.european}"] if facts.is_letter else []
    if facts.genre == "letter" and facts.recipient.who and facts.recipient.who.office:
        lines.append(f"Dear {facts.recipient.who.office},")
    if facts.answers:
        lines.append(f"In reply to your {cited(facts.answers)} I have the honor to state the following.")
    return lines


def _closing(facts: Facts) -> list[str]:
    return [f"Respectfully, {facts.sender.name}"] if facts.genre == "letter" and facts.sender.who else []


def _sentence(random: Random, facts: Facts, people: int) -> str:
    country, year = random.choice(COUNTRIES), facts.date.year
    text = random.choice(_SENTENCES).format(
        subject=random.choice((facts.subject, random.choice(SUBJECTS))), person=person(zipf(random, people)).styled,
        town=random.choice(country.towns), country=country.name, event=_past(random, event, EVENTS, year),
        treaty=_past(random, instrument, INSTRUMENTS, year), share=random.randint(10, 95), number=random.randint(12, 900),
        few=random.choice(("two", "three", "four", "six", "ten")), day=random.choice(("Monday", "Tuesday", "Thursday")),
    )
    return text[0].upper() + text[1:]


def _past(random: Random, named: Callable[[int], tuple[str, int]], number: int, year: int) -> str:
    """Return one of some events or treaties that was known in a year; the oldest, where chance finds none."""
    for _ in range(8):
        name, known = named(zipf(random, number))
        if known <= (year or known):
            return name
    return named(0)[0]
