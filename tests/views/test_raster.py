"""PNG of pictures."""

from io import BytesIO

import pytest
from PIL import Image

from fonds.canned.view import View
from fonds.views.raster import render_png
from views.results import picture


def test_png_is_the_picture() -> None:
    """A PNG has twice the pixels of the drawing, its paper and its colours."""
    made = picture("bar", [{"name": "Кабул", "documents": 3}])
    with Image.open(BytesIO(render_png(made.svg))) as image:
        assert image.format == "PNG"
        assert image.width == 1920
        colours = image.convert("RGB").getcolors(1 << 16) or []
    paper, bar = (255, 253, 249), (0x0F, 0x5F, 0x96)
    counted = {colour: number for number, colour in colours}
    assert counted[paper] > counted[bar] > 1_000


def test_letters_are_drawn() -> None:
    """Words are painted, Cyrillic ones too, on a machine with or without fonts of its own."""
    def ink(name: str) -> int:
        made = picture("bar", [{"name": name, "documents": 3}])
        with Image.open(BytesIO(render_png(made.svg))) as image:
            return sum(image.convert("L").histogram()[:60])

    assert ink("Министерство") > ink("М") + 300


def test_large_pictures_are_bounded() -> None:
    """A long picture is painted with fewer pixels, not with more memory."""
    rows = [{"title": f"T{n}", "date": f"{1000 + n}"} for n in range(120)]
    made = picture(View("timeline", (("start", "date"),), (1, 2)), rows)
    with Image.open(BytesIO(render_png(made.svg))) as image:
        assert 4_000_000 < image.width * image.height < 5_100_000


def test_only_our_pictures() -> None:
    """What does not say its size is refused."""
    with pytest.raises(ValueError, match="size"):
        render_png(b"<svg/>")
