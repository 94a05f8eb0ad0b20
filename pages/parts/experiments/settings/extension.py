"""What may still be added to an experiment that has run: cases and arms, whose cells alone run."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.experiments import drafts
from core.experiments.overview import State
from core.experiments.views.view import ExperimentView
from core.library.timeline import Timeline
from core.studio import current_studio
from core.tables import User
from pages.parts import error_box
from pages.parts.experiments.settings import (
    arms,
    case_references,
    case_sets,
    cases,
    draft_form,
    offer_bar,
)
from pages.parts.experiments.settings.draft_form import DraftForm
from pages.parts.notices import tell


def draw(view: ExperimentView, person: User, history: Timeline) -> None:
    """Draw the form of what is to be added, and the run of what was added and has not run."""
    form = draft_form.open_extension(view, person)
    if view.state != State.RUNNING and len(view.counted) < len(view.places):
        offer_bar.draw(form, person)
    with st.expander("追加用例或版本", icon=":material/add_circle:", key="experiment_extension"):
        if view.experiment.voters and view.state == State.DONE:
            st.caption("结果已经揭晓：追加之后会再评一轮，算再看一次结果，下结论的要求会更高。")
        cases.draw(form, history)
        with st.container(horizontal=True):
            case_sets.draw(form)
        case_references.draw(form)
        arms.draw(form, history)
        if form.error:
            error_box.show(form.error)
        st.button(
            "追加",
            key=form.key("extend"),
            type="primary",
            disabled=form.draft.cases == () and form.draft.arms == (),
            help="追加之后不能再改；先看报价，再点“运行新格”。",
            on_click=_extend,
            args=(form,),
        )


def _extend(form: DraftForm) -> None:
    draft_form.collect(form)
    try:
        drafts.extend(
            current_studio(),
            form.person_id,
            form.experiment_id,
            arms=form.draft.arms,
            cases=form.draft.cases,
            seen=form.seen,
        )
    except StudioError as error:
        form.error = error
        return
    tell("已追加：看一下报价，再运行新格。", ":material/add_circle:")
