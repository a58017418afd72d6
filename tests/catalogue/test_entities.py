"""Entities live by their links."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from catalogue.samples import NOON, Ticking, document, entity, publish
from fonds.catalogue import compression
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import Link


def test_entity_comes_back_as_it_was_put(catalogue: Catalogue) -> None:
    """Tree and triples of an entity come back byte for byte, with the number of its documents."""
    publish(catalogue, document("a"), document("b"))
    row = entity("agent/masoud")
    found = catalogue.find_entity("agent/masoud")
    assert found is not None
    assert (found.tree, found.own, found.cards) == (row.tree, row.own, row.cards)
    assert (found.type, found.label, found.state, found.documents) == (row.type, "Masoud", "live", 2)
    assert catalogue.find_entity("agent/other") is None


def test_entity_is_gone_when_its_last_document_is(catalogue: Catalogue) -> None:
    """An entity outlives one of its documents, not the last, and comes back with the next."""
    publish(catalogue, document("a"), document("b"))
    states = []
    for day, slug in ((1, "a"), (2, "b")):
        with catalogue.release("store", clock=Ticking(NOON + timedelta(days=day))) as writer:
            writer.delete(slug)
            writer.finish()
        found = catalogue.find_entity("agent/masoud")
        assert found is not None
        states.append((found.state, found.documents, bool(found.tree)))
    assert states == [("live", 1, True), ("deleted", 0, False)]
    assert catalogue.entities("agent").total == 0
    publish(catalogue, document("c"), clock=Ticking(NOON + timedelta(days=3)))
    found = catalogue.find_entity("agent/masoud")
    assert found is not None and (found.state, found.documents) == ("live", 1)


def test_entity_is_gone_when_the_update_no_longer_names_it(catalogue: Catalogue) -> None:
    """A new version that does not name an entity takes its link away."""
    publish(catalogue, document("a", links=[("agent/one", "sender"), ("agent/two", "recipient")]))
    publish(catalogue, document("a", links=[("agent/two", "recipient")]))
    one, two = catalogue.find_entity("agent/one"), catalogue.find_entity("agent/two")
    assert one is not None and one.state == "deleted"
    assert two is not None and two.state == "live"
    assert catalogue.related_counts("agent/one") == {}


def test_entities_nobody_names_leave_no_trace(catalogue: Catalogue) -> None:
    """A whole authority list may be put: rows without links are not kept and change nothing."""
    publish(catalogue, document("a"))
    with catalogue.release("store", clock=Ticking()) as writer:
        assert writer.put_entity(entity("agent/nobody")) == "created"
        assert not writer.changed
        assert writer.finish() is None
    assert catalogue.find_entity("agent/nobody") is None


def test_entity_that_is_gone_stays_gone_without_links(catalogue: Catalogue) -> None:
    """Putting an entity nobody names any more, said anew or not, changes nothing either."""
    publish(catalogue, document("a", links=[("agent/one", "sender")]), document("b"))
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.delete("a")
        writer.finish()
    gone = catalogue.find_entity("agent/one")
    for version in ("1", "2"):
        with catalogue.release("store", clock=Ticking()) as writer:
            writer.put_entity(entity("agent/one", version=version))
            assert not writer.changed
            assert writer.finish() is None
    assert catalogue.find_entity("agent/one") == gone


def test_new_description_of_an_entity_makes_a_release(catalogue: Catalogue) -> None:
    """An edited authority row is seen by readers, and the same row again is not."""
    publish(catalogue, document("a"))
    for version, outcome, changed in (("2", "updated", True), ("2", "unchanged", False)):
        with catalogue.release("store", clock=Ticking(NOON + timedelta(days=1))) as writer:
            assert writer.put_entity(entity("agent/masoud", version=version)) == outcome
            assert writer.changed is changed
            writer.finish()
    found = catalogue.find_entity("agent/masoud")
    assert found is not None
    assert b'"2"' in found.tree
    assert found.modified == "2026-01-02T12:01:00Z"


@pytest.mark.parametrize("entities_first", [True, False])
def test_order_of_puts_does_not_matter(catalogue: Catalogue, entities_first: bool) -> None:
    """Entities may be put before or after the documents that name them."""
    with catalogue.release("store", clock=Ticking()) as writer:
        if entities_first:
            writer.put_entity(entity("agent/one"))
        writer.put(document("a", links=[("agent/one", "sender")]))
        if not entities_first:
            writer.put_entity(entity("agent/one"))
        writer.finish()
    found = catalogue.find_entity("agent/one")
    assert found is not None and found.documents == 1


def test_link_to_an_entity_nobody_described_is_refused(catalogue: Catalogue) -> None:
    """A document cannot be released when an IRI it uses would not answer."""
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.put(document("a", links=[("agent/ghost", "sender")]))
        with pytest.raises(ValueError, match="agent/ghost"):
            writer.finish()
    assert catalogue.current_release() is None


def test_merged_entity_names_its_successor(catalogue: Catalogue) -> None:
    """The key of a merged entity leads to the one that stands for it, once nobody uses it."""
    publish(catalogue, document("a", links=[("agent/old", "sender")]))
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.put(document("a", links=[("agent/new", "sender")]))
        writer.put_entity(entity("agent/new"))
        writer.merge_entities(lambda key, label: {"agent/old": "agent/new"}.get(key, ""))
        writer.finish()
    found = catalogue.find_entity("agent/old")
    assert found is not None and (found.state, found.successor) == ("deleted", "agent/new")


def test_links_are_told_from_both_ends(catalogue: Catalogue) -> None:
    """A document names its entities with relations, and an entity its documents, whatever the relations."""
    pairs = [("agent/masoud", "sender"), ("agent/masoud", "mentions"), ("place/kabul", "contentLocation")]
    publish(catalogue, document("b", links=pairs), document("a", links=pairs[1:]))
    assert [(link.key, link.relation) for link in catalogue.entity_links("b")] == [
        ("place/kabul", "contentLocation"), ("agent/masoud", "mentions"), ("agent/masoud", "sender"),
    ]
    page = catalogue.linked("agent/masoud")
    assert page.total == 2
    assert [(item.slug, item.relations) for item in page.items] == [
        ("b", ("mentions", "sender")), ("a", ("mentions",)),
    ]
    senders = catalogue.linked("agent/masoud", "sender")
    assert (senders.total, [item.slug for item in senders.items]) == (1, ["b"])
    assert catalogue.linked("agent/nobody").total == 0
    assert catalogue.related_counts("agent/masoud") == {"mentions": 2, "sender": 1}


def test_a_link_given_twice_counts_once(catalogue: Catalogue) -> None:
    """The same link twice in one row is one link."""
    publish(catalogue, document("a", links=[("agent/one", "sender")] * 2))
    assert [(link.key, link.relation) for link in catalogue.entity_links("a")] == [("agent/one", "sender")]
    assert Link("agent/one", "sender") in document("a", links=[("agent/one", "sender")]).links


def test_links_of_documents_put_later_count(catalogue: Catalogue) -> None:
    """What is asked between two documents of a release does not keep the links of the second from being counted."""
    publish(catalogue, document("a", links=[("agent/one", "sender")]))
    with catalogue.release("store", clock=Ticking(NOON + timedelta(days=1))) as writer:
        for slug in ("b", "c"):
            writer.put(document(slug, links=[("agent/one", "sender")]))
            assert writer.changed
        writer.finish()
    found = catalogue.find_entity("agent/one")
    assert found is not None and found.documents == 3
    assert catalogue.related_counts("agent/one") == {"sender": 3}


def test_nothing_is_prepared_for_what_is_empty(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entity beside which nothing is kept costs no machine that packs beside it."""
    made: list[int] = []
    make = compression._machine

    def counted(dictionary: Any, level: int) -> Any:
        made.append(level)
        return make(dictionary, level)

    monkeypatch.setattr(compression, "_machine", counted)
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.put_entity(entity("agent/one"))
        assert compression._BESIDE_LEVEL not in made
        writer.put_entity(replace(entity("agent/two"), cards=entity("agent/one").own))
    assert made.count(compression._BESIDE_LEVEL) == 1


