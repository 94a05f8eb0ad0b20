"""Hundreds of kill -9, at random instants and at each named step, on both databases."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import lab
import pytest
import victims
from fakes import make_studio

from core.audit import audit, describe
from core.experiments import plan
from core.experiments.plan import Came
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio
from core.tables import Generation, OrderStatus

pytestmark = pytest.mark.soak

RANDOM_ROUNDS = 150  # for each database
STEP_ROUNDS = 10  # for each step and database
CHECK_EVERY = 10  # rounds: a check reads every picture there is
CASES, REPEATS, CELLS = 8, 3, 48  # of two arms, at one token each


def test_random_instants(database_url: str, tmp_path: Path) -> None:
    """150 processes killed within half a second of start or work lose nothing."""
    choose = random.Random()
    acknowledged: list[str] = []
    for number in range(RANDOM_ROUNDS):
        process, reports = victims.start(
            victims.work, database_url, tmp_path, f"r{number}", 10**6, 10**6
        )
        if number % 3:  # the others also die while they migrate and load the library
            assert reports.recv() == "started"
        timer = threading.Timer(choose.uniform(0.0, 0.5), process.kill)
        timer.start()
        acknowledged += victims.read_all(reports)
        process.join(20)
        assert process.exitcode == -9
        if number % CHECK_EVERY == CHECK_EVERY - 1:
            victims.check_recovery(database_url, tmp_path, acknowledged)
    assert any(line.startswith("settled") for line in acknowledged)


def test_two_processes_killed_in_turn(database_url: str, tmp_path: Path) -> None:
    """Of two processes on one database one is killed each round; the other goes on."""
    choose = random.Random()
    acknowledged: list[str] = []
    for number in range(20):
        pair = [
            victims.start(victims.work, database_url, tmp_path, f"{name}{number}", 24, 24)
            for name in ("a", "b")
        ]
        timer = threading.Timer(choose.uniform(0.0, 0.5), pair[0][0].kill)
        timer.start()
        for process, reports in pair:
            acknowledged += victims.read_all(reports)
            process.join(30)
        assert pair[1][0].exitcode == 0
        timer.cancel()
    victims.check_recovery(database_url, tmp_path, acknowledged)


@pytest.mark.parametrize("step", victims.STEPS)
@pytest.mark.parametrize("round_number", range(STEP_ROUNDS))
def test_each_step(database_url: str, tmp_path: Path, step: str, round_number: int) -> None:
    """An order whose process is killed at a named step ends as its stored picture says."""
    process, reports = victims.start(victims.die_at, database_url, tmp_path, step)
    assert victims.read_all(reports) == []
    process.join(20)
    orders = victims.check_recovery(database_url, tmp_path, [])
    expected = victims.STEPS[step][2]
    assert [order.status for order in orders] == ([expected] if expected else [])


@pytest.mark.parametrize("point", victims.POINTS)
def test_48_cells_of_an_experiment(database_url: str, tmp_path: Path, point: str) -> None:
    """A run that is killed charges each picture once, and so does 补齐, killed as well."""
    studio = make_studio(database_url, tmp_path)
    lab.make(studio, cases=CASES, repeats=REPEATS)
    orders: list[Generation] = []
    for killed_at in (point, "the first call"):
        process, reports = victims.start(
            victims.run_cells, database_url, tmp_path, killed_at, bool(orders)
        )
        assert victims.read_all(reports) == []
        process.join(20)
        assert process.exitcode == -9
        orders = victims.check_recovery(database_url, tmp_path, [])
        made = sum(order.status == OrderStatus.SETTLED for order in orders)
        assert _pictures(studio) == made < CELLS
        assert people.find(studio.database, DEMO_USER).balance == 100 - made
    lab.carry(studio, lab.start(studio, again=True))
    assert _pictures(studio) == CELLS
    person = people.find(studio.database, DEMO_USER)
    assert (person.balance, person.held) == (100 - CELLS, 0)
    report = audit(studio.database)
    studio.database.dispose()
    assert report.clean, "\n".join(describe(report))


def _pictures(studio: Studio) -> int:
    """Return how many places of the experiment's matrix have a picture that counts."""
    last = plan.last_tries(lab.matrix(studio).tries).values()
    return sum(each.came == Came.PICTURE for each in last)
