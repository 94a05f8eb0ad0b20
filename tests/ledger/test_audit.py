"""The audit names every change of the books, and never raises a false alarm."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from fakes import CHEAP, form, make_studio, never
from sqlalchemy import Connection, create_engine, make_url, text
from sqlmodel import SQLModel

from core.audit import RULES, audit, describe
from core.errors import StudioError
from core.orders import endings, generation, submission
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio

ROOT = Path(__file__).resolve().parents[2]

# What was done to the books, and the rules that must name it.
TAMPERINGS: dict[str, tuple[str, set[str]]] = {
    "an entry's amount": (
        "UPDATE \"transaction\" SET amount = amount - 1 WHERE type = 'token_consumption'",
        {"balance_is_sum_of_entries", "running_sum_is_balance_after", "settled_has_one_entry"},
    ),
    "an entry's amount and the balance": (
        'UPDATE "transaction" SET amount = -1, balance_after = 99 WHERE seq = 2;'
        "UPDATE \"user\" SET balance = 99 WHERE id = 'demo-user'",
        {"settled_has_one_entry"},
    ),
    "a balance": (
        "UPDATE \"user\" SET balance = balance + 1 WHERE id = 'demo-user'",
        {"balance_is_sum_of_entries"},
    ),
    "a balance too low": (
        "UPDATE \"user\" SET balance = balance - 1 WHERE id = 'demo-user'",
        {"balance_is_sum_of_entries"},
    ),
    "all entries of a person gone": (
        "DELETE FROM \"transaction\" WHERE user_id = 'demo-member'",
        {"balance_is_sum_of_entries", "opening_is_an_entry"},
    ),
    "held too low": (
        "UPDATE \"user\" SET held = held - 1 WHERE id = 'demo-user'",
        {"held_is_sum_of_open_orders"},
    ),
    "held without an order": (
        "UPDATE \"user\" SET held = 5 WHERE id = 'demo-member'",
        {"held_is_sum_of_open_orders"},
    ),
    "held below nought": (
        "UPDATE \"user\" SET held = -1 WHERE id = 'demo-user'",
        {"nobody_overdrawn"},
    ),
    "held": (
        "UPDATE \"user\" SET held = held + 1 WHERE id = 'demo-user'",
        {"held_is_sum_of_open_orders"},
    ),
    "held above the balance": (
        "UPDATE \"user\" SET held = balance + 1 WHERE id = 'demo-user'",
        {"nobody_overdrawn"},
    ),
    "a running balance": (
        'UPDATE "transaction" SET balance_after = balance_after + 1 WHERE seq = 2',
        {"running_sum_is_balance_after"},
    ),
    "a running balance too low": (
        'UPDATE "transaction" SET balance_after = balance_after - 1 WHERE seq = 2',
        {"running_sum_is_balance_after"},
    ),
    "a running balance below nought": (
        'UPDATE "transaction" SET balance_after = -1 WHERE seq = 2',
        {"running_sum_is_balance_after", "amounts_are_whole"},
    ),
    "two numbers exchanged": (
        "UPDATE \"transaction\" SET seq = 3 - seq WHERE user_id = 'demo-user'",
        {"running_sum_is_balance_after", "opening_is_an_entry"},
    ),
    "an entry gone": (
        "DELETE FROM \"transaction\" WHERE seq = 2 AND user_id = 'demo-user';"
        "UPDATE \"user\" SET balance = 100 WHERE id = 'demo-user'",
        {"settled_has_one_entry"},
    ),
    "the opening gone": (
        "DELETE FROM \"transaction\" WHERE seq = 1 AND user_id = 'demo-user'",
        {"numbers_have_no_gap", "opening_is_an_entry"},
    ),
    "the opening renamed": (
        "UPDATE \"transaction\" SET key = 'x' WHERE seq = 1 AND user_id = 'demo-user'",
        {"opening_is_an_entry"},
    ),
    "the opening spent": (
        "UPDATE \"transaction\" SET type = 'token_consumption' WHERE seq = 1",
        {"opening_is_an_entry", "consumption_has_order"},
    ),
    "the opening before the first number": (
        "UPDATE \"transaction\" SET seq = 0 WHERE seq = 1 AND user_id = 'demo-user'",
        {"opening_is_an_entry", "numbers_have_no_gap"},
    ),
    "a number twice": (
        "INSERT INTO \"transaction\" SELECT id + 100, user_id, 3, 'x', 'grant', status, 5,"
        " balance_after + 5, NULL, NULL, created_at, actor, reason"
        ' FROM "transaction" WHERE seq = 2;'
        "UPDATE \"user\" SET balance = 100 WHERE id = 'demo-user';"
        'UPDATE "transaction" SET seq = 1 WHERE seq = 2',
        {"numbers_have_no_gap"},
    ),
    "a number skipped": (
        "UPDATE \"transaction\" SET seq = 9 WHERE seq = 2 AND user_id = 'demo-user'",
        {"numbers_have_no_gap"},
    ),
    "an entry of another person": (
        "UPDATE \"transaction\" SET user_id = 'demo-member' WHERE type = 'token_consumption'",
        {"settled_has_one_entry"},
    ),
    "an entry without its order": (
        "UPDATE \"transaction\" SET generation_id = NULL WHERE type = 'token_consumption'",
        {"consumption_has_order", "settled_has_one_entry"},
    ),
    "an entry of a lost order": (
        "UPDATE \"transaction\" SET generation_id = 'lost' WHERE type = 'token_consumption'",
        {"consumption_has_order"},
    ),
    "an order's entry said to be a grant": (
        "UPDATE \"transaction\" SET type = 'grant' WHERE type = 'token_consumption'",
        {"settled_has_one_entry", "consumption_has_order"},
    ),
    "a grant said to be an order's": (
        'UPDATE "transaction" SET generation_id ='
        " (SELECT id FROM generation WHERE status = 'held') WHERE seq = 1",
        {"consumption_has_order", "settled_has_one_entry"},
    ),
    "a grant that takes": (
        "UPDATE \"transaction\" SET amount = -100, balance_after = -100 WHERE type = 'grant'",
        {"consumption_has_order"},
    ),
    "an entry of nothing": (
        "UPDATE \"transaction\" SET amount = 0 WHERE type = 'grant'",
        {"amounts_are_whole"},
    ),
    "an entry of another prompt": (
        "UPDATE \"transaction\" SET prompt_id = 'cheap' WHERE type = 'token_consumption'",
        {"settled_has_one_entry"},
    ),
    "an entry without its prompt": (
        "UPDATE \"transaction\" SET prompt_id = NULL WHERE type = 'token_consumption'",
        {"settled_has_one_entry"},
    ),
    "an entry of an unknown type": (
        "UPDATE \"transaction\" SET type = 'gift' WHERE type = 'grant'",
        {"consumption_has_order"},
    ),
    "an entry that is pending": (
        "UPDATE \"transaction\" SET status = 'pending' WHERE seq = 2",
        {"amounts_are_whole"},
    ),
    "a second entry of an order": (
        "INSERT INTO \"transaction\" SELECT id + 100, user_id, seq + 1, 'x', type, status, amount,"
        ' balance_after + amount, generation_id, prompt_id, created_at FROM "transaction"'
        " WHERE type = 'token_consumption';"
        "UPDATE \"user\" SET balance = balance - 5 WHERE id = 'demo-user'",
        {"settled_has_one_entry"},
    ),
    "a picture gone": ("DELETE FROM generatedimage", {"settled_has_one_image"}),
    "a picture of a lost order": (
        "UPDATE generatedimage SET generation_id = 'lost'",
        {"image_has_order"},
    ),
    "a second picture": (
        "INSERT INTO generatedimage SELECT 'x', generation_id, mime, width, height, size_bytes,"
        " sha256, created_at FROM generatedimage",
        {"settled_has_one_image"},
    ),
    "a settled order said to be released": (
        "UPDATE generation SET status = 'released', error_code = 'x' WHERE status = 'settled'",
        {"settled_has_one_entry"},
    ),
    "a released order said to be settled": (
        "UPDATE generation SET status = 'settled', error_code = '' WHERE status = 'released'",
        {"settled_has_one_entry"},
    ),
    "a held order said to be released": (
        "UPDATE generation SET status = 'released', ended_at = 1, error_code = 'x'"
        " WHERE status = 'held'",
        {"held_is_sum_of_open_orders"},
    ),
    "a cost": ("UPDATE generation SET cost = cost + 1", {"settled_has_one_entry"}),
    "an unknown state": (
        "UPDATE generation SET status = 'lost' WHERE status = 'released'",
        {"ended_orders_have_times"},
    ),
    "an end without a time": (
        "UPDATE generation SET ended_at = NULL WHERE status = 'settled'",
        {"ended_orders_have_times"},
    ),
    "an end of what is held": (
        "UPDATE generation SET ended_at = 1 WHERE status = 'held'",
        {"ended_orders_have_times"},
    ),
    "a release without a reason": (
        "UPDATE generation SET error_code = '' WHERE status = 'released'",
        {"ended_orders_have_times"},
    ),
    "a reason without a release": (
        "UPDATE generation SET error_code = 'x' WHERE status = 'settled'",
        {"ended_orders_have_times"},
    ),
    "a version's price": (
        "UPDATE promptversion SET cost = cost + 1",
        {"orders_keep_their_version"},
    ),
    "a version's text": (
        "UPDATE promptversion SET text = 'another'",
        {"orders_keep_their_version"},
    ),
    "another prompt's version": (
        "UPDATE generation SET version_id = 'cheap@1', cost = 1, prompt_text = 'a pebble'",
        {"orders_keep_their_version"},
    ),
    "a version that is not there": (
        "UPDATE generation SET version_id = 'open@9'",
        {"orders_keep_their_version"},
    ),
    "a version gone": ("DELETE FROM promptversion", {"prompts_have_a_live_version"}),
    "a gap in a prompt's versions": (
        "UPDATE promptversion SET number = 2, id = prompt_id || '@2'",
        {"prompts_have_a_live_version"},
    ),
    "no decision": ("DELETE FROM decision", {"prompts_have_a_live_version"}),
    "a decision for another prompt": (
        "UPDATE decision SET prompt_id = 'cheap'",
        {"prompts_have_a_live_version"},
    ),
    "a person gone": (
        "DELETE FROM \"user\" WHERE id = 'demo-member'",
        {"balance_is_sum_of_entries"},
    ),
    "a person gone who has an open order": (
        "DELETE FROM \"user\" WHERE id = 'demo-user'",
        {"held_is_sum_of_open_orders"},
    ),
}


def books(studio: Studio) -> None:
    """Fill the books: one settled, one released and one held order of the demo user."""
    settled, released, _ = (
        submission.submit(studio, DEMO_USER, form(key))[0] for key in ("s", "r", "h")
    )
    generation.run(studio, settled.id, never())
    endings.cancel(studio, DEMO_USER, released.id)


def unprotect(connection: Connection) -> None:
    """Take away triggers, checks and keys, as somebody with the database's file could."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET session_replication_role = replica"))
        drop = """
            SELECT format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE',
                          conrelid::regclass, conname)
            FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
            WHERE contype IN ('c', 'u', 'f') AND relkind = 'r'
              AND connamespace = 'public'::regnamespace"""
        for statement in connection.scalars(text(drop)).all():
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


