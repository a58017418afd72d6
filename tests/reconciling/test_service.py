"""Talking to a service: what it does wrong is told, in bounded time, and never raised."""

from collections.abc import Iterator

import pytest

from fonds.problems import Problem
from fonds.reconciling.protocol import Manifest, Proposal, Query
from fonds.reconciling.service import LONGEST_WAIT, TRIES, Service
from reconciling.local_service import DRAFT, LocalService, running


@pytest.fixture
def local() -> Iterator[LocalService]:
    """A conforming service."""
    with running() as service:
        yield service


def asking(local: LocalService, path: str = "", seconds: float = 5.0) -> tuple[Service, list[float]]:
    """Return a client that does not sleep, and the waits it asked for."""
    waits: list[float] = []
    return Service(local.address + path, seconds, waits.append), waits


def test_a_batch_is_answered(local: LocalService) -> None:
    """A service is asked what it is, then for candidates, and answers in the order of the queries."""
    service, _ = asking(local)
    manifest = service.manifest()
    assert isinstance(manifest, Manifest) and manifest.name == "Names of the test"
    found = service.ask([Query("Anna Weber"), Query("Nobody"), Query("Ivan Petrov", limit=1)], manifest)
    assert found == [(Proposal("N3", "Anna Weber", 100, True),), (), (Proposal("N1", "Ivan Petrov", 100, True),)]


def test_the_draft_is_spoken() -> None:
    """A service of the draft of 1.0 is asked at its own route."""
    with running(DRAFT) as local:
        service, _ = asking(local)
        manifest = service.manifest()
        assert isinstance(manifest, Manifest)
        found = service.ask([Query("Anna Weber")], manifest)
    assert found == [(Proposal("N3", "Anna Weber", 100, True),)] and local.requests[-1] == ("POST", "/reconcile")


def test_a_service_that_has_moved(local: LocalService) -> None:
    """Queries go to where the manifest was found: a redirect would have lost them."""
    service, _ = asking(local, "old")
    manifest = service.manifest()
    assert isinstance(manifest, Manifest) and not isinstance(service.ask([Query("X")], manifest), Problem)
    assert local.requests == [("GET", "/old"), ("GET", "/"), ("POST", "/")]


@pytest.mark.parametrize("fault", ["503", "429", "500", "hang up", "break off"])
def test_another_try_helps(local: LocalService, fault: str) -> None:
    """What may pass is tried again, after a pause that grows."""
    local.faults = [fault] * (TRIES - 1)
    service, waits = asking(local)
    assert isinstance(service.manifest(), Manifest) and waits == [1.0, 2.0]


@pytest.mark.parametrize("fault", ["503", "hang up", "break off"])
def test_tries_are_bounded(local: LocalService, fault: str) -> None:
    """A service that never recovers is asked a few times and told as a Problem that names it."""
    local.faults = [fault] * 99
    service, waits = asking(local)
    found = service.manifest()
    assert isinstance(found, Problem) and (found.code, found.where) == ("service-failed", local.address)
    assert len(local.requests) == TRIES and len(waits) == TRIES - 1


@pytest.mark.parametrize(("asked", "waited"), [("7", 7.0), ("86400", LONGEST_WAIT), ("soon", 1.0), ("-3", 1.0)])
def test_the_service_s_wish_to_wait(local: LocalService, asked: str, waited: float) -> None:
    """A pause the service asks for is kept, as far as it is a number of seconds and not too long."""
    local.faults, local.retry_after = ["429"], asked
    service, waits = asking(local)
    assert isinstance(service.manifest(), Manifest) and waits == [waited]


@pytest.mark.parametrize("fault", ["400", "401", "404", "not json", "[]", '{"name": 3}', "huge"])
def test_what_another_try_cannot_help(local: LocalService, fault: str) -> None:
    """A wrong address, a refusal, or an answer of the wrong shape or size is told at once."""
    local.faults = [fault] * 99
    service, waits = asking(local)
    found = service.manifest()
    assert isinstance(found, Problem) and waits == [] and len(local.requests) == 1
    assert ("larger than" in found.detail) == (fault == "huge") and (fault in found.detail or not fault.isdigit())


@pytest.mark.parametrize("fault", ["404", "{}", "[]", "x", "huge", "break off", '{"q0": {"result": 3}}'])
def test_a_batch_that_fails(local: LocalService, fault: str) -> None:
    """A service that stops answering in the middle is a Problem, too."""
    service, _ = asking(local)
    manifest = service.manifest()
    assert isinstance(manifest, Manifest)
    local.faults = [fault] * 99
    assert isinstance(service.ask([Query("X")], manifest), Problem)


@pytest.mark.parametrize(("path", "told"), [("loop", "redirects more than"), ("away", "no http(s) address")])
def test_redirects_that_lead_nowhere(local: LocalService, path: str, told: str) -> None:
    """A circle of redirects ends, and none leads to anything but the web."""
    found = asking(local, path)[0].manifest()
    assert isinstance(found, Problem) and told in found.detail and len(local.requests) <= 7


@pytest.mark.parametrize("fault", ["slow", "drip", "drip headers"])
def test_slow_services_are_given_up(local: LocalService, fault: str) -> None:
    """A service that is silent, or sends byte by byte, costs its time and no more."""
    local.faults = [fault] * 99
    service, waits = asking(local, seconds=0.25)
    found = service.manifest()
    assert isinstance(found, Problem) and ("0.25 seconds" in found.detail or "in time" in found.detail)
    assert len(waits) == TRIES - 1


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://", "ftp://127.0.0.1/", "nonsense", "http://[::1"])
def test_addresses_without_a_service(address: str) -> None:
    """An address where nobody answers, or that is none, is told."""
    found = Service(address, 2, lambda _: None).manifest()
    assert isinstance(found, Problem) and found.where == address
