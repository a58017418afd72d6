"""Finding aids: one record for each single document, with the units it lies in; both versions of EAD."""

from pathlib import Path

import pytest

from fonds.sources.ead.adapter import read_ead
from fonds.sources.parts import Part, ReadOptions
from sources.catalogued import codes, dates, linked, parties, previews, read_all, read_one, write

OPEN = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ead SYSTEM "ead.dtd">
<ead xmlns:xlink="http://www.w3.org/1999/xlink"><eadheader><eadid>x</eadid><profiledesc><langusage>
<language langcode="eng">English</language></langusage></profiledesc></eadheader>
<archdesc level="fonds"><did><unitid>F 12</unitid><unittitle>Foreign Office</unittitle>
<unitdate normal="1900/1920">1900-1920</unitdate><langmaterial><language langcode="ger"/></langmaterial>
<repository><corpname source="viaf" authfilenumber="123456789">State Archives</corpname>
<address><addressline>1 Main Street</addressline></address></repository>
<origination><corpname>Foreign Office</corpname></origination></did>
<userestrict><p>Copies only with consent.</p></userestrict><dsc><c01 level="series"><did><unitid>F 12/3</unitid>
<unittitle>Letters</unittitle></did><c02 level="file" id="f1"><did><unittitle>Correspondence with Berlin</unittitle>
<container type="Box">4</container><container type="folder">7</container></did>"""
CLOSE = "</c02></c01></dsc></archdesc></ead>"
ITEM = """<c03 level="item" id="i1"><did><unitid>F 12/3/4/1</unitid><unittitle>Letter from
 <persname source="gnd" authfilenumber="118562827">Paul
  Klee</persname> to the <corpname>Foreign Ministry</corpname>, <unitdate normal="1911-04-02">2 April 1911</unitdate>