def test_clean_books_are_clean(studio: Studio) -> None:
    """Each rule is reported, none is broken, and the counts are those of the books."""
    books(studio)
    report = audit(studio.database)
    assert [finding.rule for finding in report.findings] == list(RULES)
    assert report.clean
    assert (report.people, report.orders, report.entries) == (2, 3, 3)
    assert (report.tokens, report.held) == (195, 5)
    assert len(list(describe(report))) == 1 + len(RULES)


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_is_named(database_url: str, tmp_path: Path, tampering: str) -> None:
    """What was changed with triggers, checks and keys off is named by the rule that it breaks."""
    studio = make_studio(database_url, tmp_path / "data")
    books(studio)
    statements, rules = TAMPERINGS[tampering]
    driver = studio.database.engine
    with driver.connect() as connection:
        if studio.database.is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        with connection.execution_options(write=True).begin():
            unprotect(connection)
            for statement in statements.split(";"):
                assert connection.execute(text(statement)).rowcount
    report = audit(studio.database)
    broken = {finding.rule for finding in report.findings if finding.broken}
    assert rules <= broken, f"{tampering}: only {broken}"
    assert not report.clean
    named = [row for finding in report.findings if finding.rule in rules for row in finding.rows]
    assert all("=" in row for row in named)
    studio.database.dispose()


