"""4: from the process's start to the first answer and to the first useful paint in a browser."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from bench.browser import chromium
from bench.measure import Figure, Goal, Times
from bench.server import APP, BARE, HELLO, serving
from bench.workspace import Workspace

GOAL = Goal(2.0, "ratio")
PATIENCE_MS = 60_000
AT_REST_S = 2.0  # after the page has been shown


@dataclass(frozen=True)
class Kind:
    """A way to start Streamlit, and what stands on its page when the page is of use."""

    command: tuple[str, ...]
    useful: str
    health: Times = field(default_factory=Times)
    paint: Times = field(default_factory=Times)
    memory: list[float] = field(default_factory=list)


def measure(place: Workspace) -> Iterator[Figure]:
    """Start each kind in turns, so that all feel the same neighbours; yield the medians."""
    kinds = {
        "app": Kind(APP, "[data-testid=stMetricValue]"),
        "bare page": Kind(BARE, "[data-testid=stText]"),
        "streamlit hello": Kind(HELLO, "[data-testid=stMarkdownContainer] h1"),
    }
    folders = {name: place.folder(name.replace(" ", "-")) for name in kinds}
    with chromium() as browser:
        for number in range(place.repeats(5, 1) + 1):
            for name, kind in kinds.items():
                into = kind if number else Kind(kind.command, kind.useful)  # the first warms disks
                _start(into, folders[name], browser)
    yield from _figures(kinds)


def _start(kind: Kind, folder: os.PathLike[str], browser: Browser) -> None:
    from pathlib import Path

    with serving(kind.command, Path(folder)) as server:
        kind.health.ms.append(server.health_s * 1000)
        page = browser.new_page(locale="zh-CN")
        page.goto(server.url)
        page.locator(kind.useful).first.wait_for(timeout=PATIENCE_MS)
        kind.paint.ms.append((time.perf_counter() - server.began) * 1000)
        page.close()
        time.sleep(AT_REST_S)
        kind.memory.append(server.memory_mb)


def _figures(kinds: dict[str, Kind]) -> Iterator[Figure]:
    floor = kinds["bare page"]
    for name, kind in kinds.items():
        goal = GOAL if name == "app" else None
        yield kind.health.figure(f"{name}: to health", floor=floor.health, goal=goal)
        yield kind.paint.figure(f"{name}: to first useful paint", floor=floor.paint, goal=goal)
        memory, least = kind.memory[-1], floor.memory[-1]
        yield Figure(f"{name}: memory at rest", memory, "MB", floor=least, goal=goal)
