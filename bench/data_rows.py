"""The rows of the generated books, as the app would have written them, digests included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.loading import Row
from core.chain import COLUMNS, FIRST, Chained, digest


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


@dataclass(frozen=True)
class Ordered:
    """What somebody ordered at `at`, in ms; `prompt` has a card's fields."""

    id: str
    prompt: dict[str, Any]
    wish: str
    seed: int
    at: int


def person(account: Account, at: int) -> Row:
    """Return a person who has no tokens yet."""
    row = {"id": account.id, "name": f"基准 {account.id}", "is_member": True}
    return "user", row | {"balance": 0, "held": 0, "created_at": at}


def held_order(account: Account, ordered: Ordered) -> dict[str, Any]:
    """Return the row of an order that a worker has begun and nobody has ended."""
    prompt = ordered.prompt
    return {
        "id": ordered.id,
        "user_id": account.id,
        "key": f"{ordered.id}:0",
        "fingerprint": ordered.id * 4,  # as long as a SHA-256 in hexadecimal
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
        "wish": ordered.wish,
        "reference": None,
        "reference_name": "",
        "aspect_ratio": "1:1",
        "seed": ordered.seed,
        "provider": "demo",
        "model": "demo-renderer-2",
        "cost": prompt["cost"],
        "status": "held",
        "error_code": "",
        "error_reason": "",
        "error_facts": "{}",
        "owner": "a-dead-process",
        "created_at": ordered.at,
        "started_at": ordered.at + 5,
        "generating_at": None,
        "saving_at": None,
        "ended_at": None,
    }


def chained_order(account: Account, order: dict[str, Any]) -> Iterator[Row]:
    """Yield an order and its digest, the account's next one."""
    account.orders += 1
    values = (order[column] for column in COLUMNS[Chained.ORDER])
    account.last_order = digest(Chained.ORDER, account.last_order, values)
    yield "generation", order
    place = {"user_id": account.id, "number": account.orders}
    yield "orderdigest", place | {"order_id": order["id"], "digest": account.last_order}


def image(image_id: str, order: dict[str, Any], at: int) -> Row:
    """Return the picture's row of an order."""
    return (
        "generatedimage",
        {
            "id": image_id,
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
        },
    )


def chained_entry(
    account: Account, entry_id: int, amount: int, key: str, at: int, prompt_id: str | None
) -> Iterator[Row]:
    """Yield an entry and its digest, the account's next one; its balance moves with it."""
    account.balance += amount
    account.entries += 1
    entry = {
        "id": entry_id,
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
    yield (
        "entrydigest",
        {"user_id": account.id, "seq": account.entries, "digest": account.last_entry},
    )
