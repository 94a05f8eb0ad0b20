"""The question that an experiment is to answer."""

from __future__ import annotations

import streamlit as st

from core.experiments import shapes
from pages.parts.experiments.settings import draft_form
from pages.parts.experiments.settings.draft_form import DraftForm


def draw(form: DraftForm) -> None:
    """Draw the input."""
    key = form.key(draft_form.QUESTION)
    st.session_state.setdefault(key, form.draft.question)
    st.text_input(
        "问题",
        key=key,
        max_chars=shapes.MAX_QUESTION,
        placeholder="想知道什么？例如：哪一版更像水墨？",
        on_change=draft_form.save,
        args=(form,),
    )
