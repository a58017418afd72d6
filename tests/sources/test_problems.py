"""Every Problem of reading a page: one page raises it, its neighbour does not."""

import pytest

from fonds.problems import KINDS
from sources.layout_pages import search_page
from sources.pages import NOTICE, codes, page, read

TITLE = "Letter from Tito to Stalin"
BODY = "We await your advice on it."
GOOD = page(TITLE, BODY, summary="Tito waits.")

RAISED: dict[str, tuple[str, str]] = {
    "layout-unknown": (f"May 5, 1962\n\n{TITLE}\n\n{BODY}", GOOD),
    "title-missing": (page("", "It was opened. It was closed."), GOOD),
    "date-missing": (page(TITLE, BODY, date="(undated)"), GOOD),
    "date-unreadable": (page(TITLE, BODY, date="5.5.1962"), GOOD),
    "date-contradiction": (
        page(TITLE, f"{BODY}\n\nBelgrade, 6 May 1962", summary="Tito waits."),
        page(TITLE, f"{BODY}\n\nBelgrade, 5 May 1962", summary="Tito waits."),
    ),
    "body-missing": (page(TITLE, ""), GOOD),
    "summary-missing": (page(TITLE, BODY), GOOD),
    "source-missing": (page(TITLE, BODY, source=""), GOOD),
    "source-unreadable": (page(TITLE, BODY, source="Private papers of a gardener"), GOOD),
    "related-left-out": (f"Nasser asks Nehru for wheat.\n\n{GOOD.removeprefix('Skip to content')}", GOOD),
    "citation-differs": (
        search_page(TITLE, BODY, cited="Letter from Nasser to Nehru", summary="Tito waits."),
        search_page(TITLE, BODY, summary="Tito waits."),
    ),
    "language-contradiction": (
        page(TITLE, BODY, source="RGANI, F. 5. Translated from Czech by A. Kos.", labels="Language: Polish"),
        page(TITLE, BODY, source="RGANI, F. 5. Translated from Czech by A. Kos.", labels="Language: Czech"),
    ),
    "line-unread": (page(TITLE, BODY, labels="Record ID\n\nSome Donor"), GOOD),
    "notice-missing": (page(TITLE, BODY, notice=""), GOOD),
    "genre-unknown": (page("Tito and Stalin", BODY), GOOD),
    "marking-contradiction": (
        page(TITLE, f"Secret\n\nTop Secret\n\n{BODY}"), page(TITLE, f"Secret\n\nSecret\n\n{BODY}"),
    ),
    "name-unclear": (page("Letter from Premier of Sverdlovia Kadar to Tito", BODY),
        page("Letter from Premier Kadar to Tito", BODY)),
    "name-left-out": (page("Letter from Tito, Belgrade, to Stalin", BODY), GOOD),
}


@pytest.mark.parametrize("code", RAISED)
def test_raised(code: str) -> None:
    """A page that has the fault tells of it, at its line where words are to blame."""
    record = read(RAISED[code][0])
    problem = next(problem for problem in record.problems if problem.code == code)
    assert problem.where == "page.txt" and str(problem)
    if problem.detail and code != "date-contradiction":
        quoted = problem.detail.strip("“”").split()[0]
        assert problem.line and quoted in RAISED[code][0].split("\n")[problem.line - 1]


@pytest.mark.parametrize("code", RAISED)
def test_not_raised(code: str) -> None:
    """A page without the fault does not tell of it."""
    assert code not in codes(read(RAISED[code][1]).problems)


def test_good_page_has_no_problems() -> None:
    """A whole page has nothing to tell."""
    assert codes(read(GOOD).problems) == []


def test_every_code_is_known() -> None:
    """Every code raised here has its sentence and its gravity."""
    for code in RAISED:
        assert KINDS[code].meaning and KINDS[code].severity in ("error", "warning", "note")


def test_many_lines_left_over() -> None:
    """Of very many lines that belong to nothing, some are told and the rest counted."""
    record = read(page(TITLE, BODY, notice=NOTICE,
        labels="Record ID\n\n" + "\n\n".join(f"Line {n}" for n in range(500))))
    unread = [problem for problem in record.problems if problem.code == "line-unread"]
    assert len(unread) == 21 and "480 more lines" in unread[-1].detail
