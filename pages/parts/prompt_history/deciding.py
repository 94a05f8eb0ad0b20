"""The clicks that change a prompt for everybody: which version is live, archived or not."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.library import offering, words
from core.library.timeline import Timeline, Version
from core.studio import current_studio
from pages.parts.identity import current_person, why_not_publish
from pages.parts.prompt_history import said


def draw(known: Timeline, version: Version) -> None:
    """Draw the sentence why, and the button that makes a version live."""
    is_back = version.number < known.live.number
    refused = why_not_publish()
    st.text_input(
        "为什么选这一版（写进上线记录）",
        f"回退到第 {version.number} 版" if is_back else "",
        key=_why(version.id),
        max_chars=words.MAX_WHY,
        placeholder="一句话，例如：构图更稳，文字更清楚",
    )
    st.button(
        "回退到此版" if is_back else "设为线上",
        key=f"publish_{version.id}",
        icon=":material/undo:" if is_back else ":material/publish:",
        disabled=refused is not None,
        help=refused,
        on_click=_publish,
        # The last decision as it is shown here, not as it is at the click: see `offering.publish`.
        args=(known.prompt_id, version.id, version.number, known.decisions[0].id),
    )


def draw_way_back(known: Timeline) -> None:
    """Draw the button that takes the last decision back: the version before is live again."""
    before = next((d for d in known.decisions if d.version_id != known.live.id), None)
    version = known.find(before.version_id) if before else None
    if version is None or known.is_locked or known.is_archived:
        return
    verb = "回退到" if version.number < known.live.number else "改回"
    why = f"{verb}第 {version.number} 版"
    refused = why_not_publish()
    st.button(
        why,
        key="take_back",
        icon=":material/undo:",
        disabled=refused is not None,
        help=refused or "撤回上一次换版：立刻生效，写进上线记录。",
        on_click=_publish,
        args=(known.prompt_id, version.id, version.number, known.decisions[0].id, why),
    )


def draw_archiving(known: Timeline) -> None:
    """Draw the way out of the library, or back into it."""
    if known.is_archived:
        label, icon, explained = "恢复到提示词库", "unarchive", None
    else:
        label, icon = "归档", "archive"
        explained = "从提示词库拿走：不能再选择和下单，历史与账目不变，随时可以恢复。"
    refused = why_not_publish()
    st.button(
        label,
        key="archive_prompt",
        type="secondary" if known.is_archived else "tertiary",
        icon=f":material/{icon}:",
        disabled=refused is not None,
        help=refused or explained,
        on_click=_restore if known.is_archived else _archive,
        args=(known.prompt_id,),
    )


def _why(version_id: str) -> str:
    return f"why_{version_id}"


def _publish(prompt_id: str, version_id: str, number: int, seen: int, why: str = "") -> None:
    why = why or st.session_state.get(_why(version_id)) or ""
    studio, person = current_studio(), current_person()
    try:
        offering.publish(studio, person.id, prompt_id, version_id, why=why, seen=seen)
    except StudioError as error:
        said.refuse(error)
    else:
        said.say(f"第 {number} 版现在是线上版。")
        said.change_page()


def _archive(prompt_id: str) -> None:
    try:
        offering.archive(current_studio(), current_person().id, prompt_id)
    except StudioError as error:
        said.refuse(error)
    else:
        said.say("已归档：提示词库里不再有它。")
        said.change_page()


def _restore(prompt_id: str) -> None:
    try:
        offering.unarchive(current_studio(), current_person().id, prompt_id)
    except StudioError as error:
        said.refuse(error)
    else:
        said.say("已恢复：它又在提示词库里了。")
        said.change_page()
