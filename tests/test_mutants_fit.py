"""The mistakes that `make soak` tries still fit the code that they were written for."""

from __future__ import annotations

import io
import tokenize
from collections import Counter

import pytest
from soak.mutants import TABLES
from soak.mutants.table import ROOT, Table

LEAST = 150  # mistakes, over all files; a rewrite that drops some writes others


def words_of(source: str) -> list[str]:
    """Return what a program says, without its comments.

    Not by `ast`: Python 3.11 fails at random where two threads take programs apart at once.
    """
    said = tokenize.generate_tokens(io.StringIO(source).readline)
    return [word.string for word in said if word.type not in (tokenize.COMMENT, tokenize.NL)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_each_mutant_fits_once_and_changes_the_program(table: Table) -> None:
    """A mutant's text stands in its file once; with it changed, another program compiles."""
    source = table.source()
    program = words_of(source)
    for mutant in table.mutants:
        assert source.count(mutant.old) == 1, f"{mutant.name!r} does not fit {table.file} any more"
        changed = table.with_mistake(mutant)
        compile(changed, table.file, "exec")
        assert words_of(changed) != program, f"{mutant.name!r} changes nothing in {table.file}"


def test_tables_are_in_order() -> None:
    """Each file has one table, names in it are unique, and the test files named are there."""
    assert max(Counter(table.file for table in TABLES).values()) == 1
    for table in TABLES:
        assert max(Counter(mutant.name for mutant in table.mutants).values()) == 1, table.file
        assert all((ROOT / "tests" / f"{suite}.py").is_file() for suite in table.suites)


def test_there_are_enough_and_hardly_any_survive() -> None:
    """There are at least 150 mutants, and at most one in twenty is argued to be harmless."""
    mutants = [mutant for table in TABLES for mutant in table.mutants]
    assert len(mutants) >= LEAST
    assert sum(bool(mutant.survives) for mutant in mutants) * 20 <= len(mutants)
