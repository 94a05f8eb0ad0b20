"""1: what an order costs without its provider; the parts of it, and the whole."""

from __future__ import annotations

import gc
import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from bench import order_floor
from bench.measure import Figure, Goal, Times, seconds
from bench.parts import PERSON, add_person, first_prompt, instant_studio, reference, silence
from bench.stopwatch import DATABASE, STORE, Laps, timed
from bench.workspace import POSTGRESQL, SQLITE, Workspace
from core.orders import generation, submission
from core.orders.specs import OrderForm
from core.pictures import references
from core.pictures.uploads import check_reference
from core.processes import garbage
from core.providers.calling import Cancel
from core.studio import Studio

AT_ONCE = 8
WARM_UP = 3  # the first orders make folders and fill caches
GOALS = {"whole": Goal(120), "database": Goal(15)}
RATE_GOAL = Goal(0.35, "ratio", at_least=True)
NOTES = {
    "reference": "1 MB JPEG checked, re-encoded, stored with its row; floor: Pillow, write, fsync",
    "hold": "with the gate",
    "store": "thumbnail and original; floor: Pillow, write, fsync",
    "settle": "entry, balance, picture's row",
    "database": "all six transactions of an order, its reference's among them",
    "the rest": "answer decoded and checked, logs; floor: Pillow's decoding",
    "whole": "floor: Pillow, files and the raw hold and settle",
}

Parts = dict[str, Times]


def measure(place: Workspace) -> Iterator[Figure]:
    """Yield the figures of both databases, at one and at eight at a time.

    Garbage is collected as in the processes that make orders.
    """
    usual = gc.get_threshold()
    garbage.collect_seldom()
    try:
        yield from _measure(place)
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _measure(place: Workspace) -> Iterator[Figure]:
    work = order_floor.files_and_pictures(place)
    for database in (SQLITE, POSTGRESQL):
        ours, raw = order_floor.hold_and_settle(place, database)
        least = sum(times.median for times in work.values()) + 1000 / raw
        floors = work | {"the rest": work["answer"], "whole": Times([least])}
        yield from _alone(place, database, floors)
        note = "rows are made beforehand; floor: the same statements on the bare driver"
        name = f"{database}: hold + settle"
        yield Figure(name, ours, "/s", floor=raw, goal=RATE_GOAL, note=note)
        yield from _together(place, database)


def _alone(place: Workspace, database: str, floors: Parts) -> Iterator[Figure]:
    parts, _ = _orders(place, database, threads=1, count=place.repeats(60, 12))
    for part, note in NOTES.items():
        name = f"{database}, 1 at a time: {part}"
        yield parts[part].figure(name, floor=floors.get(part), goal=GOALS.get(part), note=note)


def _together(place: Workspace, database: str) -> Iterator[Figure]:
    count = place.repeats(12, 3)
    parts, took = _orders(place, database, threads=AT_ONCE, count=count)
    for part in ("hold", "settle", "database", "whole"):
        yield parts[part].figure(f"{database}, {AT_ONCE} at a time: {part}")
    yield Figure(f"{database}, {AT_ONCE} at a time: orders", AT_ONCE * count / took, "/s")


def _orders(place: Workspace, database: str, *, threads: int, count: int) -> tuple[Parts, float]:
    """Carry `count` orders to their end on each thread; return the parts' times, and s in all."""
    laps = Laps()
    studio = timed(instant_studio(place.settings(database)), laps)
    silence()
    prompt_id = first_prompt(studio).id
    parts: Parts = defaultdict(Times)

    def work(person: str, count: int, parts: Parts) -> None:
        for _ in range(count):
            _one_order(studio, OrderForm(studio.new_id(), prompt_id, "1:1"), person, laps, parts)

    for number in range(threads):
        add_person(studio, f"{PERSON}-{number}")
    work(f"{PERSON}-0", WARM_UP, defaultdict(Times))
    workers = [
        threading.Thread(target=work, args=(f"{PERSON}-{number}", count, parts))
        for number in range(threads)
    ]
    took = seconds(lambda: _run_all(workers))
    studio.database.dispose()
    return parts, took


def _run_all(workers: list[threading.Thread]) -> None:
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def _one_order(studio: Studio, form: OrderForm, person: str, laps: Laps, parts: Parts) -> None:
    laps.reset()
    upload, order = Times(), Times()
    with upload.one():
        name = references.keep(studio, person, check_reference(reference()), "山.jpg").name
    with order.one():
        form = replace(form, reference=name)
        (held,) = submission.submit(studio, person, form)
        generation.run(studio, held.id, Cancel())
    transactions, (stored,) = laps.of(DATABASE), laps.of(STORE)
    _, hold, *_, settle = transactions  # the first one writes the reference's row
    took = {
        "reference": upload.ms[0],
        "hold": hold,
        "store": stored,
        "settle": settle,
        "database": sum(transactions),
        "the rest": order.ms[0] - stored - sum(transactions[1:]),
        "whole": upload.ms[0] + order.ms[0],
    }
    for part, ms in took.items():
        parts[part].ms.append(ms)
