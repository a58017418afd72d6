"""An empty archive for the tests that publish TEI files."""

from publishing.conftest import archive

__all__ = ["archive"]
