"""The linker: which entity a name is, and what a person's decisions change."""

from pathlib import Path

import pytest

from fonds.linking.authorities import AuthorityList
from fonds.linking.entities import entity_of, key_slug, local_entity
from fonds.linking.linker import Linked
from linking.lists import link, row, write
from sources.pages import codes, curated, page, told

ROWS = (
    row("agent/tito", "Person", "Josip Broz Tito", "Tito"), row("agent/stalin", "Person", "Joseph Stalin", "Stalin"),
    row("agent/nasser", "Person", "Nasser"), row("agent/kgb", "Organization", "KGB"),
    row("agent/amin", "Person", "Hafizullah Amin", "Amin", "Amin: only in documents that also name Kabul"),
    row("agent/one", "Person", "Shared Name"), row("agent/two", "Person", "Shared Name"),
    row("place/kabul", "City", "Kabul"), row("place/egypt", "Country", "Egypt"),
    row("event/war", "Event", "Suez War", dates="1956"),
    row("position/premier", "Occupation", "Premier"), row("creative-work/pact", "Legislation", "Pact of Kabul"),
    row("creative-work/rome", "Legislation", "Treaty of Rome", dates="1957"),
)
BODY = "The KGB knows that Nasser left Kabul. It is not known why."
TITLE = "Letter from Tito to Stalin on the Suez War in Egypt"
TEXT = page(TITLE, BODY, summary="Tito writes.")


@pytest.fixture
def lists(tmp_path: Path) -> AuthorityList:
    """A small set of lists."""
    folder = tmp_path / "lists"
    folder.mkdir()
    return write(folder, *ROWS)


def decided(folder: Path, lists: AuthorityList, *entries: tuple[str, str, str], text: str = TEXT) -> Linked:
    """Link a page with decisions (action, field, value), each resting on the word "KGB"."""
    tables = (f'[[{a}]]\nfield = "{f}"\nvalue = "{v}"\nquote = "KGB"\n' for a, f, v in entries)
    return link(lists, text, curated(folder, text, *tables))


def said(linked: Linked) -> dict[str, list[str]]:
    """Return the keys under each role and table."""
    tables = {
        "about": linked.about, "places": linked.places, "written": linked.places_written, "mentions": linked.mentions,
        "works": linked.works,
    }
    found = {name: list(table) for name, table in tables.items() if table}
    for role, key in linked.parts:
        found.setdefault(role, []).append(key)
    return found


RULES = {
    "sender": ["agent/tito"], "addressee": ["agent/stalin"], "publisher": ["agent/example-program"],
    "about": ["event/war"],
    "places": ["place/egypt"], "mentions": ["agent/kgb", "agent/nasser", "place/kabul"],
    "mentioned": ["agent/kgb", "agent/nasser"],
}


def test_rules_alone(lists: AuthorityList) -> None:
    """Parties, subject, places and mentions are entities of the lists; a party is not also mentioned."""
    linked = link(lists, TEXT)
    assert said(linked) == RULES and linked.is_correspondence
    assert linked.parts["sender", "agent/tito"].written.text == "Tito"


def test_names_in_no_list(lists: AuthorityList) -> None:
    """A name in no list is an entity of its own, known by the name, told once with its line."""
    linked = link(lists,
        page("Letter from Enver Hoxha to Enver Hoxha and the Foreign Ministry", BODY, summary="He writes."))
    assert said(linked)["sender"] == ["agent/enver-hoxha"] and "agent/foreign-ministry" in said(linked)["addressee"]
    noted = [problem for problem in linked.problems if problem.code == "name-unreconciled"]
    assert [(problem.detail, problem.line) for problem in noted][:2] == [("“Enver Hoxha”", 5),
        ("“Foreign Ministry”", 5)]


def test_place_that_is_written_to(lists: AuthorityList) -> None:
    """A place that stands where a person would is no person: who is addressed there is not said."""
    linked = link(lists, page("Telegram from Enver Hoxha to Kabul", BODY, summary="He writes."))
    assert said(linked)["sender"] == ["agent/enver-hoxha"] and "addressee" not in said(linked)


