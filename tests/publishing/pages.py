"""Generated pages for the tests of publishing: letters between a few people, as many as wanted."""

from collections.abc import Iterable
from pathlib import Path

PEOPLE = ("Ivan Petrov", "Anna Weber", "Karel Novak", "Maria Lopez", "Petar Ilic", "Jean Martin", "Olga Smirnova")
SUBJECTS = ("grain deliveries", "the border talks", "the visit of the delegation", "student exchanges")
MONTHS = ("January", "April", "July", "October")
NOTICE = (
    "The Example Program welcomes reuse of Reading Room materials for research and educational purposes. Some "
    "documents may be subject to copyright, which is retained by the rights holders."
)
CITED = "TsKhSD, F. {fond}, P. {list_}, D. {file}. Translated for CWIHP by Gary Goldberg."
BODY = (
    "We have examined your proposals on {subject} with great attention, and we consider that the USSR and "
    "Afghanistan can proceed along the lines set out in our conversation of last month. Number {number}."
)


def letter(
    number: int = 0, *, title: str = "", date: str = "", body: str = "", summary: str = "", source: str = "",
    notice: str = NOTICE,
) -> str:
    """Return one page; everything left open follows from ``number``."""
    sender, recipient = PEOPLE[number % 7], PEOPLE[(number // 7 + number + 1) % 7]
    if sender == recipient:
        recipient = PEOPLE[(number + 3) % 7]
    subject = SUBJECTS[number % 4]
    parts = (
        "Skip to content",
        date or f"{MONTHS[number % 4]} {number % 27 + 1}, {1950 + number % 40}",
        title or f"Letter No. {number} from {sender} to {recipient} on {subject[0].upper()}{subject[1:]}",
        body or BODY.format(subject=subject, number=number),
        f"Respectfully, {sender}",
        summary or f"{sender} writes to {recipient} about {subject}.",
        "Document Information",
        source or CITED.format(fond=number % 5 + 1, list_=number % 11 + 1, file=number + 1),
        notice,
        "Record ID",
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def write_pages(folder: Path, numbers: Iterable[int]) -> Path:
    """Write a page for each number; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number:05}.txt").write_text(letter(number), encoding="utf-8")
    return folder
