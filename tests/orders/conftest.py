"""A studio whose seconds a test moves: nobody waits for a lease to be over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import FakeSeconds

from core.studio import Studio


@pytest.fixture
def seconds() -> FakeSeconds:
    """Return a clock of seconds that stands still."""
    return FakeSeconds()


@pytest.fixture
def still(studio: Studio, seconds: FakeSeconds) -> Studio:
    """Return a studio on each database with that clock; its books must be clean in the end."""
    return replace(studio, monotonic=seconds)
