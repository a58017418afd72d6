"""What a TEI file may not do: every such file gives one error with its place, and nothing of it is published."""

import subprocess
import sys
from pathlib import Path

import pytest

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.xml_files import DEEPEST
from publishing.archive import Archive, codes
from sources.pages import kit
from sources.tei.files import HEADER, TEI, document, parts, volume

REPORT = document("<head>1. Report</head><p>&e;</p>")
DOCTYPE = '<?xml version="1.0"?>\n<!DOCTYPE TEI {}>\n'
BARE = volume(document("<head>1. Report</head><p>Words.</p>")).partition("?>\n")[2]
LAUGHS = "[" + '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(20)
) + "]"


def refused(folder: Path, data: str | bytes, options: ReadOptions | None = None) -> Problem:
    """Return the one Problem a file is refused with."""
    [found] = parts(folder, data, options)
    assert isinstance(found, Problem) and found.severity == "error", found
    return found


@pytest.mark.parametrize(
    "doctype",
    ['[<!ENTITY e SYSTEM "file:///etc/passwd">]', '[<!ENTITY e SYSTEM "http://localhost:1/x">]', LAUGHS,
     '[<!ENTITY % p SYSTEM "http://localhost:1/p.dtd"> %p;]', '[<!ENTITY e "words">]', '[<!ENTITY % p "x">]'],
    ids=["external file", "external address", "many laughs", "parameter, external", "internal", "parameter"],
)
def test_declared_entities_are_refused(tmp_path: Path, doctype: str) -> None:
    """A file that declares an entity is refused at the line of the declaration, whether it uses it or not."""
    for body in (BARE, BARE.replace("Words.", "&e;")):
        found = refused(tmp_path, DOCTYPE.format(doctype) + body)
        assert found.code == "xml-refused" and found.line == 2


def test_an_entity_nobody_declares(tmp_path: Path) -> None:
    """A file with an entity it does not declare is refused, an outside DTD that could declare it is never asked."""
    found = refused(tmp_path, '<?xml version="1.0"?>\n' + BARE.replace("Words.", "&nbsp;"))
    assert found.code == "xml-malformed" and found.line is not None
    dtd = '<!DOCTYPE TEI SYSTEM "http://localhost:1/tei.dtd">\n' + BARE.replace("Words.", "&nbsp;")
    assert refused(tmp_path, dtd).code in ("xml-refused", "xml-malformed")


def test_an_outside_dtd_is_never_asked(tmp_path: Path) -> None:
    """A file that names a DTD and needs nothing of it is read, without a look at the DTD."""
    (tmp_path / "tei.dtd").write_text('<!ENTITY e "stolen"><!ATTLIST p rend CDATA "stolen">')
    [found] = parts(tmp_path, '<!DOCTYPE TEI SYSTEM "tei.dtd">\n' + BARE)
    assert isinstance(found, Part) and "stolen" not in found.source.page


def test_xinclude_is_not_followed(tmp_path: Path) -> None:
    """An inclusion is an element like any other: nothing is included."""
    (tmp_path / "secret.txt").write_text("stolen")
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="secret.txt" parse="text"/>'
    [found] = parts(tmp_path, BARE.replace("Words.", f"Words. {include}"))
    assert isinstance(found, Part) and "stolen" not in found.source.page


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    """Elements nested so deep that a reader's stack would break are refused; those that are not so deep are read."""
    def nested(depth: int) -> str:
        return BARE.replace("Words.", "<hi>" * depth + "deep" + "</hi>" * depth)

    assert refused(tmp_path, nested(100_000)).code == "xml-refused"
    [found] = parts(tmp_path, nested(DEEPEST - 12))
    assert isinstance(found, Part) and "deep" in found.source.page


def test_huge_tags_are_refused_in_time(tmp_path: Path) -> None:
    """A tag or a comment too long to be held is refused; how long it takes does not grow with its square."""
    for words in (f'<p rend="{"x" * 24_000_000}">', f"<!--{'x' * 24_000_000}--><p>"):
        assert refused(tmp_path, BARE.replace("<p>", words)).code == "xml-refused"


def test_a_huge_text_is_read(tmp_path: Path) -> None:
    """A text of eleven million characters in one element does no harm."""
    [found] = parts(tmp_path, BARE.replace("Words.", "W" * 11_000_000))
    assert isinstance(found, Part) and len(found.source.page) > 11_000_000


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (BARE.encode()[:-40], None), (b"\xff\xfe\x00", None), (b"", None), (b"no XML at all", 1), (b"PK\x03\x04zip", 1),
        (b'<?xml version="1.0" encoding="UTF-8"?>\n' + BARE.replace("Words.", "M\xfcller").encode("latin-1"), None),
        (b'<?xml version="1.0" encoding="klingon"?>\n<TEI/>', None), (BARE.replace("Words.", "\x00").encode(), None),
        (BARE.replace("\n", "").replace("</p>", "</q>").encode(), 1), (BARE.encode() + b"\n<more/>", BARE.count("\n") + 2),
    ],
    ids=["cut", "half a mark", "empty", "text", "zip", "other encoding", "no encoding", "nul", "crossed", "two roots"],
)
def test_what_is_no_xml(tmp_path: Path, data: bytes, line: int | None) -> None:
    """A file that is not well-formed XML in its own encoding is one error that names its line."""
    found = refused(tmp_path, data)
    assert found.code == "xml-malformed" and (line is None or found.line == line)


