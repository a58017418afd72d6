"""Namesakes: a bare surname is nobody of the lists where the document names another person by it."""

from sources.pages import link, page


def test_surname_of_another_person() -> None:
    """Where the sender is Idi Amin, "Amin" is not the H. Amin of the lists, though Afghanistan is named."""
    text = page("Letter from Idi Amin to Jimmy Carter", "Amin speaks of Afghanistan, and of Amin again.", summary="Amin writes to Carter.")
    assert "agent/amin-h" not in link(text).mentions


def test_surname_of_the_same_person() -> None:
    """A fuller first name with the same initial, and documents that name nobody else so, leave the person found."""
    for title in ("Letter from Hafizullah Karim to Jimmy Carter", "Letter from Hans Amin to Jimmy Carter", "Report on Kabul"):
        text = page(title, "The news of Afghanistan is that Amin has gone.", summary="Amin has gone from Afghanistan.")
        assert "agent/amin-h" in link(text).mentions
