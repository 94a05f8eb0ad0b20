"""A rerun of a page beside one of a bare page that draws the same kinds of elements, in turns."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.measure import Figure, Goal, Times
from bench.server import Server
from bench.visitor import Run, Visitor, visiting
from bench.workspace import Workspace

BARE_GOAL = Goal(1.5, "ratio")
REST_S, REST_MS = 1.0, 50  # a server that uses less in such a time does nothing by itself
MOST_REST_S = 20.0
WARM_S = 7.0  # after a start: the app warms up after 5
VIEW_S = 5.0  # that a view is measured for, unless that is less than two runs


@dataclass(frozen=True)
class Seen:
    """A page with its query; `instead` names kinds that the bare page draws as another kind.

    `goal` is that of a rerun.
    """

    name: str
    page: str
    query: str
    instead: Mapping[str, str] = field(default_factory=dict)
    goal: Goal = BARE_GOAL


async def reruns(visitor: Visitor, count: int) -> Times:
    """Run the page again and again; a view that takes seconds need not be seen often."""
    times = Times()
    ends = time.monotonic() + VIEW_S
    while len(times.ms) < count and (len(times.ms) < 2 or time.monotonic() < ends):
        times.ms.append((await visitor.rerun()).ms)
    return times


async def beside_bare(place: Workspace, seen: Seen, server: Server, bare: Server) -> list[Figure]:
    """Return the figures of a page; the two run in turns, so that both feel the same neighbours."""
    name = seen.name
    async with visiting(server.url, seen.query, quick_acks=True) as ours:
        first = await ours.open(seen.page)
        await rest(server)
        drawn = await ours.rerun()
        async with visiting(bare.url, _address(seen, drawn), quick_acks=True) as plain:
            await plain.open()
            await plain.rerun()
            ours_ms, bare_ms = Times(), Times()
            before = server.cpu_ms, bare.cpu_ms
            count = place.repeats(40, 8)
            for _ in range(count):
                ours_ms.ms.append((await ours.rerun()).ms)
                bare_ms.ms.append((await plain.rerun()).ms)
            cpu = (server.cpu_ms - before[0]) / count, (bare.cpu_ms - before[1]) / count
    note = f"{drawn.elements} elements and blocks; the bare page draws the same kinds"
    return [
        ours_ms.figure(f"{name}: rerun", floor=bare_ms, goal=seen.goal, note=note),
        Figure(f"{name}: processor time of a rerun", cpu[0], "ms", floor=cpu[1]),
        Figure(f"{name}: first visit since the start", first.ms, "ms", floor=ours_ms.median),
        Figure(f"{name}: sent to the browser", drawn.bytes / 1000, "kB"),
        await _ordinary(place, seen, server, ours_ms),
    ]


async def rest(server: Server) -> None:
    """Return when the server has done what it does after its start: it imports for later pages."""
    await asyncio.sleep(max(0.0, server.began + WARM_S - time.perf_counter()))
    ends, before = time.monotonic() + MOST_REST_S, -1e9
    while server.cpu_ms - before > REST_MS and time.monotonic() < ends:
        before = server.cpu_ms
        await asyncio.sleep(REST_S)


def _address(seen: Seen, drawn: Run) -> str:
    """Return the bare page's query: how many of each kind it draws."""
    kinds: Counter[str] = Counter()
    for kind, count in drawn.kinds.items():
        kinds[seen.instead.get(kind, kind)] += count
    return urlencode(kinds)


async def _ordinary(place: Workspace, seen: Seen, server: Server, quick: Times) -> Figure:
    async with visiting(server.url, seen.query) as visitor:
        await visitor.open(seen.page)
        times = await reruns(visitor, place.repeats(20, 5))
    note = "what a browser on Linux waits: its kernel may delay ACKs by 40 ms"
    return times.figure(f"{seen.name}: rerun, ordinary ACKs", floor=quick, note=note)
