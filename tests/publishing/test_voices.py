"""One description from many voices."""

from itertools import permutations
from random import Random

import pytest

from fonds.publishing.voices import Said, agree, voice_of
from fonds.rdf.literals import Triple, iri_term, lang_string, name_term, plain, typed
from mapping.told import told

NODE = iri_term("http://127.0.0.1:8000/agent/x")


def _say(**said: str) -> list[Triple]:
    names = {"type": "rdf:type", "name": "schema:name", "label": "rdfs:label", "other": "schema:alternateName"}
    triples = []
    for key, value in said.items():
        name = names.get(key, key.replace("_", ":"))
        tagged = key in ("name", "other")
        term = lang_string(value, "en") if tagged else name_term(value) if key == "type" else plain(value)
        triples.append((NODE, name_term(name), term))
    return triples


def _agree(*voices: list[Triple]) -> tuple[set[str], list[str]]:
    description, withheld = agree(voice_of(voice) for voice in voices)
    return told(description), [slot.about.rpartition("/")[2].rstrip(">") for slot in withheld]


def test_what_one_knows_is_kept() -> None:
    """What only one voice says is said; what all say is said once."""
    assert _agree(_say(name="X"), _say(name="X", schema_text="T")) == (
        {'agent/x schema:name "X"@en', 'agent/x schema:text "T"'}, [],
    )


def test_what_differs_is_withheld() -> None:
    """Where two voices differ nothing is said, and it is told."""
    assert _agree(_say(name="X", schema_text="T"), _say(name="X", schema_text="U"), _say(name="X")) == (
        {'agent/x schema:name "X"@en'}, ["text"],
    )


def test_an_entity_is_never_without_name_and_type() -> None:
    """Of two spellings, and of two types, the first in order stands."""
    assert _agree(_say(type="schema:Thing", name="Y", label="Y"), _say(type="schema:Person", name="X", label="X")) == (
        {"agent/x rdf:type schema:Person", 'agent/x schema:name "X"@en', 'agent/x rdfs:label "X"'}, [],
    )


def test_other_names_come_together() -> None:
    """Alternate names of all voices are said, but not the name itself."""
    assert _agree(_say(name="X", other="Y"), _say(name="Y", other="Z"), _say(name="X", other="X")) == (
        {'agent/x schema:name "X"@en', 'agent/x schema:alternateName "Y"@en', 'agent/x schema:alternateName "Z"@en'},
        [],
    )


def test_dates_stand_or_fall_together() -> None:
    """Two dates that differ are withheld with all that follows from them: no bounds without a date."""
    def dated(day: str) -> list[Triple]:
        names = ("dcterms:date", "fonds:earliest", "fonds:latest", "schema:startDate")
        last = [typed("1978-12-31", "xsd:date")]
        return [(NODE, name_term(n), last[0] if n == "fonds:latest" else typed(day, "xsd:date")) for n in names]

    assert _agree(dated("1978-04-01"), dated("1978-04-02")) == (set(), ["dates"])
    assert len(_agree(dated("1978-04-01"), _say(name="X"))[0]) == 5


def test_no_voice_says_nothing() -> None:
    """Nobody describing is nothing described."""
    assert agree([]) == ((), [])


@pytest.mark.parametrize("seed", range(20))
def test_order_and_repetition_do_not_matter(seed: int) -> None:
    """Any order, any repetition of the same voices gives the same description."""
    random = Random(seed)

    def voice() -> Said:
        triples: list[Triple] = []
        for name in ("rdf:type", "schema:name", "schema:text", "schema:alternateName", "dcterms:date", "schema:isPartOf"):
            if random.random() < 0.6:
                triples += [(NODE, name_term(name), plain(random.choice("abc"))) for _ in range(random.randint(1, 2))]
        return voice_of(triples)

    voices = [voice() for _ in range(4)]
    outcomes = {repr(agree(order)) for order in permutations(voices)} | {repr(agree([*voices, *voices]))}
    assert len(outcomes) == 1
