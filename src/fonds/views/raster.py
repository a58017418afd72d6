"""Raster (floor 5): SVG → PNG, by resvg. The only importer of vl_convert, of which nothing else is used.

Its converter brings letters (Liberation Sans: Latin, Greek, Cyrillic, Hebrew) and takes those of other scripts from the
machine where it has any. Vega itself, which is in the same package, would need a JavaScript engine in every worker.
"""

import re

_PIXELS = 5_000_000
"""What a PNG has at most: 20 MB while it is being painted."""
_SHARP = 2.0
"""Pixels a pixel of the drawing, for screens and print, where that is not too many."""
_SIZE = re.compile(rb'<svg [^>]*?width="([0-9.]+)" height="([0-9.]+)"')


def render_png(svg: bytes) -> bytes:
    """Return one of our pictures as PNG. ValueError for SVG without a size."""
    import vl_convert

    found = _SIZE.search(svg)
    if found is None:
        raise ValueError("the picture does not say its size")
    area = float(found[1]) * float(found[2])
    scale = min(_SHARP, (_PIXELS / area) ** 0.5)
    return bytes(vl_convert.svg_to_png(svg.decode(), scale=scale))