def test_the_audit_of_working_books_raises_no_false_alarm(studio: Studio) -> None:
    """Audits that run while six threads order, cancel and top up are all clean."""
    done = threading.Event()
    begun = threading.Barrier(7)

    def work(number: int) -> None:
        begun.wait(20)
        for turn in range(8):
            person = (DEMO_USER, DEMO_MEMBER)[turn % 2]
            with suppress(StudioError):
                (order,) = submission.submit(studio, person, form(f"{number}:{turn}", CHEAP))
                if turn % 3 == 2:
                    endings.cancel(studio, person, order.id)
                generation.run(studio, order.id, never())
            people.top_up(studio.database, person, key=f"{number}:{turn}", now=studio.now())

    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(6)]
    for thread in threads:
        thread.start()
    begun.wait(20)
    audits = 0
    while not done.is_set():
        if not any(thread.is_alive() for thread in threads):
            done.set()
        report = audit(studio.database)
        audits += 1
        assert report.clean, "\n".join(describe(report))
    assert audits >= 3
    assert report.entries == 2 + 6 * 8 + 6 * 6  # openings, top-ups, settled orders


def test_the_audit_is_of_one_instant(studio: Studio) -> None:
    """What is changed while an audit runs is found by the next one, whatever rule comes later."""

    def change(_: str, done: int, __: int) -> None:
        if done == 0:
            with studio.database.write() as tx:
                tx.execute(text('UPDATE "user" SET balance = balance + 1'))

    report = audit(studio.database, change)
    assert (report.clean, report.tokens) == (True, 200)
    later = audit(studio.database)
    assert (later.clean, later.tokens) == (False, 202)
    with studio.database.write() as tx:
        tx.execute(text('UPDATE "user" SET balance = balance - 1'))


