"""Made-up pages in the archive's other layouts, and all that one of them says."""

from sources.pages import ENQUIRY, NOTICE, link, read, told

__all__ = ["NOTICE", "cover", "labelled", "plain", "related", "said", "search_page"]

RUN = (
    "Author(s)", "Associated People & Organizations", "Associated Places", "Associated Topics", "Subjects Discussed",
    "Related Documents", "Document Information", "Source", "Rights",
)
"""The labels that stand empty one after another."""
OTHER = "The Zambian government asks the Norwegians for turbines. Kenneth Kaunda is said to be ill in Lusaka."
"""The summary of another document."""


def blocks(*parts: str) -> str:
    """Return the parts that are not empty, with a blank line between them."""
    return "\n\n".join(part for part in parts if part)


def labelled(
    title: str, body: str, *labels: str, date: str = "May 5, 1962", credit: str = "", summary: str = "",
    before: tuple[str, ...] = (),
) -> str:
    """Return a page whose labels have values; ``before`` stands between the summary and the tail's heading."""
    return blocks("Skip to content", date, title, credit, body, summary, *before, "Document Information", *labels)


def plain(
    title: str, body: str, *tail: str, date: str = "May 5, 1962", credit: str = "", summary: str = "",
    run: tuple[str, ...] = RUN,
) -> str:
    """Return a page with a run of empty labels; ``tail`` stands below it."""
    return blocks(date, title, credit, body, summary, *run, *tail)


def related(title: str, body: str, *tail: str, first: str = OTHER, **more: str) -> str:
    """Return such a page below the summary of another document."""
    return blocks(first, plain(title, body, *tail, **more))  # type: ignore[arg-type]


def search_page(
    title: str, body: str, *, date: str = "November 03, 1977", cited: str = "", summary: str = "", capitals: bool = True,
    reference: str = "MOL, Box 7, File 12. Translated by Ilona Varga.", address: str = "",
) -> str:
    """Return a page of the site of 2011: the title in capitals, the citation with ``cited``, else with the title."""
    collection = "History and Public Policy Program Digital Archive"
    citation = f'"{cited or title}," {date or "undated"}, {collection}, {reference} {address}'.strip()
    return blocks(
        "Search in\nADD SEARCH FILTER\nCANCEL SEARCH FILTER", "Digital Archive International History Declassified", date,
        title.upper() if capitals else title, "get citation", summary, citation, "VIEW DOCUMENT IN\nEnglish HTML", body,
    )


def cover(
    title: str, body: str, *, date: str = "November 19, 1974", cited: str = "", summary: str = "", language: str = "",
    reference: str = "MOL, Box 7, File 12. Translated by Ilona Varga.", contents: str = "- English Translation",
    credit: str = "",
) -> str:
    """Return the text of a PDF: the cover sheet, then the text."""
    flat = " ".join((cited or title).split())
    return "\n".join(part for part in (
        "Digital Archive", "digitalarchive.example.org", "International History Declassified", date, title,
        "Citation:", f"“{flat},” {date}, History and Public Policy Program Digital Archive, {reference}",
        "http://digitalarchive.example.org/document/110000",
        summary and f"Summary:\n{summary}", credit and f"Credits:\n{credit}",
        language and f"Original Language:\n{language}", contents and f"Contents:\n{contents}", body,
    ) if part)


def said(text: str) -> dict[str, object]:
    """Return all that a page says, with the layout's name, the body, and what the labels say."""
    record = read(text)
    more: dict[str, object] = {
        "layout": record.layout,
        "body": record.body and record.body.value,
        "held": record.held and record.held.value.edtf,
        "source": record.source_line and record.source_line.value,
        "keywords": [found.value for found in record.keywords],
        "mentions": sorted(reference.entity.name for reference in link(text).mentions.values()),
        "notice": record.notice and record.notice.text.value,
        "addresses": [found.value for found in record.addresses],
    }
    return told(text) | {key: value for key, value in more.items() if value}


RIGHTS = f"{NOTICE}\n\n{ENQUIRY}"
"""The notice and the line for enquiries."""
