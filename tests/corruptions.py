"""Books to be spoilt: real ones, with triggers, checks and keys gone as if the file was at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import booth
import lab
import pytest
from databases import MIGRATED, fresh
from fakes import MEMBERS, PNG, form, make_studio, never, place, place_and_run, provider_of
from sqlalchemy import Connection, text
from sqlmodel import Session, SQLModel

from core.audit import audit, audit_snapshot
from core.errors import GenerationFailed
from core.experiments import drafts, judging, sets
from core.experiments.shapes import CaseShape
from core.experiments.voting import votes
from core.faults import ProviderFault
from core.ledger.checkpoints import Checkpoint
from core.orders import endings, generation, submission
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references, uploads
from core.studio import Studio
from core.tables import Answer, Choice, Reason

Found = Callable[[str], set[str]]


class Corruption(NamedTuple):
    """Say what is done, in SQL, and which rule must name it; some only SQLite lets happen."""

    rule: str
    sql: str
    only: str = ""


def order(key: str) -> str:
    """Return SQL for the id of the order that was placed under a key of `spoilable_books`."""
    return f"(SELECT id FROM generation WHERE key = '{key}:0')"


def books(studio: Studio) -> None:
    """Fill the books: one settled, one released and one held order of the demo user."""
    settled, released, _ = (
        submission.submit(studio, DEMO_USER, form(key))[0] for key in ("s", "r", "h")
    )
    generation.run(studio, settled.id, never())
    endings.cancel(studio, DEMO_USER, released.id)


def spoilable_books(studio: Studio) -> None:
    """Fill them further: a topping up, and an order of the member's with a picture of its own."""
    books(studio)
    people.top_up(studio.database, DEMO_USER, key="top", now=studio.now())
    upload = references.keep(studio, DEMO_MEMBER, uploads.check_reference(PNG), "boat.png")
    place_and_run(studio, "m", MEMBERS, person=DEMO_MEMBER, reference=upload.name)
    place(studio, "w", person=DEMO_MEMBER)
    _an_experiment(studio, upload.name)


def _an_experiment(studio: Studio, reference: str) -> None:
    """Let the member run two arms on one case; one was tried twice, and one is judged twice."""
    case = CaseShape("船", {"mood": "calm"}, reference=reference)
    made = replace(lab.draft(studio), cases=(case,), repeats=2)
    lab.make(studio, made, person=DEMO_MEMBER)
    provider_of(studio).queue(GenerationFailed(ProviderFault.NETWORK))
    lab.carry(studio, lab.start(studio, person=DEMO_MEMBER))
    lab.carry(studio, lab.start(studio, person=DEMO_MEMBER, again=True))
    (judged,) = (cell for cell in lab.cells(studio) if cell.attempt == 2)
    for reason in (Reason.NONE, Reason.HANDS):
        judging.judge(studio, DEMO_USER, judged.order_id, Answer.UNUSABLE, reason)
    sets.create(studio, "set", DEMO_MEMBER, "船", [case])


def voted_books(studio: Studio) -> None:
    """Fill books with two looks of blind votes, one of them taken back, and a third look begun.

    Anne owns them, and her votes are kept beside the others': two cases, two votes a pair, then
    three, then four.
    """
    for person in ("anne", "bob", "cleo", "dan"):
        booth.voter(studio, person)
    lab.make(studio, cases=2, voters=2, person="anne")
    lab.carry(studio, lab.start(studio, person="anne"))
    first = booth.sight(studio, "bob").pair_id
    for answer in (Choice.SKIP, Choice.UNDONE):
        votes.vote(studio, "bob", first, answer)
    for person in ("anne", "bob", "cleo"):
        booth.vote_all(studio, person)
    drafts.extend(studio, "anne", lab.LAB, voters=1, seen=2)
    booth.vote_all(studio, "dan", booth.BASE)
    drafts.extend(studio, "anne", lab.LAB, voters=1, seen=4)


