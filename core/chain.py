"""Digests that chain rows together: whoever kept the last one sees any change before it.

A row's digest is SHA-256, in hexadecimal digits, of this text in UTF-8:

    v1
    entry | order | version
    the digest of the row before it in its chain, or 64 zeros
    a JSON array of the row's columns in the order given below, without blanks, letters unescaped

A row that was written with more than its table had then has those columns behind the others: the
groups of `ADDED`, up to the last one in which anything is not what older rows have.

Entries and orders are chained for each person, versions for each prompt. This form never changes,
or no kept digest could be checked: another one would be `v2`, beside it. That is why the columns
stand here and are not asked of the tables, which may get more of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from enum import StrEnum
from hashlib import sha256
from typing import Any

FIRST = "0" * 64  # stands before the first row of a chain


class Chained(StrEnum):
    """What is chained, as the digest's text names it."""

    ENTRY = "entry"
    ORDER = "order"
    VERSION = "version"


# The whole row of an entry and of a version. Of an order what never changes after its hold.
COLUMNS: dict[Chained, tuple[str, ...]] = {
    Chained.ENTRY: (
        *("id", "user_id", "seq", "key", "type", "status", "amount", "balance_after"),
        *("generation_id", "prompt_id", "created_at", "actor", "reason"),
    ),
    Chained.ORDER: (
        *("id", "user_id", "key", "fingerprint", "placed_by", "batch", "prompt_id"),
        *("prompt_title", "prompt_category", "version_id", "prompt_text", "variables"),
        *("prompt_members_only", "wish", "reference", "reference_name", "aspect_ratio", "size"),
        *("seed", "provider", "model", "enhance", "cost", "created_at"),
    ),
    Chained.VERSION: (
        *("id", "prompt_id", "number", "text", "parameters", "cost", "note", "author"),
        *("created_at", "digest"),
    ),
}

# In the order in which they came, each with what a row has that was written before.
ADDED: dict[Chained, tuple[dict[str, Any], ...]] = {
    Chained.ORDER: (
        {"quality": "", "strength": None},
        {"budget_day": 0, "budget_micros": 0, "budget_currency": ""},
    )
}

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def values_of(kind: Chained, of: Callable[[str], Any]) -> list[Any]:
    """Return what of a row is in its digest; `of` returns a column's value by its name."""
    names, added = [*COLUMNS[kind]], list[str]()
    for group in ADDED.get(kind, ()):
        added += group
        if any(of(name) != before for name, before in group.items()):
            names += added
            added = []
    return [of(name) for name in names]


def columns_of(kind: Chained) -> tuple[str, ...]:
    """Return every column that a row's digest may have."""
    return (*COLUMNS[kind], *(name for group in ADDED.get(kind, ()) for name in group))


def digest(kind: Chained, before: str, values: Iterable[Any]) -> str:
    """Return a row's digest; `values` are `values_of` it: text, whole numbers, booleans or None."""
    return digest_of(kind, before, _encode(list(values)))


def digest_of(kind: Chained, before: str, array: str) -> str:
    """Return the digest of a row whose JSON array is known already."""
    return sha256(f"v1\n{kind.value}\n{before}\n{array}".encode()).hexdigest()