def test_half_a_token_is_named(sqlite_studio: Studio) -> None:
    """SQLite would keep half a token: an amount that is not whole is named."""
    with sqlite_studio.database.write() as tx:
        unprotect(tx.connection())
        tx.execute(text('UPDATE "transaction" SET amount = 99.5, balance_after = 99.5'))
        tx.execute(text('UPDATE "user" SET balance = 99.5'))
    broken = [finding.rule for finding in audit(sqlite_studio.database).findings if finding.broken]
    assert broken == ["amounts_are_whole"]


def test_of_many_broken_rows_the_first_are_named(sqlite_studio: Studio) -> None:
    """A report counts all rows that break a rule, and names 20 of them."""
    person = "INSERT INTO \"user\" VALUES (:id, 'x', FALSE, 0, 0, 0)"
    with sqlite_studio.database.write() as tx:
        tx.execute(text(person), [{"id": f"p{number}"} for number in range(25)])
    (finding,) = (found for found in audit(sqlite_studio.database).findings if found.broken)
    assert (finding.rule, finding.broken, len(finding.rows)) == ("opening_is_an_entry", 25, 20)


def test_progress_is_told_for_each_rule(sqlite_studio: Studio) -> None:
    """`progress` hears each rule, how many are done, and how many there are."""
    heard: list[tuple[str, int, int]] = []
    audit(sqlite_studio.database, lambda *told: heard.append(told))
    assert heard == [(rule, done, len(RULES)) for done, rule in enumerate(RULES)]


