"""对照: one case at a time, its arms' pictures side by side with one zoom, its repeats below."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.experiments.plan import Place
from core.experiments.views.view import CellView, ExperimentView
from core.tables import User
from pages.parts import compare, formats, pictures
from pages.parts.compare import Compared
from pages.parts.experiments import head
from pages.parts.experiments.cells import (
    arm_names,
    case_box,
    cell_picture,
    cell_words,
    fresh_view,
    text_difference,
)
from pages.parts.widgets import focus

CASE, REPEAT = "contrast_case", "contrast_repeat"  # widgets
KEPT = "contrast_kept"  # in the session: an experiment and its case that was looked at
LEAST_WIDTH = 120  # px of a repeat's picture: two side by side on a phone

Counted = Mapping[Place, CellView]


def draw(view: ExperimentView, person: User, line: DeltaGenerator) -> None:
    """Draw one case's pictures side by side; or why there are none to compare.

    Nothing here is drawn again by itself: that would take back a zoom.
    """
    fresh_view.follow(view, person, line)
    fresh_view.draw(_draw, view, person)


def _draw(view: ExperimentView, person: User) -> None:  # noqa: ARG001 - as the other tabs
    if not view.cells:
        st.info("还没有运行过：运行后可以在这里并排比较图片。", icon=":material/compare:")
    else:
        _draw_case(view)


def _draw_case(view: ExperimentView) -> None:
    counted, case = view.counted, _choose_case(view)
    case_box.draw(view, case)
    repeat = _choose_repeat(view.experiment.repeats)
    st.caption("同一用例的同一次，各版本用同一个种子。" + arm_names.demo_words(view))
    _draw_side_by_side(view, counted, case, repeat)
    for other in range(1, view.experiment.repeats + 1):
        if other != repeat:
            _draw_repeat(view, counted, case, other)
    text_difference.draw(view)
    focus.leave(head.CHOSEN_TAB)  # ← and → are for the cases
    if case + 1 in view.cases:
        beside = (counted.get(Place(arm, case + 1, repeat)) for arm in view.arms)
        cell_picture.fetch_ahead(cell for cell in beside if cell and cell.has_file)


def _choose_case(view: ExperimentView) -> int:
    """Draw the choice of a case, by name or one after the other; return its number."""
    experiment_id, cases = view.experiment.id, list(view.cases)
    kept, kept_case = st.session_state.get(KEPT, ("", 0))
    case: int = kept_case if kept == experiment_id and kept_case in view.cases else cases[0]
    st.session_state[CASE] = case
    at = cases.index(case)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        st.selectbox(
            f"用例（{at + 1}/{len(cases)}）",
            cases,
            key=CASE,
            format_func=lambda number: f"{number}. {view.cases[number].title}",
            on_change=_keep_chosen,
            args=(experiment_id,),
            filter_mode="contains",
            width=280,
        )
        with st.container(horizontal=True, width="content", gap="xsmall"):  # one line on a phone
            following = cases[at + 1] if at + 1 < len(cases) else None
            _draw_step("上一个", "Left", experiment_id, cases[at - 1] if at else None)
            _draw_step("下一个", "Right", experiment_id, following)
    return case


def _draw_step(label: str, arrow_key: str, experiment_id: str, case: int | None) -> None:
    st.button(
        label,
        key=f"contrast_{arrow_key}",
        shortcut=arrow_key,
        disabled=case is None,
        on_click=_keep,
        args=(experiment_id, case),
    )


def _keep_chosen(experiment_id: str) -> None:
    _keep(experiment_id, st.session_state[CASE])


def _keep(experiment_id: str, case: int) -> None:
    st.session_state[KEPT] = experiment_id, case


def _choose_repeat(repeats: int) -> int:
    """Draw which repeat is compared, where there are several; return its number."""
    if repeats == 1:
        return 1
    chosen = st.segmented_control(
        "比较第几次",
        range(1, repeats + 1),
        default=1,
        required=True,
        key=REPEAT,
        format_func=lambda number: f"第 {number} 次",
    )
    return min(int(chosen or 1), repeats)  # no browser sends none


def _draw_side_by_side(view: ExperimentView, counted: Counted, case: int, repeat: int) -> None:
    """Draw a repeat's pictures in the component that compares; how the others stand, below."""
    cells = {arm: counted.get(Place(arm, case, repeat)) for arm in view.arms}
    shown = [cell for cell in cells.values() if cell and cell_picture.is_there(cell)]
    names = arm_names.names(view)
    if len(shown) >= compare.FEWEST:
        compare.draw(
            [_compared(view, names[cell.tried.place.arm], cell) for cell in shown],
            key="experiment_compare",
        )
    for arm, cell in cells.items():
        if len(shown) < compare.FEWEST or cell not in shown:
            st.caption(formats.plain(names[arm]))
            cell_picture.draw(view, cell)


def _compared(view: ExperimentView, name: str, cell: CellView) -> Compared:
    verdict = cell_words.verdict(cell)
    return Compared(
        pictures.address("original", cell.order_id),
        f"{name}　{verdict}" if verdict else name,
        cell_picture.alt(view, cell),
    )


def _draw_repeat(view: ExperimentView, counted: Counted, case: int, repeat: int) -> None:
    names = arm_names.names(view)
    st.markdown(f"**第 {repeat} 次**")
    with st.grid(len(view.arms), min_column_width=LEAST_WIDTH):
        for arm in view.arms:
            with st.container(gap="xsmall"):
                cell_picture.draw(view, counted.get(Place(arm, case, repeat)))
                st.caption(formats.plain(names[arm]))
