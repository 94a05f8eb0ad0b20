"""A run of 64 beside 64 single orders, and how soon a click begins while a run goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlmodel import col

from bench.experiments import lab
from bench.experiments.lab import CASES_A_RUN, PROMPT, VALUE, Lab
from bench.measure import Figure, Goal, Times, number
from bench.parts import add_person
from bench.workspace import POSTGRESQL, SQLITE, Workspace
from core.experiments import reads
from core.orders.pool.workers import Pool
from core.orders.specs import OrderForm
from core.tables import MAX_CELLS, Generation

RATE_GOAL = Goal(1, "ratio", at_least=True)
CLICK_GOAL = Goal(1000)
SOMEBODY = "bench-click"  # who orders while the owner's run goes on
THINKING_S = 0.5  # between two clicks of each of them


def measure(place: Workspace) -> Iterator[Figure]:
    """Yield the rate of a run and of single orders, and when clicks begin, on both databases."""
    for database in (SQLITE, POSTGRESQL):
        with _working(place, database) as (owned, pool):
            yield _rate(place, database, owned, pool)
            yield _clicks(place, database, owned, pool)


@contextmanager
def _working(place: Workspace, database: str) -> Iterator[tuple[Lab, Pool]]:
    """Yield a studio with its pool, warm; nobody is told that so many clicks are too many."""
    owned = lab.open_lab(place.settings(database, open_orders=2 * MAX_CELLS))
    add_person(owned.studio, SOMEBODY)
    pool = Pool(owned.studio).start()
    try:
        for _ in range(owned.studio.settings.workers):
            pool.submit(owned.owner, _form(owned))
        lab.wait_until_ended(owned)
        yield owned, pool
    finally:
        pool.stop()
        owned.studio.database.dispose()


def _form(owned: Lab) -> OrderForm:
    return OrderForm(owned.studio.new_id(), PROMPT, "1:1", variables=((VALUE, "西湖"),))


def _rate(place: Workspace, database: str, owned: Lab, pool: Pool) -> Figure:
    """Take a run and single orders in turns, so that both feel the same neighbours."""
    runs, singles = Times(), Times()
    for _ in range(place.repeats(5, 1)):
        experiment_id = lab.make(owned, CASES_A_RUN)
        with runs.one():
            lab.place(owned, pool, experiment_id)
            lab.wait_until_ended(owned)
        lab.check(owned, experiment_id, MAX_CELLS)
        with singles.one():
            for _ in range(MAX_CELLS):
                pool.submit(owned.owner, _form(owned))
            lab.wait_until_ended(owned)
    rates = [1000 * MAX_CELLS / times.median for times in (runs, singles)]
    name = f"{database}: pictures of a run of {MAX_CELLS}"
    note = f"from the click to the last picture; floor: {MAX_CELLS} single orders"
    return Figure(name, rates[0], "/s", floor=rates[1], goal=RATE_GOAL, note=note)


def _clicks(place: Workspace, database: str, owned: Lab, pool: Pool) -> Figure:
    """Click as the owner and as somebody else while runs go on; the slowest click counts."""
    begun = Times()
    for _ in range(place.repeats(3, 1)):
        experiment_id = lab.make(owned, CASES_A_RUN)
        lab.place(owned, pool, experiment_id)
        clicked: dict[str, int] = {}
        while reads.is_running(owned.studio.database, experiment_id):
            for person in (owned.owner, SOMEBODY):
                at = owned.studio.now()
                clicked[pool.submit(person, _form(owned))[0].id] = at
            time.sleep(THINKING_S)
        for person in (owned.owner, SOMEBODY):
            lab.wait_until_ended(owned, person)
        begun.ms += _begun_after(owned, clicked)
    note = f"the slowest of {len(begun.ms)}; median {number(begun.median)} ms from click to start"
    name = f"{database}: a click during a run"
    return Figure(name, max(begun.ms), "ms", begun.p95, goal=CLICK_GOAL, note=note)


def _begun_after(owned: Lab, clicked: dict[str, int]) -> list[float]:
    """Return how long after its click each order was begun, in ms."""
    chosen = col(Generation.id).in_(list(clicked))
    query = select(col(Generation.id), col(Generation.started_at)).where(chosen)
    with owned.studio.database.read() as session:
        return [float(row.started_at - clicked[row.id]) for row in session.execute(query)]
