"""Migration 0008: prompts, and orders from before it, get versions; nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from fakes import make_studio, never, refused_by_the_database
from sqlalchemy import text

from core import migrations
from core.audit import audit, describe
from core.database import Database
from core.library.versions import Content
from core.orders import generation
from core.studio import Studio

FOLDER = migrations.__file__.rpartition("/")[0]

# id, prompt, text, cost, status, sent_text, created_at: in another order than that of first use
ORDERS = (
    ("o4", "old", "text one", 7, "settled", "", 40),
    ("o1", "old", "text one", 5, "settled", "text one\nwish", 10),
    ("o2", "old", "text two", 5, "released", "", 20),
    ("o3", "old", "text one", 5, "settled", "", 30),
    ("o5", "back", "same text", 1, "settled", "", 11),
    ("o6", "back", "another", 1, "released", "", 12),
    ("aaaaaaaa", "old", "text two", 5, "held", "", 50),
    ("h2", "old", "text two", 5, "held", "rewritten", 51),
)
PROMPTS = (
    ("old", "text three", 5, True),
    ("back", "same text", 1, True),
    ("unused", "unused text", 3, False),
)


def make_before(database: Database) -> None:
    """Make the schema of the version before 0008."""
    config = Config()
    config.set_main_option("script_location", FOLDER)
    before = ScriptDirectory(FOLDER).get_revision("0008").down_revision
    with database.engine.connect() as connection:
        writing = connection.execution_options(write=True)
        with writing.begin():
            config.attributes["connection"] = writing
            command.upgrade(config, str(before))


def fill(database: Database) -> None:
    """Write one person's books as the version before kept them."""
    settled = [order for order in ORDERS if order[4] == "settled"]
    spent, held = sum(o[3] for o in settled), sum(o[3] for o in ORDERS if o[4] == "held")
    with database.write() as tx:
        tx.execute(
            text(
                'INSERT INTO "user" (id, name, is_member, balance, held, created_at)'
                " VALUES ('ann', 'Ann', true, :balance, :held, 0)"
            ),
            {"balance": 100 - spent, "held": held},
        )
        for number, (prompt_id, words, cost, active) in enumerate(PROMPTS):
            prompt = {"id": prompt_id, "text": words, "cost": cost, "active": active, "n": number}
            tx.execute(text(_PROMPT), prompt)
        for order_id, prompt_id, words, cost, status, sent, created_at in ORDERS:
            order = {"id": order_id, "prompt": prompt_id, "text": words, "cost": cost}
            order |= {"status": status, "sent": sent, "at": created_at}
            order |= {"code": "CANCELLED" if status == "released" else ""}
            order |= {"begun": None if status == "held" else created_at}
            order |= {"end": None if status == "held" else created_at + 1}
            tx.execute(text(_ORDER), order)
        tx.execute(text(_GRANT))
        balance = 100
        for seq, (order_id, prompt_id, _, cost, *_, at) in enumerate(settled, start=2):
            balance -= cost
            entry = {"seq": seq, "order": order_id, "amount": -cost, "after": balance}
            tx.execute(text(_ENTRY), entry | {"prompt": prompt_id, "end": at + 1})
            tx.execute(text(_IMAGE), {"order": order_id, "sha": "0" * 64, "end": at + 1})


_PROMPT = """
INSERT INTO prompt (id, title, description, category, text, cost, members_only, active, position)
VALUES (:id, :id, '', '', :text, :cost, false, :active, :n)
"""
_ORDER = """
INSERT INTO generation (id, user_id, key, fingerprint, prompt_id, prompt_title, prompt_category,
  prompt_text, prompt_members_only, wish, reference_name, aspect_ratio, seed, provider, model, cost,
  status, error_code, error_reason, error_facts, created_at, started_at, generating_at,
  saving_at, ended_at, sent_text, owner)
VALUES (:id, 'ann', :id, '', :prompt, :prompt, '', :text, false, 'wish', '', '1:1', 0, 'fake',
  'fake-1', :cost, :status, :code, '', '{}', :at, :begun, :begun, :begun, :end, :sent, 'dead')
"""
_GRANT = """
INSERT INTO "transaction" (user_id, seq, key, type, status, amount, balance_after, created_at)
VALUES ('ann', 1, 'opening', 'grant', 'completed', 100, 100, 0)
"""
_ENTRY = """
INSERT INTO "transaction" (user_id, seq, key, type, status, amount, balance_after, generation_id,
  prompt_id, created_at)
VALUES ('ann', :seq, :order, 'token_consumption', 'completed', :amount, :after, :order, :prompt,
  :end)
"""
_IMAGE = """
INSERT INTO generatedimage (id, generation_id, mime, width, height, size_bytes, sha256, created_at)
VALUES (:order, :order, 'image/png', 1, 1, 1, :sha, :end)
"""


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    """Return what a query finds."""
    with database.read() as session:
        return [tuple(row) for row in session.execute(text(query))]


