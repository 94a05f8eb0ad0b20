"""2: server time of a rerun of each page, beside a bare page, and as the books grow."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.beside_bare import Seen, beside_bare, reruns, rest
from bench.data import HEAVY, HEAVY_EVERY, RARE_WORD
from bench.measure import Figure, Goal, Times, flatness, number
from bench.parts import first_prompt
from bench.server import APP, BARE, Server, serving
from bench.visitor import Visitor, visiting
from bench.workspace import Books, Workspace
from core.studio import open_studio

PAGES = {"生成": "", "图库": "gallery", "账本": "ledger"}
FLAT_LIMIT = 1.5  # times
SLOW_GOAL = Goal(300)  # ms, for a search or a chart over 100,000
NOBODYS_WORD = "独角鲸"  # in no wish: a search that looks at everything
ME = {"me": HEAVY}

Act = Callable[[Visitor], Awaitable[object]]
Measured = dict[str, dict[str, Times]]  # by view, by size


@dataclass(frozen=True)
class View:
    """A page and what a person does there; then it is run again and again.

    A slow thing has its goal at 100,000 rows: `slow_at` is the number of the size that has them.
    Another one has to be flat, from the first size on or from a later one, `flat_from`.
    """

    name: str
    page: str
    acts: tuple[Act, ...] = ()
    slow_at: int | None = None
    flat_from: int = 0


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
        # Flat from 100,000 entries on: of 1,000 a prompt has ten pictures for a page of 24.
        View("图库: one prompt", "gallery", (one_prompt,), flat_from=1),
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
        # As well: with 1,000 there is hardly anything to sum.
        View(
            "账本: everybody, 提示词表现", "ledger", (everybody, section("提示词表现")), flat_from=1
        ),
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
        compared = dict(list(measured.items())[view.flat_from :])
        yield flatness(f"{view.name}, flat?", compared, limit=FLAT_LIMIT)
        return
    note = " · ".join(f"{size}: {number(times.median)}" for size, times in measured.items())
    size = sizes[view.slow_at]
    rows = size // HEAVY_EVERY if view.slow_at == len(sizes) - 1 else size  # one person's, or all
    times = measured[f"{size:,}"]
    yield times.figure(f"{view.name}, of {rows:,}", goal=SLOW_GOAL, note=note)


async def _all_views(
    place: Workspace, server: Server, views: list[View], size: str, measured: Measured
) -> None:
    await rest(server)
    for view in views:
        async with visiting(server.url, urlencode(ME), quick_acks=True) as visitor:
            await visitor.open(view.page)
            for act in view.acts:
                await act(visitor)
            measured[view.name][size] = await reruns(visitor, place.repeats(15, 3))


def _beside_bare(place: Workspace, server: Server) -> Iterator[Figure]:
    with serving(BARE, place.folder("bare")) as bare:
        for name, page in PAGES.items():
            seen = Seen(name, page, urlencode(ME))
            yield from asyncio.run(beside_bare(place, seen, server, bare))
