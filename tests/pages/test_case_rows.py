"""Cases as rows of an editable table: nothing that was typed or pasted is lost on the way."""

from __future__ import annotations

from typing import Any

import pytest

from core.experiments.shapes import CaseShape
from pages.parts.experiments.settings import case_rows

CASES = (
    CaseShape("猫", {"季节": "春"}, "有胡须", "abc.png", "猫.png"),
    CaseShape("狗", {"季节": "夏"}),
)


def test_there_and_back() -> None:
    """Cases are the same after they were rows, with values, references and all."""
    assert case_rows.to_cases(case_rows.of_cases(CASES)) == CASES


def test_edits_additions_deletions() -> None:
    """A changed cell, a new row and a deleted one are each where they were made."""
    edits = {
        "edited_rows": {0: {"title": "老猫", "look_for": None}},
        "added_rows": [{"title": "鸟", "value:季节": "秋"}, {}],
        "deleted_rows": [1],
    }
    rows = case_rows.edited(case_rows.of_cases(CASES), edits)
    assert case_rows.to_cases(rows) == (
        CaseShape("老猫", {"季节": "春"}, "", "abc.png", "猫.png"),
        CaseShape("鸟", {"季节": "秋"}),
    )


def test_a_case_without_a_title_is_no_empty_row() -> None:
    """A row with a value alone is kept, so that what it lacks can be said."""
    assert case_rows.to_cases([{}, {"value:季节": "冬"}]) == (CaseShape("", {"季节": "冬"}),)


def test_a_variable_may_be_called_as_a_column_is() -> None:
    """A variable named title is no title."""
    (case,) = case_rows.to_cases([{"title": "猫", "value:title": "狗"}])
    assert (case.title, case.variables) == ("猫", {"title": "狗"})


def test_a_table_begins_with_an_empty_row() -> None:
    """Without cases there is a row to type in, which is none yet."""
    assert case_rows.of_cases([]) == [{}]
    assert case_rows.to_cases([{}]) == ()


def test_variables_in_order_of_use() -> None:
    """Each variable of the versions has one column."""
    assert case_rows.names_in(["{{a}} {{b}}", "{{b}} {{c}}"]) == ["a", "b", "c"]


NONE: dict[str, Any] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {"edited_rows": {0: {"title": "猫"}, 1: {"look_for": None}}},
        {"added_rows": [{}, {"title": "=SUM(A1)", "_index": None}, {"title": 5, "_index": 2}]},
        {"deleted_rows": [1, 0]},
    ],
)
def test_edits_that_a_browser_sends_fit(edits: dict[str, Any]) -> None:
    """Rows and columns that are there, and plain values, are edits of this table."""
    assert case_rows.fits(NONE | edits, rows=2, columns=("title", "look_for"))


@pytest.mark.parametrize(
    "edits",
    [
        {"edited_rows": {2: {"title": "猫"}}},
        {"edited_rows": {-1: {"title": "猫"}}},
        {"edited_rows": {0: {"reference": "somebody's.png"}}},
        {"edited_rows": {0: {"_index": 1}}},
        {"edited_rows": {0: {"title": ["猫"]}}},
        {"edited_rows": {0: {"title": "\ud800"}}},
        {"edited_rows": {0: "title"}},
        {"edited_rows": []},
        {"added_rows": [{"reference": "somebody's.png"}]},
        {"added_rows": [{"_index": "猫"}]},
        {"added_rows": ["猫"]},
        {"added_rows": 5},
        {"deleted_rows": [2]},
        {"deleted_rows": [-1]},
        {"deleted_rows": [True]},
        {"deleted_rows": [0.5]},
        {"deleted_rows": "0"},
        {"deleted_rows": None},
    ],
)
def test_edits_of_no_such_table_do_not_fit(edits: dict[str, Any]) -> None:
    """What names another row or column, or is no text, was sent by no browser of ours."""
    assert not case_rows.fits(NONE | edits, rows=2, columns=("title", "look_for"))
