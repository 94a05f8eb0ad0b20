"""Each corruption of people's numbers and of their entries is found by the rule named for it."""

from __future__ import annotations

import pytest
from corruptions import Corruption, Found, check, order, spoilt  # noqa: F401 - a fixture

pytestmark = pytest.mark.sqlite_first

SPENT = "WHERE user_id = 'demo-user' AND seq = 2"
TOPPED_UP = "WHERE user_id = 'demo-user' AND seq = 3"
OPENED = "WHERE user_id = 'demo-user' AND seq = 1"
USER = "WHERE id = 'demo-user'"


def entry(change: str, where: str = SPENT) -> str:
    return f'UPDATE "transaction" SET {change} {where}'


def person(change: str) -> str:
    return f'UPDATE "user" SET {change} {USER}'


def another(columns: str) -> str:
    """Return an INSERT of a copy of the topping up, with some columns changed."""
    names = "id user_id seq key type status amount balance_after generation_id prompt_id created_at"
    changed = dict(pair.split(":") for pair in columns.split())
    values = ", ".join(changed.get(name, name) for name in names.split())
    places = ", ".join(names.split())
    return f'INSERT INTO "transaction" ({places}) SELECT {values} FROM "transaction" {TOPPED_UP}'


BALANCE, HELD, RUNNING = (
    "balance_is_sum_of_entries",
    "held_is_sum_of_open_orders",
    "running_sum_is_balance_after",
)
TYPE, WHOLE, GAP = "entries_fit_their_type", "amounts_are_whole", "numbers_have_no_gap"
OPENING, SINGLE, ONE_ENTRY = "opening_is_an_entry", "entries_are_single", "settled_has_one_entry"
OVERDRAWN = "nobody_overdrawn"