</unittitle><physdesc><extent>3 leaves</extent><genreform>letters</genreform></physdesc>
<langmaterial><language langcode="ger">German</language></langmaterial><dao xlink:href="https://example.org/scan/1"/></did>
<scopecontent><head>Scope and content</head><p>On the opening</p><p>of an exhibition.</p></scopecontent>
<controlaccess><persname source="lcnaf" authfilenumber="n 79021164">Macke, August, 1887-1914</persname>
<geogname>Berlin</geogname><subject>Art</subject></controlaccess></c03>"""
EAD3 = """<ead xmlns="http://ead3.archivists.org/schema/"><control><recordid>x</recordid></control>
<archdesc level="collection"><did><unittitle>Papers of Jane Roe</unittitle><unitid>MS 7</unitid>
<repository><corpname><part>Example Library</part></corpname></repository></did><dsc>{}</dsc></archdesc></ead>"""


def aid(tmp_path: Path, *items: str) -> Path:
    """Write a finding aid of EAD 2002 with these components in one file of it."""
    return write(tmp_path, OPEN + "".join(items) + CLOSE)


def item(inner: str, did: str = "") -> str:
    """Return a component that is one document."""
    return f'<c03 level="item"><did><unittitle>Letter from Paul Klee to Franz Marc</unittitle>{did}</did>{inner}</c03>'


def test_an_item(tmp_path: Path) -> None:
    """Title, parties, date, extent, language, summary, subjects and addresses of a component are read as stated."""
    record = read_one(aid(tmp_path, ITEM), "ead")
    assert record.title and record.title.value == "Letter from Paul Klee to the Foreign Ministry, 2 April 1911"
    assert record.source.key == "key#i1" and record.layout == "ead2002" and record.language == "en"
    assert parties(record) == [("sender", "Paul Klee"), ("addressee", "Foreign Ministry")]
    assert [iri.text for iri in record.contributions[0].name.same_as] == ["https://d-nb.info/gnd/118562827"]
    assert dates(record) == ["1911-04-02"] and record.genre and record.genre.value == "letter"
    assert record.extent and record.extent.value == "3 leaves"
    assert record.original_language and record.original_language.value == "de"
    assert record.summary and record.summary.value == "On the opening\n\nof an exhibition."
    subjects = [(found.value.phrase.text, found.value.kind) for found in record.subjects]
    assert subjects == [("Macke, August", "person"), ("Berlin", "place")]
    assert [found.value for found in record.keywords] == ["Art"]
    assert [found.value for found in record.identifiers] == ["F 12/3/4/1"]
    assert [found.value for found in record.addresses] == ["https://example.org/scan/1"]


def test_the_chain_of_units(tmp_path: Path) -> None:
    """The archive and all units above a document are its reference, boxes of the nearest unit included."""
    record = read_one(aid(tmp_path, ITEM), "ead")
    assert record.archival is not None
    assert record.archival.archive.phrase.text == "State Archives" and record.archival.archive.kind == "archive"
    assert [(unit.label, unit.number) for unit in record.archival.units] == [
        ("fonds", "F 12"), ("series", "F 12/3"), ("file", "Correspondence with Berlin"), ("box", "4"), ("folder", "7"),
    ]
    assert "Main Street" not in record.source.page


def test_what_is_inherited_and_what_is_not(tmp_path: Path) -> None:
    """The archive and the conditions of a fonds hold for a document in it; dates, languages and creators do not."""
    record = read_one(aid(tmp_path, item("")), "ead")
    assert record.notice and record.notice.text.value == "Copies only with consent."
    assert record.archival and record.dates == () and record.original_language is None
    assert [role for role, _ in parties(record)] == ["sender", "addressee"]
    assert "date-missing" in codes(record)


def test_it_can_be_published(tmp_path: Path) -> None:
    """What is read of a finding aid meets every rule of the model."""
    assert linked(aid(tmp_path, ITEM)).record.title is not None


@pytest.mark.parametrize(
    ("date", "edtf"),
    [
        ('<unitdate normal="1911-04-02/1911-05">April to May</unitdate>', ["1911-04-02/1911-05"]),
        ('<unitdate normal="1984-01-01 / 1984-12-31">1984</unitdate>', ["1984"]),
        ('<unitdate normal="">circa 1911</unitdate>', ["1911~"]),
        ('<unitdate normal="1911" certainty="approximate">1911</unitdate>', ["1911~"]),
        ('<unitdate type="inclusive" normal="1911/1914">x</unitdate><unitdate type="bulk" normal="1912">y</unitdate>',
         ["1911/1914"]),
        ('<unitdate datechar="accumulation" normal="1950">1950</unitdate>', []),
        ('<unitdate datechar="creation" normal="1911">1911</unitdate>', ["1911"]),
        ("<unitdate>Sans date</unitdate>", []),
    ],
)
def test_dates(tmp_path: Path, date: str, edtf: list[str]) -> None:
    """The code of a date counts before its words, doubts are kept, and other dates than the making's are left."""
    record = read_one(aid(tmp_path, item("", date)), "ead")
    assert dates(record) == edtf and "date-unreadable" not in codes(record)


def test_dates_that_cannot_be_read(tmp_path: Path) -> None:
    """Words that are no date are told of, with their line, and nothing is published for them."""
    record = read_one(aid(tmp_path, item("", "<unitdate>in the spring</unitdate>")), "ead")
    (problem,) = [problem for problem in record.problems if problem.code == "date-unreadable"]
    assert "in the spring" in problem.detail and problem.line == 12


@pytest.mark.parametrize(
    ("date", "edtf"),
    [
        ('<datesingle standarddate="1911-04-02">2 April</datesingle>', ["1911-04-02"]),
        ('<datesingle notbefore="1911" notafter="1914">before the war</datesingle>', ["[1911..1914]"]),
        ('<daterange><fromdate standarddate="1911">x</fromdate><todate standarddate="1914">y</todate></daterange>', ["1911/1914"]),
        ('<daterange><fromdate standarddate="1911">x</fromdate></daterange>', ["1911/.."]),
        ('<daterange><fromdate>May 1911</fromdate><todate>June 1911</todate></daterange>', ["1911-05/1911-06"]),
        ('<daterange><fromdate>spring</fromdate><todate standarddate="1914">y</todate></daterange>', []),
        ('<dateset><datesingle standarddate="1911"/><datesingle standarddate="1913"/></dateset>', ["1911", "1913"]),
    ],
)
def test_structured_dates(tmp_path: Path, date: str, edtf: list[str]) -> None:
    """The structured dates of EAD3 say one day, bounds, a time from one date to another, or several dates."""
    inner = f'<c level="item"><did><unittitle>Letter</unittitle><unitdatestructured>{date}</unitdatestructured></did></c>'
    record = read_one(write(tmp_path, EAD3.format(inner)), "ead")
    assert dates(record) == edtf


