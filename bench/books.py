"""5 and 6: the generator of the data, its fold, the audit of a million entries, and recovery."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from bench import data
from bench.measure import Figure, Goal, seconds
from bench.parts import instant_studio, picture, silence
from bench.replay import recorded, replay
from bench.workspace import POSTGRESQL, SQLITE, Workspace
from core.audit import audit
from core.database import Database
from core.orders.recovery import GAP_S, LEASE_S, Recovery
from core.pictures.uploads import check_answer
from core.studio import Studio, now_ms

MILLION = 1_000_000
WRITING_GOAL = Goal(120)
LEFT_BEHIND, QUICK_LEFT_BEHIND = 1_000, 100
SCANS = (
    'SELECT COUNT(*), SUM(amount), SUM(balance_after) FROM "transaction"',
    "SELECT COUNT(*), SUM(cost), MAX(ended_at) FROM generation",
    "SELECT COUNT(*), MAX(created_at) FROM generatedimage",
)


def measure(place: Workspace) -> Iterator[Figure]:
    """Yield the figures of the generator, of the fold, of the audit and of recovery."""
    books = place.books(place.sizes[-1])
    millions = books.written.entries / MILLION
    note = f"measured with {books.written.entries:,} entries"
    took = books.written.seconds / millions
    yield Figure("generator, a million entries", took, "s", goal=WRITING_GOAL, note=note)
    took = books.fold_s / millions / 10
    yield Figure("fold, 100,000 entries", took, "s", note="a few orders at a time, without rests")
    yield _audit(books.settings.database, millions)
    for database in (SQLITE, POSTGRESQL):
        yield _recovery(place, database)


def _audit(url: str, millions: float) -> Figure:
    database = Database(url)
    took = seconds(lambda: _must_be_clean(database))
    path = str(database.engine.url.database)
    database.dispose()
    floor = seconds(lambda: _scan(path)) / millions
    note = "floor: sqlite3 reads the three tables once"
    return Figure("audit, a million entries", took / millions, "s", floor=floor, note=note)


def _must_be_clean(database: Database) -> None:
    if not audit(database).clean:
        raise RuntimeError("the audit finds the generated books wrong")


def _scan(path: str) -> None:
    connection = sqlite3.connect(path)
    for scan in SCANS:
        connection.execute(scan).fetchall()
    connection.close()


def _recovery(place: Workspace, kind: str) -> Figure:
    """Recover orders of which every second one has its picture stored."""
    count = LEFT_BEHIND if not place.quick else QUICK_LEFT_BEHIND
    ours, watched, bare = (_left_behind(place, kind, count) for _ in range(3))
    took = seconds(lambda: _recover(ours))
    with recorded(watched.database) as sent:
        _recover(watched)
    decoding = seconds(lambda: check_answer(picture())) * count / 2
    floor = replay(bare.database, sent) + decoding
    _must_be_clean(ours.database)
    for studio in (ours, watched, bare):
        studio.database.dispose()
    note = "floor: the same statements on the driver, and decoding the stored half"
    return Figure(f"{kind}: recovery of {count:,} orders", took, "s", floor=floor, note=note)


def _recover(studio: Studio) -> None:
    """Look as often as it takes to see that no lease moves, by a clock that nobody waits for."""
    watch = Recovery(replace(studio, monotonic=itertools.count(0, GAP_S / 2).__next__))
    for _ in range(1 + round(LEASE_S / GAP_S)):
        watch.run_once()


def _left_behind(place: Workspace, kind: str, count: int) -> Studio:
    """Return a studio whose process died in the middle of its work."""
    studio = instant_studio(place.settings(kind))
    silence()
    plan = data.Plan(entries=count, left_behind=count, now=now_ms())
    written = data.write(studio.database, plan)
    stored = check_answer(picture())
    for order_id in written.left_behind[::2]:
        studio.images.store_original(order_id, stored)
    return studio
