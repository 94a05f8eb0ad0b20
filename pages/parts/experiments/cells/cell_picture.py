"""A cell's picture, or in words why there is none to see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import streamlit as st

from core.experiments.plan import Came, Place
from core.experiments.views.view import CellView, ExperimentView
from pages.parts import formats, pictures
from pages.parts.experiments.cells import arm_names, cell_words

ICONS = {
    cell_words.WAITING: ":material/hourglass_empty:",
    cell_words.MAKING: ":material/progress_activity:",
    cell_words.BLOCKED: ":material/block:",
    cell_words.FAILED: ":material/error:",
    cell_words.STOPPED: ":material/stop_circle:",
    cell_words.IN_BIN: ":material/delete:",
}


def repeats(
    view: ExperimentView, counted: Mapping[Place, CellView], arm: int, case: int
) -> list[CellView | None]:
    """Return what counts of each repeat of an arm on a case; None where it was never run."""
    numbers = range(1, view.experiment.repeats + 1)
    return [counted.get(Place(arm, case, number)) for number in numbers]


def alt(view: ExperimentView, cell: CellView) -> str:
    """Return what a cell's picture is called for those who don't see it."""
    place = cell.tried.place
    name = arm_names.names(view)[place.arm]
    return f"{view.cases[place.case].title}，{name}，第 {place.repeat} 次"


def draw(
    view: ExperimentView, cell: CellView | None, *, width: int | Literal["stretch"] = "stretch"
) -> None:
    """Draw the picture of a cell, or how it stands and why."""
    if cell is None or not is_there(cell):
        draw_state(cell)
    else:
        address = pictures.address("original", cell.order_id)
        st.image(address, width=width, alt=alt(view, cell))


def is_there(cell: CellView | None) -> bool:
    """Return whether a cell has a picture whose file can be read now."""
    return bool(cell and cell.has_file and pictures.find_original(cell.order_id))


def draw_state(cell: CellView | None) -> None:
    """Draw how a place without a picture stands, and why where it has ended."""
    words = cell_words.state(cell)
    icon = ICONS.get(words, ":material/remove:")
    if cell and cell.tried.came in (Came.BLOCKED, Came.NOTHING):
        st.warning(f"{words}：{formats.plain(cell_words.reason(cell))}", icon=icon)
    elif words == cell_words.IN_BIN:
        st.info(f"{words}：它在回收站里，或已经删除；评价保留。", icon=icon)
    elif cell and cell.has_file:
        pictures.say_unreadable("图片文件")
    else:
        st.info(words, icon=icon)


def fetch_ahead(cells: Iterable[CellView]) -> None:
    """Draw pictures as dots, last on the page: the browser has them when their turn comes."""
    for cell in cells:
        st.image(pictures.address("original", cell.order_id), width=1, alt="")
