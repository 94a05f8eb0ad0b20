"""2: server time of a rerun of each page, beside a bare page, and as the books grow."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.data import HEAVY, HEAVY_EVERY, RARE_WORD
from bench.measure import Figure, Goal, Times, flatness, number
from bench.parts import first_prompt
from bench.server import APP, BARE, Server, serving
from bench.visitor import Visitor, visiting
from bench.workspace import Books, Workspace
from core.studio import open_studio

PAGES = {"生成": "", "图库": "gallery", "账本": "ledger"}
BARE_GOAL = Goal(1.5, "ratio")
FLAT_LIMIT = 1.5  # times
SLOW_GOAL = Goal(300)  # ms, for a search or a chart over 100,000
NOBODYS_WORD = "独角鲸"  # in no wish: a search that looks at everything
VIEW_S = 5.0  # that a view is measured for, unless that is less than two runs
ME = {"me": HEAVY}

Act = Callable[[Visitor], Awaitable[object]]
Measured = dict[str, dict[str, Times]]  # by view, by size


@dataclass(frozen=True)
class View:
    """A page and what a person does there; then it is run again and again.

    A slow thing has its goal at 100,000 rows: `slow_at` is the number of the size that has them.
    """

    name: str
    page: str
    acts: tuple[Act, ...] = ()
    slow_at: int | None = None


def _views(prompt: str) -> list[View]:
    def everybody(visitor: Visitor) -> Awaitable[object]:
        return visitor.pick("范围", "全部")

    def section(name: str) -> Act:
        return lambda visitor: visitor.pick("内容", name)

    def last_page(visitor: Visitor) -> Awaitable[object]:
        return visitor.turn_to(visitor.pages)

    def one_prompt(visitor: Visitor) -> Awaitable[object]:
        return visitor.type("提示词", prompt)

    def search(word: str) -> Act:
        return lambda visitor: visitor.type("搜索", word)

    return [
        View("生成", ""),
        View("图库: first page", "gallery"),
        View("图库: last page", "gallery", (last_page,)),
        View("图库: one prompt", "gallery", (one_prompt,)),
        View("图库: search, a tenth found", "gallery", (search(RARE_WORD),), 2),
        View("图库: search, nothing found", "gallery", (search(NOBODYS_WORD),), 2),
        View("账本: first page", "ledger"),
        View("账本: last page", "ledger", (last_page,)),
        View("账本: one prompt", "ledger", (one_prompt,)),
        View("账本: everybody", "ledger", (everybody,)),
        View("账本: everybody, last page", "ledger", (everybody, last_page)),
        View("账本: everybody, one prompt", "ledger", (everybody, one_prompt)),
        View("账本: everybody, orders", "ledger", (everybody, section("订单"))),
        View("账本: charts", "ledger", (section("图表"),), 2),
        View("账本: everybody, charts", "ledger", (everybody, section("图表")), 1),
        View("账本: everybody, prompts", "ledger", (everybody, section("提示词表现")), 1),
        View("账本: everybody, 提示词表现", "ledger", (everybody, section("提示词表现"))),
    ]


def measure(place: Workspace) -> Iterator[Figure]:
    """Yield each page beside a bare one, then each view at the three sizes."""
    measured: Measured = defaultdict(dict)
    views: list[View] = []
    for size in place.sizes:
        books = place.books(size)
        views = _views(_first_title(books))
        with serving(APP, books.settings.data_dir) as server:
            if size == place.sizes[1]:
                yield from _beside_bare(place, server)
            asyncio.run(_all_views(place, server, views, f"{size:,}", measured))
            server.check()
    for view in views:
        yield from _figures(view, measured[view.name], place.sizes)


def _first_title(books: Books) -> str:
    studio = open_studio(books.settings)
    title = first_prompt(studio).title
    studio.database.dispose()
    return title


def _figures(view: View, measured: dict[str, Times], sizes: Sequence[int]) -> Iterator[Figure]:
    if view.slow_at is None:
        yield flatness(f"{view.name}, flat?", measured, limit=FLAT_LIMIT)
        return
    note = " · ".join(f"{size}: {number(times.median)}" for size, times in measured.items())
    size = sizes[view.slow_at]
    rows = size // HEAVY_EVERY if view.slow_at == len(sizes) - 1 else size  # one person's, or all
    times = measured[f"{size:,}"]
    yield times.figure(f"{view.name}, of {rows:,}", goal=SLOW_GOAL, note=note)


async def _all_views(
    place: Workspace, server: Server, views: list[View], size: str, measured: Measured
) -> None:
    for view in views:
        async with visiting(server.url, urlencode(ME), quick_acks=True) as visitor:
            await visitor.open(view.page)
            for act in view.acts:
                await act(visitor)
            measured[view.name][size] = await _reruns(visitor, place.repeats(15, 3))


async def _reruns(visitor: Visitor, count: int) -> Times:
    """Run the page again and again; a view that takes seconds need not be seen often."""
    times = Times()
    ends = time.monotonic() + VIEW_S
    while len(times.ms) < count and (len(times.ms) < 2 or time.monotonic() < ends):
        times.ms.append((await visitor.rerun()).ms)
    return times


def _beside_bare(place: Workspace, server: Server) -> Iterator[Figure]:
    with serving(BARE, place.folder("bare")) as bare:
        for name, page in PAGES.items():
            yield from asyncio.run(_one_beside_bare(place, name, page, server, bare))


async def _one_beside_bare(
    place: Workspace, name: str, page: str, server: Server, bare: Server
) -> list[Figure]:
    """Run the two in turns, so that both feel the same neighbours."""
    async with visiting(server.url, urlencode(ME), quick_acks=True) as ours:
        first = await ours.open(page)
        drawn = await ours.rerun()
        async with visiting(bare.url, urlencode(drawn.kinds), quick_acks=True) as plain:
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
        ours_ms.figure(f"{name}: rerun", floor=bare_ms, goal=BARE_GOAL, note=note),
        Figure(f"{name}: processor time of a rerun", cpu[0], "ms", floor=cpu[1]),
        Figure(f"{name}: first visit since the start", first.ms, "ms", floor=ours_ms.median),
        Figure(f"{name}: sent to the browser", drawn.bytes / 1000, "kB"),
        await _ordinary(place, name, page, server, ours_ms),
    ]


async def _ordinary(place: Workspace, name: str, page: str, server: Server, quick: Times) -> Figure:
    async with visiting(server.url, urlencode(ME)) as visitor:
        await visitor.open(page)
        times = await _reruns(visitor, place.repeats(20, 5))
    note = "what a browser on Linux waits: its kernel may delay ACKs by 40 ms"
    return times.figure(f"{name}: rerun, ordinary ACKs", floor=quick, note=note)
