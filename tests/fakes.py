"""Fakes of our own, passed in: provider, clock, and a disk and database that fail on order."""

from __future__ import annotations

import asyncio
import inspect
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import templates
from PIL import Image
from sqlalchemy import Engine, event, text, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import col

from core.database import POOL_SIZE, Database, database_errors
from core.errors import StorageFailed
from core.library import seed
from core.migrations import migrate
from core.orders import generation, submission
from core.orders.engine import jobs
from core.orders.gate import MAX_PICTURES
from core.orders.pool.keepers import RECOVER_S
from core.orders.recovery import LEASE_S, Recovery
from core.orders.specs import Maker, OrderForm
from core.orders.views import results
from core.orders.views.reads import OrderLife
from core.people import people
from core.people.people import DEMO_USER
from core.pictures import signing
from core.pictures.storage import ImageStore
from core.pictures.store.opening import open_store
from core.pictures.uploads import Picture, check_answer
from core.providers.calling import Caller, Cancel
from core.providers.contract import ImageAnswer, ImageRequest, Model, Rewriter
from core.settings import Settings
from core.studio import Studio, new_id, new_seed, now_ms
from core.tables import Generation, User

PATIENCE_S = 20.0  # what no event here may take, however busy the machine; never slept through
HOUR_MS = 3_600_000
OPENING = 100  # tokens of a person, unless the settings say another number
OPEN, CHEAP, MEMBERS = "open", "cheap", "members"  # the test library's prompts: 5, 1 and 8 tokens
PROMPT_TEXT = "a lighthouse that nobody may log"

LIBRARY = f"""
[[prompt]]
id = "{OPEN}"
title = "灯塔"
description = "海边的灯塔"
category = "自然"
text = "{PROMPT_TEXT}"
cost = 5
members_only = false

[[prompt]]
id = "{CHEAP}"
title = "石子"
description = "一颗石子"
category = "自然"
text = "a pebble"
cost = 1
members_only = false

[[prompt]]
id = "{MEMBERS}"
title = "龙"
description = "只给会员的龙"
category = "奇幻"
text = "a dragon for members' eyes only"
cost = 8
members_only = true
"""


def leave_out(prompt_id: str, studio: Studio) -> None:
    """Start again with a library's file in which this prompt has another id."""
    changed = studio.settings.data_dir / "changed.toml"
    changed.write_text(LIBRARY.replace(f'id = "{prompt_id}"', 'id = "another"'), "utf-8")
    seed.load_library(studio.database, changed, now=studio.now())


def png(colour: str = "teal", width: int = 48, height: int = 32) -> bytes:
    """Return a small PNG of one colour."""
    buffer = BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


PNG = png()


class FakeClock:
    """A clock that stands still until a test moves it; in milliseconds, as the studio's."""

    def __init__(self, now: int = 1_790_000_000_000) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def advance(self, ms: int) -> None:
        self.now += ms


class Wall:
    """The wall's clock, but of two clicks the pictures never share a millisecond.

    People take longer than that between two clicks; a test with its database in memory does not.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def __call__(self) -> int:
        with self._lock:
            self._last = max(now_ms(), self._last + MAX_PICTURES)
            return self._last


class FakeSeconds:
    """A monotonic clock that stands still until a test moves it; in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


class FakeProvider:
    """Queue answers (bytes, an exception, or a callable of the request) and remember requests.

    With an empty queue every request is answered with the same small picture.
    """

    name = "fake"
    models: tuple[Model, ...] = (Model("fake-1", "Fake", ("1:1", "16:9"), references=1, seed=True),)

    def __init__(self, *answers: Any, always: Any = PNG) -> None:
        self._answers = deque(answers)
        self._always = always
        self.requests: list[ImageRequest] = []

    def queue(self, *answers: Any) -> None:
        self._answers.extend(answers)

    async def generate(self, request: ImageRequest) -> ImageAnswer:
        self.requests.append(request)
        answer = self._answers.popleft() if self._answers else self._always
        if callable(answer) and not isinstance(answer, type):
            answer = answer(request)
            if inspect.isawaitable(answer):
                answer = await answer
        if isinstance(answer, BaseException):
            raise answer
        return ImageAnswer(answer)


