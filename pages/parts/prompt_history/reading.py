"""One version in the drawer: what it says, what it changes, and what can be done with it."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.experiments.views.version_use import VersionUse
from core.library import variables
from core.library.prompts import Card
from core.library.timeline import Timeline, Version
from core.messages.experiments import STATES
from pages.parts import addresses, error_box, formats, prompt_text
from pages.parts.experiments import experiment_card, starting
from pages.parts.identity import current_person
from pages.parts.order_form import form
from pages.parts.prompt_history import deciding, drafts, said, trying

QUESTION_SHOWN = 40  # characters of an experiment's question: it may have 500


def draw(known: Timeline, version: Version, card: Card | None, use: VersionUse | None) -> None:
    """Draw a version and its experiments.

    `card` is the prompt's in today's library, None where it is archived.
    """
    text = version.text or ""
    said.draw_saved(version)
    _draw_head(version)
    if version.is_live:
        prompt_text.draw_text(text)
        _draw_values(version)
    else:
        prompt_text.draw_difference(known.live, text, version.parameters)
    if version.parameters:
        _draw_rendered(version)
    if card:
        _draw_actions(known, version, card)
        trying.draw_tried(version.id)
    if use:
        _draw_experiments(use)
    if card and not version.is_live:
        deciding.draw(known, version)


def _draw_head(version: Version) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"**第 {version.number} 版**", width="content")
        if version.is_live:
            st.badge("线上", color="green")
        st.badge(formats.tokens(version.cost), color="gray")


def _draw_values(version: Version) -> None:
    for name, value in version.parameters.items():
        st.markdown(f":gray[{formats.plain(name)}]　{formats.plain(value)}")


def _draw_rendered(version: Version) -> None:
    missing = variables.missing(version.text or "", version.parameters)
    if not missing:
        with st.expander("填好变量后的全文"):
            prompt_text.draw_text(variables.fill(version.text or "", version.parameters))


def _draw_actions(known: Timeline, version: Version, card: Card) -> None:
    missing = variables.missing(version.text or "", version.parameters)
    refusal = trying.why_not(card, version.cost, missing)
    with st.container(horizontal=True, gap="xsmall"):
        if st.button(
            "用这一版", type="primary", key=f"use_{version.id}", help="填进表单，不会下单。"
        ):
            form.choose_prompt(known.prompt_id, "" if version.is_live else version.id)
            addresses.keep(addresses.HISTORY, None)
            st.rerun()
        st.button(
            "基于此版修改",
            key=f"edit_{version.id}",
            icon=":material/edit:",
            on_click=drafts.begin,
            args=(current_person().id, known.prompt_id, version),
        )
        st.button(
            trying.label(version.cost),
            key=f"try_{version.id}",
            icon=":material/brush:",
            disabled=refusal is not None or trying.is_open(version.id),
            help=error_box.words(refusal) if refusal else trying.HELP,
            on_click=trying.order,
            args=(known.prompt_id, version.id),
        )
        if st.button(
            "拿它做实验",
            key=f"experiment_{version.id}",
            icon=":material/science:",
            help="新建一份实验草稿：这一版和线上版画同样的用例。不会下单。",
        ):
            _begin_experiment(known.prompt_id, version.id)


def _draw_experiments(use: VersionUse) -> None:
    """Draw a link to each of the newest experiments with this version, and count the others."""
    with st.container(key="version_experiments", gap="xsmall"):
        st.caption("用过这一版的实验")
        for each in use.newest:
            label = f"{formats.plain(_short(each.question))}（{STATES[each.state]}）"
            named = {addresses.EXPERIMENT: each.id}
            addresses.draw_link("experiments.py", label, ":material/science:", **named)
        if more := use.total - len(use.newest):
            st.caption(f"还有 {more} 个更早的实验。")


def _short(question: str) -> str:
    """Return a question as one line of a list has room for it."""
    is_long = len(question) > QUESTION_SHOWN
    return f"{question[:QUESTION_SHOWN]}…" if is_long else question or experiment_card.UNASKED


def _begin_experiment(prompt_id: str, version_id: str) -> None:
    try:
        starting.begin(current_person(), prompt_id, version_id)
    except StudioError as error:
        error_box.show(error)
