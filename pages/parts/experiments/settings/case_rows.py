"""Cases as rows of an editable table, and back. Pure: no widget, no database.

A row is a dictionary of text: a value stands under `VALUE` and its variable's name, since a
variable may be called as another column is. A row that has nothing in it is no case yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from core.experiments.shapes import CaseShape
from core.library import variables
from core.text_checks import is_storable

Row = dict[str, str]

TITLE, LOOK_FOR, REFERENCE, FILE = "title", "look_for", "reference", "file"
VALUE = "value:"
INDEX = "_index"  # what a row that was added may have beside its cells


def of_cases(cases: Iterable[CaseShape]) -> list[Row]:
    """Return the rows of cases; a table without any has an empty one, to begin with."""
    rows = [
        {
            TITLE: case.title,
            **{f"{VALUE}{name}": value for name, value in case.variables.items()},
            LOOK_FOR: case.look_for,
            REFERENCE: case.reference or "",
            FILE: case.reference_name,
        }
        for case in cases
    ]
    return rows or [{}]


def to_cases(rows: Iterable[Row]) -> tuple[CaseShape, ...]:
    """Return the cases that rows stand for, as they are: what is wrong in them is said later."""
    return tuple(
        CaseShape(
            title=row.get(TITLE, ""),
            variables={
                name.removeprefix(VALUE): value
                for name, value in row.items()
                if name.startswith(VALUE) and value.strip()
            },
            look_for=row.get(LOOK_FOR, ""),
            reference=row.get(REFERENCE) or None,
            reference_name=row.get(FILE, ""),
        )
        for row in filled(rows)
    )


def filled(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that have something in them."""
    return [row for row in rows if any(value.strip() for value in row.values())]


def edited(rows: Sequence[Row], edits: Mapping[str, Any]) -> list[Row]:
    """Return rows after what `st.data_editor` says was edited, deleted and added."""
    changes = {int(number): cells for number, cells in edits["edited_rows"].items()}
    deleted = {int(number) for number in edits["deleted_rows"]}
    kept = [
        row | _texts(changes.get(number, {}))
        for number, row in enumerate(rows)
        if number not in deleted
    ]
    return kept + [_texts(cells) for cells in edits["added_rows"]]


def fits(edits: Any, *, rows: int, columns: Collection[str]) -> bool:
    """Return whether a browser could have sent these edits of a table of so many rows.

    Streamlit takes any it is sent, and falls over those of rows and columns that are not there.
    """
    edited_rows, added, deleted = (
        edits.get(kind) for kind in ("edited_rows", "added_rows", "deleted_rows")
    )
    if not (isinstance(edited_rows, Mapping) and isinstance(added, list)):
        return False
    if not isinstance(deleted, list) or not all(type(number) is int for number in deleted):
        return False
    return (
        all(0 <= number < rows for number in (*edited_rows, *deleted))
        and all(_are_cells(cells, columns) for cells in edited_rows.values())
        and all(_are_cells(cells, {*columns, INDEX}) for cells in added)
    )


def _are_cells(cells: Any, columns: Collection[str]) -> bool:
    if not isinstance(cells, Mapping) or not set(cells) <= set(columns):
        return False
    return all(
        (isinstance(value, str) and is_storable(value) and name != INDEX)
        or value is None
        or type(value) in {int, float, bool}
        for name, value in cells.items()
    )


def names_in(texts: Iterable[str]) -> list[str]:
    """Return the variables of some versions' texts, each once, in the order of first use."""
    return list(dict.fromkeys(name for text in texts for name in variables.names(text)))


def _texts(cells: Mapping[str, Any]) -> Row:
    """Return cells as text; an emptied one is None, and a row's own index is no cell."""
    return {
        name: "" if value is None else str(value) for name, value in cells.items() if name != INDEX
    }
