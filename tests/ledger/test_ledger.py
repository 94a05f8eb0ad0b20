"""Tokens cannot be lost: hold, settle, release and grant, alone and against each other."""

from __future__ import annotations

import random
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fakes import (
    CHEAP,
    OPEN,
    FakeProvider,
    form,
    in_threads,
    make_studio,
    never,
    order_of,
    recover_dead,
    wait_until,
)
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from core.audit import audit
from core.errors import (
    BalanceFull,
    Cancelled,
    InsufficientTokens,
    PersonNotFound,
    StudioError,
)
from core.ledger import tokens
from core.library import versions
from core.library.versions import Content
from core.orders import generation, submission
from core.people import people
from core.studio import Studio
from core.tables import MAX_TOKENS, GeneratedImage, Generation, OrderStatus

ANN = "0a11"  # the person of one's own that these tests charge
NOT_TOKENS = (0, -1, -(10**30), 1.0, 0.5, True, None, "3", float("nan"), float("inf"), 2**53, 2**63)


def person(studio: Studio, tokens: int, person_id: str = ANN, *, member: bool = False) -> str:
    """Make a person with so many tokens; return their id."""
    people.create(
        studio.database, person_id, person_id, is_member=member, opening=tokens, now=studio.now()
    )
    return person_id


def numbers(studio: Studio, person_id: str = ANN) -> tuple[int, int]:
    """Return a person's balance and held tokens."""
    user = people.find(studio.database, person_id)
    return user.balance, user.held


def entries(studio: Studio, person_id: str = ANN) -> list[tuple[int, str, int, int]]:
    """Return a person's entries as (seq, type, amount, balance after)."""
    query = 'SELECT seq, type, amount, balance_after FROM "transaction" WHERE user_id = :who'
    with studio.database.read() as session:
        rows = session.execute(text(f"{query} ORDER BY seq"), {"who": person_id})
        return [tuple(row) for row in rows]


def count(studio: Studio, table: str) -> int:
    """Return how many rows a table has."""
    with studio.database.read() as session:
        return int(session.execute(text(f'SELECT COUNT(*) FROM "{table}"')).scalar_one())


def an_order(studio: Studio, person_id: str = ANN, *, cost: Any = 5, key: str = "k") -> Generation:
    """Return a new order, not yet held, of a version at its price, as if its work was done."""
    now = studio.now()
    version_id = None
    if type(cost) is int and 1 <= cost <= MAX_TOKENS:
        with studio.database.write(alone=True) as tx:
            content = Content("p", cost)
            version_id = versions.add(tx, OPEN, content, author=None, now=now).id
    return Generation(
        id=studio.new_id(),
        user_id=person_id,
        key=key,
        fingerprint="f",
        prompt_id=OPEN,
        prompt_title="t",
        prompt_category="c",
        version_id=version_id,
        prompt_text="p",
        prompt_members_only=False,
        aspect_ratio="1:1",
        seed=1,
        provider="fake",
        model="fake-1",
        cost=cost,
        created_at=now,
        started_at=now,
        generating_at=now,
        saving_at=now,
        owner=studio.instance,
    )


def an_image(studio: Studio, order: Generation) -> GeneratedImage:
    """Return the row of a picture for this order."""
    return GeneratedImage(
        id=studio.new_id(),
        generation_id=order.id,
        mime="image/png",
        width=1,
        height=1,
        size_bytes=1,
        sha256="0" * 64,
        created_at=studio.now(),
        user_id=order.user_id,
        ordered_at=order.created_at,
    )


def hold(studio: Studio, *orders: Generation) -> None:
    """Hold the orders' tokens in a transaction of their own."""
    with studio.database.write() as tx:
        tokens.hold(tx, orders)


def settle(studio: Studio, order: Generation) -> bool:
    """Settle the order in a transaction of its own."""
    with studio.database.write() as tx:
        return tokens.settle(tx, order, an_image(studio, order), now=studio.now())


def release(studio: Studio, order: Generation, error: StudioError | None = None) -> bool:
    """Release the order in a transaction of its own."""
    with studio.database.write() as tx:
        return bool(tokens.release(tx, [order.id], error or Cancelled(), now=studio.now()))


# --------------------------------------------------------------------------------- one at a time


def test_a_hold_reserves_and_writes_no_entry(studio: Studio) -> None:
    """A hold raises `held` alone: nothing has happened to the balance yet."""
    person(studio, 12)
    hold(studio, an_order(studio))
    assert numbers(studio) == (12, 5)
    assert entries(studio) == [(1, "grant", 12, 12)]