def test_entities_are_listed_by_name(catalogue: Catalogue) -> None:
    """Entities of a kind come by name, without regard to case, accents or script, with their documents."""
    keys = ["agent/zhukov", "agent/emile", "agent/adams", "agent/farid", "place/kabul"]
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.put(document("a", links=[(key, "mentions") for key in keys]))
        for key, label in zip(keys, ("Жуков", "Émile", "adams", "FARID", "Kabul"), strict=True):
            writer.put_entity(entity(key, label))
        writer.finish()
    page = catalogue.entities("agent")
    assert (page.total, [item.label for item in page.items]) == (4, ["adams", "Émile", "FARID", "Жуков"])
    assert [item.documents for item in page.items] == [1, 1, 1, 1]
    assert [item.label for item in catalogue.entities("agent", 1, 1).items] == ["Émile"]


def test_writing_goes_on_after_a_look_at_the_triples(catalogue: Catalogue) -> None:
    """Entities that were dropped halfway through a release can be named again before its end."""
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.put(document("a", links=[("agent/one", "sender")]))
        writer.put_entity(entity("agent/one"))
        writer.put(document("a", links=[("agent/two", "sender")]))
        writer.put_entity(entity("agent/two"))
        assert b"agent/one" not in b"".join(writer.ntriples())
        writer.put(document("b", links=[("agent/one", "sender")]))
        writer.put_entity(entity("agent/one"))
        writer.finish()
    assert [item.key for item in catalogue.entities("agent").items] == ["agent/one", "agent/two"]
