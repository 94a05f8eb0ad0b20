"""Places of a service that several processes share: PROVIDER_CALLS holds for all of them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from databases import EMPTY
from fakes import PNG, FakeProvider, Turnstile, in_threads, never, wait_until
from sqlalchemy import create_engine, text

from core.orders.engine.places import SharedPlaces
from core.providers.calling import Caller
from core.providers.contract import ImageRequest

LOCKS = text("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2")


@pytest.fixture
def url(postgres: Any) -> Iterator[str]:
    """Return the URL of an empty database."""
    made: str = postgres.make(EMPTY)
    yield made
    postgres.drop(made)


@pytest.fixture
def taken(url: str) -> Iterator[Callable[[], int]]:
    """Return a function that says how many places are taken in the world."""
    engine = create_engine(url)

    def count() -> int:
        with engine.connect() as connection:
            return int(connection.execute(LOCKS).scalar_one())

    yield count
    engine.dispose()


def request() -> ImageRequest:
    """Return a request that the fake service takes."""
    return ImageRequest("a pebble", "fake-1", "1:1", 0)


def test_places_hold_over_processes(url: str, taken: Callable[[], int]) -> None:
    """Of six calls from two processes at most three are being made, and all of them are made."""
    slow = Turnstile()
    providers = [FakeProvider(always=slow) for _ in range(2)]
    callers = [Caller(60, shared=SharedPlaces(url, 3).take) for _ in range(2)]
    made: list[object] = []

    def call(number: int) -> object:
        answer = callers[number % 2].call(providers[number % 2], request(), never())
        made.append(answer)
        return answer

    calls = threading.Thread(target=lambda: in_threads(6, call))
    calls.start()
    slow.wait_for(3)
    assert taken() == 3
    assert sum(len(provider.requests) for provider in providers) == 3
    slow.open()
    calls.join(60)
    assert [answer.data for answer in made if hasattr(answer, "data")] == [PNG] * 6
    wait_until(lambda: taken() == 0, "all places are free again")


def test_services_have_places_of_their_own(url: str, taken: Callable[[], int]) -> None:
    """One service's last place is no other's."""

    async def both() -> int:
        places = SharedPlaces(url, 1)
        async with places.take("one"), places.take("other"):
            return taken()

    assert asyncio.run(both()) == 2


def test_the_places_of_the_dead_are_free(url: str, taken: Callable[[], int]) -> None:
    """A process that dies with a call gives its place to whoever waits, without being asked."""

    async def outlive() -> int:
        dying, living = SharedPlaces(url, 1), SharedPlaces(url, 1)
        async with dying.take("fake"):
            waiting = asyncio.create_task(living.take("fake").__aenter__())
            await asyncio.sleep(0)
            assert dying._connection is not None
            dying._connection.close()  # as the system does with a dead process's
            await waiting
            return taken()

    assert asyncio.run(outlive()) == 1


def test_a_lost_connection_loses_no_place_for_long(url: str, taken: Callable[[], int]) -> None:
    """What is being made while connections are cut has its place again with the next look."""

    async def across() -> int:
        places = SharedPlaces(url, 3)
        async with places.take("fake"), places.take("fake"):
            engine = create_engine(url, isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                others = text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                connection.execute(others)
            engine.dispose()
            async with places.take("fake"):
                return taken()

    assert asyncio.run(across()) == 3


def test_who_waits_no_more_keeps_no_place(url: str, taken: Callable[[], int]) -> None:
    """A call that is given up while it waits leaves the place to others."""

    async def hold(places: SharedPlaces) -> None:
        async with places.take("fake"):
            await asyncio.Event().wait()

    async def leave() -> None:
        places = SharedPlaces(url, 1)
        for _ in range(20):
            async with places.take("fake"):
                waiting = asyncio.create_task(hold(places))
                await asyncio.sleep(0)
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        async with places.take("fake"):
            assert taken() == 1

    asyncio.run(leave())
    wait_until(lambda: taken() == 0, "the place is free again")


def test_a_place_that_is_found_too_late_is_given_back(
    url: str, taken: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is gone when the database answers has no place."""
    asked, go_on = threading.Event(), threading.Event()
    places = SharedPlaces(url, 1)
    find = places._find

    def find_late(service: str) -> int | None:
        asked.set()
        assert go_on.wait(60)
        return find(service)

    monkeypatch.setattr(places, "_find", find_late)

    async def leave() -> None:
        waiting = asyncio.create_task(places.take("fake").__aenter__())
        await asyncio.to_thread(asked.wait, 60)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        go_on.set()
        async with asyncio.timeout(60), places.take("fake"):
            assert taken() == 1

    asyncio.run(leave())
    wait_until(lambda: taken() == 0, "the place is free again")