def test_settle_spends_the_hold_with_one_entry(studio: Studio) -> None:
    """Settle moves balance and held by the cost and writes the entry and the picture's row."""
    person(studio, 12)
    order = an_order(studio)
    hold(studio, order)
    assert settle(studio, order)
    assert numbers(studio) == (7, 0)
    assert entries(studio)[1:] == [(2, "token_consumption", -5, 7)]
    assert count(studio, "generatedimage") == 1


def test_release_gives_back_without_an_entry_and_keeps_the_reason(studio: Studio) -> None:
    """Release lowers `held` alone and keeps code, reason and facts in the order's row."""
    person(studio, 12)
    order = an_order(studio)
    hold(studio, order)
    assert release(studio, order, InsufficientTokens(needed=1, available=0))
    row = order_of(studio, order.id)
    assert numbers(studio) == (12, 0)
    assert len(entries(studio)) == 1
    assert (row.error_code, row.error_facts) == (
        "INSUFFICIENT_TOKENS",
        '{"needed": 1, "available": 0}',
    )


@pytest.mark.parametrize("first", [settle, release])
@pytest.mark.parametrize("second", [settle, release])
def test_an_order_leaves_held_once(studio: Studio, first: Any, second: Any) -> None:
    """Whatever ended an order first, a second settle or release changes nothing."""
    person(studio, 12)
    order = an_order(studio)
    hold(studio, order)
    assert first(studio, order)
    before = numbers(studio), entries(studio)
    assert not second(studio, order)
    assert (numbers(studio), entries(studio)) == before


def test_several_orders_are_held_all_or_none(studio: Studio) -> None:
    """Three orders that cost one token more than there are leave no order and no hold."""
    person(studio, 14)
    orders = [an_order(studio, key=f"k:{number}") for number in range(3)]
    with pytest.raises(InsufficientTokens) as caught:
        hold(studio, *orders)
    assert (caught.value.needed, caught.value.available) == (15, 14)
    assert numbers(studio) == (14, 0)
    assert count(studio, "generation") == 0


def test_tokens_on_hold_cannot_be_held_again(studio: Studio) -> None:
    """What is spendable is the balance less what is held."""
    person(studio, 9)
    hold(studio, an_order(studio, key="one"))
    with pytest.raises(InsufficientTokens) as caught:
        hold(studio, an_order(studio, key="two"))
    assert caught.value.available == 4


def test_the_last_token_can_be_spent(studio: Studio) -> None:
    """A person whose tokens are exactly the cost may order, and ends at nought."""
    person(studio, 5)
    order = an_order(studio)
    hold(studio, order)
    assert settle(studio, order)
    assert numbers(studio) == (0, 0)


def test_a_grant_is_made_once_for_a_key(studio: Studio) -> None:
    """The same key grants once; another key grants again, as an entry of its own."""
    person(studio, 1)
    for key in ("a", "a", "b"):
        people.top_up(studio.database, ANN, key=key, now=studio.now())
    assert entries(studio) == [(1, "grant", 1, 1), (2, "grant", 100, 101), (3, "grant", 100, 201)]


def test_a_grant_to_nobody_is_refused(studio: Studio) -> None:
    """A grant to an id that no person has raises and writes nothing."""
    before = count(studio, "transaction")
    with pytest.raises(PersonNotFound):
        people.top_up(studio.database, "nobody", key="k", now=studio.now())
    assert count(studio, "transaction") == before


@pytest.mark.parametrize("amount", NOT_TOKENS, ids=repr)
def test_a_grant_of_no_whole_tokens_never_reaches_sql(amount: Any) -> None:
    """An amount that is not an int from 1 to 2^53 - 1 is refused before any SQL."""
    no_session: Any = None
    with pytest.raises(ValueError, match="whole number"):
        tokens.grant(no_session, ANN, amount, key="k", now=0)


@pytest.mark.parametrize("cost", NOT_TOKENS, ids=repr)
def test_a_cost_of_no_whole_tokens_never_reaches_sql(sqlite_studio: Studio, cost: Any) -> None:
    """A cost that is not an int from 1 to 2^53 - 1 is refused before any SQL."""
    no_session: Any = None
    good = an_order(sqlite_studio, key="good")
    with pytest.raises(ValueError, match="whole number"):
        tokens.hold(no_session, [good, an_order(sqlite_studio, cost=cost)])


