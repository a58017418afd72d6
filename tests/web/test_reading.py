"""Which release a worker serves, and what it keeps."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.listings import ListingReader
from fonds.errors import StateError
from fonds.settings import Settings
from fonds.web.reading import Reading
from fonds.web.representation import Representation
from web.archive import BASE, NOON, bare, catalogue_path, open_catalogue, site_settings


class Watch:
    """A clock that only moves when told."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.seconds


def publish(settings: Settings, slug: str) -> None:
    """Release one more document."""
    with (
        Catalogue.open(catalogue_path(settings)) as catalogue,
        catalogue.release(f"store-{slug}", clock=lambda: NOON) as writer,
    ):
        writer.put(bare(BASE, slug))
        writer.finish(1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a site of its own."""
    return site_settings(tmp_path)


@pytest.fixture
def watch() -> Watch:
    """Return a clock that stands still."""
    return Watch()


@pytest.fixture
def reading(settings: Settings, watch: Watch) -> Iterator[Reading]:
    """Return the reading side of a site where nothing has been published."""
    made = Reading(lambda: open_catalogue(settings), kept_bytes=8_000, look_every=1.0, now=watch)
    yield made
    made.close()


def listing(reader: ListingReader) -> Representation:
    """Answer with the slugs there are."""
    slugs = [state.slug for state in reader.sources()]
    return Representation(" ".join(slugs).encode(), "text/plain")


def forbidden(reader: ListingReader) -> Representation:
    """Fail: the answer should have been kept."""
    raise AssertionError


def test_site_may_be_served_before_it_is_published(reading: Reading, settings: Settings) -> None:
    """Before the first release everything is a StateError with the remedy; then the catalogue is found."""
    with pytest.raises(StateError, match="fonds publish"):
        reading.release()
    publish(settings, "one")
    assert reading.release().number == 1
    assert reading.answer("list", listing).body == b"one"


def test_answer_is_made_once(reading: Reading, settings: Settings) -> None:
    """The second asker gets what the first one was given."""
    publish(settings, "one")
    assert reading.answer("list", listing) is reading.answer("list", forbidden)


def test_answer_of_one_statement_takes_no_snapshot(reading: Reading, settings: Settings) -> None:
    """What is found by one statement is kept under the release it names; where nothing is found the answer is made."""
    publish(settings, "one")
    number, found = reading.release().number, Representation(b"found", "text/plain")
    assert reading.answer("list", forbidden, lambda _: (found, number)) is found
    assert reading.answer("list", forbidden) is found
    assert reading.answer("other", listing, lambda _: None).body == b"one"


def test_new_release_is_noticed_after_a_while(reading: Reading, settings: Settings, watch: Watch) -> None:
    """A new release is not asked for at every request, but after the interval it is what is served."""
    publish(settings, "one")
    assert reading.answer("list", listing).body == b"one"
    publish(settings, "two")
    watch.seconds = 0.9
    assert reading.answer("list", forbidden).body == b"one"
    watch.seconds = 1.0
    assert reading.answer("list", listing).body == b"one two"
    assert reading.release().number == 2


def test_answer_is_kept_under_the_release_it_was_made_from(
    reading: Reading, settings: Settings, watch: Watch
) -> None:
    """An answer made while a release arrives counts for the release it was read from, and for no other."""
    publish(settings, "one")
    reading.release()
    publish(settings, "two")
    assert reading.answer("list", listing).body == b"one two"
    assert reading.release().number == 1
    watch.seconds = 1.0
    assert reading.answer("list", listing).body == b"one two"


def test_snapshot_stays_while_a_release_arrives(reading: Reading, settings: Settings) -> None:
    """Two questions of one answer never see two releases."""
    publish(settings, "one")
    with reading.snapshot() as reader:
        before = reader.current_release()
        publish(settings, "two")
        assert reader.current_release() == before


def test_least_recently_used_go_first(reading: Reading, settings: Settings) -> None:
    """Answers are kept up to a number of bytes; those longest unused are dropped, and very large ones not kept."""
    publish(settings, "one")

    def sized(size: int) -> Representation:
        return Representation(b"x" * size, "text/plain")

    for name in ("a", "b", "c", "d"):
        reading.answer(name, lambda _: sized(1_400))
    reading.answer("a", forbidden)
    reading.answer("e", lambda _: sized(1_400))
    reading.answer("a", forbidden)
    with pytest.raises(AssertionError):
        reading.answer("b", forbidden)
    reading.answer("large", lambda _: sized(7_000))
    with pytest.raises(AssertionError):
        reading.answer("large", forbidden)


def test_replaced_catalogue_is_opened_anew(reading: Reading, settings: Settings, watch: Watch) -> None:
    """A catalogue restored over the old one is served without a restart."""
    publish(settings, "one")
    assert reading.answer("list", listing).body == b"one"
    other = replace(settings, state=str(Path(settings.state) / "other"))
    publish(other, "restored")
    catalogue_path(other).replace(catalogue_path(settings))
    watch.seconds = 1.0
    assert reading.answer("list", listing).body == b"restored"


def test_many_threads_see_one_release(settings: Settings) -> None:
    """Threads that ask while releases arrive all get whole answers, at last the newest."""
    publish(settings, "a0")
    reading = Reading(lambda: open_catalogue(settings), look_every=0.0)
    seen: set[bytes] = set()
    faults: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                seen.add(reading.answer("list", listing).body)
        except BaseException as error:  # a thread's fault has to reach the test
            faults.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(1, 5):
        publish(settings, f"a{number}")
    done.set()
    for thread in threads:
        thread.join()
    last = reading.answer("list", listing).body  # while another thread looks, a thread goes on with what it knows
    reading.close()
    assert not faults
    assert last == b"a0 a1 a2 a3 a4"
    assert all(b"a0 a1 a2 a3 a4".startswith(each) for each in seen)