def test_ead3(tmp_path: Path) -> None:
    """Names in parts, relators, identifiers, structured extents and local types of EAD3 are read like those of 2002."""
    inner = """<c level="item" id="x1"><did><unittitle>Memorandum from <persname
      relator="http://id.loc.gov/vocabulary/relators/aut" identifier="http://viaf.org/viaf/12"><part>Zbigniew</part><part>
      Brzezinski</part></persname> to President Carter</unittitle><container localtype="Box">12</container>
      <physdescstructured><quantity>2</quantity><unittype>leaves</unittype></physdescstructured>
      <langmaterial><languageset><language langcode="eng">English</language></languageset></langmaterial>
      <dao href="http://example.org/dao/1"/></did><controlaccess><subject source="lcsh" identifier="sh85001514"><part>Afghanistan
      </part><part>History</part></subject></controlaccess></c>"""
    record = read_one(write(tmp_path, EAD3.format(inner)), "ead")
    assert record.layout == "ead3" and record.extent and record.extent.value == "2 leaves"
    assert ("author", "Zbigniew Brzezinski") in parties(record) and ("addressee", "Carter") in parties(record)
    assert record.archival and [unit.label for unit in record.archival.units] == ["collection", "box"]
    (subject,) = record.subjects
    assert subject.value.phrase.text == "Afghanistan -- History"
    assert [iri.text for iri in subject.value.same_as] == ["http://id.loc.gov/authorities/subjects/sh85001514"]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ('<persname role="author">Paul Klee</persname>', "author"), ("<persname>Klee, Paul</persname>", "author"),
        ('<persname role="creator (cre)">Paul Klee</persname>', "author"), ("Paul Klee", "author"),
        ('<persname role="correspondent">Paul Klee</persname>', "contributor"),
        ('<persname role="collector">Paul Klee</persname>', "contributor"),
    ],
)
def test_origination(tmp_path: Path, name: str, role: str) -> None:
    """Who made a document is its author, unless the role that is stated is another one."""
    text = f'<c03 level="item"><did><unittitle>Drawing</unittitle><origination>{name}</origination></did></c03>'
    record = read_one(aid(tmp_path, text), "ead")
    assert [each for each, _ in parties(record)] == [role]


def test_roles_in_titles(tmp_path: Path) -> None:
    """A role that is stated of a name in a title is the name's, whatever the title's grammar knows."""
    text = """<c03 level="item"><did><unittitle><persname role="sender">Klee, Paul</persname>, <persname
      role="recipient">Marc, Franz</persname>, greetings with <persname>Macke, August</persname></unittitle></did></c03>"""
    record = read_one(aid(tmp_path, text), "ead")
    assert parties(record) == [("sender", "Klee, Paul"), ("addressee", "Marc, Franz")]
    assert record.genre and record.genre.value == "correspondence"
    assert [found.value.phrase.text for found in record.mentions] == ["Macke, August"]


def test_conversations_have_no_addressee(tmp_path: Path) -> None:
    """A recipient stated of the minutes of a meeting takes part in it, and is told of; it is sent to nobody."""
    text = """<c03 level="item"><did><unittitle>Minutes of meeting with Paul Klee</unittitle></did><controlaccess>
      <persname role="recipient">Franz Marc</persname></controlaccess></c03>"""
    record = read_one(aid(tmp_path, text), "ead")
    assert parties(record) == [("contributor", "Franz Marc"), ("participant", "Paul Klee")]
    assert "role-unfitting" in codes(record)
    assert previews(aid(tmp_path, text))[0].row is not None


@pytest.mark.parametrize(
    ("role", "part"),
    [("Verfasser", "author"), ("Adressat", "addressee"), ("photographer (pht)", "contributor"), ("subject", ""),
     ("Depicted (dpc)", ""), ("", "")],
)
def test_access_points_with_roles(tmp_path: Path, role: str, part: str) -> None:
    """A name among the access points whose role is stated has that part; one without, or a subject's, is a subject."""
    text = f"""<c03 level="item"><did><unittitle>Letter</unittitle></did><controlaccess><persname role="{role}">Mann, Thomas
      (1875-1955)</persname></controlaccess></c03>"""
    record = read_one(aid(tmp_path, text), "ead")
    assert parties(record) == ([(part, "Mann, Thomas")] if part else [])
    assert [found.value.phrase.text for found in record.subjects] == ([] if part else ["Mann, Thomas"])