def unprotect(connection: Connection) -> None:
    """Take away triggers, checks and keys, as somebody with the database's file could."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET session_replication_role = replica"))
        drop = """
            SELECT format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE',
                          conrelid::regclass, conname)
            FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
            WHERE contype IN ('c', 'u', 'f', 'p') AND relkind = 'r'
              AND connamespace = 'public'::regnamespace"""
        indexes = """
            SELECT format('DROP INDEX %s', indexrelid::regclass)
            FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
            WHERE indisunique AND relnamespace = 'public'::regnamespace"""
        for query in (drop, indexes):  # what a constraint had is gone with it
            for statement in connection.scalars(text(query)).all():
                connection.execute(text(statement))
        return
    triggers = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    for trigger in triggers.all():
        connection.execute(text(f"DROP TRIGGER {trigger}"))
    for table in sorted(SQLModel.metadata.tables):
        columns = connection.execute(text(f"SELECT * FROM pragma_table_info('{table}')")).all()
        plain = ", ".join(f'"{column.name}" {column.type}' for column in columns)
        connection.execute(text(f'ALTER TABLE "{table}" RENAME TO "old_{table}"'))
        connection.execute(text(f'CREATE TABLE "{table}" ({plain})'))
        connection.execute(text(f'INSERT INTO "{table}" SELECT * FROM "old_{table}"'))


def spoil(session: Session, statements: str, since: Checkpoint | None = None) -> set[str]:
    """Return the rules that are broken by statements, which are then taken back."""
    with session.begin_nested() as savepoint:
        for statement in statements.split(";"):
            changed: Any = session.execute(text(statement))
            assert changed.rowcount > 0, f"changes nothing: {statement}"
        report = audit_snapshot(session, since=since)
        savepoint.rollback()
    found = [finding for finding in report.findings if finding.broken]
    assert all("=" in row for finding in found for row in finding.rows)
    return {finding.rule for finding in found}


class TakeBack(Exception):
    """Nothing of it is to stay."""


@contextmanager
def spoilable(
    request: pytest.FixtureRequest, folder: Path, fill: Callable[[Studio], Checkpoint | None]
) -> Iterator[Found]:
    """Yield what says which rules are broken by statements, in one unprotected database.

    `fill` fills its books, and returns the checkpoint after which an audit is to look.
    """
    with fresh(request, folder, request.param, MIGRATED) as url:
        studio = make_studio(url, folder)
        since = fill(studio)
        with suppress(TakeBack), studio.database.write() as tx:
            unprotect(tx.connection())
            assert spoil(tx, 'UPDATE "user" SET name = name', since) == set()
            yield lambda statements: spoil(tx, statements, since)
            raise TakeBack
        studio.database.dispose()


@pytest.fixture(scope="module", params=("sqlite", "postgresql"))
def spoilt(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Found]:
    """Return what says which rules an audit of everything finds broken by statements."""
    with spoilable(request, tmp_path_factory.mktemp("spoilt"), spoilable_books) as found:
        yield found


@pytest.fixture(scope="module", params=("sqlite", "postgresql"))
def spoilt_later(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Found]:
    """Return the same of an audit of what came after the people's first tokens: all the rest."""

    def fill(studio: Studio) -> Checkpoint | None:
        checkpoint = audit(studio.database, now=studio.now()).checkpoint
        spoilable_books(studio)
        return checkpoint

    with spoilable(request, tmp_path_factory.mktemp("later"), fill) as found:
        yield found


@pytest.fixture(scope="module", params=("sqlite", "postgresql"))
def spoilt_votes(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Found]:
    """Return what says which rules are broken by statements in books of blind votes."""
    with spoilable(request, tmp_path_factory.mktemp("votes"), voted_books) as found:
        yield found


def check(spoilt: Found, corruption: Corruption, request: pytest.FixtureRequest) -> None:
    """Assert that the rule which is named for a corruption names it."""
    if corruption.only not in request.node.name:
        pytest.skip(f"only {corruption.only} keeps such a value")
    found = spoilt(corruption.sql)
    assert corruption.rule in found, f"only {found}"
