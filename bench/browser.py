"""An installed Chromium, without a window and without anything of its own to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

# The shell first: it has no window to draw.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOW_TO_INSTALL = (
    "no Chromium: apt install chromium-headless-shell fonts-noto-cjk, or name one in CHROMIUM"
)


def find() -> str | None:
    """Return the path of the Chromium that CHROMIUM names, or else of an installed one."""
    named = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, [named] if named else NAMES)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser; it ends with the block. Raise `RuntimeError` where none is installed."""
    found = find()
    if found is None:
        raise RuntimeError(HOW_TO_INSTALL)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*FLAGS])
        yield browser
        browser.close()
