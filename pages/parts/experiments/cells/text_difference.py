"""What the arms' texts differ in, folded: by character, each against the base's."""

from __future__ import annotations

import streamlit as st

from core.experiments.views.view import ExperimentView
from pages.parts import formats, prompt_text
from pages.parts.experiments.cells import arm_names


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
                prompt_text.draw_changes(base.text, arm.text)