def test_other_encodings_are_read(tmp_path: Path) -> None:
    """A file in another encoding that says so is read as what it says."""
    text = BARE.replace("Words.", "Müller")
    for encoding in ("iso-8859-1", "utf-16"):
        [found] = parts(tmp_path, f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'.encode(encoding))
        assert isinstance(found, Part) and "Müller" in found.source.page


def test_an_encoding_that_only_one_parser_knows(tmp_path: Path) -> None:
    """A file in an encoding that would come out as other letters is refused."""
    for encoding in ("mac-roman", "cp437"):
        data = f'<?xml version="1.0" encoding="{encoding}"?>\n{BARE.replace("Words.", "Müller")}'.encode(encoding)
        assert refused(tmp_path, data).code in ("xml-refused", "xml-malformed")


def test_identifiers_that_are_none(tmp_path: Path) -> None:
    """An xml:id that stands twice, or is no name, keeps no document from being read."""
    twice = [document("<head>1. Report</head><p>Words.</p>", id_) for id_ in ("d1", "d1", "1 a")]
    assert [part.source.key for part in parts(tmp_path, volume(*twice)) if isinstance(part, Part)] == [
        "file.xml#d1", "file.xml#d1-2", "file.xml#1-a"
    ]


def test_a_file_larger_than_the_limit(tmp_path: Path) -> None:
    """A file above the limit is refused before it is read."""
    assert refused(tmp_path, BARE, ReadOptions(file_bytes=100)).code == "file-too-large"


def test_a_file_without_documents(tmp_path: Path) -> None:
    """A TEI file with neither documents nor letters nor a text is a warning, and nothing is read."""
    [found] = parts(tmp_path, f'<TEI xmlns="{TEI}">{HEADER}</TEI>')
    assert isinstance(found, Problem) and found.code == "tei-without-documents"


def test_comments_and_instructions_are_no_words(tmp_path: Path) -> None:
    """Comments and processing instructions stand nowhere in the text, and cut no word."""
    inside = "<?a b?><head>1. Re<!-- no -->port</head><!-- no --><p>Wo<?no?>rds<![CDATA[ & <more>]]>.</p>"
    [found] = parts(tmp_path, volume(document(inside)) + "<!-- end --><?end?>")
    assert isinstance(found, Part) and found.source.page.startswith("1. Report\n\nWords & <more>.")


def test_nothing_of_a_broken_file_is_published(archive: Archive) -> None:
    """Of a volume broken at its end nothing is published, and what was published of it before stays."""
    path = archive.pages / "volume.xml"
    two = volume(*(document(f"<head>{i}. Report on Oil {i}</head><p>Words {i}.</p>", f"d{i}") for i in (1, 2)))
    path.write_text(two[:-30])
    report = archive.publish()
    assert (report.new, codes(report)) == (0, ["xml-malformed"])
    path.write_text(two)
    assert archive.publish().new == 2
    path.write_text(two[:-30])
    report = archive.publish()
    assert (report.new, report.documents, codes(report)) == (0, 2, ["xml-malformed"])


def test_what_is_no_iri_identifies_nobody(archive: Archive) -> None:
    """An attribute that only begins like an IRI is none, and does not reach the graph."""
    inside = """<head>1. Letter From <persName type="from" ref='http://a"b>c http://[]|{} http://[x] https://'>Ann Lee</persName> to
    <persName type="to" ref="https://d-nb.info/gnd/1">Bo Ray</persName></head><p>Words.</p>"""
    (archive.pages / "volume.xml").write_text(volume(document(inside)))
    assert archive.publish().new == 1
    said = "".join(archive.triples())
    assert "<https://d-nb.info/gnd/1>" in said and "http://a" not in said and "http://[" not in said


@pytest.mark.parametrize(
    "inside",
    ['<persName type="from">A B</persName>' * 20_000, "Letter from A to B, " * 20_000, "(" * 100_000, "[" * 50_000 + "]" * 50_000],
    ids=["tags", "words", "brackets", "square brackets"],
)
def test_a_monstrous_head_costs_what_it_weighs(tmp_path: Path, inside: str) -> None:
    """A head of any length or number of tags is read, and only its beginning by rule."""
    note = f'<note type="source">Source: {"A. " * 20_000}</note>'
    [part] = parts(tmp_path, volume(document(f"<head>1. {inside}{note}</head><p>Words.</p>")))
    assert isinstance(part, Part)
    record = part.parse(Curation(), kit().lexicon)
    assert record.title and len(record.contributions) <= 200


_MEASURE = """
import re, resource, sys
from pathlib import Path
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.tei.adapter import read_tei
count = sum(isinstance(part, Part) for part in read_tei(Path(sys.argv[1]), "volume", ReadOptions()))
status = Path("/proc/self/status")  # what is counted there begins with this program, not with who started it
peak = status.exists() and re.search(r"VmHWM:\\s+(\\d+)", status.read_text())
print(count, peak[1] if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """A volume of 20 MB is read within 300 MB of memory, the interpreter included."""
    paragraph = f"<p>{'Words of a <hi>document</hi> that is rather long. ' + 'And more words. ' * 20}</p>" * 24
    path = tmp_path / "large.xml"
    front = "<div>" + "<p>Preface.</p>" * 20_000 + "</div>"
    path.write_text(volume(*(document(f"<head>{i}. Report</head>{paragraph}", f"d{i}") for i in range(2_350)), front=front))
    assert path.stat().st_size > 20_000_000
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path)], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(Path(__file__).parents[3] / "src"), "PATH": ""},
    )
    count, kilobytes = map(int, done.stdout.split())
    assert count == 2_350 and kilobytes < 300_000