CORRUPTIONS: dict[str, Corruption] = {
    "a balance too high": Corruption(BALANCE, person("balance = balance + 1")),
    "a balance too low": Corruption(BALANCE, person("balance = balance - 1")),
    "no balance": Corruption(BALANCE, person("balance = NULL"), "sqlite"),
    "all entries of a person gone": Corruption(
        BALANCE, "DELETE FROM \"transaction\" WHERE user_id = 'demo-member'"
    ),
    "a person gone": Corruption(BALANCE, f'DELETE FROM "user" {USER}'),
    "entries of nobody": Corruption(BALANCE, entry("user_id = 'nobody'", OPENED)),
    "held too much": Corruption(HELD, person("held = held + 1")),
    "held too little": Corruption(HELD, person("held = held - 1")),
    "held nothing": Corruption(HELD, person("held = NULL"), "sqlite"),
    "held without an order": Corruption(
        HELD, "DELETE FROM generation WHERE key = 'h:0' AND status = 'held'"
    ),
    "a hold of another cost": Corruption(HELD, "UPDATE generation SET cost = 9 WHERE key = 'h:0'"),
    "held below nought": Corruption(OVERDRAWN, person("held = -1")),
    "held above the balance": Corruption(OVERDRAWN, person("held = balance + 1")),
    "an amount": Corruption(RUNNING, entry("amount = amount - 1")),
    "a running balance too high": Corruption(RUNNING, entry("balance_after = balance_after + 1")),
    "a running balance too low": Corruption(RUNNING, entry("balance_after = balance_after - 1")),
    "a running balance at the end": Corruption(RUNNING, entry("balance_after = 0", TOPPED_UP)),
    "a running balance at the start": Corruption(
        RUNNING, entry("balance_after = 5", OPENED) + ";" + entry("amount = 90")
    ),
    "no running balance": Corruption(RUNNING, entry("balance_after = NULL", TOPPED_UP), "sqlite"),
    "two numbers exchanged": Corruption(
        RUNNING, entry("seq = 5 - seq", "WHERE user_id = 'demo-user' AND seq > 1")
    ),
    "an amount with its sums": Corruption(
        ONE_ENTRY,
        f"{entry('amount = -1, balance_after = 99')};"
        f"{entry('balance_after = 199', TOPPED_UP)};{person('balance = 199')}",
    ),
    "a number skipped": Corruption(GAP, entry("seq = 9", TOPPED_UP)),
    "a number below the first": Corruption(GAP, entry("seq = 0", OPENED)),
    "a number twice": Corruption(GAP, entry("seq = 1")),
    "an entry gone": Corruption(GAP, f'DELETE FROM "transaction" {SPENT}'),
    "the opening gone": Corruption(OPENING, f'DELETE FROM "transaction" {OPENED}'),
    "the opening renamed": Corruption(OPENING, entry("key = 'x'", OPENED)),
    "the opening spent": Corruption(OPENING, entry("type = 'token_consumption'", OPENED)),
    "the opening at another place": Corruption(
        OPENING, entry("seq = 4 - seq", "WHERE user_id = 'demo-user'")
    ),
    "the opening at another time": Corruption(OPENING, entry("created_at = 1", OPENED)),
    "a person of another time": Corruption(OPENING, person("created_at = 1")),
    "a grant that takes": Corruption(TYPE, entry("amount = -100", TOPPED_UP)),
    "a grant for an order": Corruption(TYPE, entry(f"generation_id = {order('h')}", TOPPED_UP)),
    "a grant for a prompt": Corruption(TYPE, entry("prompt_id = 'open'", TOPPED_UP)),
    "a grant without a key": Corruption(TYPE, entry("key = ''", TOPPED_UP)),
    "a spending that gives": Corruption(TYPE, entry("amount = 5")),
    "a spending of another key": Corruption(TYPE, entry("key = 'x'")),
    "a spending without its order": Corruption(TYPE, entry("generation_id = NULL")),
    "a spending said to be a grant": Corruption(TYPE, entry("type = 'grant'")),
    "a grant said to be spent": Corruption(TYPE, entry("type = 'token_consumption'", TOPPED_UP)),
    "a grant by somebody": Corruption(TYPE, entry("actor = 'x'", TOPPED_UP)),
    "a grant with a reason": Corruption(TYPE, entry("reason = 'x'", TOPPED_UP)),
    "a spending by somebody": Corruption(TYPE, entry("actor = 'x'")),
    "a spending with a reason": Corruption(TYPE, entry("reason = 'x'")),
    "an adjustment by nobody": Corruption(
        TYPE, entry("type = 'adjustment', reason = 'x'", TOPPED_UP)
    ),
    "an adjustment for no reason": Corruption(
        TYPE, entry("type = 'adjustment', actor = 'x'", TOPPED_UP)
    ),
    "an adjustment for an order": Corruption(
        TYPE, entry("type = 'adjustment', actor = 'x', reason = 'x', prompt_id = NULL")
    ),
    "an adjustment for a prompt": Corruption(
        TYPE,
        entry("type = 'adjustment', actor = 'x', reason = 'x', prompt_id = 'open'", TOPPED_UP),
    ),
    "an adjustment without a key": Corruption(
        TYPE, entry("type = 'adjustment', actor = 'x', reason = 'x', key = ''", TOPPED_UP)
    ),
    "an unknown type": Corruption(TYPE, entry("type = 'gift'", TOPPED_UP)),
    "a spending of an unknown type": Corruption(TYPE, entry("type = 'gift'")),
    "no type": Corruption(TYPE, entry("type = NULL", TOPPED_UP), "sqlite"),
    "an entry of nothing": Corruption(WHOLE, entry("amount = 0", TOPPED_UP)),
    "a debt": Corruption(WHOLE, entry("balance_after = -1")),
    "a pending entry": Corruption(WHOLE, entry("status = 'pending'")),
    "half an amount": Corruption(WHOLE, entry("amount = 99.5", TOPPED_UP), "sqlite"),
    "half a running balance": Corruption(WHOLE, entry("balance_after = 9.5"), "sqlite"),
    "half a number": Corruption(WHOLE, entry("seq = 2.5"), "sqlite"),
    "half an instant": Corruption(WHOLE, entry("created_at = 0.5"), "sqlite"),
    "an amount in words": Corruption(WHOLE, entry("amount = 'much'"), "sqlite"),
    "no amount": Corruption(WHOLE, entry("amount = NULL"), "sqlite"),
    "a key twice": Corruption(SINGLE, entry("key = 'opening'", TOPPED_UP)),
    "an id twice": Corruption(SINGLE, another("seq:4 key:'top-2'")),
    "a second entry of an order": Corruption(
        ONE_ENTRY, entry(f"generation_id = {order('s')}", TOPPED_UP)
    ),
    "an entry of a lost order": Corruption(ONE_ENTRY, entry("generation_id = 'lost'")),
    "an entry of an open order": Corruption(ONE_ENTRY, entry(f"generation_id = {order('h')}")),
    "an entry of another person": Corruption(ONE_ENTRY, entry("user_id = 'demo-member'")),
    "an entry of another prompt": Corruption(ONE_ENTRY, entry("prompt_id = 'cheap'")),
    "an entry without its prompt": Corruption(ONE_ENTRY, entry("prompt_id = NULL")),
    "an entry at another time": Corruption(ONE_ENTRY, entry("created_at = created_at + 1")),
    "an entry twice": Corruption(
        ONE_ENTRY, f'INSERT INTO "transaction" SELECT * FROM "transaction" {SPENT}'
    ),
    "an entry twice, its order gone": Corruption(
        ONE_ENTRY,
        'INSERT INTO "transaction" SELECT * FROM "transaction" '
        f"{SPENT};DELETE FROM generation WHERE key = 's:0'",
    ),
}


@pytest.mark.sqlite_first
@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_corruption_is_named(spoilt: Found, what: str, request: pytest.FixtureRequest) -> None:  # noqa: F811
    """What was changed with triggers, checks and keys off is named by the rule that it breaks."""
    check(spoilt, CORRUPTIONS[what], request)
