"""What the arms' texts differ in, folded: by character, each against the base's."""

from __future__ import annotations

import html

import streamlit as st

from core.experiments.reads import ArmView, ExperimentView
from core.library import diff
from core.library.diff import Kind
from pages.parts import formats
from pages.parts.experiments.cells import arm_names

_TAGS = {Kind.SAME: "{}", Kind.REMOVED: "<del>{}</del>", Kind.ADDED: "<ins>{}</ins>"}


def draw(view: ExperimentView) -> None:
    """Draw what each arm's text changes of the base's, or that one may not read them."""
    with st.expander("各版本提示词的差别", icon=":material/difference:"):
        if view.is_locked:
            st.info("这是会员专属提示词：全文只有会员能看到。", icon=":material/lock:")
            return
        arms = list(view.arms.values())
        base = next((arm for arm in arms if arm.shape.is_base), arms[0])
        names = arm_names.names(view)
        for arm in arms:
            if arm is not base:
                st.markdown(f"**{formats.plain(names[arm.number])}**　比基准")
                _draw_difference(base, arm)


def _draw_difference(base: ArmView, arm: ArmView) -> None:
    pieces = diff.pieces(base.text, arm.text)
    if all(piece.kind == Kind.SAME for piece in pieces):
        st.caption("提示词相同。")
        return
    inside = "".join(_TAGS[piece.kind].format(html.escape(piece.text)) for piece in pieces)
    st.html(f'<div class="prompt-text">{inside}</div>')
