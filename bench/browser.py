"""An installed Chromium, without a window and without anything of its own to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
QUIET_FLAGS = ("--disable-background-networking", "--disable-component-update", "--disable-sync")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser; it ends with the block. Raise `RuntimeError` where none is installed."""
    named = os.environ.get("CHROMIUM")
    found = [path for name in ([named] if named else CHROMIUM) if (path := shutil.which(name))]
    if not found:
        raise RuntimeError("no Chromium found: install one, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found[0], args=[*FLAGS, *QUIET_FLAGS])
        yield browser
        browser.close()
