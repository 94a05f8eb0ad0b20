"""Two readers share the rules of an audit: each is asked once, and no failure is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

import pytest
from sqlmodel import Session

from core.audit import RULES, audit
from core.auditing import checking
from core.auditing.checking import Finding, Progress, Rules, check_rules, unheard
from core.studio import Studio
from core.tables.claims import Claim, EachRow, hold_in_all_rows

Rows = Iterator[Mapping[str, object]]


def finding(*values: int) -> Callable[[Session], Rows]:
    """Return a rule that finds these rows."""
    return lambda _: iter([{"row": value} for value in values])


def test_readers_begin_at_both_ends_and_work_at_once(studio: Studio) -> None:
    """Two rules that wait for each other both end: they are asked by two threads."""
    met = threading.Barrier(2, timeout=20)

    def meet(_: Session) -> Rows:
        met.wait()
        yield {"thread": threading.get_ident()}

    with studio.database.twin_snapshots() as (one, other):
        found = check_rules({"first": meet, "last": meet}, one, unheard, other)
    assert [each.broken for each in found] == [1, 1]
    assert found[0].rows != found[1].rows
    assert found[1].rows == (f"thread={threading.get_ident()}",)


@pytest.mark.parametrize("alone", [True, False])
def test_each_rule_is_asked_once_and_told_in_its_place(studio: Studio, *, alone: bool) -> None:
    """However the readers share them, findings are in the rules' order; progress counts to all."""
    rules: dict[str, Claim] = {f"rule {n}": finding(*range(n % 3)) for n in range(50)}
    rules["sql"] = "SELECT 7 AS row"
    heard: list[tuple[str, int, int]] = []
    with studio.database.twin_snapshots() as (one, other):
        told = check_rules(rules, one, lambda *what: heard.append(what), None if alone else other)
    expected = [Finding(f"rule {n}", n % 3, ("row=0", "row=1")[: n % 3]) for n in range(50)]
    assert list(told) == [*expected, Finding("sql", 1, ("row=7",))]
    assert [what[1:] for what in heard] == [(done, 51) for done in range(51)]
    assert {what[0] for what in heard} == set(rules)


def test_progress_is_heard_in_the_callers_thread(studio: Studio) -> None:
    """Also of what the other reader asks: a page can draw only in its own thread."""
    threads = set()
    audit(studio.database, lambda *_: threads.add(threading.get_ident()))
    assert threads == {threading.get_ident()}


def test_what_the_other_reader_raises_is_raised(studio: Studio) -> None:
    """A rule that can't be asked ends the audit, whoever has asked it: it is no clean one."""
    helped = threading.Event()

    def fail(_: Session) -> Rows:
        helped.set()
        raise RuntimeError("the disk is gone")

    def wait(_: Session) -> Rows:
        assert helped.wait(20)
        return iter(())

    with studio.database.twin_snapshots() as (one, other):
        assert other is not None
        with pytest.raises(RuntimeError, match="the disk is gone"):
            check_rules({"fails": fail, "waits": wait}, one, unheard, other)


def test_after_a_failure_nothing_more_is_checked(studio: Studio) -> None:
    """Where the second reader fails, the caller does not go through all the others for nothing."""
    checked: list[str] = []
    failed = threading.Event()

    def fail(_: Session) -> Rows:
        raise RuntimeError("the disk is gone")

    def last(_: Session) -> Rows:
        assert failed.wait(20)
        return iter(())

    def between(_: Session) -> Rows:
        checked.append("between")
        return iter(())

    class Check(checking._Check):
        def stop(self) -> None:
            super().stop()
            failed.set()

    rules: dict[str, Claim] = {"first": fail, **{f"{n}": between for n in range(9)}, "last": last}
    check = Check(rules, unheard)
    with studio.database.twin_snapshots() as (one, other):
        assert other is not None
        helper = threading.Thread(target=lambda: suppress_all(check, other))
        helper.start()
        check.work(one)
        helper.join()
    assert checked == []


def suppress_all(check: checking._Check, session: Session) -> None:
    """Help until it fails."""
    with suppress(RuntimeError):
        check.help(session)


def test_who_leaves_takes_the_other_reader_along(studio: Studio) -> None:
    """Somebody who leaves the page ends the audit: what was not checked by then is not checked."""
    checked: list[str] = []
    left = threading.Event()

    def slow(_: Session) -> Rows:
        assert left.wait(20)
        return iter(())

    def later(_: Session) -> Rows:
        checked.append("later")
        return iter(())

    def leave(*_: object) -> None:
        threading.Timer(1.0, left.set).start()
        raise InterruptedError

    rules: dict[str, Claim] = {"slow": slow, **{f"later {n}": later for n in range(30)}}
    with studio.database.twin_snapshots() as (one, other):
        assert other is not None
        with pytest.raises(InterruptedError):
            check_rules(rules, one, leave, other)
    assert checked == []


def test_an_audit_has_two_readers(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of everything is shared by two sessions; one of what is new, whose tables are its own."""
    given: list[tuple[Session, Session | None]] = []

    def check(
        rules: Rules, session: Session, progress: Progress, beside: Session | None
    ) -> tuple[Finding, ...]:
        given.append((session, beside))
        return check_rules(rules, session, progress, beside)

    monkeypatch.setattr("core.audit.check_rules", check)
    whole = audit(studio.database, now=studio.now())
    assert [each.rule for each in whole.findings] == list(RULES)
    assert audit(studio.database, since=whole.checkpoint).clean
    (one, other), (_, none) = given
    assert other is not None
    assert other is not one
    assert none is None


def test_rows_of_two_tables_are_never_right_by_one_of_them(studio: Studio) -> None:
    """Claims that can't be checked in one pass are not held to be right, whatever is in a table."""
    right = EachRow("prompt", "id", "id = id")
    elsewhere = EachRow('"user"', "id", "held >= 0")
    with studio.database.read() as session:
        assert hold_in_all_rows(session, [right, right])
        assert not hold_in_all_rows(session, [right, elsewhere])
        assert not hold_in_all_rows(session, [right, "SELECT 1"])
        assert not hold_in_all_rows(session, [])
