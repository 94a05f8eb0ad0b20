"""Threads that must live: whoever ends too early is noticed, logged and started again."""

from __future__ import annotations

import json
import threading

import pytest
from fakes import PATIENCE_S, wait_until

from core import log
from core.processes.threads import Supervisor

LOGS_HOOK = log._log_thread  # as it is before the tests' own hook stands around it


class Target:
    """A thread's work that ends as often as a test says, and otherwise waits until it is told."""

    def __init__(self, *ends: BaseException | None) -> None:
        self._ends = list(ends)
        self.starts = threading.Semaphore(0)
        self.told = threading.Event()

    def __call__(self) -> None:
        self.starts.release()
        if self._ends and (error := self._ends.pop(0)):
            raise error
        if self._ends:
            return
        self.told.wait(PATIENCE_S)

    def wait_for_start(self) -> None:
        assert self.starts.acquire(timeout=PATIENCE_S), "the thread was not started"


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> list[threading.ExceptHookArgs]:
    """Collect the deaths of threads that a test means to happen."""
    deaths: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", deaths.append)
    return deaths


@pytest.mark.parametrize("error", [ValueError("x"), MemoryError(), SystemExit(1), GeneratorExit()])
def test_a_thread_that_dies_is_started_again(
    quiet: list[threading.ExceptHookArgs], error: BaseException
) -> None:
    """Whatever a thread dies of, the next look starts it again under its name."""
    target = Target(error, None)
    threads = Supervisor({"one": target}, look_s=0.01)
    threads.start()
    target.wait_for_start()
    target.wait_for_start()
    wait_until(lambda: threads.dead() == [], "all threads live")
    threads.stop()
    target.told.set()


def test_a_thread_that_returns_too_early_is_started_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A target that ends without being told is as dead as one that raised, and the log says so."""
    log.configure("json")
    target = Target(None, None)
    threads = Supervisor({"one": target}, look_s=0.01)
    threads.start()
    target.wait_for_start()
    target.wait_for_start()
    threads.stop()
    target.told.set()
    (said,) = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (said["event"], said["thread"], said["level"]) == (
        "thread.started_again",
        "one",
        "error",
    )


def test_the_dead_are_named() -> None:
    """Before the next look, a dead thread stands in the answer to a health check."""
    target = Target(None, None)
    threads = Supervisor({"one": target}, look_s=PATIENCE_S)
    threads.start()
    target.wait_for_start()
    wait_until(lambda: threads.dead() == ["one"], "the dead thread was named")
    threads.start()
    target.wait_for_start()
    assert threads.dead() == []
    threads.stop()
    target.told.set()


def test_the_supervisor_is_supervised(quiet: list[threading.ExceptHookArgs]) -> None:
    """A chore that kills the supervisor's own thread is seen, and another start revives it."""
    target, chores = Target(), Target(SystemExit(1), None)
    threads = Supervisor({"one": target}, chore=chores, look_s=0.01)
    threads.start()
    chores.wait_for_start()
    wait_until(lambda: threads.dead() == ["supervisor"], "the supervisor died")
    threads.start()
    chores.wait_for_start()
    threads.stop()
    target.told.set()
    chores.told.set()


def test_a_chore_that_fails_ends_nothing() -> None:
    """A chore that raises is called again at the next look, by the same supervisor."""
    target, chores = Target(), Target(ValueError("x"), ValueError("y"), None)
    threads = Supervisor({"one": target}, chore=chores, look_s=0.01)
    threads.start()
    for _ in range(3):
        chores.wait_for_start()
    assert threads.dead() == []
    threads.stop()
    target.told.set()
    chores.told.set()


def test_no_thread_keeps_the_process_alive() -> None:
    """A process that ends does not wait for what works in it."""
    target = Target()
    threads = Supervisor({"one": target}, look_s=PATIENCE_S)
    threads.start()
    target.wait_for_start()
    names = ("one", "supervisor")
    assert all(thread.daemon for thread in threading.enumerate() if thread.name in names)
    threads.stop()
    target.told.set()


def test_nothing_starts_after_a_stop() -> None:
    """Once told to stop, nobody is dead and nobody is started again."""
    target = Target(None, None)
    threads = Supervisor({"one": target}, look_s=0.01)
    threads.start()
    target.wait_for_start()
    threads.stop()
    target.told.set()
    threads.join("one", PATIENCE_S)
    while target.starts.acquire(blocking=False):
        pass
    threads.start()
    threads.join("one", PATIENCE_S)
    assert not target.starts.acquire(blocking=False), "it was started again"
    assert threads.dead() == []


def test_a_death_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    """A thread's death is one line with its name and place, and none of its words."""
    log.configure("json")
    died = threading.ExceptHookArgs(
        (ValueError, ValueError("a wish"), None, threading.Thread(name="fragile"))
    )
    LOGS_HOOK(died)
    said = capsys.readouterr().err
    assert "thread.died" in said
    assert "fragile" in said
    assert "a wish" not in said


def test_a_thread_that_the_system_refuses_is_started_by_a_later_look() -> None:
    """With no memory left for a thread's stack nothing raises, and the next look has the thread."""
    target = Target()
    threads = Supervisor({"one": target}, look_s=PATIENCE_S)
    usual = threading.stack_size(1 << 46)  # bytes: no system has so many
    try:
        threads.start()
        assert threads.dead() == ["one", "supervisor"]
    finally:
        threading.stack_size(usual)
    threads.start()
    target.wait_for_start()
    assert threads.dead() == []
    threads.stop()
    target.told.set()
