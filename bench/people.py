"""3: many people at once, each in a tab of their own, thinking, clicking, polling and ordering."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from random import Random

from bench.measure import Figure, Goal, Times
from bench.parts import PERSON, add_person
from bench.server import INSTANT_APP, Server, serving
from bench.visitor import Run, Unanswered, Visitor, visiting
from bench.workspace import Workspace
from core.settings import Settings
from core.studio import open_studio

CROWDS = (1, 20, 50)
GOAL_CROWD = 20
THINKING_S = 2.0
SESSIONS = 200
ARRIVING = 10  # tabs that are opened at the same moment
MOST = max(*CROWDS, SESSIONS)  # never more visitors than this
CLICK_GOAL = Goal(100)
NONE_GOAL = Goal(0)


@dataclass
class Crowd:
    """What happened to everybody together."""

    clicks: Times = field(default_factory=Times)
    polls: Times = field(default_factory=Times)
    orders: int = 0
    errors: list[str] = field(default_factory=list)


def measure(place: Workspace) -> Iterator[Figure]:
    """Yield the figures of each crowd, then of many open sessions."""
    settings = place.settings()
    studio = open_studio(settings)
    for number in range(MOST):
        add_person(studio, f"{PERSON}-{number}")
    studio.database.dispose()
    with serving(INSTANT_APP, settings.data_dir) as server:
        asyncio.run(_warm_up(server))
        at_rest = server.memory_mb
        for people in CROWDS:
            crowd = asyncio.run(_crowd(server, people, place.repeats(25, 8)))
            yield from _crowd_figures(people, crowd, server, at_rest)
    yield from _sessions_figures(place, settings)


async def _warm_up(server: Server) -> None:
    async with visiting(server.url, f"me={PERSON}-0") as visitor:
        for page in ("", "gallery", "ledger"):
            await visitor.open(page)


async def _crowd(server: Server, people: int, for_s: float) -> Crowd:
    crowd = Crowd()
    ends = time.monotonic() + for_s
    await asyncio.gather(*(_person(server, number, ends, crowd) for number in range(people)))
    return crowd


async def _person(server: Server, number: int, ends: float, crowd: Crowd) -> None:
    random = Random(number)
    await asyncio.sleep(random.uniform(0, THINKING_S))  # nobody arrives at the same moment
    try:
        async with visiting(server.url, f"me={PERSON}-{number}") as visitor:
            _count(crowd, crowd.clicks, await visitor.open())
            while time.monotonic() < ends:
                await _think(visitor, random.uniform(0.5, 1.5) * THINKING_S, crowd)
                await _do_something(visitor, random, crowd)
    except Unanswered as error:
        crowd.errors.append(str(error))


async def _think(visitor: Visitor, for_s: float, crowd: Crowd) -> None:
    """Look at the page; its timers go on."""
    ends = time.monotonic() + for_s
    while (left := ends - time.monotonic()) > 0:
        await asyncio.sleep(min([left, *visitor.timers.values()]))
        for fragment in list(visitor.timers):
            if fragment in visitor.timers and time.monotonic() < ends:
                _count(crowd, crowd.polls, await visitor.poll(fragment))


async def _do_something(visitor: Visitor, random: Random, crowd: Crowd) -> None:
    """Order if the button can be clicked; else choose a prompt, or look at another page."""
    if visitor.buttons("生成图片"):
        crowd.orders += 1
        run = await visitor.click("生成图片")
    else:
        run = await random.choice(_choices(visitor, random))()
    _count(crowd, crowd.clicks, run)


def _choices(visitor: Visitor, random: Random) -> list[Callable[[], Awaitable[Run]]]:
    choices: list[Callable[[], Awaitable[Run]]] = [
        lambda: visitor.open(""),
        lambda: visitor.open("gallery"),
        lambda: visitor.open("ledger"),
    ]
    if cards := visitor.buttons("选择"):
        choices.append(lambda: visitor.click("选择", random.randrange(cards)))
    return choices


def _count(crowd: Crowd, times: Times, run: Run) -> None:
    times.ms.append(run.ms)
    crowd.errors += ["the page shows an exception"] * run.errors


def _crowd_figures(people: int, crowd: Crowd, server: Server, at_rest: float) -> Iterator[Figure]:
    who = f"{people} {'person' if people == 1 else 'people'}"
    goals = (CLICK_GOAL, NONE_GOAL) if people == GOAL_CROWD else (None, None)
    note = f"{len(crowd.clicks.ms)} clicks, {crowd.orders} of them orders"
    yield crowd.clicks.figure(f"{who}: a click", goal=goals[0], note=note)
    if crowd.polls.ms:
        note = f"{len(crowd.polls.ms)} runs of a fragment"
        yield crowd.polls.figure(f"{who}: a poll", note=note)
    errors = len(crowd.errors) + server.crashes
    yield Figure(f"{who}: errors", errors, "", goal=goals[1], note=" · ".join(crowd.errors[:3]))
    yield Figure(f"{who}: memory", server.memory_mb, "MB", floor=at_rest, note="floor: at rest")


def _sessions_figures(place: Workspace, settings: Settings) -> Iterator[Figure]:
    sessions = place.repeats(SESSIONS, SESSIONS // 5)
    with serving(INSTANT_APP, settings.data_dir) as server:
        asyncio.run(_warm_up(server))
        at_rest = server.memory_mb
        lost, memory, again = asyncio.run(_sessions(server, sessions))
    yield again.figure(f"{sessions} open sessions: a click in each")
    yield Figure(f"{sessions} open sessions: lost", lost, "", goal=NONE_GOAL)
    each = (memory - at_rest) / sessions
    yield Figure(f"{sessions} open sessions: memory of each", each, "MB")


async def _sessions(server: Server, sessions: int) -> tuple[int, float, Times]:
    """Open the tabs, all at rest; return how many are lost, the memory, and a click in each."""
    again, answered = Times(), 0
    async with AsyncExitStack() as tabs:
        visitors: list[Visitor] = []
        for first in range(0, sessions, ARRIVING):
            arriving = [
                await tabs.enter_async_context(visiting(server.url, f"me={PERSON}-{number}"))
                for number in range(first, min(first + ARRIVING, sessions))
            ]
            await asyncio.gather(*(visitor.open() for visitor in arriving))
            visitors += arriving
        memory = server.memory_mb
        for visitor in visitors:
            try:
                again.ms.append((await visitor.rerun()).ms)
                answered += 1
            except Unanswered:
                pass
    return sessions - answered, memory, again
