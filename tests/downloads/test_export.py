"""A table as CSV: what was written is read back, and nothing in it runs."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.downloads.export import to_csv

SIGNS = "=+-@＝＋－＠"
UNSEEN = (
    "",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\u3000",
    "\xa0",
    "\x00",
    "\x1b",
    "\u200b",
    "\ufeff",
    "\u202e",
    "\u2800",
    "\u115f",
    "\u180e",
    "\u061c",
    "\ufe0f",
    "\U000e0100",
)


def read(data: bytes) -> list[list[str]]:
    """Read a file back as a spreadsheet does."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("before", UNSEEN)
@pytest.mark.parametrize("sign", SIGNS)
def test_what_begins_like_a_formula_is_defused(before: str, sign: str) -> None:
    """A sign that begins a formula, plain or fullwidth, behind blanks or not, is only text."""
    cell = f"{before}{sign}cmd|' /C calc'!A0"
    assert read(to_csv(["文字"], [[cell]])) == [["文字"], [f"'{cell}"]]


@pytest.mark.parametrize("before", ["\t", "\r", "\n", "\x00", "\x1b"])
def test_what_begins_with_a_control_is_defused(before: str) -> None:
    """No cell begins with what a spreadsheet may drop."""
    assert read(to_csv(["文字"], [[f"{before}x"]]))[1] == [f"'{before}x"]


@pytest.mark.parametrize(
    "cell", ["灯塔", "a=b", "1-2", "a@b", "'=1", "", " 山", "“引号”", 'a"b,c\nd']
)
def test_other_text_stays_as_it_is(cell: str) -> None:
    """What is no formula is read back letter by letter."""
    assert read(to_csv(["文字"], [[cell]]))[1] == [cell]


@pytest.mark.parametrize("cell", [0, -5, 1.5, -0.1, None])
def test_numbers_stay_numbers(cell: Any) -> None:
    """A number is written bare, with its minus; nothing is an empty cell."""
    line = to_csv(["数"], [[cell]]).decode("utf-8-sig").splitlines()[1]
    assert line == ("" if cell is None else str(cell)) or line == '""'
    assert read(to_csv(["数"], [[cell]]))[1] == ["" if cell is None else str(cell)]


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), max_size=4))
def test_every_text_comes_back(rows: list[list[str]]) -> None:
    """Any text is read back as it was, or with one apostrophe; none begins a formula."""
    back = read(to_csv(["a", "b", "c"], rows))[1:]
    assert len(back) == len(rows)
    for given_row, row in zip(rows, back, strict=True):
        for cell, seen in zip(given_row, row, strict=True):
            assert seen in (cell, f"'{cell}")
            assert not seen.strip().startswith(tuple(SIGNS))
