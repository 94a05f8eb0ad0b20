"""What the newest orders say of the services that made them, whichever process did."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeClock, FakeSeconds, make_studio, place, place_and_run, provider_of
from sqlalchemy import update
from sqlmodel import col

from core.errors import GenerationFailed
from core.faults import ProviderFault as Fault
from core.orders import endings
from core.orders.views import last_calls
from core.orders.views.last_calls import of_services
from core.people.people import DEMO_USER
from core.providers.last_calls import LastCalls
from core.studio import Studio
from core.tables import Generation


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock that stands still."""
    return FakeClock()


@pytest.fixture
def studio(database_url: str, tmp_path: Path, clock: FakeClock) -> Studio:
    """Return a studio on each database with that clock, in which no work takes any time."""
    made = make_studio(database_url, tmp_path, clock=clock)
    return replace(made, monotonic=FakeSeconds())


def said(studio: Studio) -> LastCalls:
    """Return what the orders say of the studio's only service."""
    return of_services(studio.database).get("fake", LastCalls())


def fail(studio: Studio, key: str, fault: Fault) -> None:
    """Let an order end with this fault of its service."""
    provider_of(studio).queue(GenerationFailed(fault))
    with suppress(GenerationFailed):
        place_and_run(studio, key)


def test_of_who_was_never_asked_nothing_is_said(studio: Studio) -> None:
    """An order that waits has asked nobody."""
    place(studio)
    assert said(studio) == LastCalls()


def test_a_picture_and_a_failure_are_kept_beside_each_other(
    studio: Studio, clock: FakeClock
) -> None:
    """Each says when; the newer one says how the service stands."""
    began = clock.now
    place_and_run(studio, "a")
    clock.advance(1_000)
    fail(studio, "b", Fault.RATE_LIMITED)
    failed = LastCalls(began, began + 1_000, Fault.RATE_LIMITED, "picture", is_failing=True)
    assert said(studio) == failed
    clock.advance(1_000)
    place_and_run(studio, "c")
    stands = replace(failed, ok_at=began + 2_000, is_failing=False)
    assert said(studio) == stands


@pytest.mark.parametrize("fault", [Fault.PROMPT_BLOCKED, Fault.IMAGE_BLOCKED, Fault.NO_IMAGE])
def test_a_refused_order_is_an_answer(studio: Studio, clock: FakeClock, fault: Fault) -> None:
    """What was blocked is somebody's own: of the service it only says that it answers."""
    fail(studio, "a", fault)
    assert said(studio) == LastCalls(ok_at=clock.now)


@pytest.mark.parametrize("fault", [Fault.REQUEST_REJECTED, Fault.INTERRUPTED, Fault.INTERNAL])
def test_what_went_wrong_here_says_nothing_of_the_service(studio: Studio, fault: Fault) -> None:
    """A wrong request, a process that died and a mistake of ours are not the service's."""
    fail(studio, "a", fault)
    assert said(studio) == LastCalls()


def test_who_takes_an_order_back_says_nothing_of_the_service(studio: Studio) -> None:
    """A cancelled order is neither a success nor a failure."""
    assert endings.cancel(studio, DEMO_USER, place(studio).id)
    assert said(studio) == LastCalls()


def test_a_reason_that_nobody_knows_is_passed_by(studio: Studio) -> None:
    """A row of another version of this app closes no page."""
    fail(studio, "a", Fault.NETWORK)
    with studio.database.write() as tx:
        tx.execute(update(Generation).values(error_reason="of tomorrow"))
    assert said(studio) == LastCalls()


def test_no_more_than_the_newest_are_looked_through(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, clock: FakeClock
) -> None:
    """However many orders there are, the drawer opens as fast: what is old is not said."""
    fail(studio, "old", Fault.NETWORK)
    clock.advance(1_000)
    newest = [place_and_run(studio, f"k{number}") for number in range(3)]
    ids = [order.id for order in newest]
    assert said(studio).fault is Fault.NETWORK
    monkeypatch.setattr(last_calls, "NEWEST", len(ids))
    assert said(studio).fault is None
    with studio.database.write() as tx:
        tx.execute(
            update(Generation).where(col(Generation.id) == ids[0]).values(provider="another")
        )
    assert set(of_services(studio.database)) == {"fake", "another"}