def command(url: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run `python -m core.audit` on a database."""
    environment = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-m", "core.audit"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_command_exits_0_or_1(database_url: str, tmp_path: Path) -> None:
    """`python -m core.audit` exits 0 with a summary, or 1 with the broken rows."""
    studio = make_studio(database_url, tmp_path / "data")
    books(studio)
    clean = command(database_url, tmp_path)
    assert (clean.returncode, clean.stderr) == (0, "")
    assert "2 people, 3 orders, 3 entries; 195 tokens, 5 of them held" in clean.stdout
    with studio.database.write() as tx:
        tx.execute(text("UPDATE \"user\" SET balance = 77 WHERE id = 'demo-user'"))
    wrong = command(database_url, tmp_path)
    assert wrong.returncode == 1
    assert "FAIL balance_is_sum_of_entries (1 broken)" in wrong.stdout
    assert "person=demo-user, balance=77, entries=95" in wrong.stdout
    studio.database.dispose()


def test_the_command_makes_no_database(tmp_path: Path) -> None:
    """Auditing a file that is not there fails, says so in one line, and does not create it."""
    missing = tmp_path / "nowhere" / "studio.sqlite3"
    result = command(f"sqlite:///{missing}", tmp_path)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert not missing.exists()


def test_a_corrupt_file_is_one_line(tmp_path: Path) -> None:
    """The command says in one line that a file is no database, or is damaged, and exits 1."""
    garbage = tmp_path / "garbage.sqlite3"
    garbage.write_bytes(b"no database " * 1000)
    studio = make_studio("", tmp_path)
    studio.database.dispose()
    damaged = tmp_path / "studio.sqlite3"
    whole = bytearray(damaged.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    damaged.write_bytes(whole)
    for path in (garbage, damaged):
        done = command(f"sqlite:///{path}", tmp_path)
        assert done.returncode == 1
        assert "can't be read" in done.stdout
        assert len(done.stdout.splitlines()) == 1
        assert done.stderr == ""


def test_a_server_out_of_reach_is_one_line(tmp_path: Path) -> None:
    """The command names the books that it cannot reach, without their password."""
    done = command("postgresql://ann:a-password@127.0.0.1:1/books", tmp_path)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert "ann:***@127.0.0.1" in done.stdout
    assert done.stderr == ""


def test_the_command_says_what_is_wrong_with_the_settings(tmp_path: Path) -> None:
    """A DATABASE_URL that names no database is told in a line, with exit 1."""
    result = command("nonsense", tmp_path)
    assert (result.returncode, result.stderr) == (1, "")
    assert "DATABASE_URL" in result.stdout


def test_the_command_opens_the_database_with_its_password(postgres: Any, tmp_path: Path) -> None:
    """The password in DATABASE_URL is used, and not the stars that stand for it in messages."""
    url = make_url(postgres.make())
    server = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        ask = "CREATE ROLE auditor SUPERUSER LOGIN PASSWORD 'a password'"
        rules = connection.scalar(text("SELECT pg_read_file('pg_hba.conf')"))
        file = connection.scalar(text("SHOW hba_file"))
        connection.execute(text(ask))
        write_rules(connection, file, f"local all auditor scram-sha-256\n{rules}")
        with_password = url.set(username="auditor", password="a password")
        result = command(with_password.render_as_string(hide_password=False), tmp_path)
        write_rules(connection, file, rules)
        connection.execute(text("DROP ROLE auditor"))
    server.dispose()
    assert "0 people, 0 orders" in result.stdout, result.stderr


def write_rules(connection: Connection, file: str, rules: str) -> None:
    """Write the server's rules of who may connect how, and let it read them."""
    lines = [f"('{line}')" for line in rules.replace("'", "''").splitlines() if line.strip()]
    query = f"SELECT * FROM (VALUES {', '.join(lines)}) AS lines"
    connection.exec_driver_sql(f"COPY ({query}) TO '{file}'".replace("%", "%%"))
    connection.execute(text("SELECT pg_reload_conf()"))
