"""What docs/layouts.md says of layouts and labels is what the code knows."""

import re
from pathlib import Path

from fonds.sources.archive_page.labels import LABELS
from fonds.sources.archive_page.regions import LAYOUTS, UNKNOWN

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "layouts.md").read_text(encoding="utf-8")


def test_every_layout_has_its_chapter() -> None:
    """The page has a chapter for each layout, named as reports name it, and no other."""
    assert re.findall(r"^## `(.+)`$", TEXT, re.MULTILINE) == list(LAYOUTS)
    assert f"`{UNKNOWN}`" in TEXT


def test_every_label_is_told() -> None:
    """Each label the tail may have stands in the page by one of its wordings."""
    words = TEXT.lower()
    assert [label.field for label in LABELS if not any(each in words for each in label.words)] == []
