"""The rules of an audit, narrowed to what came after a checkpoint.

What came after it is a set of books of its own: with entries numbered from 1 and balances from 0
there, most rules can be asked as they stand. Their queries find other tables under the names of the
three long ones, which hold the new rows alone. Rules about people, prompts and versions, and the
sums of open orders, are asked in full: they read little.

Not seen are changes of older rows, pictures of older orders, a new key that an older row has, and
the statistics' buckets, and what services have spent a day. But no older row can go, and none can
come in, without being counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from sqlalchemy import text
from sqlmodel import Session

from core.chain import FIRST, Chained
from core.ledger import chain_rules
from core.ledger.chain_rules import Link
from core.ledger.checkpoints import Checkpoint
from core.tables.claims import Claim, EachRow, Row

STANDS = "checkpoint_still_stands"  # the rule that only a narrowed audit has
# Told of everything as ever: by indexes over what is open, by people, acts or cells, which are few.
_IN_FULL = {
    "service_days_keep_what_is_open",
    "held_is_sum_of_open_orders",
    "opening_is_an_entry",
    "adjustments_have_their_act",
    "cells_match_their_orders",
    "cells_have_one_picture",
    "cells_share_their_seed",
    "judgements_are_of_pictures",
    "pairs_are_of_their_cells",
}
_LEFT_OUT = {"buckets_are_right", "service_days_spent_what_ended"}  # they count all orders
_CHAINS = {"entries_are_chained": Chained.ENTRY, "orders_are_chained": Chained.ORDER}

# They go with the transaction, which nobody commits.
_TABLES = (
    """CREATE TEMPORARY TABLE audited_person (id VARCHAR(64) PRIMARY KEY, balance BIGINT NOT NULL,
        seq BIGINT NOT NULL, entry VARCHAR(64), number BIGINT NOT NULL, last_order VARCHAR(64))""",
    "CREATE TEMPORARY TABLE audited_open (id VARCHAR(64) PRIMARY KEY)",
    "CREATE TEMPORARY TABLE later_entry (id BIGINT PRIMARY KEY)",
    "CREATE TEMPORARY TABLE later_order (id VARCHAR(64) PRIMARY KEY)",
)
_KNOWN = """INSERT INTO audited_person
    VALUES (:person, :balance, :seq, :entry, :number, :last_order)"""
_STRANGERS = """INSERT INTO audited_person SELECT DISTINCT id, 0, 0, '', 0, '' FROM "user"
    WHERE id NOT IN (SELECT id FROM audited_person)"""
_WAS_OPEN = "INSERT INTO audited_open VALUES (:id)"
# CROSS JOIN: SQLite begins with the people, and looks up what each has after the mark.
_LATER = (
    """INSERT INTO later_entry SELECT id FROM "transaction" WHERE id > :last_entry
        UNION SELECT t.id FROM audited_person a CROSS JOIN "transaction" t
        WHERE t.user_id = a.id AND t.seq > a.seq""",
    """INSERT INTO later_order SELECT id FROM audited_open
        UNION SELECT id FROM generation WHERE created_at > :last_placed
        UNION SELECT d.order_id FROM audited_person a CROSS JOIN orderdigest d
        WHERE d.user_id = a.id AND d.number > a.number""",
)
_LOST_MARKS = """
    SELECT a.id AS person, a.seq, e.digest, t.balance_after, a.number, o.digest AS last_order
    FROM audited_person a
    LEFT JOIN entrydigest e ON e.user_id = a.id AND e.seq = a.seq
    LEFT JOIN "transaction" t ON t.user_id = a.id AND t.seq = a.seq
    LEFT JOIN orderdigest o ON o.user_id = a.id AND o.number = a.number
    LEFT JOIN "user" u ON u.id = a.id
    WHERE u.id IS NULL
      OR (a.seq > 0 AND (e.digest = a.entry AND t.balance_after = a.balance) IS NOT TRUE)
      OR (a.number > 0 AND (o.digest = a.last_order) IS NOT TRUE)"""
_OTHER_COUNTS = """
    SELECT what, found, kept FROM (
      SELECT 'entries' AS what, (SELECT COUNT(*) FROM "transaction") AS found,
        :entries + (SELECT COUNT(*) FROM later_entry) AS kept
      UNION ALL
      SELECT 'orders', (SELECT COUNT(*) FROM generation), :orders
        + (SELECT COUNT(*) FROM later_order WHERE id NOT IN (SELECT id FROM audited_open))) c
    WHERE found <> kept"""
_WITH_NEWS = {
    Chained.ENTRY: """SELECT id, seq AS number, entry AS digest FROM audited_person a
        WHERE EXISTS (SELECT 1 FROM entrydigest d WHERE d.user_id = a.id AND d.seq > a.seq)""",
    Chained.ORDER: """SELECT id, number, last_order AS digest FROM audited_person a
        WHERE EXISTS (SELECT 1 FROM orderdigest d WHERE d.user_id = a.id AND d.number > a.number)
        """,
}
_LATER_IDS = {Chained.ENTRY: "later_entry", Chained.ORDER: "later_order"}

_ENTRIES = 'SELECT * FROM {schema}"transaction" WHERE id IN (SELECT id FROM later_entry)'
_ORDERS = "SELECT * FROM {schema}generation WHERE id IN (SELECT id FROM later_order)"
_PICTURES = """SELECT * FROM {schema}generatedimage
    WHERE generation_id IN (SELECT id FROM later_order)"""
_ROWS = {'"transaction"': _ENTRIES, "generation": _ORDERS, "generatedimage": _PICTURES}
# The long tables under their own names; entries and balances count from the mark.
_BOOKS = f"""
    WITH "transaction" AS (
        SELECT t.id, t.user_id, t.seq - COALESCE(a.seq, 0) AS seq, t.key, t.type, t.amount,
          t.balance_after - COALESCE(a.balance, 0) AS balance_after, t.generation_id, t.prompt_id,
          t.created_at
        FROM ({_ENTRIES}) t LEFT JOIN audited_person a ON a.id = t.user_id),
      generation AS ({_ORDERS}), generatedimage AS ({_PICTURES}),
      "user" AS (
        SELECT u.id, u.name, u.balance - COALESCE(a.balance, 0) AS balance
        FROM {{schema}}"user" u LEFT JOIN audited_person a ON a.id = u.id)"""  # noqa: S608


def narrow(
    session: Session, checkpoint: Checkpoint, rules: Mapping[str, Claim]
) -> dict[str, Claim]:
    """Return the rules to ask in this snapshot after a checkpoint; make the tables they need."""
    _find_later(session, checkpoint)
    # SQLite takes a name for the query's own, even inside the query that has it.
    schema = "main." if session.get_bind().dialect.name == "sqlite" else ""
    narrowed: dict[str, Claim] = {STANDS: partial(_lost, checkpoint)}
    for rule, claim in rules.items():
        if rule in _CHAINS:
            narrowed[rule] = partial(_broken, _CHAINS[rule])
        elif rule not in _LEFT_OUT:
            narrowed[rule] = claim if rule in _IN_FULL else _narrowed(claim, schema)
    return narrowed


def _find_later(session: Session, checkpoint: Checkpoint) -> None:
    for table in _TABLES:
        session.execute(text(table))
    for statement, rows in (
        (_KNOWN, [mark.model_dump() for mark in checkpoint.people]),
        (_WAS_OPEN, [{"id": order_id} for order_id in checkpoint.open]),
    ):
        if rows:
            session.execute(text(statement), rows)
    session.execute(text(_STRANGERS))
    bounds = {"last_entry": checkpoint.last_entry, "last_placed": checkpoint.last_placed}
    for statement in _LATER:
        session.execute(text(statement), bounds)


def _narrowed(claim: Claim, schema: str) -> Claim:
    if isinstance(claim, EachRow):
        rows = _ROWS.get(claim.table)
        return claim._replace(table=f"({rows.format(schema=schema)}) later") if rows else claim
    if isinstance(claim, str) and any(table in claim for table in _ROWS):
        return f"{_BOOKS.format(schema=schema)} {claim}"
    return claim


def _lost(checkpoint: Checkpoint, session: Session) -> Iterator[Row]:
    """Yield where what the checkpoint says is not part of the books any more."""
    yield from session.execute(text(_LOST_MARKS)).mappings()
    counts = {"entries": checkpoint.entries, "orders": checkpoint.orders}
    yield from session.execute(text(_OTHER_COUNTS), counts).mappings()


def _broken(kind: Chained, session: Session) -> Iterator[Row]:
    """Yield where chains don't fit their rows after the marks."""
    for person in session.execute(text(_WITH_NEWS[kind])).all():
        after = Link(person.id, person.number, person.digest or FIRST)
        yield from chain_rules.misfits(kind, session, after)
    yield from chain_rules.without_digest(kind, session, among=_LATER_IDS[kind])
