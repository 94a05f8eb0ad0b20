"""Hundreds of kill -9, at random instants and at each named step, on both databases."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest
import victims

pytestmark = pytest.mark.soak

RANDOM_ROUNDS = 150  # for each database
STEP_ROUNDS = 10  # for each step and database
CHECK_EVERY = 10  # rounds: a check reads every picture there is


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
