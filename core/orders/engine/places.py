"""A service's places, shared by all processes: PROVIDER_CALLS is then the limit for the world.

A place is an advisory lock of PostgreSQL, on a connection that this process keeps: it is free
again when it is given back, and when the process dies, however it dies. While the database does not
answer nobody begins a try; what has begun goes on, and where the connection was lost its places
are taken again as far as nobody else has them by then.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from zlib import crc32

import psycopg

from core.log import get_logger
from core.orders.engine.connecting import conninfo

LOOK_S = 0.1  # between two looks for a place while all are taken
REST_S = 1.0  # after a look that the database refused

log = get_logger()


class SharedPlaces:
    """Hand out a service's places, one for each try; every method may be called from any loop.

    One thread asks the database, so that no loop waits for it, and none has to have a connection.
    """

    def __init__(self, url: str, places: int) -> None:
        """Connect to `url` at the first try; each service has so many places in the world."""
        self._conninfo = conninfo(url)
        self._places = places
        self._asking = ThreadPoolExecutor(1, thread_name_prefix="places")
        self._connection: psycopg.Connection | None = None
        self._mine: defaultdict[str, set[int]] = defaultdict(set)

    @asynccontextmanager
    async def take(self, service: str) -> AsyncIterator[None]:
        """Wait for a place of the service as long as it takes; give it back with the block."""
        place = await self._wait(service)
        try:
            yield
        finally:
            self._asking.submit(self._give, service, place)

    async def _wait(self, service: str) -> int:
        while True:
            asked = self._asking.submit(self._find, service)
            try:
                place = await asyncio.wrap_future(asked)
            except asyncio.CancelledError:
                asked.add_done_callback(lambda done: self._give_unwanted(service, done))
                raise
            except psycopg.Error:
                log.exception("places.failed", service=service)
                await asyncio.sleep(REST_S)
                continue
            if place is not None:
                return place
            await asyncio.sleep(LOOK_S)

    def _find(self, service: str) -> int | None:
        """Return a place that is this process's now; None while all are taken.

        A lock may be taken twice by one connection: our own places are not asked for.
        """
        for place in range(self._places):
            if place not in self._mine[service] and self._lock(service, place):
                self._mine[service].add(place)
                return place
        return None

    def _give(self, service: str, place: int) -> None:
        self._mine[service].discard(place)
        try:
            self._open().execute("SELECT pg_advisory_unlock(%s, %s)", _key(service, place))
        except psycopg.Error:  # with its connection every lock is gone
            log.exception("places.failed", service=service)

    def _give_unwanted(self, service: str, asked: Future[int | None]) -> None:
        """Give back what was found for somebody who had gone meanwhile."""
        if asked.cancelled() or asked.exception() is not None:
            return
        if (place := asked.result()) is not None:
            self._asking.submit(self._give, service, place)

    def _lock(self, service: str, place: int) -> bool:
        query = "SELECT pg_try_advisory_lock(%s, %s)"
        found = self._open().execute(query, _key(service, place)).fetchone()
        return found is not None and bool(found[0])

    def _open(self) -> psycopg.Connection:
        """Return the connection; make it anew if it is lost, and take our places again."""
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self._conninfo, autocommit=True)
            for service, places in self._mine.items():
                for place in places:
                    self._lock(service, place)
        return self._connection


def _key(service: str, place: int) -> tuple[int, int]:
    """Return a place as PostgreSQL names a lock: two signed numbers of 32 bits."""
    return crc32(f"place:{service}".encode()) - 2**31, place
