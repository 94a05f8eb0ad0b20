"""What every arm is tried on: a case's reference, what its picture must show, its values."""

from __future__ import annotations

import streamlit as st

from core.experiments.shapes import CaseShape
from core.experiments.views.view import ExperimentView
from pages.parts import formats, pictures

REFERENCE_WIDTH = 120  # px


def title(number: int, case: CaseShape) -> str:
    """Return what a case is called, as Markdown shows it."""
    return formats.plain(f"{number}. {case.title}")


def draw(view: ExperimentView, number: int) -> None:
    """Draw what is known of a case beside its title; nothing of one that has only a title."""
    case = view.cases[number]
    with st.container(horizontal=True, gap="medium"):
        if case.reference:
            with st.container(width=REFERENCE_WIDTH, gap="xsmall"):
                pictures.draw_reference(case.reference, "", width=REFERENCE_WIDTH)
        with st.container(gap="xsmall", width="stretch"):
            _draw_words("必查点", case.look_for)
            for name, value in case.variables.items():
                _draw_words(name, value)


def _draw_words(name: str, words: str) -> None:
    if words:
        st.markdown(f":gray[{formats.plain(name)}]　{formats.plain(words)}")