def test_a_balance_never_passes_the_largest_exact_number(studio: Studio) -> None:
    """A grant beyond 2^53 - 1 is a clear refusal and leaves the balance as it was."""
    person(studio, MAX_TOKENS)
    with pytest.raises(BalanceFull) as refused, studio.database.write() as tx:
        tokens.grant(tx, ANN, 1, key="one too many", now=studio.now())
    assert refused.value.facts == {"balance": MAX_TOKENS, "limit": MAX_TOKENS}
    assert numbers(studio) == (MAX_TOKENS, 0)


# ------------------------------------------------------------------------------------ all at once


def test_fifty_threads_never_overdraw(database_url: str, tmp_path: Path) -> None:
    """50 orders of 1 token on 10 tokens: 10 pictures, 10 calls, balance 0, books clean."""
    provider = FakeProvider()
    studio = make_studio(database_url, tmp_path / "data", provider)
    person(studio, 10)

    def order(number: int) -> None:
        (placed,) = submission.submit(studio, ANN, form(f"k{number}", CHEAP))
        generation.run(studio, placed.id, never())

    results = in_threads(50, order)
    refused = [result for result in results if isinstance(result, InsufficientTokens)]
    assert (results.count(None), len(refused)) == (10, 40)
    assert len(provider.requests) == 10
    assert numbers(studio) == (0, 0)
    assert count(studio, "generatedimage") == 10
    assert audit(studio.database).clean
    studio.database.dispose()


def test_fifty_clicks_with_one_key_make_one_order(studio: Studio) -> None:
    """50 submits of one key at once all return the same held order, and none raises."""
    person(studio, 50)
    results = in_threads(50, lambda _: submission.submit(studio, ANN, form("one", pictures=2)))
    ids = {tuple(order.id for order in orders) for orders in results}  # type: ignore[attr-defined]
    assert len(ids) == 1
    assert numbers(studio) == (50, 10)
    assert count(studio, "generation") == 2


def test_fifty_top_ups_with_one_key_grant_once(studio: Studio) -> None:
    """50 grants of one key at once make one entry, and none raises."""
    person(studio, 1)
    results = in_threads(
        50, lambda _: people.top_up(studio.database, ANN, key="one", now=studio.now())
    )
    assert sorted(results) == [False] * 49 + [True]  # type: ignore[type-var]
    assert numbers(studio) == (101, 0)


