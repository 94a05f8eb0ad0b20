"""A studio whose seconds a test moves: nobody waits for a lease to be over; one of each engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from databases import FILLED, fresh
from fakes import FakeSeconds, make_studio

from core.audit import audit, describe
from core.studio import Studio


@pytest.fixture
def seconds() -> FakeSeconds:
    """Return a clock of seconds that stands still."""
    return FakeSeconds()


@pytest.fixture
def still(studio: Studio, seconds: FakeSeconds) -> Studio:
    """Return a studio on each database with that clock; its books must be clean in the end."""
    return replace(studio, monotonic=seconds)


SLOW_ENGINE = pytest.param("pool-postgresql", marks=pytest.mark.slow)  # tried as often elsewhere


@pytest.fixture(params=["pool-sqlite", SLOW_ENGINE, "procrastinate-postgresql"])
def queued(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Studio]:
    """Return a studio for each engine and database; one order of a service is made at a time.

    Its books must be clean at the end.
    """
    engine, kind = request.param.split("-")
    with fresh(request, tmp_path, kind, FILLED) as url:
        made = make_studio(
            url, tmp_path / "data", queue=engine, workers=1, is_filled=kind == "postgresql"
        )
        yield made
        report = audit(made.database)
        made.database.dispose()
    assert report.clean, "\n".join(describe(report))


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Studio]:
    """Return a studio whose orders are carried by workers in other processes."""
    with fresh(request, tmp_path, "postgresql", FILLED) as url:
        made = make_studio(url, tmp_path / "data", queue="procrastinate", workers=1, is_filled=True)
        yield made
        report = audit(made.database)
        made.database.dispose()
    assert report.clean, "\n".join(describe(report))