def test_alias_in_brackets(lists: AuthorityList) -> None:
    """Another name in brackets leads to the row that has it; in no list, both are names of one person."""
    known = link(lists, page("Telegram from Walter [Tito] to Enver Hoxha", BODY, summary="He writes."))
    assert said(known)["sender"] == ["agent/tito"]
    linked = link(lists, page("Telegram from Filippov (Semenov) to Enver Hoxha", BODY, summary="He writes."))
    assert [alias.text for alias in linked.aliases["agent/filippov"]] == ["Semenov"]


def test_ambiguous_name(lists: AuthorityList) -> None:
    """A name of two rows is neither of them, and is told; one whose scope does not hold is none of the list's."""
    linked = link(lists, page("Letter from Shared Name to Amin", "It is not known why.", summary="He writes."))
    assert said(linked)["sender"] == ["agent/shared-name"] and "authority-ambiguous" in codes(linked.problems)
    assert said(linked)["addressee"][0].startswith("agent/amin-")
    scoped = link(lists, page("Letter from Tito to Amin", "He is in Kabul.", summary="He writes."))
    assert said(scoped)["addressee"] == ["agent/amin"]


def test_places_of_writing_and_instruments(lists: AuthorityList) -> None:
    """A dateline's place and named instruments are looked up; another year makes another instrument."""
    body = "Under the Pact of Kabul and the 1957 Treaty of Rome it is so.\n\nKabul, 5 May 1962"
    linked = link(lists, page("Letter from Tito to Stalin", body, summary="Tito writes."))
    assert (said(linked)["written"], said(linked)["works"]) == (["place/kabul"],
        ["creative-work/pact", "creative-work/rome"])
    other = link(lists,
        page("Letter from Tito to Stalin", "Under the 1960 Treaty of Rome it is so.", summary="Tito writes."))
    assert said(other)["works"] == ["creative-work/treaty-of-rome-1960"]


def test_year_of_an_event(lists: AuthorityList) -> None:
    """A year the page gives an event is evidence where the list has the same, and told where it has another."""
    same = link(lists, page("Letter from Tito to Stalin", "It was the Suez War of 1956.", summary="Tito writes."))
    assert list(same.dated) == ["event/war"] and "event-year-contradiction" not in codes(same.problems)
    other = link(lists, page("Letter from Tito to Stalin", "It was the Suez War of 1957.", summary="Tito writes."))
    assert not other.dated and "event-year-contradiction" in codes(other.problems)


def test_office_before_a_mention(lists: AuthorityList) -> None:
    """An office of the lists right before a name is held by it, whether mentioned or a party."""
    linked = link(lists,
        page("Letter from Tito to Stalin", "The Premier, Nasser, met Premier Stalin.", summary="Tito writes."))
    for role, key in (("mentioned", "agent/nasser"), ("addressee", "agent/stalin")):
        assert [position.key for position, _ in linked.parts[role, key].capacities] == ["position/premier"]


FIELDS = {
    "sender": "agent/kgb", "recipient": "agent/kgb", "author": "agent/kgb", "intended-for": "agent/kgb",
    "about": "creative-work/pact", "place": "place/kabul", "place-written": "place/kabul",
    "mentions": "creative-work/pact",
}
ROLE = {"recipient": "addressee", "intended-for": "intended-informee", "place": "places", "place-written": "written"}


@pytest.mark.parametrize("field", FIELDS)
def test_add(tmp_path: Path, lists: AuthorityList, field: str) -> None:
    """What a person adds stands beside what rules found, with their quote."""
    linked = decided(tmp_path, lists, ("add", field, FIELDS[field]))
    name = ROLE.get(field, field)
    assert set(said(linked)[name]) == {*RULES.get(name, ()), FIELDS[field]}
    references = {"about": linked.about, "place": linked.places, "place-written": linked.places_written}
    table = references.get(field, linked.mentions)
    part = linked.parts.get((name, FIELDS[field]))
    evidence = part.evidence if part else table[FIELDS[field]].evidence
    assert [span.of(TEXT) for each in evidence if each.rule == "curation" for span in each.spans] == ["KGB"]


