"""Run the fast tests that belong to a file, in a copy of the tree with one mistake in it."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from enum import StrEnum
from functools import cache
from pathlib import Path

from soak.mutants import zygote
from soak.mutants.table import ROOT

FOLDERS = ("core", "pages", "tests", "data", ".streamlit")
FILES = ("streamlit_app.py", "pyproject.toml")
# Seconds for one run of pytest. The longest suites take 25 s on a quiet core, and a slow machine is
# no hang; a wait for what never comes is mostly ended by the tests' own patience of 20 s.
HANG_S = 300
# SQLite first: it finds nine mistakes of ten and spares the start of a PostgreSQL server.
DATABASES = ("not postgresql", "postgresql")
# The fast tests, and what is slow for PostgreSQL's sake alone: see the marker sqlite_first.
FAST = ("--slow", "-m", "not slow or sqlite_first")
_NOT_RUN = ("SOAK", "SLOW", "PYTEST_", "COVERAGE_")  # what would change which tests run, or how


class Outcome(StrEnum):
    """How the tests of a tree ended."""

    PASSED = "passed"
    FAILED = "failed"
    HUNG = "hung"
    BROKEN = "broken"  # the tests could not even be found or collected: any run would have told


CAUGHT = (Outcome.FAILED, Outcome.HUNG)


def prepare(to: Path) -> Path:
    """Copy what the tests need, and let Python and pytest compile all of it once."""
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, to / folder, ignore=_left_out)
    for name in FILES:
        shutil.copy2(ROOT / name, to)
    _pytest(to, ["--collect-only", "--maxfail=1000", "tests"])
    return to


def link_tree(prepared: Path, to: Path) -> Path:
    """Copy a prepared tree by hard links: nothing in it is ever written in place."""
    return Path(shutil.copytree(prepared, to, copy_function=os.link))


def replace(file: Path, source: str) -> None:
    """Put a text in the place of a linked file, and forget what was compiled from the old one."""
    file.unlink()
    file.write_text(source, encoding="utf-8")
    for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
        compiled.unlink()


def run(tree: Path, suites: tuple[str, ...], first: str = "") -> tuple[Outcome, str]:
    """Run the suites on SQLite and, if they pass, on PostgreSQL; return the end and its output.

    `first` is a test that may fail alone, and spare all others; it may be gone.
    """
    if first:
        outcome, output = _pytest(tree, [first])
        if outcome in CAUGHT:
            return outcome, output
    files = [f"tests/{name}.py" for name in suites]
    output = ""
    for database in DATABASES:
        outcome, output = _pytest(tree, ["-k", database, *files])
        if outcome is not Outcome.PASSED:
            return outcome, output
    return Outcome.PASSED, output


def failed_test(output: str) -> str:
    """Return the test that an output says has failed; nothing where none did."""
    found = re.search(r"^(?:FAILED|ERROR) (tests/.+?)(?: - |$)", output, re.MULTILINE)
    return found[1] if found else ""


def _left_out(folder: str, names: list[str]) -> set[str]:
    """Leave out the pictures and databases of whoever works in the tree."""
    if Path(folder) == ROOT / "data":
        return {name for name in names if not name.endswith(".toml") and name != "samples"}
    return {"__pycache__", "e2e"} & set(names)


def _pytest(tree: Path, arguments: list[str]) -> tuple[Outcome, str]:
    output = tree.with_name(f"{tree.name}.output")
    output.unlink(missing_ok=True)
    words = ["-x", "-q", "-p", "no:xdist", "--tb=line", *FAST, *arguments]
    process = _zygote()
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps([str(tree), words, str(output)]).encode() + b"\n")
    pid = int(process.stdout.readline())
    ends, _, _ = select.select([process.stdout], [], [], HANG_S)
    if not ends:
        with suppress(ProcessLookupError):  # it has ended just now
            os.killpg(pid, signal.SIGKILL)
    status = int(process.stdout.readline())
    if not ends:
        return Outcome.HUNG, f"still running after {HANG_S} s"
    said = output.read_text("utf-8", errors="replace")
    return _outcome(status, said), said


@cache
def _zygote() -> subprocess.Popen[bytes]:
    """Return this process's zygote; it ends when its standard input does, with this process.

    Its pipes have no buffers of ours: what `select` does not see is not there.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_RUN)}
    kept["PYTHONDONTWRITEBYTECODE"] = ""  # the files beside the mistake are compiled once
    return subprocess.Popen(
        [sys.executable, "-P", zygote.__file__],
        env=kept,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )


def _outcome(status: int, output: str) -> Outcome:
    if status in (0, 5):  # 5: this database has no tests in these files
        return Outcome.PASSED
    if status in (3, 4):  # pytest itself broke, or found no test: neither is a test that fails
        return Outcome.BROKEN
    collected = "during collection" not in output and "conftest" not in output.split("\n", 1)[0]
    return Outcome.FAILED if collected else Outcome.BROKEN
