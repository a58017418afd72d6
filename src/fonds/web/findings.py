"""What a question finds (floor 7): the answer of the right release, its window among all rows, and what has changed.

A page asks for one row more than it shows, so that its end is a true one; the rows in all are counted once for a release
and its values, where the query is quick enough for that. What is cited is asked of the store of its own release while
that is kept, else of the present one, and every difference is said.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from fonds.canned.binding import bind_count, bind_with_next
from fonds.catalogue.rows import Release
from fonds.errors import ParameterError, QueryLimitError, QueryRefusedError, StateError
from fonds.rdf.formats import NTRIPLES, RESULTS_JSON
from fonds.store.answer import Answer
from fonds.store.digest import answer_digest
from fonds.store.last_row import shorten
from fonds.web.answers import Wanted, run
from fonds.web.clients import present_client
from fonds.web.negotiation import named
from fonds.web.pages.windows import Window
from fonds.web.questions import Question
from fonds.web.remembering import Remembered
from fonds.web.site import Site

COUNT_SECONDS = 2.0
"""A query that took longer is not asked a second time only to count its rows."""

Rows = list[list[dict[str, str] | None]]
"""Terms as SPARQL's JSON has them, None where nothing is bound."""

_PLAIN = Wanted(named(RESULTS_JSON), named(NTRIPLES))
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between what was cited and what is answered: a code for programs, a sentence for people."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to a question. ``text`` is the query as anybody can run it, ``release`` the one that was asked.

    ``changes`` are the differences from what the question cites.
    """

    question: Question
    text: str
    answer: Answer
    release: Release
    window: Window
    digest: str = ""
    changes: tuple[Change, ...] = ()


class Findings:
    """Finds answers for one worker, and remembers what it had to count or compare for them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._remembered = Remembered()

    def find(self, question: Question, form: Wanted, *, digest: bool = False) -> Finding:
        """Answer a question in a format. ``digest`` wants the digest of the rows, a cited one is always compared.

        ParameterError for a parameter that does not fit and for a release that never was; what ``answers.run`` raises.
        """
        canned, values, iris = question.canned, question.values, self._site.iris
        rows = question.page_rows if canned.pageable else question.limit
        text, asked = bind_with_next(canned, values, iris, question.limit, question.offset)
        kept = self._kept(question.cited.release)
        release, answer = self._ask(asked, form, kept)
        more = answer.kind == "select" and answer.truncated is not None
        if rows is not None:
            answer, more = shorten(answer, rows)
        window = Window(question.offset, rows or answer.rows, answer.rows, more)
        window = replace(window, total=self._total(question, window, answer, release))
        finding = Finding(question, text, answer, release, window)
        if digest or question.cited.digest:
            finding = replace(finding, digest=self._digest(finding))
        return replace(finding, changes=tuple(_changes(finding)))

    def rows(self, release: Release, text: str, most: int) -> Rows:
        """Return the first rows of another query of the release; none where it is refused or takes too long."""

        def ask() -> Rows:
            try:
                body = self._ask(text, _PLAIN, release)[1].body
            except (QueryRefusedError, QueryLimitError) as error:
                if getattr(error, "limit", "time") not in ("time", "memory"):  # it will be less busy some other time
                    raise
                return []
            data = json.loads(body)
            return [[row.get(name) for name in data["head"]["vars"]] for row in data["results"]["bindings"][:most]]

        try:
            return self._remembered.get((release.store, "rows", most, text), ask)
        except QueryLimitError:
            return []

    def _kept(self, number: int | None) -> Release | None:
        """Return an earlier release whose store is still there; None for the present one, and where it has gone."""
        present = self._site.reading.release()
        if number is None or number == present.number:
            return None
        with self._site.reading.snapshot() as reader:
            found = next((each for each in reader.releases() if each.number == number), None)
        if found is None:
            raise ParameterError(
                "release", f"There has been no release {number}.", f"The present one is {present.number}."
            )
        return found if (Path(self._site.settings.state) / found.store).is_dir() else None

    def _ask(self, text: str, form: Wanted, kept: Release | None) -> tuple[Release, Answer]:
        """Ask a release that is kept, or the present one; return which it was."""
        site = self._site
        if kept is not None and site.queries is not None:
            store = Path(site.settings.state) / kept.store
            try:
                client = present_client(site.settings.trusted_proxies)
                return kept, site.queries.run(text, store=store, formats=form.formats(), trusted=True, client=client)
            except StateError:
                if store.is_dir():
                    raise
        for _ in range(_TRIES):
            release = site.reading.release()
            answer = run(site, text, form, trusted=True)
            if site.reading.release().number == release.number:
                break
        return release, answer

    def _total(self, question: Question, window: Window, answer: Answer, release: Release) -> int | None:
        if not window.more and (window.shown or not window.offset):
            return window.offset + window.shown
        if not question.canned.pageable or answer.seconds > COUNT_SECONDS:
            return None
        text = bind_count(question.canned, question.values, self._site.iris)
        rows = self.rows(release, text, 1) if text else []
        return int(rows[0][0]["value"]) if rows and rows[0] and rows[0][0] else None

    def _digest(self, finding: Finding) -> str:
        if finding.answer.media_type in (RESULTS_JSON.media_type, NTRIPLES.media_type):
            return answer_digest(finding.answer)
        key = (finding.release.store, "digest", finding.text)
        return self._remembered.get(key, lambda: answer_digest(self._ask(finding.text, _PLAIN, finding.release)[1]))


def _changes(finding: Finding) -> list[Change]:
    """Tell what is not as it was cited; nothing where nothing is, and where nothing was cited."""
    cited, found = finding.question.cited, []
    if cited.version and cited.version != finding.question.canned.version:
        found.append(Change("query", "The query has been edited since it was cited."))
    if cited.release and cited.release != finding.release.number:
        found.append(Change(
            "release", f"Release {cited.release} cannot be asked any more; this is the answer of release "
            f"{finding.release.number}.",
        ))
    if cited.digest and cited.digest != finding.digest:
        rows = finding.answer.rows
        were = f": {rows:,} now, {cited.rows:,} then" if rows != cited.rows else f", though they are {rows:,} as before"
        found.append(Change("rows", f"The rows are not those that were cited{were}."))
    return found
