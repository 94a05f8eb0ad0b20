"""矩阵: cases down, arms across; a cell opens below; while it runs, what has come of it so far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote as escape

import pyarrow as pa
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.experiments.plan import Place
from core.experiments.views.view import CellView, ExperimentView
from core.tables import User
from pages.parts import pictures
from pages.parts.experiments import figures_table, running
from pages.parts.experiments.cells import (
    arm_names,
    cell_picture,
    cell_words,
    fresh_view,
    opened_cell,
    run_progress,
)
from pages.parts.widgets import scroll

LOOK_S = 1.0  # between two looks at a run
CELL = 150  # px of a picture's side: two arms beside the case on a phone
HEAD_HEIGHT, MOST_ROWS = 35, 4.5  # px, Streamlit's own; half a row says that there are more
CASE, REFERENCE, STANDS = "用例", "参考图片", "状态"
TABLE = "experiment_matrix"  # the widget's key, with the experiment's id
# What stands in a cell that has no picture: the table draws only pictures.
_SIGN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="150">'
    '<rect x="6" y="6" width="148" height="138" rx="8" fill="#808080" fill-opacity=".14"/>'
    '<text x="80" y="82" text-anchor="middle" font-family="sans-serif" font-size="19"'
    ' fill="{colour}">{words}</text></svg>'
)
_GREY, _RED = "#7b8087", "#d9534f"  # both are read on white and on near black
_BAD = (cell_words.BLOCKED, cell_words.FAILED)


def draw(view: ExperimentView, person: User, line: DeltaGenerator) -> None:
    """Draw how far a run is, the matrix, the cell that is open, and the figures of each arm."""
    with st.container(key="experiment_run"):
        fresh_view.draw(_draw, view, person, line, every_s=LOOK_S)
    if running.was_just_started(view.experiment.id):  # the button stands far below the progress
        scroll.into_sight("experiment_run")


def _draw(view: ExperimentView, person: User) -> None:
    if not view.cells:
        st.info(
            "还没有运行过。在“设置”里核对报价并运行后，每一格会在这里逐个出现。",
            icon=":material/grid_on:",
        )
        return
    if run_progress.is_running(view):
        run_progress.draw(view)
    counted = view.counted
    opened = _draw_table(view, counted)
    st.caption(_caption(view))
    if opened:
        opened_cell.draw(view, person, counted, *opened)
    figures_table.draw(view)


def _caption(view: ExperimentView) -> str:
    words = f"共 {len(view.cases)} 个用例，每格做 {view.experiment.repeats} 次。"
    if view.experiment.repeats > 1:
        words += "表中是第一张图片，其余的在打开后看。"
    return words + "点击一格打开它，双击放大。" + arm_names.demo_words(view)


def _draw_table(view: ExperimentView, counted: Mapping[Place, CellView]) -> tuple[int, int] | None:
    """Draw the table; return the arm and the case of the cell that is chosen."""
    names, cases = arm_names.names(view), list(view.cases)
    key = f"{TABLE}_{view.experiment.id}"
    shown = pictures.addresses("thumbnail", [c.order_id for c in counted.values() if c.has_file])
    columns = {
        CASE: st.column_config.TextColumn(width=110, pinned=True),
        REFERENCE: st.column_config.ImageColumn(width=120),
        STANDS: st.column_config.TextColumn(width=220),
    }
    images = {name: st.column_config.ImageColumn(width=CELL + 10) for name in names.values()}
    chosen: Any = st.dataframe(
        # As Streamlit sends it: from a list it would take some ms more, by way of pandas.
        pa.Table.from_pylist(_rows(view, counted, names, shown)),
        hide_index=True,
        column_config=columns | images,
        row_height=CELL,
        height=round(HEAD_HEIGHT + CELL * min(len(cases), MOST_ROWS)) + 3,
        key=key,
        on_select="rerun",
        selection_mode="single-cell",
        placeholder="无",
        alt="矩阵，每行一个用例，每列一个版本",
    )
    return _opened(chosen, cases, {name: arm for arm, name in names.items()})


def _rows(
    view: ExperimentView,
    counted: Mapping[Place, CellView],
    names: Mapping[int, str],
    shown: Mapping[str, str],
) -> list[dict[str, str | None]]:
    """Return a row for each case; the references have a column where any case has one."""
    letters = {arm: arm_names.letter(arm) for arm in names}
    has_references = any(each.reference for each in view.cases.values())
    rows = []
    for case, shape in view.cases.items():
        row: dict[str, str | None] = {CASE: f"{case}. {shape.title}"}
        if has_references:
            row[REFERENCE] = shape.reference and pictures.address("reference", shape.reference)
        of_arms = {arm: cell_picture.repeats(view, counted, arm, case) for arm in names}
        row |= {names[arm]: _picture(cells, shown) for arm, cells in of_arms.items()}
        stands = (f"{letters[arm]}：{cell_words.summary(cells)}" for arm, cells in of_arms.items())
        row[STANDS] = "；".join(stands)
        rows.append(row)
    return rows


def _picture(cells: list[CellView | None], shown: Mapping[str, str]) -> str:
    """Return the address of the first picture, or of a sign that says how the first one stands.

    `shown` are the addresses of all pictures, by their orders.
    """
    for cell in cells:
        if cell and cell.has_file:
            return shown[cell.order_id]
    words = cell_words.state(cells[0])
    colour = _RED if words in _BAD else _GREY
    return f"data:image/svg+xml,{escape(_SIGN.format(words=words, colour=colour))}"


def _opened(chosen: Any, cases: list[int], arms: dict[str, int]) -> tuple[int, int] | None:
    """Return the arm and case of a chosen cell; anybody may send any JSON as a selection."""
    try:
        ((row, column),) = chosen["selection"]["cells"]
        return arms[column], cases[row]
    except (KeyError, ValueError, TypeError, IndexError):
        return None
