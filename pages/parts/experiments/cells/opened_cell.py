"""One cell of a matrix: what it is, the pictures of all its repeats, and how each came about."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.experiments.plan import Came, Place
from core.experiments.views.view import CellView, ExperimentView
from core.tables import User
from pages.parts import addresses, formats
from pages.parts.experiments.cells import arm_names, case_box, cell_picture, cell_words

LEAST_WIDTH = 220  # px of a picture: one in a row on a phone


def draw(
    view: ExperimentView, person: User, counted: Mapping[Place, CellView], arm: int, case: int
) -> None:
    """Draw a case, and each repeat of an arm on it."""
    with st.container(border=True):
        name = formats.plain(arm_names.names(view)[arm])
        st.markdown(f"**{case_box.title(case, view.cases[case])}**　{name}")
        case_box.draw(view, case)
        cells = cell_picture.repeats(view, counted, arm, case)
        with st.grid(max(len(cells), 2), min_column_width=LEAST_WIDTH):
            for number, cell in enumerate(cells, 1):
                with st.container(gap="xsmall"):
                    if len(cells) > 1:
                        st.caption(f"第 {number} 次")
                    cell_picture.draw(view, cell)
                    if cell:
                        _draw_facts(view, person, cell)


def _draw_facts(view: ExperimentView, person: User, cell: CellView) -> None:
    """Draw how a cell came about, what was said of it, and the ways to its order and picture."""
    facts = []
    if cell.tried.came == Came.PICTURE:
        facts.append(formats.tokens(cell.cost))
    if cell.took_ms is not None:
        facts.append(f"用时 {formats.seconds(cell.took_ms)}")
    if cell.tried.attempt > 1:
        facts.append(f"第 {cell.tried.attempt} 次尝试")
    st.caption("　".join([*facts, *_said(person, cell)]))
    if not view.is_own:
        return  # an order and its picture are opened by whose they are
    with st.container(horizontal=True, gap="small"):
        icon = ":material/receipt_long:"
        addresses.draw_link("ledger.py", "账本中的订单", icon, order=cell.order_id)
        if cell.has_file:
            icon = ":material/photo_library:"
            addresses.draw_link("gallery.py", "在图库打开", icon, picture=cell.order_id)


def _said(person: User, cell: CellView) -> list[str]:
    """Return what this person says of a picture, and what all of its raters say."""
    if not cell.said:
        return ["还没有评价"] if cell.has_file else []
    own = [f"我的评价：{cell_words.answer(cell.said[person.id])}"] if person.id in cell.said else []
    return [*own, f"{len(cell.said)} 人评价，结论：{cell_words.verdict(cell)}"]
