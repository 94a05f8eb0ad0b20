"""Each of these mistakes in core is caught by the fast tests, but those argued to be harmless."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from soak.mutants import TABLES, memory, runner
from soak.mutants.table import Mutant, Table

pytestmark = pytest.mark.soak

SUITES = sorted({suite for table in TABLES for suite in table.suites})


def _name(table: Table, mutant: Mutant) -> str:
    return f"{table.file}: {mutant.name}"


def _case(table: Table, mutant: Mutant) -> object:
    harmless = pytest.mark.xfail(strict=True, reason=mutant.survives)
    marks = (harmless,) if mutant.survives else ()
    return pytest.param(table, mutant, id=_name(table, mutant), marks=marks)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a compiled copy of the tree, for this file's tests to link."""
    return runner.prepare(tmp_path_factory.mktemp("prepared") / "tree")


@pytest.fixture
def tree(prepared: Path, tmp_path: Path) -> Iterator[Path]:
    """Return a copy of the tree; the test may replace its files."""
    yield runner.link_tree(prepared, tmp_path / "tree")
    shutil.rmtree(tmp_path)


@pytest.mark.parametrize("suite", SUITES)
def test_the_fast_tests_pass_without_a_mistake(suite: str, tree: Path) -> None:
    """The copy itself is sound: what the mutants fail is their mistake."""
    outcome, output = runner.run(tree, (suite,))
    assert outcome is runner.Outcome.PASSED, output[-2000:]


@pytest.mark.parametrize(
    ("table", "mutant"), [_case(table, mutant) for table in TABLES for mutant in table.mutants]
)
def test_the_fast_tests_catch(table: Table, mutant: Mutant, tree: Path) -> None:
    """With this one mistake in a copy of the tree, a fast test fails or never ends."""
    runner.replace(tree / table.file, table.with_mistake(mutant))
    name = _name(table, mutant)
    outcome, output = runner.run(tree, table.suites, first=memory.recall(name))
    # An argument is refuted by a test that fails: a run that takes long may be a slow machine's.
    caught = (runner.Outcome.FAILED,) if mutant.survives else runner.CAUGHT
    assert outcome in caught, output[-2000:]
    memory.note(name, runner.failed_test(output))