@pytest.mark.parametrize("field", FIELDS)
def test_replace(tmp_path: Path, lists: AuthorityList, field: str) -> None:
    """What a person puts in place of what rules found is all that stands, however many entries say so."""
    name = ROLE.get(field, field)
    other = {"agent": "agent/nasser", "place": "place/egypt",
        "creative-work": "event/war"}[FIELDS[field].partition("/")[0]]
    linked = decided(tmp_path, lists, ("replace", field, FIELDS[field]), ("add", field, other),
        ("replace", field, FIELDS[field]))
    assert set(said(linked)[name]) == {FIELDS[field], other}


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [("sender", "agent/tito", "sender"), ("recipient", "agent/stalin", "addressee"), ("about", "event/war", "about"),
     ("place", "place/egypt", "places"), ("mentions", "agent/nasser", "mentions")],
)
def test_forbid(tmp_path: Path, lists: AuthorityList, field: str, value: str, name: str) -> None:
    """What a person forbids is taken away; forbidding what nobody found is told at its line."""
    linked = decided(tmp_path, lists, ("forbid", field, value))
    assert value not in said(linked).get(name, []) and codes(linked.problems) == []
    vain = decided(tmp_path, lists, ("forbid", field, "agent/nobody"))
    (problem,) = [problem for problem in vain.problems if problem.code == "curation-without-effect"]
    assert (problem.where, problem.line) == (str(tmp_path / "page.curation.toml"), 3) and said(vain) == RULES


def test_forbidden_mention_has_no_part(tmp_path: Path, lists: AuthorityList) -> None:
    """Who may not be mentioned plays no part as mentioned either; works are mentions too."""
    linked = decided(tmp_path, lists, ("forbid", "mentions", "agent/nasser"))
    assert ("mentioned", "agent/nasser") not in linked.parts
    text = page(TITLE, "The KGB has the Pact of Kabul.", summary="Tito writes.")
    assert "works" not in said(decided(tmp_path, lists, ("forbid", "mentions", "creative-work/pact"), text=text))


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("sender", "agent/nobody", "curation-entity-unknown"), ("mentions", "Nasser", "curation-entity-unknown"),
        ("sender", "place/kabul", "curation-value-unreadable"), ("place", "agent/kgb", "curation-value-unreadable"),
    ],
)
def test_bad_values(tmp_path: Path, lists: AuthorityList, field: str, value: str, code: str) -> None:
    """An entity in no list, or of a kind that does not fit, is told at its line and added nowhere."""
    linked = decided(tmp_path, lists, ("add", field, value))
    problem = next(problem for problem in linked.problems if problem.code == code)
    assert (problem.where, problem.line, problem.severity) == (str(tmp_path / "page.curation.toml"), 3, "error")
    assert value in problem.detail and said(linked) == RULES


def test_author_of_a_claim(tmp_path: Path, lists: AuthorityList) -> None:
    """Who makes a claim is an agent."""
    for author, code in (("place/kabul", ["curation-value-unreadable"]), ("agent/kgb", []), ("", [])):
        text = f'[[claim]]\nid = "1"\nquote = "KGB"\nauthor = "{author}"\n'
        assert codes(link(lists, TEXT, curated(tmp_path, TEXT, text)).problems) == code, author


def test_entities() -> None:
    """A local entity is known by its name alone; names too long for an address differ by a digest."""
    assert [local_entity("X Y", kind).type for kind in ("person", "group", "unknown", "position")] == [
        "Person", "Audience", "Thing", "Occupation",
    ]
    assert (local_entity("Kabul", "place").key, local_entity("Premier", "position").key) == ("place/kabul",
        "position/premier")
    long = "a very long name " * 10
    assert key_slug(f"{long}one") != key_slug(f"{long}two") and len(key_slug(long)) < 90
    assert key_slug("Жуков", "1945") == "zhukov-1945" and key_slug("!") and key_slug("!") != key_slug("?")


def test_entity_of_a_row(lists: AuthorityList) -> None:
    """An entity of the lists has its row's name and class."""
    entity = entity_of(lists.rows["event/war"])
    assert (entity.key, entity.type, entity.name, entity.kind) == ("event/war", "Event", "Suez War", "event")


@pytest.mark.parametrize("below", ["A. GROMYKO", "A Gromyko", "Andrei Gromyko"])
def test_spellings_of_one_name(below: str) -> None:
    """A signature that spells the sender's name otherwise, or more fully, is no second person, and never a crash."""
    text = page("Letter from A. Gromyko to L. Brezhnev", f"Dear Comrade,\n\nAll is well, and the work goes on.\n\nSincerely,\n{below}")
    found = told(text)
    assert found["sender"] == found["author"] and len(str(found["sender"]).split(",")) == 1
