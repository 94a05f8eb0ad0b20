"""Each of these one-line mistakes in the money code is caught by the fast tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.soak

ROOT = Path(__file__).resolve().parent.parent.parent
LEDGER, FLOW, SUBMISSION, RECOVERY, JOBS, DATABASE = (
    f"core/{name}.py"
    for name in ("ledger", "generation", "submission", "recovery", "jobs", "database")
)
SUITES = {
    LEDGER: ("test_ledger", "test_generation"),
    FLOW: ("test_generation", "test_recovery", "test_ledger"),
    SUBMISSION: ("test_generation", "test_ledger"),
    RECOVERY: ("test_recovery", "test_generation"),
    JOBS: ("test_jobs",),
    DATABASE: ("test_database", "test_ledger"),
}

# What the mistake is: the file, the line's part, and what stands there instead.
MUTANTS: dict[str, tuple[str, str, str]] = {
    "hold is not limited": (
        LEDGER,
        '_AVAILABLE >= bindparam("needed")',
        "PEOPLE.c.balance >= 0",
    ),
    "held tokens can be held again": (
        LEDGER,
        '_AVAILABLE >= bindparam("needed")',
        'PEOPLE.c.balance >= bindparam("needed")',
    ),
    "the last token cannot be spent": (
        LEDGER,
        '_AVAILABLE >= bindparam("needed")',
        '_AVAILABLE > bindparam("needed")',
    ),
    "hold counts one order only": (
        LEDGER,
        "needed = sum(whole_tokens(order.cost) for order in orders)",
        "needed = whole_tokens(orders[0].cost)",
    ),
    "settle keeps the hold": (
        LEDGER,
        "balance=-order.cost, held=-order.cost",
        "balance=-order.cost, held=0",
    ),
    "settle is free": (
        LEDGER,
        "balance=-order.cost, held=-order.cost",
        "balance=0, held=-order.cost",
    ),
    "settle twice": (
        LEDGER,
        "if not _moved_one(tx.execute(_LEAVE_HELD, settled)):",
        "if _moved_one(tx.execute(_LEAVE_HELD, settled)) is None:",
    ),
    "no guard on the way out of held": (
        LEDGER,
        "ORDERS.c.status == OrderStatus.HELD",
        "ORDERS.c.status != ''",
    ),
    "release takes tokens": (
        LEDGER,
        "_post(tx, user_id, balance=0, held=-cost)",
        "_post(tx, user_id, balance=-cost, held=-cost)",
    ),
    "release keeps the hold": (
        LEDGER,
        "_post(tx, user_id, balance=0, held=-cost)",
        "_post(tx, user_id, balance=0, held=0)",
    ),
    "a live order is released as expired": (
        LEDGER,
        "_RELEASE_EXPIRED if only_expired else _RELEASE",
        "_RELEASE",
    ),
    "a grant does not ask for its key": (
        LEDGER,
        '"of_key": key}) is not None:',
        '"of_key": key}) == -1:',
    ),
    "a grant does not lock": (
        LEDGER,
        "    _post(tx, user_id, balance=0, held=0)\n    if tx.scalar(_ENTRY",
        "    if tx.scalar(_ENTRY",
    ),
    "a bool is a number of tokens": (
        LEDGER,
        "type(amount) is not int",
        "not isinstance(amount, int)",
    ),
    "2^53 is allowed": (LEDGER, "1 <= amount <= MAX_TOKENS", "1 <= amount <= MAX_TOKENS + 1"),
    "numbers skip": (LEDGER, "(last or 0) + 1", "(last or 0) + 2"),
    "only Exceptions release": (
        FLOW,
        "    except BaseException as error:",
        "    except Exception as error:",
    ),
    "failures keep the hold": (FLOW, "        _give_back(studio, order_id, error)\n", ""),
    "settle before the file": (
        FLOW,
        "        _save(studio, order, picture, facts)\n        settle(studio, order, picture)",
        "        settle(studio, order, picture)\n        _save(studio, order, picture, facts)",
    ),
    "a lost settle is taken for one": (FLOW, "    if not settled:", "    if False:"),
    "a released order keeps its file": (
        FLOW,
        "if order is not None and order.status == OrderStatus.RELEASED:",
        "if released is None:",
    ),
    "release drops a settled file": (
        FLOW,
        "if order is not None and order.status == OrderStatus.RELEASED:",
        "if True:",
    ),
    "anybody's order can be cancelled": (FLOW, "or order.user_id != user_id", ""),
    "recovery takes live orders": (
        RECOVERY,
        ".where(col(Generation.expires_at) < studio.now())",
        ".where(col(Generation.expires_at) > 0)",
    ),
    "recovery never goes forward": (
        RECOVERY,
        "studio.images.find_original(order.id) is None:",
        "True:",
    ),
    "two workers for one order": (FLOW, "col(Generation.started_at).is_(None)", "True"),
    "a spent key orders again": (SUBMISSION, "        raise KeySpent", "        return []"),
    "keys are not compared": (SUBMISSION, "order.fingerprint != _fingerprint(form)", "False"),
    "a second click is not looked for": (
        SUBMISSION,
        "        if earlier:\n",
        "        if False:\n",
    ),
    "the person is not read again": (
        FLOW,
        "        gate.admit(session, order.user_id, order.prompt_id)\n",
        "",
    ),
    "a raw error of the database": (
        DATABASE,
        '        raise StorageFailed("database") from error',
        "        raise",
    ),
    "a worker dies of SystemExit": (
        JOBS,
        "            except BaseException:",
        "            except Exception:",
    ),
    "leases are not renewed": (JOBS, "self._studio.now() + LEASE_MS", "self._studio.now()"),
    "a stop leaves orders held": (JOBS, "        self._release_all(running, error)\n", ""),
    "writers begin late": (DATABASE, '"BEGIN IMMEDIATE" if writes else "BEGIN"', '"BEGIN"'),
    "no foreign keys": (DATABASE, '"foreign_keys=ON"', '"foreign_keys=OFF"'),
    "no snapshot": (DATABASE, '{"isolation_level": "REPEATABLE READ"}', "{}"),
}


def fast_tests(tmp_path: Path, file: str, good: str, bad: str) -> subprocess.CompletedProcess[str]:
    """Copy the tree, replace `good` in the file, and run the tests that should notice."""
    for folder in ("core", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    source = (tmp_path / file).read_text(encoding="utf-8")
    assert source.count(good) == 1, "the mutant does not fit the code any more"
    (tmp_path / file).write_text(source.replace(good, bad), encoding="utf-8")
    suites = [f"tests/{name}.py" for name in SUITES[file]]
    environment = {name: value for name, value in os.environ.items() if name != "SOAK"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-p", "no:xdist", *suites],
        cwd=tmp_path,
        env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.parametrize("file", SUITES)
def test_the_fast_tests_pass_without_a_mistake(file: str, tmp_path: Path) -> None:
    """The copy itself is sound: what the mutants fail is their mistake."""
    line = "from __future__ import annotations\n"
    result = fast_tests(tmp_path, file, line, line)
    assert result.returncode == 0, result.stdout[-2000:]


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_fast_tests_catch(mutant: str, tmp_path: Path) -> None:
    """Row 11: with this one mistake in a copy of the tree, a fast test fails."""
    result = fast_tests(tmp_path, *MUTANTS[mutant])
    assert result.returncode == 1, result.stdout[-2000:]
    assert "\nFAILED tests/" in result.stdout, result.stdout[-2000:]