def test_a_document_without_a_title(tmp_path: Path) -> None:
    """A document that has but a date gets its file's title with it; one that has nothing is not published."""
    dated = '<c03 level="item"><did><unitdate normal="1911-05">May 1911</unitdate></did></c03>'
    record = read_one(aid(tmp_path, dated), "ead")
    assert record.title and record.title.value == "Correspondence with Berlin, May 1911"
    record = read_one(aid(tmp_path, '<c03 level="item"><did><unittitle/></did></c03>'), "ead")
    assert record.title is None and "title-missing" in codes(record)


def test_files_and_series_are_no_documents(tmp_path: Path) -> None:
    """A finding aid whose lowest components are files gives no documents, and says which levels it has."""
    records, problems = read_all(aid(tmp_path), "ead")
    assert records == [] and [problem.code for problem in problems] == ["ead-without-documents"]
    assert "1 × file" in problems[0].detail


def test_components_without_a_level(tmp_path: Path) -> None:
    """The lowest component that states no level is a document, with a note; nobody is said to have sent it."""
    text = '<c03 level="otherlevel"><did><unittitle>Letters from Paul Klee to Franz Marc</unittitle></did></c03>'
    record = read_one(aid(tmp_path, text), "ead")
    assert "ead-level-unstated" in codes(record) and record.contributions == ()


@pytest.mark.parametrize("level", ['level="otherlevel" otherlevel="document"', 'level="otherlevel" otherlevel="Dokument"'])
def test_other_words_for_items(tmp_path: Path, level: str) -> None:
    """Other words for a single document are as good as "item"."""
    record = read_one(aid(tmp_path, item("").replace('level="item"', level)), "ead")
    assert "ead-level-unstated" not in codes(record) and len(record.contributions) == 2


@pytest.mark.parametrize("where", ["c03", "c02", "c01", "archdesc"])
def test_internal_descriptions_stay_internal(tmp_path: Path, where: str) -> None:
    """What is marked as internal, or lies in what is, is left out and counted, never published."""
    text = (OPEN + item("") + CLOSE).replace(f"<{where} ", f'<{where} audience="internal" ')
    records, problems = read_all(write(tmp_path, text), "ead")
    assert records == [] and [problem.code for problem in problems] == ["ead-internal"]


def test_internal_elements(tmp_path: Path) -> None:
    """An element of a document that is marked as internal is not read; the document is."""
    text = item('<scopecontent audience="internal"><p>Stolen.</p></scopecontent>', '<unitid audience="internal">7</unitid>')
    record = read_one(aid(tmp_path, text), "ead")
    assert record.summary is None and record.identifiers == () and "Stolen" not in record.source.page


def test_changes_reach_those_they_concern(tmp_path: Path) -> None:
    """A document's digest changes with its own description and with what the units above it say, with nothing else."""
    def digests(text: str) -> list[str]:
        return [record.source.sha256 for record in read_all(write(tmp_path, text), "ead")[0]]

    text = OPEN + ITEM + item("") + CLOSE
    before = digests(text)
    first, second = digests(text.replace("exhibition", "opera"))
    assert first != before[0] and second == before[1]
    assert all(one != other for one, other in zip(before, digests(text.replace("F 12/3<", "F 12/4<")), strict=True))
    assert digests(text.replace("<eadid>x", "<eadid>y")) == before


def test_identifiers_are_unique_and_stay(tmp_path: Path) -> None:
    """Components of the same id, or without any, are told apart; another one before them changes no key."""
    twins = [item("", "<unitid>7</unitid>"), item("<scopecontent><p>other</p></scopecontent>", "<unitid>7</unitid>"), item("")]
    keys = [record.source.key for record in read_all(aid(tmp_path, *twins), "ead")[0]]
    assert len(set(keys)) == 3
    again = [record.source.key for record in read_all(aid(tmp_path, ITEM, *twins), "ead")[0]]
    assert again[1:] == keys


def test_items_inside_items(tmp_path: Path) -> None:
    """An enclosure that is a component of a letter's is a document of its own, and the letter stays one."""
    text = item(item("", "<unitid>2</unitid>").replace("c03", "c04"), "<unitid>1</unitid>")
    records, _ = read_all(aid(tmp_path, text), "ead")
    assert [record.identifiers[0].value for record in records] == ["2", "1"]
    assert all(len(record.contributions) == 2 for record in records)