@pytest.fixture
def books(new_database: Callable[[], str]) -> Iterator[Database]:
    """Return a database of the version before, with its books, brought up to today's."""
    database = Database(new_database())
    make_before(database)
    fill(database)
    migrations.migrate(database)
    yield database
    database.dispose()


def test_each_text_and_price_is_a_version(books: Database) -> None:
    """Versions are numbered by first use; what nobody has ordered yet comes last."""
    found = rows(books, "SELECT id, text, cost FROM promptversion ORDER BY prompt_id, number")
    assert found == [
        ("back@1", "same text", 1),
        ("back@2", "another", 1),
        ("old@1", "text one", 5),
        ("old@2", "text two", 5),
        ("old@3", "text one", 7),
        ("old@4", "text three", 5),
        ("unused@1", "unused text", 3),
    ]
    for words, cost, digest in rows(books, "SELECT text, cost, digest FROM promptversion"):
        assert Content(words, cost).digest == digest
    first = rows(books, "SELECT id, created_at FROM promptversion WHERE created_at < 100")
    assert dict(first) == {"old@1": 10, "old@2": 20, "old@3": 40, "back@1": 11, "back@2": 12}


def test_the_prompts_own_text_is_live(books: Database) -> None:
    """The version that the prompt's row had is decided; `active` has become `archived`."""
    decided = "SELECT version_id FROM decision ORDER BY version_id"
    assert rows(books, decided) == [("back@1",), ("old@4",), ("unused@1",)]
    archived = rows(books, "SELECT id, archived, edited FROM prompt ORDER BY position")
    assert [(name, bool(gone), bool(edited)) for name, gone, edited in archived] == [
        ("old", False, False),
        ("back", False, False),
        ("unused", True, False),
    ]


def test_orders_name_their_version_and_keep_the_rest(books: Database) -> None:
    """Each order is linked to its text and price; the books are as clean as before."""
    linked = rows(books, "SELECT id, version_id FROM generation")
    assert dict(linked) == {
        "o1": "old@1",
        "o2": "old@2",
        "o3": "old@1",
        "o4": "old@3",
        "o5": "back@1",
        "o6": "back@2",
        "aaaaaaaa": "old@2",
        "h2": "old@2",
    }
    kept = rows(
        books, "SELECT id, prompt_id, prompt_text, cost, status, created_at FROM generation"
    )
    assert sorted(kept) == sorted((*order[:5], order[6]) for order in ORDERS)
    report = audit(books)
    assert report.clean, "\n".join(describe(report))


def test_open_orders_have_the_text_that_is_sent(books: Database) -> None:
    """An order that waits gets its text and wish; what was sent already stays as it was."""
    sent = dict(rows(books, "SELECT id, sent_text FROM generation"))
    assert sent["aaaaaaaa"] == "text two\nwish"
    assert (sent["h2"], sent["o1"], sent["o4"]) == ("rewritten", "text one\nwish", "")


@pytest.mark.parametrize("table", ["transaction", "promptversion", "decision"])
@pytest.mark.parametrize("attack", ['UPDATE "{}" SET id = id', 'DELETE FROM "{}"'])
def test_history_is_protected_afterwards(books: Database, table: str, attack: str) -> None:
    """Entries, versions and decisions are append-only by trigger when 0008 is through."""
    with refused_by_the_database("append-only"), books.write() as tx:
        tx.execute(text(attack.format(table)))


def test_a_waiting_order_from_before_is_made(
    new_database: Callable[[], str], tmp_path: Any
) -> None:
    """An order that was held by the version before is carried to its end by this one."""
    url = new_database()
    database = Database(url)
    make_before(database)
    fill(database)
    database.dispose()
    studio: Studio = make_studio(url, tmp_path / "data")
    with studio.database.write() as tx:  # the test's library has none of these prompts
        tx.execute(text("UPDATE prompt SET archived = false"))
    generation.run(studio, "aaaaaaaa", never())
    report = audit(studio.database)
    studio.database.dispose()
    assert report.clean
    assert (report.held, report.orders) == (5, len(ORDERS))
