"""TEI files (floor 3): which kind of TEI a file is, told by what it holds.

Volumes hold divs of the type *document* (`volume.py`), indexes descriptions of letters without their text
(`index.py`), all others one text with its own header, or several of them in a corpus (`letter.py`). A new kind: a
test here, and a module that yields its parts.
"""

from collections.abc import Iterator
from pathlib import Path

from fonds.problems import Problem
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.tei.index import read_index
from fonds.sources.tei.letter import read_letters
from fonds.sources.tei.named import TEI
from fonds.sources.tei.volume import HOLDERS, document_type, read_volume
from fonds.sources.xml_files import XmlFile, iter_elements, read_xml, root_of


def claims(head: bytes) -> bool:
    """Whether a file with these first bytes is one of TEI."""
    return root_of(head) in (f"{TEI}TEI", f"{TEI}teiCorpus")


def read_tei(path: Path, key: str, options: ReadOptions) -> Iterator[Part | Problem]:
    """Yield the documents of a TEI file, or why nothing of it is read."""
    file = read_xml(path, key, options.file_bytes, HOLDERS)
    if isinstance(file, Problem):
        yield file
    elif document_type(file):
        yield from read_volume(file)
    elif is_index(file):
        yield from read_index(file)
    elif file.elements["teiHeader"] and (file.elements["body"] or file.elements["text"]):
        yield from read_letters(file, options)
    else:
        yield Problem("tei-without-documents", str(path))


def is_index(file: XmlFile) -> bool:
    """Whether a file is an index of letters: descriptions of correspondence, and no text but an empty one.

    One description beside a manuscript or a division is of that letter, whose text is not there.
    """
    described = file.elements["correspDesc"]
    if not described or file.elements["TEI"] > 1:
        return False
    if described == 1 and (file.elements["msIdentifier"] or file.elements["div"]):
        return False
    texts = iter_elements(file, f"{TEI}text")
    return not any(words.strip() for text in texts for words in text.itertext())
