"""设置: what is compared, on which cases, how often; what it costs, and the click that runs it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.experiments.overview import State
from core.experiments.views.view import ExperimentView
from core.library import timeline
from core.studio import current_studio
from core.tables import User
from pages.parts import error_box
from pages.parts.experiments.cells import fresh_view
from pages.parts.experiments.settings import (
    arms,
    case_references,
    case_sets,
    cases,
    draft_form,
    extension,
    offer_bar,
    question,
    read_only,
    sizes,
)


def draw(view: ExperimentView, person: User, line: DeltaGenerator) -> None:
    """Draw the draft's form for its owner; for all others, and once it has run, what was set."""
    fresh_view.follow(view, person, line)
    history = timeline.timeline(current_studio().database, person, view.experiment.prompt_id)
    is_editable = view.is_own and not view.is_locked
    if view.state != State.DRAFT or not is_editable:
        read_only.draw(view, history)
        if is_editable and view.state != State.ARCHIVED:
            extension.draw(view, person, history)
        return
    form = draft_form.open_form(view, person)
    question.draw(form)
    arms.draw(form, history)
    with st.container(border=True):
        cases.draw(form, history)
        with st.container(horizontal=True):
            case_sets.draw(form)
        case_references.draw(form)
    sizes.draw(form)
    if form.error:
        error_box.show(form.error)
    offer_bar.draw(form, person)
