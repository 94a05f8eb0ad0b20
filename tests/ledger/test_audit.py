"""The audit names every change of the books, and never raises a false alarm."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from commands import command
from corruptions import books, unprotect
from fakes import CHEAP, form, make_studio, never
from sqlalchemy import Connection, create_engine, make_url, text

from core.audit import RULES, audit, describe
from core.errors import StudioError
from core.orders import endings, generation, submission
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio


def test_clean_books_are_clean(studio: Studio) -> None:
    """Each rule is reported, none is broken, and the counts are those of the books."""
    books(studio)
    report = audit(studio.database)
    assert [finding.rule for finding in report.findings] == list(RULES)
    assert report.clean
    assert (report.people, report.orders, report.entries) == (2, 3, 3)
    assert (report.tokens, report.held) == (195, 5)
    assert len(list(describe(report))) == 1 + len(RULES)


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
    assert broken == ["amounts_are_whole", "people_are_whole", "entries_are_chained"]


def test_of_many_broken_rows_the_first_are_named(sqlite_studio: Studio) -> None:
    """A report counts all rows that break a rule, and names 20 of them."""
    person = "INSERT INTO \"user\" VALUES (:id, 'x', FALSE, 0, 0, 0, 'proposer')"
    with sqlite_studio.database.write() as tx:
        tx.execute(text(person), [{"id": f"p{number}"} for number in range(25)])
    (finding,) = (found for found in audit(sqlite_studio.database).findings if found.broken)
    assert (finding.rule, finding.broken, len(finding.rows)) == ("opening_is_an_entry", 25, 20)


def test_progress_is_told_for_each_rule(sqlite_studio: Studio) -> None:
    """`progress` hears each rule once, how many are done, and how many there are."""
    heard: list[tuple[str, int, int]] = []
    audit(sqlite_studio.database, lambda *told: heard.append(told))
    assert [told[1:] for told in heard] == [(done, len(RULES)) for done in range(len(RULES))]
    assert {rule for rule, *_ in heard} == set(RULES)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # core.restore: both
def test_the_command_exits_0_or_1(database_url: str, tmp_path: Path) -> None:
    """`python -m core.audit` exits 0 with a summary, or 1 with the broken rows."""
    studio = make_studio(database_url, tmp_path / "data")
    books(studio)
    clean = command("core.audit", database_url, tmp_path)
    assert (clean.returncode, clean.stderr) == (0, "")
    assert "2 people, 3 orders, 3 entries; 195 tokens, 5 of them held" in clean.stdout
    with studio.database.write() as tx:
        tx.execute(text("UPDATE \"user\" SET balance = 77 WHERE id = 'demo-user'"))
    wrong = command("core.audit", database_url, tmp_path)
    assert wrong.returncode == 1
    assert "FAIL balance_is_sum_of_entries (1 broken)" in wrong.stdout
    assert "person=demo-user, balance=77, entries=95" in wrong.stdout
    studio.database.dispose()


def test_the_command_makes_no_database(tmp_path: Path) -> None:
    """Auditing a file that is not there fails, says so in one line, and does not create it."""
    missing = tmp_path / "nowhere" / "studio.sqlite3"
    result = command("core.audit", f"sqlite:///{missing}", tmp_path)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert not missing.exists()


@pytest.mark.slow
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
        done = command("core.audit", f"sqlite:///{path}", tmp_path)
        assert done.returncode == 1
        assert "can't be read" in done.stdout
        assert len(done.stdout.splitlines()) == 1
        assert done.stderr == ""


def test_a_server_out_of_reach_is_one_line(tmp_path: Path) -> None:
    """The command names the books that it cannot reach, without their password."""
    done = command("core.audit", "postgresql://ann:a-password@127.0.0.1:1/books", tmp_path)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert "ann:***@127.0.0.1" in done.stdout
    assert done.stderr == ""


def test_the_command_says_what_is_wrong_with_the_settings(tmp_path: Path) -> None:
    """A DATABASE_URL that names no database is told in a line, with exit 1."""
    result = command("core.audit", "nonsense", tmp_path)
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
        result = command(
            "core.audit", with_password.render_as_string(hide_password=False), tmp_path
        )
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
