"""Browser tests among the others: side by side, browsers only wait for each other's processor."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import pytest

BROWSERS = Path(__file__).parent / "e2e"


def spread(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Return tests with the files of browser tests at even distances among the other files."""
    files = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
    browsers = [tests for tests in files if BROWSERS in tests[0].path.parents]
    others = [tests for tests in files if BROWSERS not in tests[0].path.parents]
    placed = [(float(place), tests) for place, tests in enumerate(others)]
    apart = len(others) / max(1, len(browsers))
    placed += [(number * apart, tests) for number, tests in enumerate(browsers)]
    return [item for _, tests in sorted(placed, key=lambda each: each[0]) for item in tests]
