"""6: workers in other processes beside the pool, and a bucket beside a folder.

All on PostgreSQL; the bucket is moto's, a server in Python: what it costs is mostly its own.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from bench.measure import Figure, Goal, Times
from bench.parts import PERSON, add_person, first_prompt, instant_studio, picture, silence
from bench.server import INSTANT_APP, free_port, serving
from bench.visitor import visiting
from bench.workspace import POSTGRESQL, Workspace
from core.orders.engine.front import Front
from core.orders.pool.workers import Pool
from core.orders.queue import Queue
from core.orders.specs import OrderForm
from core.pictures.uploads import check_answer
from core.settings import ROOT, Settings
from core.studio import Studio
from core.tables import Generation, OrderStatus

BUSY_GOAL = Goal(1.2, "ratio")
START_S, PATIENCE_S, LOOK_S = 60.0, 300.0, 0.02
KEYS = {"aws_access_key_id": "bench", "aws_secret_access_key": "bench"}


def measure(place: Workspace) -> Iterator[Figure]:
    """Yield how soon and how fast orders are made, what a picture's storing takes, and clicks."""
    with ExitStack() as ends:
        endpoint = ends.enter_context(_s3(place.folder("s3")))
        yield from _engines(place, endpoint)
        yield from _stores(place, endpoint)
        yield from _clicks(place, endpoint)


def _engines(place: Workspace, endpoint: str) -> Iterator[Figure]:
    """Place orders one by one, then many at once, for the pool and for one and two workers."""
    alone, many = place.repeats(40, 8), place.repeats(200, 24)
    soon: dict[str, Times] = {}
    rates: dict[str, float] = {}
    for name, workers in (("pool", 0), ("one worker", 1), ("two workers", 2)):
        with _queue(place, endpoint, workers) as (studio, queue):
            soon[name] = _claimed(studio, queue, alone)
            rates[name] = _rate(studio, queue, many)
    for name, times in soon.items():
        yield times.figure(f"placed → claimed: {name}", floor=soon["pool"], note="floor: the pool")
    for name, floor in (("pool", "pool"), ("one worker", "pool"), ("two workers", "one worker")):
        note = f"{many} orders of one person at once; floor: {floor}"
        yield Figure(f"orders: {name}", rates[name], "/s", floor=rates[floor], note=note)


def _claimed(studio: Studio, queue: Queue, count: int) -> Times:
    """Return the time from each order's hold to its claim, with nothing else to do."""
    orders = []
    for _ in range(count):
        (order,) = _place(studio, queue, 1)
        _wait(studio, [order])
        orders.append(order)
    found = (_row(studio, order) for order in orders)
    return Times([float((order.started_at or 0) - order.created_at) for order in found])


def _rate(studio: Studio, queue: Queue, count: int) -> float:
    began = time.perf_counter()
    _wait(studio, _place(studio, queue, count))
    return count / (time.perf_counter() - began)


def _place(studio: Studio, queue: Queue, count: int) -> list[Generation]:
    prompt = first_prompt(studio).id
    forms = (OrderForm(studio.new_id(), prompt, "1:1") for _ in range(count))
    return [order for form in forms for order in queue.submit(PERSON, form)]


def _wait(studio: Studio, orders: list[Generation]) -> None:
    """Return when all have ended; the last placed ends among the last."""
    ends = time.monotonic() + PATIENCE_S
    for order in reversed(orders):
        while _is_held(studio, order):
            if time.monotonic() > ends:
                raise RuntimeError("an order never ended")
            time.sleep(LOOK_S)


def _is_held(studio: Studio, order: Generation) -> bool:
    return _row(studio, order).status == OrderStatus.HELD


def _row(studio: Studio, order: Generation) -> Generation:
    with studio.database.read() as session:
        return session.get_one(Generation, order.id)


@contextmanager
def _queue(place: Workspace, endpoint: str, workers: int) -> Iterator[tuple[Studio, Queue]]:
    """Yield a studio and its queue: the pool without workers, else what places for them."""
    engine = "procrastinate" if workers else "pool"
    settings = _settings(place, endpoint, queue=engine, open_orders=1000)
    studio = instant_studio(settings)
    silence()
    add_person(studio, PERSON)
    with ExitStack() as ends:
        for _ in range(workers):
            ends.enter_context(_worker(place.folder("worker"), settings))
        queue = (Front if workers else Pool)(studio).start()
        yield studio, queue
        queue.stop()
    studio.database.dispose()


