"""A studio whose clocks a test moves, for pages that show instants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeClock, FakeSeconds, make_studio

from core.orders.pool import workers
from core.studio import Studio, use


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock at 2026-09-21 22:13:20 in Shanghai."""
    return FakeClock()


@pytest.fixture
def here(tmp_path: Path, clock: FakeClock) -> Iterator[Studio]:
    """Make a studio with that clock, whose seconds stand still too, the current one."""
    made = make_studio("", tmp_path / "data", clock=clock, monotonic=FakeSeconds())
    with use(made):
        yield made
        workers.stop()
    made.database.dispose()
