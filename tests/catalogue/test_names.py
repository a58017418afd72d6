"""Names as they are typed: who is live is found by every word of the name, who is gone by none."""

from pathlib import Path

from catalogue.samples import Ticking, document, entity
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.names import CONSIDERED


def found(catalogue: Catalogue, kind: str, typed: str, limit: int = 10) -> list[str]:
    """Return the keys suggested."""
    return [each.key for each in catalogue.suggested(kind, typed, limit)]


def test_names_follow_the_entities(tmp_path: Path) -> None:
    """An entity is found by the words of its present name while a document leads to it, and not before or after."""
    clock = Ticking()
    with Catalogue.open(tmp_path / "catalogue.sqlite") as catalogue:
        def release(name: str, *links: tuple[str, str], gone: bool = False) -> None:
            with catalogue.release("s", clock=clock) as writer:
                if gone:
                    writer.delete("a")
                else:
                    writer.put(document("a", links=links, body=name))
                writer.put_entity(entity("agent/masoud", name))
                writer.put_entity(entity("agent/nobody", "Nobody at All"))
                writer.finish()

        release("Ahmad Shah Masoud", ("agent/masoud", "sender"))
        for typed in ("a", "ahmad s", "SHAH", "mas", "shah masoud"):
            assert found(catalogue, "agent", typed) == ["agent/masoud"], typed
        assert found(catalogue, "agent", "hah") == found(catalogue, "place", "mas") == found(catalogue, "agent", "nob") == []
        release("Ахмад Шах Масуд", ("agent/masoud", "sender"))
        assert found(catalogue, "agent", "Масу") == found(catalogue, "agent", "akhm") == ["agent/masoud"]
        assert found(catalogue, "agent", "masou") == []
        release("", gone=True)
        assert found(catalogue, "agent", "Масу") == found(catalogue, "agent", "") == []


def test_the_weightiest_come_first(tmp_path: Path) -> None:
    """Of those that fit, the ones in most documents are named first, and never more than was asked for."""
    with Catalogue.open(tmp_path / "catalogue.sqlite") as catalogue:
        with catalogue.release("s", clock=Ticking()) as writer:
            for number in range(30):
                writer.put(document(f"d{number}", links=[(f"place/p{each:02}", "mentions") for each in range(number + 1)]))
            for number in range(30):
                writer.put_entity(entity(f"place/p{number:02}", f"Place {number:02}"))
            writer.finish()
        assert found(catalogue, "place", "place", 3) == found(catalogue, "place", "", 3) == ["place/p00", "place/p01", "place/p02"]
        assert len(found(catalogue, "place", "p", 1_000)) == 30 < CONSIDERED