def test_a_second_top_up_waits_for_the_first(studio: Studio) -> None:
    """A grant that begins while its twin is not yet committed waits, then finds it made."""
    person(studio, 1)
    result: list[object] = []

    def second() -> None:
        result.extend(
            in_threads(
                1, lambda _: people.top_up(studio.database, ANN, key="one", now=studio.now())
            )
        )

    thread = threading.Thread(target=second, daemon=True)
    waiting = text(
        "SELECT COUNT(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )

    def is_waiting() -> bool:
        with studio.database.read() as session:  # anew: the view is frozen inside a transaction
            return bool(session.scalar(waiting))

    with studio.database.write() as tx:
        assert tokens.grant(tx, ANN, 100, key="one", now=studio.now())
        thread.start()
        if not studio.database.is_sqlite:
            wait_until(is_waiting, "the second top-up waits")
    thread.join(20)
    assert result == [False]
    assert numbers(studio) == (101, 0)


def test_grants_and_orders_at_once_number_without_a_gap(studio: Studio) -> None:
    """Entries of 40 threads have the numbers 1 to 41 and running balances, on one person."""
    person(studio, 100)

    def work(number: int) -> None:
        if number % 2:
            people.top_up(studio.database, ANN, key=f"g{number}", now=studio.now())
            return
        order = an_order(studio, key=f"k{number}")
        hold(studio, order)
        settle(studio, order)

    assert in_threads(40, work) == [None] * 40
    assert [entry[0] for entry in entries(studio)] == list(range(1, 42))
    assert numbers(studio) == (100 + 20 * 100 - 20 * 5, 0)


def test_settle_release_and_recovery_race_without_deadlock(studio: Studio) -> None:
    """Settle, release and recovery of one order at once: one wins, and none deadlocks."""
    person(studio, 100)
    for round_number in range(5):
        order = an_order(studio, key=f"k{round_number}")
        hold(studio, order)

        def race(number: int, order: Generation = order) -> int:
            if number % 3 == 2:
                return recover_dead(studio)
            return int((settle, release)[number % 3](studio, order))

        results = in_threads(9, race)
        assert [result for result in results if isinstance(result, BaseException)] == []
        assert sum(results) == 1  # type: ignore[arg-type]
        assert order_of(studio, order.id).status != OrderStatus.HELD
        assert numbers(studio)[1] == 0


def test_many_holds_are_given_back_at_once(studio: Studio) -> None:
    """One release of several people's orders gives each of them all that was held, once."""
    person(studio, 100)
    person(studio, 50, "0b0b")
    orders = [an_order(studio, key=f"k{number}") for number in range(3)]
    orders[2].user_id = "0b0b"
    for order in orders:
        hold(studio, order)
    ids = [order.id for order in orders]
    for expected in (set(ids), set()):
        with studio.database.write() as tx:
            assert set(tokens.release(tx, ids, Cancelled(), now=studio.now())) == expected
    assert numbers(studio) == (100, 0)
    assert people.find(studio.database, "0b0b").held == 0


def test_two_orders_and_a_grant_cross_without_deadlock(studio: Studio) -> None:
    """Orders held, settled and released for the same two people from 12 threads never deadlock."""
    both = (person(studio, 500), person(studio, 500, "0b0b"))

    def work(number: int) -> None:
        for turn in range(4):
            who = both[(number + turn) % 2]
            orders = [an_order(studio, who, key=f"{number}:{turn}:{i}") for i in range(2)]
            hold(studio, *orders)
            settle(studio, orders[0])
            people.top_up(studio.database, who, key=f"{number}:{turn}", now=studio.now())
            release(studio, orders[1])

    assert in_threads(12, work) == [None] * 12


# ---------------------------------------------------------------------------------- random walks


class Model:
    """The ten lines that the ledger must agree with."""

    def __init__(self, balance: int) -> None:
        self.balance, self.entries = balance, 1
        self.open: dict[str, int] = {}

    def hold(self, key: str, cost: int) -> bool:
        if key in self.open or self.balance - sum(self.open.values()) < cost:
            return False
        self.open[key] = cost
        return True

    def end(self, key: str, *, paid: bool) -> bool:
        cost = self.open.pop(key, None)
        if cost and paid:
            self.balance, self.entries = self.balance - cost, self.entries + 1
        return cost is not None


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_random_walk_agrees_with_ten_lines(studio: Studio, seed: int) -> None:
    """After each of 120 random moves the ledger's numbers are those of a ten-line model."""
    choose = random.Random(seed)
    person(studio, 30)
    model, orders = Model(30), []
    for number in range(120):
        move = choose.choice(("hold", "hold", "settle", "release", "grant"))
        if move == "hold":
            order = an_order(studio, cost=choose.randint(1, 12), key=f"k{number}")
            if model.hold(order.id, order.cost):
                hold(studio, order)
                orders.append(order)
            else:
                with pytest.raises(InsufficientTokens):
                    hold(studio, order)
        elif move == "grant":
            amount = choose.randint(1, 9)
            with studio.database.write() as tx:
                tokens.grant(tx, ANN, amount, key=f"g{number}", now=studio.now())
            model.balance, model.entries = model.balance + amount, model.entries + 1
        elif orders:
            order = choose.choice(orders)
            end = settle if move == "settle" else release
            assert end(studio, order) == model.end(order.id, paid=move == "settle")
        assert numbers(studio) == (model.balance, sum(model.open.values()))
    assert len(entries(studio)) == model.entries


# ---------------------------------------------------------------------------------- raw attacks

ATTACKS = {
    "update an entry": 'UPDATE "transaction" SET amount = amount + 1',
    "update a harmless column": "UPDATE \"transaction\" SET key = 'x' WHERE seq = 1",
    "delete an entry": 'DELETE FROM "transaction"',
    "replace an entry": """
        INSERT OR REPLACE INTO "transaction" SELECT id, user_id, seq, key, type, status,
        amount + 5, balance_after + 5, generation_id, prompt_id, created_at, actor, reason
        FROM "transaction"
        WHERE type = 'grant'""",
    "upsert an entry": """
        INSERT INTO "transaction"
        SELECT * FROM "transaction" WHERE true ON CONFLICT (id) DO UPDATE SET amount = 7""",
    "truncate the entries": 'TRUNCATE "transaction"',
    "truncate everything": 'TRUNCATE "user" CASCADE',
    "hold more than the balance": 'UPDATE "user" SET held = balance + 1',
    "hold less than nothing": 'UPDATE "user" SET held = -1',
    "overdraw": 'UPDATE "user" SET balance = -1, held = 0',
    "balance beyond 2^53": 'UPDATE "user" SET balance = 9007199254740992',
    "delete a person": "DELETE FROM \"user\" WHERE id = '0a11'",
    "delete an order": "DELETE FROM generation",
    "delete a used prompt": "DELETE FROM prompt",
    "a picture without an order": """
        INSERT INTO generatedimage SELECT 'x', 'no such order', mime, width, height, size_bytes,
        sha256, created_at, user_id, ordered_at, NULL, NULL, NULL FROM generatedimage""",
    "a second picture": """
        INSERT INTO generatedimage SELECT 'x', generation_id, mime, width, height, size_bytes,
        sha256, created_at, user_id, ordered_at, NULL, NULL, NULL FROM generatedimage""",
    "an order of nobody": "UPDATE generation SET user_id = 'nobody'",
    "a free order": "UPDATE generation SET cost = 0",
    "an unknown state": "UPDATE generation SET status = 'lost'",
    "held again": "UPDATE generation SET status = 'held'",
    "released without a reason": "UPDATE generation SET status = 'released'",
    "an entry with the same number": """
        INSERT INTO "transaction" SELECT id + 100, user_id, seq, 'x', type, status, amount,
        balance_after, generation_id, prompt_id, created_at, actor, reason
        FROM "transaction"
        WHERE type = 'grant'""",
    "a second entry for an order": """
        INSERT INTO "transaction" SELECT id + 100, user_id, seq + 100, 'x', type, status, amount,
        balance_after, generation_id, prompt_id, created_at, actor, reason
        FROM "transaction"
        WHERE generation_id IS NOT NULL""",
    "a grant with a used key": """
        INSERT INTO "transaction" SELECT id + 100, user_id, seq + 100, key, type, status, amount,
        balance_after, generation_id, prompt_id, created_at, actor, reason
        FROM "transaction"
        WHERE type = 'grant'""",
    "an entry of nothing": """
        INSERT INTO "transaction" SELECT id + 100, user_id, seq + 100, 'x', type, status, 0,
        balance_after, NULL, prompt_id, created_at, actor, reason
        FROM "transaction" WHERE type = 'grant'""",
    "a grant that takes": """
        INSERT INTO "transaction" SELECT id + 100, user_id, seq + 100, 'x', type, status, -1,
        balance_after, NULL, prompt_id, created_at, actor, reason
        FROM "transaction" WHERE type = 'grant'""",
    "an entry that is pending": """
        INSERT INTO "transaction" SELECT id + 100, user_id, seq + 100, 'x', type, 'pending',
        amount, balance_after, NULL, NULL, created_at, actor, reason
        FROM "transaction" WHERE type = 'grant'""",
    "consumption without an order": """
        INSERT INTO "transaction" SELECT id + 100, user_id, seq + 100, 'x', 'token_consumption',
        status, -1, balance_after, NULL, NULL, created_at, actor, reason
        FROM "transaction"
        WHERE type = 'grant'""",
}
OF_ONE_DATABASE = {
    "replace an entry": "sqlite",
    "truncate the entries": "postgresql",
    "truncate everything": "postgresql",
}

# A key refuses them as well, and only while another table refers to the row.
BY_TRIGGER = ("update an entry", "update a harmless column", "delete an entry", "replace an entry")


def attack(connection: Connection, sql: str) -> None:
    """Run the SQL and commit it."""
    with connection.begin():
        assert connection.execute(text(sql)).rowcount != 0, "the attack hit nothing"


def test_the_database_refuses_raw_attacks(studio: Studio) -> None:
    """Raw SQL past all our code cannot make the books wrong; every attack is refused."""
    person(studio, 20)
    order = an_order(studio)
    hold(studio, order)
    settle(studio, order)
    dialect = studio.database.engine.dialect.name
    for name, sql in ATTACKS.items():
        if OF_ONE_DATABASE.get(name, dialect) != dialect:
            continue
        with (
            studio.database.engine.connect() as connection,
            pytest.raises(DatabaseError) as caught,
        ):
            attack(connection, sql)
        refusal = str(caught.value.orig).lower()
        words = (
            "constraint",
            "append-only",
            "never deleted",
            "violates",
            "foreign key",
            "truncate",
        )
        expected = ("append-only",) if name in BY_TRIGGER else words
        assert any(word in refusal for word in expected), f"{name}: {refusal}"
    assert numbers(studio) == (15, 0)


def test_a_connection_without_our_pragmas_cannot_replace_entries(sqlite_studio: Studio) -> None:
    """INSERT OR REPLACE is refused even where recursive_triggers is off, as in a shell."""
    person(sqlite_studio, 20)
    with closing(sqlite3.connect(sqlite_studio.settings.data_dir / "studio.sqlite3")) as shell:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            shell.execute(ATTACKS["replace an entry"])
        by_number = ATTACKS["replace an entry"].replace("SELECT id,", "SELECT id + 100,")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            shell.execute(by_number)
    assert audit(sqlite_studio.database).clean
