"""Processes that work on a studio until they are killed, and the check of what they leave."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
import time
from contextlib import suppress
from decimal import Decimal
from hashlib import sha256
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import lab
from fakes import (
    CHEAP,
    PNG,
    FakeProvider,
    form,
    make_studio,
    moments_of,
    never,
    provider_of,
    recover_dead,
)
from sqlalchemy import select
from sqlmodel import Session

from core import log
from core.audit import audit, describe
from core.errors import InsufficientTokens
from core.orders import generation, submission
from core.orders.engine.worker import Worker
from core.people import people
from core.people.people import DEMO_USER
from core.providers.contract import ImageRequest
from core.tables import GeneratedImage, Generation, OrderStatus

BUDGETS = {"fake": Decimal(100_000)}  # what dies must give back what its service's day kept

# Each step of one order, as (moment, how many times it is reached), and where the order is after
# recovery from a death at it. A commit's answer does not matter: what is durable counts.
STEPS: dict[str, tuple[str, int, str | None]] = {
    "before the hold": ("commit", 1, None),
    "held, not queued": ("committed", 1, OrderStatus.RELEASED),
    "claimed": ("committed", 2, OrderStatus.RELEASED),
    "before the call": ("committed", 3, OrderStatus.RELEASED),
    "in the call": ("asked", 1, OrderStatus.RELEASED),
    "answered": ("commit", 4, OrderStatus.RELEASED),
    "before the file": ("store", 1, OrderStatus.RELEASED),
    "file stored": ("stored", 1, OrderStatus.SETTLED),
    "in settle": ("commit", 5, OrderStatus.SETTLED),
    "settled": ("committed", 5, OrderStatus.SETTLED),
}

# Where a run of 48 cells is killed: the moment, and how many times it is reached before. Each cell
# commits four times after the one hold, and at each of these some cell still has no picture.
POINTS: dict[str, tuple[str, int]] = {
    "before the hold": ("commit", 1),
    "held, none begun": ("committed", 1),
    "the first call": ("asked", 1),
    "a call in the middle": ("asked", 25),
    "a file in the middle": ("store", 20),
    "a file is stored": ("stored", 31),
    "a commit in the middle": ("commit", 100),
    "after a commit": ("committed", 150),
    "before the last file": ("store", 48),
}

_context = multiprocessing.get_context("forkserver")


def start(target: Any, *args: Any) -> tuple[Any, Connection]:
    """Start a process that has everything imported already; return it and its reports."""
    here = Path(__file__).resolve().parent
    os.environ["PYTHONPATH"] = f"{here}{os.pathsep}{here.parent}"  # the fork server starts once
    _context.set_forkserver_preload(["victims"])
    reports, reporter = _context.Pipe(duplex=False)
    process = _context.Process(target=target, args=(reporter, *args), daemon=True)
    process.start()
    reporter.close()
    return process, reports


def read_all(reports: Connection) -> list[str]:
    """Return all that a process reported before it ended or was killed."""
    lines: list[str] = []
    with suppress(EOFError, OSError):
        while True:
            lines.append(reports.recv())
    reports.close()
    return lines


def _quiet() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    log.configure("text")


def die_at(reports: Connection, url: str, data_dir: Path, step: str) -> None:
    """Carry one order on and kill this process, with all its threads, at the step."""
    _quiet()
    moment, times, _ = STEPS[step]
    studio = make_studio(url, data_dir, budgets=BUDGETS)
    left = [times]

    def count_down(_: Any = None) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    moments_of(studio).on(moment, count_down)
    if moment == "asked":
        provider_of(studio).queue(count_down)
    (order,) = submission.submit(studio, DEMO_USER, form("k"))
    generation.run(studio, order.id, never())
    reports.send("survived")


def run_cells(reports: Connection, url: str, data_dir: Path, point: str, again: bool) -> None:
    """Run an experiment's cells, or fill them up, in three threads; be killed at the point."""
    _quiet()
    moment, times = POINTS[point]
    reached = count(1)  # its next() is one step for all threads

    def die_in_time(_: Any = None) -> bytes:
        if next(reached) == times:
            os.kill(os.getpid(), signal.SIGKILL)
        return PNG

    provider = FakeProvider(always=die_in_time if moment == "asked" else PNG)
    studio = make_studio(url, data_dir, provider, budgets=BUDGETS)
    moments_of(studio).on(moment, die_in_time)
    orders = lab.start(studio, again=again)
    threads = [
        threading.Thread(target=lab.carry, args=(studio, orders[number::3])) for number in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reports.send("survived")


def work(reports: Connection, url: str, data_dir: Path, name: str, orders: int, tops: int) -> None:
    """Place and run orders in three threads until killed; report what was acknowledged."""
    _quiet()
    # What the killed ones held stays open until the next check: more than one person may have.
    studio = make_studio(url, data_dir, FakeProvider(), budgets=BUDGETS, open_orders=1000)
    speaking = threading.Lock()

    def say(words: str) -> None:
        with speaking:
            reports.send(words)

    def one(thread: int) -> None:
        for number in range(thread, orders, 3):
            key = f"{name}:{number}"
            try:
                (order,) = submission.submit(studio, DEMO_USER, form(key, CHEAP))
            except InsufficientTokens:
                say("refused")
                continue
            generation.run(studio, order.id, never())
            say(f"settled {order.id}")
            if number < tops:
                people.top_up(studio.database, DEMO_USER, key=f"top:{key}", now=studio.now())
                say(f"granted top:{key}")

    def told(thread: int) -> None:
        try:
            one(thread)
        except BaseException as error:
            say(f"died of {error!r} because of {error.__cause__!r}")
            raise

    say("started")
    threads = [threading.Thread(target=told, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def work_for_others(reports: Connection, url: str, data_dir: Path, asked: Path) -> None:
    """Work on others' orders as a worker does; note each call in a file that all workers share.

    No call ends before the file "go" is there. Its seconds are short: a lease is over in 4 of the
    wall's.
    """
    _quiet()

    async def answer(request: ImageRequest) -> bytes:
        with asked.open("a") as file:
            file.write(f"{request.text.split()[-1]}\n")
        while not asked.with_name("go").exists():
            await asyncio.sleep(0.01)
        return PNG

    studio = make_studio(
        url,
        data_dir,
        FakeProvider(always=answer),
        is_filled=True,
        queue="procrastinate",
        workers=4,
        monotonic=lambda: time.monotonic() * 5,
    )
    reports.send("started")
    asyncio.run(Worker(studio, renew_s=0.1, recover_s=0.1).run())


def _images(session: Session) -> list[GeneratedImage]:
    return list(session.scalars(select(GeneratedImage)))


def check_recovery(url: str, data_dir: Path, acknowledged: list[str]) -> list[Generation]:
    """Recover, and check that nothing acknowledged is lost and nothing else is charged."""
    studio = make_studio(url, data_dir)
    recover_dead(studio)
    with studio.database.snapshot() as session:
        orders = list(session.scalars(select(Generation)))
        hashes = {image.generation_id: image.sha256 for image in _images(session)}
    report = audit(studio.database)
    assert report.clean, "\n".join(describe(report))
    assert report.held == 0
    settled = {order.id for order in orders if order.status == OrderStatus.SETTLED}
    assert {line.split()[1] for line in acknowledged if line.startswith("settled")} <= settled
    for order in orders:
        if order.status == OrderStatus.SETTLED:
            stored = studio.images.read_original(order.id)
            assert sha256(stored).hexdigest() == hashes[order.id]
        else:
            assert order.status == OrderStatus.RELEASED
            assert studio.images.find_original(order.id) is None
    for line in acknowledged:
        if line.startswith("granted"):
            key = line.removeprefix("granted ")
            assert not people.top_up(studio.database, DEMO_USER, key=key, now=0), "a grant was lost"
    studio.database.dispose()
    return orders
