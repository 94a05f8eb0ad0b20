"""A prompt's versions in a drawer, which the address names: its timeline, and one version."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.errors import StudioError
from core.experiments.views import version_use
from core.library import timeline
from core.library.prompts import Card
from core.library.timeline import Timeline
from core.pictures.label import NOT_AI
from core.studio import current_studio
from core.tables import User
from pages.parts import addresses, error_box, formats, identity
from pages.parts.identity import current_person
from pages.parts.prompt_history import (
    deciding,
    decisions,
    drafts,
    editor,
    reading,
    said,
    version_choice,
)


def open_prompt(prompt_id: str) -> None:
    """Name a prompt in the address; the drawer shows what the address names."""
    addresses.keep(addresses.HISTORY, prompt_id)


def close() -> None:
    """Take the prompt out of the address; what was typed stays, as a draft."""
    addresses.keep(addresses.HISTORY, None)


def draw(person: User, cards: Mapping[str, Card]) -> bool:
    """Open the drawer on the address's prompt, or say that there is no such one; return which."""
    if not (prompt_id := addresses.find(addresses.HISTORY)):
        return False
    try:
        known = _read(person, prompt_id)
    except StudioError as error:
        error_box.show(error)
        st.button("知道了", key="close_history", on_click=close)
        return False
    _drawer(known.prompt_id, cards.get(known.prompt_id), [known])
    return True


@st.dialog("版本", width="large", position="right", icon=":material/history:", on_dismiss=close)
def _drawer(prompt_id: str, card: Card | None, just_read: list[Timeline]) -> None:
    """Draw what the whole page's run has read; after a click in here, what is read again."""
    person = current_person()
    said.draw()
    known = just_read.pop() if just_read else _read(person, prompt_id)
    _draw_head(known)
    if known.is_locked:
        st.info(
            f"会员专属：{identity.as_member()}，可以看到各版的内容和修改它。",
            icon=":material/lock:",
        )
    uses = version_use.of_versions(current_studio().database, person, prompt_id)
    list_of, one = st.columns([1, 2], gap="medium")
    with list_of:
        version = version_choice.draw(known, uses)
        decisions.draw(known)
        if not known.is_locked:
            deciding.draw_archiving(known)
    if known.is_locked:
        return
    with one:
        draft = drafts.find(person.id, prompt_id) if card else None
        if card and draft and draft.is_open:
            editor.draw(known, draft, card)
        else:
            if draft:
                editor.draw_way_back(known, draft)
            reading.draw(known, version, card, uses.get(version.id))


def _read(person: User, prompt_id: str) -> Timeline:
    return timeline.timeline(current_studio().database, person, prompt_id, demo=NOT_AI)


def _draw_head(known: Timeline) -> None:
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.markdown(f"**{formats.plain(known.title)}**", width="content")
        st.badge(formats.plain(known.category), color="gray")
        if known.members_only:
            st.badge("会员专属", color="orange")
        if known.is_archived:
            st.badge("已归档", icon=":material/archive:", color="red")
