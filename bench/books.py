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
from core.audit import RULES, audit
from core.auditing.checking import check_rules, unheard
from core.chain import COLUMNS, FIRST, Chained, digest
from core.database import Database
from core.ledger import chain_rules
from core.ledger.checkpoints import Checkpoint
from core.orders.recovery import GAP_S, LEASE_S, Recovery
from core.people import people
from core.pictures.uploads import check_answer
from core.studio import Studio, now_ms

MILLION = 1_000_000
WRITING_GOAL = Goal(120)
AUDIT_GOAL, RULES_GOAL, SECOND_GOAL = Goal(2, "ratio"), Goal(8), Goal(1)
NEW_ENTRIES = 20
STEP_S = GAP_S / 2  # between two looks of recovery
LEFT_BEHIND, QUICK_LEFT_BEHIND = 1_000, 100
PICTURES = "SELECT COUNT(*), MAX(created_at) FROM generatedimage"
TABLES = {Chained.ENTRY: '"transaction"', Chained.ORDER: "generation"}


def measure(place: Workspace) -> Iterator[Figure]:
    """Yield the figures of the generator, of the fold, of the audit and of recovery."""
    books = place.books(place.sizes[-1])
    millions = books.written.entries / MILLION
    note = f"measured with {books.written.entries:,} entries"
    took = books.written.seconds / millions
    yield Figure("generator, a million entries", took, "s", goal=WRITING_GOAL, note=note)
    took = books.fold_s / millions / 10
    yield Figure("fold, 100,000 entries", took, "s", note="a few orders at a time, without rests")
    yield from _audit(books.settings.database, millions)
    for database in (SQLITE, POSTGRESQL):
        yield _recovery(place, database)


def _audit(url: str, millions: float) -> Iterator[Figure]:
    database = Database(url)
    took = seconds(lambda: _must_be_clean(database)) / millions
    rest = seconds(lambda: _must_keep_all_but_chains(database)) / millions
    path = str(database.engine.url.database)
    database.dispose()
    floor = seconds(lambda: _read_and_hash(path)) / millions
    note = "floor: sqlite3 reads the three tables once, and each row is hashed once"
    yield Figure("audit, a million entries", took, "s", floor=floor, goal=AUDIT_GOAL, note=note)
    note = "all other rules, also by two readers"
    yield Figure("audit without the chains", rest, "s", goal=RULES_GOAL, note=note)
    yield _second_audit(url)


def _second_audit(url: str) -> Figure:
    database = Database(url)
    checkpoint = audit(database, now=now_ms()).checkpoint
    for number in range(NEW_ENTRIES):
        people.top_up(database, data.HEAVY, key=f"new:{number}", now=now_ms())
    took = seconds(lambda: _must_be_clean(database, checkpoint))
    database.dispose()
    note = f"{NEW_ENTRIES} entries after the last one, which left a checkpoint"
    return Figure("second audit", took, "s", goal=SECOND_GOAL, note=note)


def _must_be_clean(database: Database, since: Checkpoint | None = None) -> None:
    if not audit(database, since=since).clean:
        raise RuntimeError("the audit finds the generated books wrong")


def _must_keep_all_but_chains(database: Database) -> None:
    rules = {rule: claim for rule, claim in RULES.items() if rule not in chain_rules.RULES}
    with database.twin_snapshots() as (one, other):
        if any(finding.broken for finding in check_rules(rules, one, unheard, other)):
            raise RuntimeError("the generated books break a rule")


def _read_and_hash(path: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(PICTURES).fetchall()
    for kind, table in TABLES.items():
        columns = ", ".join(f'"{column}"' for column in COLUMNS[kind])
        for values in connection.execute(f"SELECT {columns} FROM {table}"):
            digest(kind, FIRST, values)
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
    report = audit(ours.database)
    if report.held or not report.clean:
        raise RuntimeError("recovery left the books as they were, or wrong")
    for studio in (ours, watched, bare):
        studio.database.dispose()
    note = "floor: the same statements on the driver, and decoding the stored half"
    return Figure(f"{kind}: recovery of {count:,} orders", took, "s", floor=floor, note=note)


def _recover(studio: Studio) -> None:
    """Look as often as it takes to see that no lease moves, by a clock that nobody waits for."""
    watch = Recovery(replace(studio, monotonic=itertools.count(0, STEP_S).__next__))
    for _ in range(1 + round(LEASE_S / STEP_S)):
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
