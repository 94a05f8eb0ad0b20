"""The timeline in the drawer: versions with who, when, what was made; one of them chosen."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core import messages
from core.experiments.views.version_use import VersionUse
from core.library.timeline import Timeline, Version
from pages.parts import formats

SHOWN = 8  # versions that are seen without asking for all


def choose(prompt_id: str, version_id: str) -> None:
    """Have the drawer show this version, in a new widget.

    What a browser sends before it has heard of the choice, a timer's message or the second half of
    a double click, still says the old one: of a widget that is gone.
    """
    st.session_state[_times(prompt_id)] = st.session_state.get(_times(prompt_id), 0) + 1
    st.session_state[_key(prompt_id)] = version_id


def draw(known: Timeline, uses: Mapping[str, VersionUse]) -> Version:
    """Draw the versions, newest first, and return the one that is looked at: at first the live.

    `uses` has the experiments of each version that was used in any.
    """
    key = _key(known.prompt_id)
    if known.find(st.session_state.get(key)) is None:
        st.session_state[key] = known.live.id
    shown = _shown(known, st.session_state[key])
    version_id = st.radio(
        "版本",
        [version.id for version in shown],
        key=key,
        format_func=lambda version_id: _label(known.find(version_id) or known.live),
        captions=[_caption(version, uses.get(version.id)) for version in shown],
        label_visibility="collapsed",
    )
    if len(known.versions) > SHOWN:
        st.toggle(f"显示全部 {len(known.versions)} 版", key=_all(known.prompt_id))
    return known.find(version_id) or known.live


def _shown(known: Timeline, chosen: str) -> list[Version]:
    """Return the newest versions, and the live and the chosen one, or all."""
    if st.session_state.get(_all(known.prompt_id)):
        return list(known.versions)
    newest = known.versions[:SHOWN]
    return [each for each in known.versions if each in newest or each.is_live or each.id == chosen]


def _label(version: Version) -> str:
    return f"**第 {version.number} 版**{'　:green-badge[线上]' if version.is_live else ''}"


def _caption(version: Version, use: VersionUse | None) -> str:
    author = formats.plain(version.author or messages.FROM_FILE)
    made = _pictures(version)
    made += f"{use.total} 个实验　" if use else ""
    note = f"  \n{formats.plain(version.note)}" if version.note else ""
    price = formats.tokens(version.cost)
    return f"{author}　{formats.moment(version.created_at)}  \n{made}{price}{note}"


def _pictures(version: Version) -> str:
    """Return how many pictures a version has, and how many of them no AI made."""
    if not version.pictures:
        return ""
    if version.pictures == version.demo_pictures:
        return f"{version.pictures} 张演示图片　"
    demo = f"（其中 {version.demo_pictures} 张演示图片）" if version.demo_pictures else ""
    return f"{version.pictures} 张图片{demo}　"


def _key(prompt_id: str) -> str:
    return f"version_of_{prompt_id}_{st.session_state.get(_times(prompt_id), 0)}"


def _times(prompt_id: str) -> str:
    return f"times_chosen_for_{prompt_id}"


def _all(prompt_id: str) -> str:
    return f"all_versions_of_{prompt_id}"
