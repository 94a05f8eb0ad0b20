"""Entries, orders and versions are chained as they are written, and no chain can be changed."""

from __future__ import annotations

import json

import pytest
from fakes import (
    CHEAP,
    OPEN,
    form,
    in_threads,
    never,
    order_of,
    place,
    place_and_run,
    refused_by_the_database,
)
from sqlalchemy import select, text

from core.audit import audit
from core.chain import COLUMNS, FIRST, Chained, digest
from core.errors import StorageFailed
from core.ledger import tokens
from core.ledger.chain_rules import CHAINS, array_of
from core.library import versions
from core.library.versions import Content
from core.orders import endings, generation, submission
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio
from core.tables import OrderStatus


def chain(studio: Studio, kind: Chained, owner: str) -> list[str]:
    """Return the digests that one owner's chain has, first to last."""
    digests = CHAINS[kind].digests.c
    query = (
        select(digests.digest)
        .where(digests[CHAINS[kind].owner] == owner)
        .order_by(digests[CHAINS[kind].number])
    )
    with studio.database.read() as session:
        return list(session.scalars(query))


def computed(studio: Studio, kind: Chained, owner: str, *by: str) -> list[str]:
    """Return the digests that the rows of an owner should have, from the rows alone."""
    rows = CHAINS[kind].rows.c
    query = (
        select(*(rows[column] for column in COLUMNS[kind]))
        .where(rows[CHAINS[kind].owner] == owner)
        .order_by(*(rows[column] for column in by))
    )
    made, before = [], FIRST
    with studio.database.read() as session:
        for values in session.execute(query):
            before = digest(kind, before, values)
            made.append(before)
    return made


def test_what_is_written_is_chained(studio: Studio) -> None:
    """Each entry, order and version has its digest, made of its row and the digest before it."""
    place_and_run(studio, "a")
    (open_one,) = submission.submit(studio, DEMO_USER, form("b", pictures=1))
    endings.cancel(studio, DEMO_USER, open_one.id)
    place(studio, "c", CHEAP)
    people.top_up(studio.database, DEMO_USER, key="more", now=studio.now())
    with studio.database.write(alone=True) as tx:
        versions.add(tx, OPEN, Content("another text", 7), author=DEMO_USER, now=studio.now())
    entries = chain(studio, Chained.ENTRY, DEMO_USER)
    orders = chain(studio, Chained.ORDER, DEMO_USER)
    told = chain(studio, Chained.VERSION, OPEN)
    assert (len(entries), len(orders), len(told)) == (3, 3, 2)
    assert entries == computed(studio, Chained.ENTRY, DEMO_USER, "seq")
    assert orders == computed(studio, Chained.ORDER, DEMO_USER, "created_at", "id")
    assert told == computed(studio, Chained.VERSION, OPEN, "number")


def test_the_database_says_a_row_as_its_digest_does(studio: Studio) -> None:
    """The JSON that the audit has the database write is, letter by letter, that of the digest."""
    letters = [chr(number) for number in (*range(1, 256), 0x2028, 0xFEFF, 0x1F642)]
    said = "".join(letters) + r"\u0041 </script> 清晨"
    person = studio.new_id()
    people.create(studio.database, person, "Ann", is_member=True, opening=9, now=studio.now())
    (order,) = submission.submit(studio, person, form("a", CHEAP))
    endings.cancel(studio, person, order.id)
    with studio.database.write() as tx:
        now = studio.now()
        tokens.adjust(tx, person, -3, key="k", actor=DEMO_USER, reason=said, now=now)
    for kind in Chained:
        rows = CHAINS[kind].rows.c
        columns = [rows[column] for column in COLUMNS[kind]]
        with studio.database.read() as session:
            array = array_of(kind, session.get_bind().dialect.name)
            for told, *values in session.execute(select(array, *columns)):
                assert told == json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def test_orders_placed_together_are_chained_in_their_order(studio: Studio) -> None:
    """Four pictures of one click are four links, each after the one before."""
    submission.submit(studio, DEMO_USER, form("a", CHEAP, pictures=4))
    made = chain(studio, Chained.ORDER, DEMO_USER)
    assert made == computed(studio, Chained.ORDER, DEMO_USER, "created_at")
    assert len(made) == 4


