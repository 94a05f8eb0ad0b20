"""A plugin: an exception that ends any thread fails the test in which it happened.

pytest reports such an exception as a warning, and pyproject.toml makes that an error. But a test
that opens a studio configures the log, which takes the hook over for good; so whatever the log
hears of goes to pytest as well, and afterwards the hook is pytest's again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from core import log


@pytest.fixture(autouse=True)
def thread_deaths(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tell pytest of every thread that dies, also where the log has the hook."""
    pytests_hook, logs_hook = threading.excepthook, log._log_thread

    def tell_both(died: threading.ExceptHookArgs) -> None:
        pytests_hook(died)
        logs_hook(died)

    monkeypatch.setattr(log, "_log_thread", tell_both)
    yield
    threading.excepthook = pytests_hook
