"""The tests themselves: nothing that fails beside a test's own thread goes unnoticed."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent

EXAMPLE = """
import threading
from core import log

def fail():
    raise ValueError("nobody looks")

def run(work, *given):
    thread = threading.Thread(target=work, args=given)
    thread.start()
    thread.join()

def cleanup():
    try:
        yield
    finally:
        fail()

def test_that_is_well():
    log.configure("json")
    run(len, "")

def test_after_one_that_was_well():
    assert threading.excepthook.__class__.__name__ == "partial", "the hook is pytest's again"

def test_in_which_a_thread_dies():
    run(fail)

def test_in_which_a_thread_dies_after_the_log_was_configured():
    log.configure("json")
    log.configure("text")
    run(fail)

def test_in_which_a_cleanup_fails():
    abandoned = cleanup()
    next(abandoned)
    del abandoned

def test_after_those_that_failed():
    run(len, "")
"""


def test_every_test_is_watched(request: pytest.FixtureRequest) -> None:
    """A test that asks for nothing has the fixture that hears of threads."""
    assert "thread_deaths" in request.fixturenames


@pytest.mark.parametrize(
    "death", [pytest.PytestUnhandledThreadExceptionWarning, pytest.PytestUnraisableExceptionWarning]
)
def test_what_pytest_hears_of_is_an_error(death: type[Warning]) -> None:
    """What pytest only warns of by itself, a thread's end or a cleanup's, fails a test here."""
    with pytest.raises(death):
        warnings.warn(death("somebody died"), stacklevel=1)


@pytest.mark.slow
def test_what_dies_in_the_background_fails_its_test(tmp_path: Path) -> None:
    """An exception in a thread or in a cleanup fails the test that it belongs to, and no other."""
    example = tmp_path / "test_example.py"
    example.write_text(EXAMPLE, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "deaths", "-p", "no:xdist", "-rfE"]
    result = subprocess.run(
        [*command, "-c", str(TESTS.parent / "pyproject.toml"), "--rootdir", tmp_path, example],
        cwd=TESTS.parent,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    lines = result.stdout.splitlines()
    failed = [line.split(" - ")[0].rpartition("::")[2] for line in lines if "FAILED" in line]
    assert failed == [
        "test_in_which_a_thread_dies",
        "test_in_which_a_thread_dies_after_the_log_was_configured",
        "test_in_which_a_cleanup_fails",
    ], result.stdout
