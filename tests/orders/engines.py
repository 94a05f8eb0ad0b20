"""Both engines of the queue, each as the app runs it: the pool, or web process and worker."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from fakes import order_of, wait_until
from sqlalchemy import text

from core.orders.engine.front import Front
from core.orders.engine.worker import Worker
from core.orders.pool.workers import Pool
from core.orders.queue import Queue
from core.studio import Studio
from core.tables import Generation, OrderStatus


def is_engine(studio: Studio) -> bool:
    """Return whether workers in other processes carry the studio's orders."""
    return studio.settings.queue == "procrastinate"


@contextmanager
def waiting_room(studio: Studio, **times: Any) -> Iterator[Queue]:
    """Return the queue as a web process has it; stop it at the end."""
    queue = Front(studio, **times) if is_engine(studio) else Pool(studio, **times)
    queue.start()
    try:
        yield queue
    finally:
        queue.stop()


@contextmanager
def working(studio: Studio, **times: Any) -> Iterator[Worker]:
    """Let a worker work, in a thread of this process; stop it at the end, and wait for that."""
    worker = Worker(studio, **times)
    thread = threading.Thread(target=lambda: asyncio.run(worker.run()), name="worker")
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(30)
        assert not thread.is_alive(), "the worker did not stop"


@contextmanager
def running(studio: Studio, **times: Any) -> Iterator[Queue]:
    """Return a queue whose orders are carried to their end, by whichever engine."""
    if not is_engine(studio):
        with waiting_room(studio, **times) as queue:
            yield queue
        return
    with working(studio, **times), waiting_room(studio, recover_s=3600) as queue:
        yield queue


def ended(studio: Studio, *orders: Generation) -> None:
    """Wait until none of the orders is held any more."""
    wait_until(
        lambda: all(order_of(studio, order.id).status != OrderStatus.HELD for order in orders),
        "the orders ended",
    )


def jobs_of(studio: Studio) -> list[Any]:
    """Return all jobs that there are, the first to be handed out first."""
    query = "SELECT * FROM procrastinate_jobs ORDER BY priority DESC, id"
    with studio.database.read() as session:
        return list(session.execute(text(query)).all())


def statuses(studio: Studio, *orders: Generation) -> list[str]:
    """Return the state that each of the orders is in."""
    return [order_of(studio, order.id).status for order in orders]


Placing = Callable[[], list[Generation]]
