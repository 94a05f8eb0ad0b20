"""A studio whose seconds a test moves: nobody waits for a lease to be over; one of each engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

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

    Its books and pictures must be whole at the end.
    """
    engine, kind = request.param.split("-")
    with _opened(request, tmp_path, engine, kind) as studio:
        yield studio


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Studio]:
    """Return a studio whose orders are carried by workers in other processes."""
    with _opened(request, tmp_path, "procrastinate", "postgresql") as studio:
        yield studio


@contextmanager
def _opened(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str, kind: str
) -> Iterator[Studio]:
    """Open a studio; that of workers has a bucket, as without one it would refuse to start."""
    bucket = request.getfixturevalue("s3").settings() if engine == "procrastinate" else {}
    known: dict[str, Any] = {"queue": engine, "workers": 1, **bucket}
    with fresh(request, tmp_path, kind, FILLED) as url:
        studio = make_studio(url, tmp_path / "data", is_filled=kind == "postgresql", **known)
        yield studio
        report = audit(studio.database, images=studio.images)
        studio.database.dispose()
    assert report.clean, "\n".join(describe(report))
