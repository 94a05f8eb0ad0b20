"""Two readers share the rules of an audit: each is asked once, and no failure is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping

import pytest
from sqlmodel import Session

from core.audit import RULES, audit
from core.auditing.asking import Finding, ask, unheard
from core.studio import Studio
from core.tables.claims import Claim

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
        found = ask({"first": meet, "last": meet}, one, unheard, other)
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
        told = ask(rules, one, lambda *what: heard.append(what), None if alone else other)
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
            ask({"fails": fail, "waits": wait}, one, unheard, other)


def test_who_leaves_takes_the_other_reader_along(studio: Studio) -> None:
    """Somebody who leaves the page ends the audit: what was not asked by then is not asked."""
    asked: list[str] = []
    left = threading.Event()

    def slow(_: Session) -> Rows:
        assert left.wait(20)
        return iter(())

    def later(_: Session) -> Rows:
        asked.append("later")
        return iter(())

    def leave(*_: object) -> None:
        threading.Timer(0.2, left.set).start()
        raise InterruptedError

    rules: dict[str, Claim] = {"slow": slow, **{f"later {n}": later for n in range(30)}}
    with studio.database.twin_snapshots() as (one, other):
        assert other is not None
        with pytest.raises(InterruptedError):
            ask(rules, one, leave, other)
    assert asked == []


def test_an_audit_has_two_readers_of_one_instant(studio: Studio) -> None:
    """The rules of the books are shared, and all of them are asked."""
    report = audit(studio.database)
    assert [each.rule for each in report.findings] == list(RULES)
    assert report.clean