class Turnstile:
    """An answer that waits inside the provider until the test opens it; other calls go on."""

    def __init__(self, answer: bytes = PNG) -> None:
        self._answer = answer
        self._entered = threading.Semaphore(0)
        self._lock = threading.Lock()
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
        self._open = False

    async def __call__(self, _: ImageRequest) -> bytes:
        await self.pass_through()
        return self._answer

    async def pass_through(self) -> None:
        opened = asyncio.Event()
        with self._lock:
            if self._open:
                opened.set()
            self._waiting.append((asyncio.get_running_loop(), opened))
        self._entered.release()
        await opened.wait()

    def wait_for(self, calls: int = 1) -> None:
        """Return when so many more calls are inside; fail if they don't come."""
        for _ in range(calls):
            assert self._entered.acquire(timeout=PATIENCE_S), "the provider was not called"

    def open(self) -> None:
        with self._lock:
            self._open = True
            waiting = list(self._waiting)
        for loop, opened in waiting:
            loop.call_soon_threadsafe(opened.set)


class Moments:
    """Call what a test has put on a named moment; a moment without anything passes."""

    def __init__(self) -> None:
        self._actions: dict[str, Callable[[], object]] = {}

    def on(self, moment: str, action: Callable[[], object] | BaseException) -> None:
        self._actions[moment] = _raiser(action) if isinstance(action, BaseException) else action

    def once(self, moment: str, action: Callable[[], object] | BaseException) -> None:
        act = _raiser(action) if isinstance(action, BaseException) else action

        def first_time() -> object:
            del self._actions[moment]
            return act()

        self._actions[moment] = first_time

    def clear(self) -> None:
        self._actions.clear()

    def reach(self, moment: str) -> None:
        action = self._actions.get(moment)
        if action:
            action()


def _raiser(error: BaseException) -> Callable[[], object]:
    def act() -> object:
        raise error

    return act


@dataclass(frozen=True)
class WatchedImages(ImageStore):
    """A real store that reaches the moments "read reference", "store" and "stored"."""

    moments: Moments = field(default_factory=Moments)

    def read_reference(self, name: str) -> bytes:
        self.moments.reach("read reference")
        return super().read_reference(name)

    def store_original(self, generation_id: str, picture: Picture) -> None:
        self.moments.reach("store")
        super().store_original(generation_id, picture)
        self.moments.reach("stored")


