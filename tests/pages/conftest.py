"""Studios for pages: one whose clocks a test moves, and one on each database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeClock, FakeProvider, FakeSeconds, make_studio

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


@pytest.fixture
def each_studio(studio: Studio) -> Iterator[Studio]:
    """Make a studio on each database the current one, as `app_studio` on SQLite: for a few pages.

    What a page asks is tested on both beside the page; here, that the page asks nothing else.
    """
    with use(replace(studio, monotonic=FakeSeconds())) as current:
        yield current
        workers.stop()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Studio]]:
    """Return a function that makes a studio with these services the current one."""
    with ExitStack() as ends:

        def start(provider: FakeProvider, *also: FakeProvider, **more: Any) -> Studio:
            studio = make_studio("", tmp_path / "data", provider, also=also, **more)
            ends.callback(studio.database.dispose)
            ends.enter_context(use(studio))
            ends.callback(workers.stop)
            return studio

        yield start
