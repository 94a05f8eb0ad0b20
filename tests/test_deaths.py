"""The tests themselves: nothing that fails beside a test's own thread goes unnoticed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent

# The end of a test that passes unless what happened in another thread, or nowhere, is noticed.
ENDINGS = {
    "a thread dies": "run(fail)",
    "a thread dies after the log was configured": "log.configure('json'); run(fail)",
    "a thread dies after the log was configured twice": (
        "log.configure('json'); log.configure('text'); run(fail)"
    ),
    "a coroutine's cleanup fails": "abandoned = cleanup(); next(abandoned); del abandoned",
    "all is well": "log.configure('json'); run(len, '')",
}

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

def test_before():
    pass

def test_it():
    {ending}

def test_after():
    assert threading.excepthook.__class__.__name__ == "partial", "the hook is pytest's again"
"""


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_dies_in_the_background_fails_its_test(ending: str, tmp_path: Path) -> None:
    """An exception in a thread or a cleanup fails the run, and the test that it belongs to alone."""
    example = tmp_path / "test_example.py"
    example.write_text(EXAMPLE.format(ending=ENDINGS[ending]), encoding="utf-8")
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
    failed = [line.split(" - ")[0] for line in result.stdout.splitlines() if "FAILED" in line]
    if ending == "all is well":
        assert (result.returncode, failed) == (0, []), result.stdout
    else:
        assert [line.rpartition("::")[2] for line in failed] == ["test_it"], result.stdout
        assert result.returncode == 1
