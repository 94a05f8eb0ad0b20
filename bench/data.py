"""Consistent books of any size, the same for the same seed: people, orders, pictures, entries.

A history is written as it would have happened: orders follow each other in time, whoever has too
few tokens is granted more, most orders settle, some fail or are cancelled. `core.audit` finds the
result clean. One person, HEAVY, has a tenth of all orders, so that a big gallery exists too.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from bench import data_rows
from bench.data_rows import Account, Ordered
from bench.loading import Row, load
from bench.parts import library
from core.database import Database
from core.library.prompts import Card
from core.tables import Transaction

HEAVY = "bench-0"
RARE_WORD = "小船"  # in a tenth of the wishes
WISHES = (
    "",
    "",
    "",
    "",
    "清晨，暖色调",
    "夜里下着雪",
    "油画质感",
    "近景",
    "逆光",
    f"远处有一只{RARE_WORD}",
)
FAILURES = (
    ("GENERATION_FAILED", "timed_out"),
    ("GENERATION_FAILED", "prompt_blocked"),
    ("GENERATION_FAILED", "service_fault"),
    ("CANCELLED", ""),
)
SETTLED_SHARE = 0.93
HEAVY_EVERY = 10  # orders: one of so many is HEAVY's
TOP_UP = 1000
SPAN_MS = 2 * 365 * 86_400_000  # how far back the history goes
LEASE_LOST_MS = 60_000  # how long ago the lease of an order that was left behind ended


@dataclass(frozen=True)
class Plan:
    """Say how much history to write; `now` is its last instant, in ms."""

    entries: int
    people: int = 40
    seed: int = 1
    now: int = 1_790_000_000_000
    left_behind: int = 0


@dataclass(frozen=True)
class Written:
    """What was written, and how long that took."""

    entries: int
    seconds: float
    heavy_pictures: list[str]
    left_behind: list[str]


def write(database: Database, plan: Plan) -> Written:
    """Write the history into a migrated database that has the library."""
    began = time.perf_counter()
    with database.read() as session:
        last_id = session.scalar(select(func.max(col(Transaction.id)))) or 0
    history = History(plan, library(database), last_id)
    load(database, history.rows(), history.balances)
    took = time.perf_counter() - began
    return Written(history.entries, took, history.heavy_pictures, history.left_behind)


class History:
    """Tell the rows in an order in which each refers only to earlier ones."""

    def __init__(self, plan: Plan, prompts: list[Card], last_id: int) -> None:
        self._plan = plan
        self._last_id = last_id
        self._library = [asdict(prompt) for prompt in prompts]
        self._random = Random(plan.seed)
        self._accounts = [Account(f"bench-{number}") for number in range(plan.people)]
        self._begins = plan.now - SPAN_MS
        self._pause = SPAN_MS // (plan.entries + plan.left_behind + 1)
        self.entries = 0
        self.heavy_pictures: list[str] = []
        self.left_behind: list[str] = []

    def rows(self) -> Iterator[Row]:
        """Yield (table, row) for everything; people come first, without any tokens yet."""
        for account in self._accounts:
            yield data_rows.person(account, self._begins)
        for account in self._accounts:
            yield from self._entry(account, TOP_UP, "opening", self._begins)
        number = 0
        while self.entries < self._plan.entries:
            yield from self._order(number, self._begins + number * self._pause)
            number += 1
        for _ in range(self._plan.left_behind):
            yield from self._held_order(self._plan.now - LEASE_LOST_MS)

    def balances(self) -> Iterator[tuple[int, int, str]]:
        """Yield (balance, held, person) as they are at the end."""
        for account in self._accounts:
            yield account.balance, account.held, account.id

    def _order(self, number: int, at: int) -> Iterator[Row]:
        account = self._somebody(number)
        prompt = self._random.choice(self._library)
        if account.balance < prompt["cost"]:
            yield from self._entry(account, TOP_UP, f"top_up:{number}", at)
        order = data_rows.held_order(account, self._ordered(prompt, at))
        ended = at + self._random.randrange(800, max(801, min(30_000, self._pause)))
        order |= {"generating_at": at + 40, "saving_at": ended - 30, "ended_at": ended}
        if self._random.random() > SETTLED_SHARE:
            code, reason = self._random.choice(FAILURES)
            released = {"status": "released", "error_code": code, "error_reason": reason}
            yield from data_rows.chained_order(account, order | released)
            return
        yield from data_rows.chained_order(account, order | {"status": "settled"})
        yield data_rows.image(self._id(), order, ended)
        yield from self._entry(account, -prompt["cost"], order["id"], ended, prompt["id"])
        if account.id == HEAVY:
            self.heavy_pictures.append(order["id"])

    def _held_order(self, at: int) -> Iterator[Row]:
        account = self._random.choice(self._accounts)
        prompt = self._random.choice(self._library)
        if account.balance - account.held < prompt["cost"]:
            yield from self._entry(account, TOP_UP, f"top_up:{self._id()}", at)
        order = data_rows.held_order(account, self._ordered(prompt, at))
        account.held += prompt["cost"]
        self.left_behind.append(order["id"])
        order |= {"generating_at": at + 40, "saving_at": at + 40}
        yield from data_rows.chained_order(account, order)

    def _somebody(self, number: int) -> Account:
        if number % HEAVY_EVERY == 0:
            return self._accounts[0]
        return self._random.choice(self._accounts[1:])

    def _id(self) -> str:
        return f"{self._random.getrandbits(64):016x}"

    def _ordered(self, prompt: dict[str, Any], at: int) -> Ordered:
        order_id, wish = self._id(), self._random.choice(WISHES)
        return Ordered(order_id, prompt, wish, self._random.getrandbits(31), at)

    def _entry(
        self, account: Account, amount: int, key: str, at: int, prompt_id: str | None = None
    ) -> Iterator[Row]:
        self.entries += 1
        entry_id = self._last_id + self.entries
        yield from data_rows.chained_entry(account, entry_id, amount, key, at, prompt_id)


def link_pictures(data_dir: Path, order_ids: list[str], original: bytes, thumbnail: bytes) -> None:
    """Put a picture's files in place for each order; all of them are links to the same two."""
    for folder, suffix, data in (
        ("originals", ".png", original),
        ("thumbnails", ".jpg", thumbnail),
    ):
        (data_dir / folder).mkdir(parents=True, exist_ok=True)
        shared = data_dir / f"shared{suffix}"
        shared.write_bytes(data)
        for order_id in order_ids:
            (data_dir / folder / f"{order_id}{suffix}").symlink_to(shared)