class _CompiledStatements(dict[Any, Any]):
    """Statements compiled for any engine of this process: each test opens one of its own."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(self._of_any_engine(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(self._of_any_engine(key), compiled)

    @staticmethod
    def _of_any_engine(key: Any) -> Any:
        dialect, *statement = key
        return dialect.name, *statement


COMPILED = _CompiledStatements()


class WatchedDatabase(Database):
    """A real database that reaches "commit" before and "committed" after each commit."""

    def __init__(self, url: str, *, moments: Moments, pool_size: int = POOL_SIZE) -> None:
        super().__init__(url, pool_size=pool_size)
        self.moments = moments
        self.engine.update_execution_options(compiled_cache=COMPILED)

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Any]:
        with super().write(alone=alone) as tx:
            yield tx
            self.moments.reach("commit")
        with database_errors():  # an answer that is lost is translated like any other failure
            self.moments.reach("committed")


def gone() -> OperationalError:
    """Return the error of a database that has gone away."""
    return OperationalError("", None, ConnectionError("server closed the connection"))


@contextmanager
def failing(
    engine: Engine, statement: str = "", error: BaseException | None = None, times: int = 10**6
) -> Iterator[list[str]]:
    """Raise before each statement that contains `statement`, `times` times; yield those hit."""
    hit: list[str] = []

    def before(_: Any, __: Any, sql: str, *___: Any) -> None:
        if statement in sql.replace('"', "") and len(hit) < times:
            hit.append(sql)
            raise error or gone()

    event.listen(engine, "before_cursor_execute", before)
    try:
        yield hit
    finally:
        event.remove(engine, "before_cursor_execute", before)


def make_studio(
    database_url: str,
    data_dir: Path,
    provider: FakeProvider | None = None,
    *,
    also: tuple[FakeProvider, ...] = (),
    moments: Moments | None = None,
    clock: Callable[[], int] | None = None,
    monotonic: Callable[[], float] = time.monotonic,
    pool_size: int = POOL_SIZE,
    is_filled: bool = False,
    budgets: Mapping[str, Decimal] | None = None,
    **settings: Any,
) -> Studio:
    """Return a studio of real parts around a fake provider, with the test library loaded.

    `also` are further services beside that one, the default; none has a budget but those of
    `budgets`. `is_filled`: the database is already
    as `fill` leaves it. A SQLite file that is still to be made is copied from one that is.
    """
    assert not (is_filled and (clock or "opening_tokens" in settings)), "its rows are there already"
    data_dir.mkdir(parents=True, exist_ok=True)
    # A test places faster than people do, unless it is about that.
    known: dict[str, Any] = {"database_url": database_url, "orders_per_minute": 10_000}
    known |= {"tokens_per_day": 1_000_000, "call_timeout_s": PATIENCE_S} | settings
    checked = Settings(data_dir=data_dir, **known)
    moments = moments or Moments()
    service, now = provider or FakeProvider(), clock or Wall()
    if (file := checked.database_file) and not file.exists():
        at = clock() if isinstance(clock, FakeClock) else None
        is_filled = clock is None or at is not None
        templates.place(file, _filled(checked.opening_tokens, at) if is_filled else migrate)
    database = WatchedDatabase(checked.database, moments=moments, pool_size=pool_size)
    studio = Studio(
        settings=checked,
        database=database,
        images=WatchedImages(
            open_store(checked),
            b"s" * 32,
            address_s=signing.period_s(sign_in=checked.sign_in),
            moments=moments,
        ),
        services={each.name: each for each in (service, *also)},
        rewriter=service if isinstance(service, Rewriter) else None,
        caller=Caller(checked.call_timeout_s, now=now),
        instance=new_id(),
        now=now,
        monotonic=monotonic,
        new_id=new_id,
        new_seed=new_seed,
        budgets=budgets or {},
        defer=jobs.defer if checked.queue == "procrastinate" else None,
    )
    if not is_filled:
        fill(database, opening=checked.opening_tokens, now=studio.now)
    return studio


@cache
def _filled(opening: int, at: int | None) -> templates.Fill:
    return partial(fill, opening=opening, now=now_ms if at is None else lambda: at)


def fill(database: Database, *, opening: int = OPENING, now: Callable[[], int] = now_ms) -> None:
    """Bring a database to today's schema, with the test library and the demo people."""
    migrate(database)
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library.toml"
        library.write_text(LIBRARY, "utf-8")
        seed.load_library(database, library, now=now())
    people.ensure_demo_people(database, opening=opening, now=now())


def wait_a_lease(studio: Studio, *watches: Recovery, but_for: float = 0.0) -> list[int]:
    """Let each watch look as often as it does in a lease's time; return how many each ended.

    The studio's clock of seconds is moved by the test: nobody waits. `but_for` leaves so many
    seconds of the lease.
    """
    assert isinstance(studio.monotonic, FakeSeconds)
    ended = [watch.run_once() for watch in watches]
    for _ in range(round(LEASE_S / RECOVER_S)):
        studio.monotonic.advance((LEASE_S - but_for) / (LEASE_S / RECOVER_S))
        ended = [before + watch.run_once() for before, watch in zip(ended, watches, strict=True)]
    return ended