def test_work_on_an_order_changes_nothing_that_is_chained(studio: Studio) -> None:
    """An order that was made, and one that was taken back, still have the digest of their hold."""
    (order,) = submission.submit(studio, DEMO_USER, form("a"))
    before = chain(studio, Chained.ORDER, DEMO_USER)
    generation.run(studio, order.id, never())
    assert order_of(studio, order.id).status == OrderStatus.SETTLED
    assert chain(studio, Chained.ORDER, DEMO_USER) == before
    assert audit(studio.database).clean


def test_a_chain_has_one_writer(studio: Studio) -> None:
    """Sixteen threads that order, top up and settle for one person leave one unbroken chain."""

    def work(number: int) -> None:
        if number % 2:
            people.top_up(studio.database, DEMO_USER, key=str(number), now=studio.now())
        else:
            place_and_run(studio, str(number), CHEAP)

    assert in_threads(16, work) == [None] * 16
    assert len(chain(studio, Chained.ENTRY, DEMO_USER)) == 17
    assert len(chain(studio, Chained.ORDER, DEMO_USER)) == 8
    assert audit(studio.database).clean


@pytest.mark.parametrize("table", ["entrydigest", "orderdigest"])
def test_nothing_moves_without_its_digest(studio: Studio, table: str) -> None:
    """Where a digest can't be written, neither a hold nor a settlement nor a grant happens."""
    (order,) = submission.submit(studio, DEMO_USER, form("a"))
    was = people.find(studio.database, DEMO_USER)
    with studio.database.write() as tx:
        tx.execute(text(f"ALTER TABLE {table} RENAME TO elsewhere"))
    if table == "entrydigest":
        with pytest.raises(StorageFailed):
            people.top_up(studio.database, DEMO_USER, key="more", now=studio.now())
        with pytest.raises(StorageFailed):
            generation.run(studio, order.id, never())
        assert order_of(studio, order.id).status != OrderStatus.SETTLED
        assert people.find(studio.database, DEMO_USER).balance == was.balance
    else:
        with pytest.raises(StorageFailed):
            submission.submit(studio, DEMO_USER, form("b"))
        assert people.find(studio.database, DEMO_USER).held == was.held
    with studio.database.write() as tx:
        tx.execute(text(f"ALTER TABLE elsewhere RENAME TO {table}"))


ATTACKS: dict[str, str] = {
    "change": "UPDATE {} SET digest = digest",
    "delete": "DELETE FROM {}",
    "replace": "INSERT OR REPLACE INTO {} SELECT * FROM {}",
    "truncate": "TRUNCATE {} CASCADE",
}
OF_ONE = {"replace": "sqlite", "truncate": "postgresql"}


@pytest.mark.sqlite_first
@pytest.mark.parametrize("table", [f"{kind.value}digest" for kind in Chained])
@pytest.mark.parametrize("attack", ["change", "delete", "replace", "truncate"])
def test_digests_can_only_be_added(studio: Studio, table: str, attack: str) -> None:
    """The database itself refuses to change, delete, replace or truncate them."""
    if OF_ONE.get(attack, "") not in ("", "sqlite" if studio.database.is_sqlite else "postgresql"):
        pytest.skip(f"only {OF_ONE[attack]} has it")
    place_and_run(studio, "a")
    with refused_by_the_database("append-only"), studio.database.write() as tx:
        tx.execute(text(ATTACKS[attack].replace("{}", table)))
    assert audit(studio.database).clean


def test_an_orders_digest_is_not_replaced_by_another_number(sqlite_studio: Studio) -> None:
    """INSERT OR REPLACE finds an order's digest by the order as well."""
    place_and_run(sqlite_studio, "a")
    replace = """INSERT OR REPLACE INTO orderdigest
        SELECT user_id, number + 7, order_id, digest FROM orderdigest"""
    with refused_by_the_database("append-only"), sqlite_studio.database.write() as tx:
        tx.execute(text(replace))
