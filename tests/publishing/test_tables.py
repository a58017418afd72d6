"""Tables in a source: rows come and go with their ids, and a broken file takes nothing away."""

from dataclasses import replace

from publishing.archive import Archive

HEADER = "id,title,date,sender,addressee\n"
ROWS = ["1,Letter one,1979-12-27,Paul Klee,Franz Marc\n", "2,Letter two,1980-01-02,Franz Marc,Paul Klee\n"]


def _write(archive: Archive, data: bytes) -> None:
    (archive.pages / "letters.csv").write_bytes(data)


def _live(archive: Archive) -> list[str]:
    with archive.catalogue() as catalogue:
        return sorted(state.source.rpartition("#")[2] for state in catalogue.sources() if state.state == "live")


def test_rows_come_and_go_by_their_ids(archive: Archive) -> None:
    """A row moved within its file is the same document, one that is gone is pruned, a new one is published."""
    _write(archive, (HEADER + "".join(ROWS)).encode())
    assert archive.publish().documents == 2 and _live(archive) == ["1", "2"]
    _write(archive, (HEADER + ROWS[1] + "3,Letter three,1981,A. Macke,Paul Klee\n").encode("utf-16"))
    report = archive.publish(prune=True)
    assert _live(archive) == ["2", "3"] and report.unchanged == 1


def test_a_broken_table_takes_nothing_away(archive: Archive) -> None:
    """While its file cannot be read, or one of its rows is broken, what was published of it stays."""
    _write(archive, (HEADER + "".join(ROWS)).encode())
    archive.publish()
    for data in (HEADER.encode() + ROWS[0].encode() + b"2,\xff\n", (HEADER + ROWS[0] + "2,Letter two\n").encode(), b""):
        _write(archive, data)
        report = archive.publish(prune=True)
        assert _live(archive) == ["1", "2"] and report.problems_of("error")


def test_a_mapping_that_changes_reads_rows_again(archive: Archive) -> None:
    """What fonds.toml says of a table is part of what a document is made from."""
    _write(archive, (HEADER + "".join(ROWS)).encode())
    archive.publish()
    assert archive.publish().unchanged == 2
    table = {"id": "id", "columns": {"title": "title", "date": "date"}}
    archive.settings = replace(archive.settings, tables={"letters": table})
    assert archive.publish().unchanged == 0