def raise_leases(studio: Studio) -> None:
    """Do what the owner of all open orders does every 5 s."""
    with studio.database.write() as tx:
        tx.execute(text("UPDATE generation SET lease = lease + 1 WHERE status = 'held'"))


def recover_dead(studio: Studio) -> int:
    """Recover as a process does that sees no lease move for its whole time; return how many."""
    watching = replace(studio, monotonic=FakeSeconds())
    return wait_a_lease(watching, Recovery(watching))[0]


def moments_of(studio: Studio) -> Moments:
    """Return the moments of a studio that `make_studio` made."""
    assert isinstance(studio.database, WatchedDatabase)
    return studio.database.moments


def provider_of(studio: Studio) -> FakeProvider:
    """Return the fake provider of a studio that `make_studio` made."""
    assert isinstance(studio.default_service, FakeProvider)
    return studio.default_service


def form(
    key: str, prompt_id: str = OPEN, *, service: str = "", model: str = "", **more: Any
) -> OrderForm:
    """Return a form with what a test does not care about filled in, for one maker or `makers`."""
    given = {"aspect_ratio": "1:1", "makers": (Maker(service, model),)} | more
    return OrderForm(key=key, prompt_id=prompt_id, **given)


def place(
    studio: Studio, key: str = "k", prompt_id: str = OPEN, *, person: str = DEMO_USER, **more: Any
) -> Generation:
    """Place one order, and return it as it was held: nobody works on it yet."""
    (order,) = submission.submit(studio, person, form(key, prompt_id, **more))
    return order


def place_and_run(
    studio: Studio, key: str = "k", prompt_id: str = OPEN, *, person: str = DEMO_USER, **more: Any
) -> Generation:
    """Place one order, carry it to its end in this thread, and return its row."""
    order = place(studio, key, prompt_id, person=person, **more)
    generation.run(studio, order.id, never())
    return order_of(studio, order.id)


def store_as_its_worker(studio: Studio, order: Generation) -> None:
    """Bring an order to 保存 with its picture stored: its worker dies before it is settled."""
    at = order.created_at
    begun = update(Generation).where(col(Generation.id) == order.id)
    with studio.database.write() as tx:
        tx.execute(begun.values(started_at=at, generating_at=at, saving_at=at))
    studio.images.store_original(order.id, check_answer(PNG))


def order_of(studio: Studio, order_id: str) -> Generation:
    """Return an order as its row is now."""
    with studio.database.read() as session:
        return session.get_one(Generation, order_id)


def open_lives(studio: Studio, person: User) -> list[OrderLife]:
    """Return a person's clicked orders that are open, oldest first."""
    placings = results.open_placings(studio.database, person)[::-1]
    return [life for placing in placings for life in placing.lives if life.is_open]


def in_threads(count: int, work: Callable[[int], object]) -> list[object]:
    """Start `work(0..count-1)` at one instant; return each one's result or exception, in order."""
    barrier = threading.Barrier(count)
    results: list[object] = [None] * count

    def one(number: int) -> None:
        barrier.wait(PATIENCE_S)
        try:
            results[number] = work(number)
        except BaseException as error:
            results[number] = error

    threads = [threading.Thread(target=one, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "a thread is stuck: a deadlock"
    return results


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Return as soon as the condition holds; fail after a long time."""
    waiter = threading.Event()
    for _ in range(int(PATIENCE_S / 0.01)):
        if condition():
            return
        waiter.wait(0.01)
    raise AssertionError(f"never happened: {what}")


def never() -> Cancel:
    """Return a switch that nobody sets."""
    return Cancel()


@contextmanager
def refused_by_the_database(words: str = "") -> Iterator[None]:
    """Expect that a CHECK, key or trigger refuses what the block does, in these words."""
    with pytest.raises((IntegrityError, StorageFailed)) as caught:
        yield
    assert words in f"{caught.value} {caught.value.__cause__}"