def _settings(place: Workspace, endpoint: str, **more: Any) -> Settings:
    """Return settings of a fresh database, and a fresh bucket at the server."""
    name = f"bench-{free_port()}"
    urllib.request.urlopen(urllib.request.Request(f"{endpoint}/{name}", method="PUT")).close()
    bucket = {"storage_url": f"s3://{name}", "aws_endpoint_url": endpoint, **KEYS}
    return place.settings(POSTGRESQL, secret_key="b" * 32, **bucket, **more)


def _environment(settings: Settings) -> dict[str, str]:
    """Return what makes another process read the same settings, but for its folder."""
    return {
        "DATABASE_URL": settings.database,
        "QUEUE": settings.queue,
        "STORAGE_URL": settings.storage_url,
        "AWS_ENDPOINT_URL": settings.aws_endpoint_url,
        "SECRET_KEY": "b" * 32,
        "IMAGE_PROVIDER": "demo",
        **{name.upper(): value for name, value in KEYS.items()},
    }


@contextmanager
def _worker(folder: Path, settings: Settings) -> Iterator[None]:
    log = folder / "log"
    env = {**os.environ, **_environment(settings), "DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "bench.instant_worker"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
    try:
        _until(lambda: "worker.started" in log.read_text("utf-8", "replace"), process, log)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


@contextmanager
def _s3(folder: Path) -> Iterator[str]:
    """Start an S3-compatible server in a process of its own; yield its address."""
    port, log = free_port(), folder / "log"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        _until(lambda: _answers(f"http://127.0.0.1:{port}"), process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _answers(address: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(address, timeout=2):
        return True
    return False


def _until(is_ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + START_S
    while not is_ready():
        if process.poll() is not None or time.monotonic() > ends:
            raise RuntimeError(log.read_text("utf-8", "replace")[-2000:])
        time.sleep(LOOK_S)


def _stores(place: Workspace, endpoint: str) -> Iterator[Figure]:
    """Store a picture of a megabyte with its thumbnail, and read it back."""
    made = check_answer(picture())
    folder = instant_studio(place.settings())
    bucket = instant_studio(_settings(place, endpoint))
    times: dict[tuple[str, str], Times] = {}
    for number in range(place.repeats(60, 6)):
        for name, studio in (("folder", folder), ("bucket", bucket)):
            order = f"{number:08x}"
            with times.setdefault((name, "stored"), Times()).one():
                studio.images.store_original(order, made)
            with times.setdefault((name, "read"), Times()).one():
                studio.images.read_original(order)
    for what in ("stored", "read"):
        yield times["folder", what].figure(f"a picture {what}: folder")
        floor = times["folder", what]
        yield times["bucket", what].figure(f"a picture {what}: bucket", floor=floor)
    for studio in (folder, bucket):
        studio.database.dispose()


def _clicks(place: Workspace, endpoint: str) -> Iterator[Figure]:
    """Click in a web process while nothing happens, and while a worker makes many orders."""
    count, orders = place.repeats(100, 8), place.repeats(300, 24)
    with _queue(place, endpoint, 1) as (studio, queue):
        env = _environment(studio.settings)
        with serving(INSTANT_APP, place.folder("web"), **env) as server:
            idle = asyncio.run(_chosen(server.url, count))
            placed = _place(studio, queue, orders)
            last = placed[-1]  # of one person: it is the last one made
            busy = asyncio.run(_chosen(server.url, count, lambda: _is_held(studio, last)))
            _wait(studio, placed)
    least, most = Times([idle.p95]), Times([busy.p95])
    yield idle.figure("a click in the web process, nothing else running")
    note = f"p95 of {len(busy.ms)} clicks, all of them while a worker made {orders} orders"
    yield most.figure("a click meanwhile: p95", floor=least, goal=BUSY_GOAL, note=note)


async def _chosen(url: str, count: int, counts: Callable[[], bool] = lambda: True) -> Times:
    """Return how long a choice of a prompt takes, so many times, or as long as they count."""
    times = Times()
    async with visiting(url) as visitor:
        await visitor.open()
        for number in range(count + 3):
            run = await visitor.click("选择", number % max(1, visitor.buttons("选择")))
            if not counts():
                break
            if number >= 3:  # the first ones fill caches
                times.ms.append(run.ms)
    return times
