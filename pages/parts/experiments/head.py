"""What always stands above an experiment: question, state, cost, owner, and what can be done."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.database import Source
from core.errors import ExperimentNotFound, StudioError
from core.experiments import drafts
from core.experiments.overview import State
from core.experiments.views import reads
from core.experiments.views.view import ExperimentView
from core.orders.views.standing import Standing
from core.studio import current_studio
from core.tables import User
from pages.parts import addresses, error_box, formats, pictures
from pages.parts.experiments import experiment_card, running, starting
from pages.parts.experiments.cells import arm_names
from pages.parts.notices import tell_refusal

TABS = {
    "settings": "设置",
    "matrix": "矩阵",
    "contrast": "对照",
    "culling": "筛选",
    "vote": "盲评",
    "conclusion": "结论",
}
SEALED_TABS = ["vote", "settings", "conclusion"]  # of whoever may not see the pictures yet
VOTE = "vote"
CHOSEN_TAB = "experiment_tab"  # the widget's key


def read(source: Source, standing: Standing) -> ExperimentView | None:
    """Return the experiment that the address names, as this person may see it; None without one."""
    asked = addresses.find(addresses.EXPERIMENT)
    try:
        return reads.find(source, standing.person, asked) if asked else None
    except ExperimentNotFound:
        return None


def say_unknown() -> None:
    """Say that there is no experiment such as the address names."""
    error_box.show(ExperimentNotFound())
    st.button(
        "全部实验",
        icon=":material/arrow_back:",
        on_click=starting.open_experiment,
        args=(None,),
    )


def draw(view: ExperimentView, person: User) -> DeltaGenerator:
    """Draw the head: what is asked, how it stands, what can be done.

    Return the place of the line about its cost: the open tab draws it, by each look of its own.
    """
    experiment = view.experiment
    running.watch(view, person)
    st.button(
        "全部实验",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=starting.open_experiment,
        args=(None,),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(
            formats.plain(experiment.question or experiment_card.UNASKED),
            anchor=False,
            width="content",
        )
        experiment_card.draw_badges(view.state, is_demo=arm_names.has_demo(view))
        if view.is_sealed:  # a line less above the pictures
            _draw_link(view)
    line = st.container()
    if not view.is_sealed:
        _draw_buttons(view, person)
    if view.state != State.DRAFT:  # a draft's button, and what refuses it, stand below its settings
        running.draw_refusal(experiment.id)
    return line


def _draw_buttons(view: ExperimentView, person: User) -> None:
    """Draw what can be done with the whole experiment."""
    experiment = view.experiment
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        running.draw_buttons(view, person)
        _draw_link(view)
        starting.draw_copy(experiment.id, person)
        if view.is_own and view.state == State.DRAFT:
            starting.draw_delete(experiment.id, person)
        elif view.is_own and view.state != State.RUNNING:
            _draw_archive(view, person)


def choose_tab(view: ExperimentView) -> str:
    """Draw the tabs; return the open one, which stands in the address.

    A draft opens with its settings, a run with its matrix, what was revealed with 结论. Who may not
    see the pictures has 盲评, what was set, and why there is no verdict yet.
    """
    tabs = SEALED_TABS if view.is_sealed else list(TABS)
    first = VOTE if view.is_sealed else "settings" if view.state == State.DRAFT else "matrix"
    if view.is_revealed:
        first = "conclusion"
    asked = addresses.find(addresses.TAB)
    st.session_state[CHOSEN_TAB] = asked if asked in tabs else first
    chosen = st.segmented_control(
        "部分",
        tabs,
        format_func=TABS.__getitem__,
        required=True,
        key=CHOSEN_TAB,
        label_visibility="collapsed",
        on_change=_keep_tab,
    )
    return str(chosen)


def _keep_tab() -> None:
    addresses.keep(addresses.TAB, st.session_state[CHOSEN_TAB])


def _draw_link(view: ExperimentView) -> None:
    """Draw the link that opens this experiment for anybody: it names no person.

    While votes are wanted it leads to them, from whatever tab it is copied.
    """
    named = {addresses.EXPERIMENT: view.experiment.id}
    wants_votes = view.experiment.voters > 0 and view.state in (State.RUNNING, State.JUDGING)
    if tab := VOTE if wants_votes else addresses.find(addresses.TAB):
        named[addresses.TAB] = tab
    opens = "参加盲评" if wants_votes else "打开这个实验"
    with st.popover("复制链接", icon=":material/link:", type="tertiary"):
        st.caption(f"任何人都可以用这个链接{opens}；把鼠标移到链接上，点右侧的复制图标。")
        st.code(f"{pictures.site()}/experiments?{urlencode(named)}", language=None)


def _draw_archive(view: ExperimentView, person: User) -> None:
    is_archived = view.state == State.ARCHIVED
    st.button(
        "取消归档" if is_archived else "归档",
        type="tertiary",
        icon=":material/unarchive:" if is_archived else ":material/archive:",
        help="归档的实验不再列出，也不能再运行和评价；随时可以取消。",
        on_click=_archive,
        args=(person.id, view.experiment.id, not is_archived),
    )


def _archive(person_id: str, experiment_id: str, on: bool) -> None:
    try:
        drafts.archive(current_studio(), person_id, experiment_id, on=on)
    except StudioError as error:
        tell_refusal(error)