def test_no_archive_is_named(tmp_path: Path) -> None:
    """Without a repository the units are kept as one line, and no archive is made up."""
    text = (OPEN + item("") + CLOSE).replace("repository", "physloc")
    record = read_one(write(tmp_path, text), "ead")
    assert record.archival is None and record.source_line and record.source_line.value.startswith("fonds F 12")


@pytest.mark.parametrize(
    "broken", ["<ead><archdesc>", '<!DOCTYPE ead [<!ENTITY a "b">]><ead><archdesc>&a;</archdesc></ead>']
)
def test_broken_and_hostile_files(tmp_path: Path, broken: str) -> None:
    """A file that is not well-formed, or declares entities, is refused as a whole."""
    (problem,) = list(read_ead(write(tmp_path, broken), "key", ReadOptions()))
    assert not isinstance(problem, Part) and problem.severity == "error"


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """A document is let go once it was read, though all of them lie in one series: no more than a chunk is in memory."""
    from fonds.sources.xml_files import XmlFile, iter_inner, read_xml

    file = read_xml(aid(tmp_path, *[ITEM.replace("i1", f"i{number}") for number in range(500)]), "key", 10_000_000)
    assert isinstance(file, XmlFile)
    most, all_of_it = 0, sum(count for name, count in file.elements.items() if "@" not in name)
    for element in iter_inner(file, "c03", "c02", "c01", "archdesc"):
        most = max(most, sum(1 for _ in element.getroottree().iter()))
    assert 0 < most < all_of_it / 5


def test_a_draft_is_left_out(tmp_path: Path) -> None:
    """A component whose status of publication is a draft is not read, and the report says how many there were."""
    draft, done = (item(f'<odd type="publicationStatus"><p>{status}</p></odd>') for status in ("Draft", "Published"))
    records, problems = read_all(aid(tmp_path, draft, done), "ead")
    assert len(records) == 1 and [(each.code, each.detail) for each in problems] == [("ead-internal", "1 of them")]


def test_two_items_with_one_identifier_are_told(tmp_path: Path) -> None:
    """The second document with an identifier gets a number behind it, which its Problem tells."""
    records, problems = read_all(aid(tmp_path, item("", "<unitid>7</unitid>") * 2), "ead")
    assert [record.source.key for record in records] == ["key#7", "key#7-2"] and problems == []
    assert [codes(record).count("identifier-repeated") for record in records] == [0, 1]


def test_who_has_a_part_is_not_mentioned_by_the_title(tmp_path: Path) -> None:
    """A name marked in a title is no mention where an access point says what part that person has."""
    access = '<controlaccess><persname role="cre">Klee, Paul, 1879-1940</persname></controlaccess>'
    title = "<unittitle><persname>Paul Klee</persname>, thoughts on <persname>Franz Marc</persname></unittitle>"
    record = read_one(aid(tmp_path, f'<c03 level="item"><did>{title}</did>{access}</c03>'), "ead")
    assert parties(record) == [("author", "Klee, Paul")]
    assert [found.value.phrase.text for found in record.mentions] == ["Franz Marc"]


@pytest.mark.parametrize(
    ("words", "normal", "edtf"),
    [
        ("circa 1886", "1886/1886", "1886~"), ("[1911?]", "1911", "1911?"), ("between 1899 and 1901", "1899/1901", "[1899..1901]"),
        ("12. März 1923", "", "1923-03-12"), ("1er août 1914", "", "1914-08-01"), ("2 April 1885", "1885-04-02", "1885-04-02"),
    ],
)
def test_a_code_keeps_the_doubts_of_the_words_beside_it(tmp_path: Path, words: str, normal: str, edtf: str) -> None:
    """A normalised date has no room for "circa" or "between": what the words say of them is said."""
    code = f' normal="{normal}"' if normal else ""
    assert dates(read_one(aid(tmp_path, item("", f"<unitdate{code}>{words}</unitdate>")), "ead")) == [edtf]


def test_the_language_of_an_aid_in_words(tmp_path: Path) -> None:
    """A finding aid that says in a sentence what it is written in gives its titles that language."""
    words = OPEN.replace('<language langcode="eng">English</language>', "Finding aid written in English")
    assert read_one(write(tmp_path, words + item("") + CLOSE), "ead").language == "en"
