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

from bench.loading import Row, load
from bench.parts import library
from core.chain import COLUMNS, FIRST, Chained, digest
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


@dataclass
class Account:
    """One person's numbers as the history goes on."""

    id: str
    balance: int = 0
    held: int = 0
    entries: int = 0
    orders: int = 0
    last_entry: str = FIRST
    last_order: str = FIRST


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
            person = {"id": account.id, "name": f"基准 {account.id}", "is_member": True}
            yield "user", person | {"balance": 0, "held": 0, "created_at": self._begins}
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
        order = self._generation(account, prompt, at)
        ended = at + self._random.randrange(800, max(801, min(30_000, self._pause)))
        order |= {"generating_at": at + 40, "saving_at": ended - 30, "ended_at": ended}
        if self._random.random() > SETTLED_SHARE:
            code, reason = self._random.choice(FAILURES)
            released = {"status": "released", "error_code": code, "error_reason": reason}
            yield from self._chained(account, order | released)
            return
        yield from self._chained(account, order | {"status": "settled"})
        yield "generatedimage", self._image(order, ended)
        yield from self._entry(account, -prompt["cost"], order["id"], ended, prompt["id"])
        if account.id == HEAVY:
            self.heavy_pictures.append(order["id"])

    def _held_order(self, at: int) -> Iterator[Row]:
        account = self._random.choice(self._accounts)
        prompt = self._random.choice(self._library)
        if account.balance - account.held < prompt["cost"]:
            yield from self._entry(account, TOP_UP, f"top_up:{self._id()}", at)
        order = self._generation(account, prompt, at)
        account.held += prompt["cost"]
        self.left_behind.append(order["id"])
        yield from self._chained(account, order | {"generating_at": at + 40, "saving_at": at + 40})

    def _somebody(self, number: int) -> Account:
        if number % HEAVY_EVERY == 0:
            return self._accounts[0]
        return self._random.choice(self._accounts[1:])

    def _id(self) -> str:
        return f"{self._random.getrandbits(64):016x}"

    def _generation(self, account: Account, prompt: dict[str, Any], at: int) -> dict[str, Any]:
        order_id = self._id()
        return {
            "id": order_id,
            "user_id": account.id,
            "key": f"{order_id}:0",
            "fingerprint": order_id * 4,  # as long as a SHA-256 in hexadecimal
            "placed_by": "",
            "batch": False,
            "enhance": False,
            "variables": "{}",
            "size": "1K",
            "prompt_id": prompt["id"],
            "prompt_title": prompt["title"],
            "prompt_category": prompt["category"],
            "version_id": prompt["version_id"],
            "prompt_text": prompt["text"],
            "sent_text": prompt["text"],
            "prompt_members_only": prompt["members_only"],
            "wish": self._random.choice(WISHES),
            "reference": None,
            "reference_name": "",
            "aspect_ratio": "1:1",
            "seed": self._random.getrandbits(31),
            "provider": "demo",
            "model": "demo-renderer-2",
            "cost": prompt["cost"],
            "status": "held",
            "error_code": "",
            "error_reason": "",
            "error_facts": "{}",
            "owner": "a-dead-process",
            "created_at": at,
            "started_at": at + 5,
            "generating_at": None,
            "saving_at": None,
            "ended_at": None,
        }

    def _chained(self, account: Account, order: dict[str, Any]) -> Iterator[Row]:
        account.orders += 1
        values = (order[column] for column in COLUMNS[Chained.ORDER])
        account.last_order = digest(Chained.ORDER, account.last_order, values)
        yield "generation", order
        yield (
            "orderdigest",
            {
                "user_id": account.id,
                "number": account.orders,
                "order_id": order["id"],
                "digest": account.last_order,
            },
        )

    def _image(self, order: dict[str, Any], at: int) -> dict[str, Any]:
        return {
            "id": self._id(),
            "generation_id": order["id"],
            "mime": "image/png",
            "width": 1024,
            "height": 1024,
            "size_bytes": 1_000_000,
            "sha256": order["id"] * 4,
            "created_at": at,
            "user_id": order["user_id"],
            "ordered_at": order["created_at"],
            "starred_at": None,
            "trashed_at": None,
            "purged_at": None,
        }

    def _entry(
        self, account: Account, amount: int, key: str, at: int, prompt_id: str | None = None
    ) -> Iterator[Row]:
        account.balance += amount
        account.entries += 1
        self.entries += 1
        entry = {
            "id": self._last_id + self.entries,
            "user_id": account.id,
            "seq": account.entries,
            "key": key,
            "type": "grant" if amount > 0 else "token_consumption",
            "status": "completed",
            "amount": amount,
            "balance_after": account.balance,
            "generation_id": None if amount > 0 else key,
            "prompt_id": prompt_id,
            "created_at": at,
            "actor": "",
            "reason": "",
        }
        values = (entry[column] for column in COLUMNS[Chained.ENTRY])
        account.last_entry = digest(Chained.ENTRY, account.last_entry, values)
        yield "transaction", entry
        key_of = {"user_id": account.id, "seq": account.entries}
        yield "entrydigest", key_of | {"digest": account.last_entry}


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
