"""加入用例: what a picture was made with becomes a case of a test set, an old one or a new one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.errors import StudioError
from core.experiments import sets
from core.experiments.sets import SetRow
from core.experiments.shapes import MAX_TITLE, CaseShape
from core.library.prompts import may_read
from core.studio import current_studio
from core.tables import Generation, User
from pages.parts import addresses, click_keys, error_box, formats

OPEN, TITLE = "case_popover", "case_title"  # the widgets' keys, each with the order's id
SET, NAME = "case_set", "case_set_name"
ADDED, REFUSED = "case_added", "case_refused"  # in the session: the order, and what came of it
NEW_SET = "new"  # among the ids of sets: one that is still to be made


def draw(order: Generation, person: User) -> None:
    """Draw the button; what stands behind it is read once it is opened."""
    opened = st.popover(
        "加入用例",
        key=f"{OPEN}_{order.id}",
        icon=":material/playlist_add:",
        on_change="rerun",
        help="把这张图片的变量值和参考图片存进测试集，做实验时取用。",
    )
    if opened.open:
        with opened:
            _draw_asking(order, person)


def draw_added(order: Generation) -> None:
    """Say which case this picture became, and where it is found, while the picture is shown."""
    added_id, words = st.session_state.get(ADDED, (None, ""))
    if added_id == order.id:
        with st.container(key="case_added", gap="xsmall"):
            st.success(formats.plain(words), icon=":material/check:")
            addresses.draw_link("experiments.py", "去“实验”里用它", ":material/science:")


def forget() -> None:
    """Say nothing of the last picture any more."""
    st.session_state.pop(ADDED, None)
    st.session_state.pop(REFUSED, None)


def _draw_asking(order: Generation, person: User) -> None:
    database = current_studio().database
    case = sets.case_of(database, person.id, order.id)
    own = {row.id: row for row in sets.all_sets(database) if row.owner_id == person.id}
    choices = [*own, NEW_SET]
    if st.session_state.get(SET) not in choices:  # deleted meanwhile, or somebody else's
        st.session_state[SET] = choices[0]
    if own:
        st.selectbox(
            "加入哪个测试集",
            choices,
            key=SET,
            format_func=lambda set_id: _described(own.get(set_id)),
            filter_mode="contains",
        )
    if st.session_state[SET] == NEW_SET:
        st.text_input(
            "新测试集的名称", key=NAME, max_chars=sets.MAX_NAME, placeholder="例如：水墨回归用例"
        )
    st.text_input(
        "用例的标题",
        value=case.title,
        key=f"{TITLE}_{order.id}",
        max_chars=MAX_TITLE,
        placeholder=case.title,
    )
    _draw_brought(case, is_locked=not may_read(person, members_only=order.prompt_members_only))
    if case.variables and order.prompt_members_only:
        st.caption("测试集谁都能取用：这些变量的值，非会员也会看到。")
    st.button(
        "加入",
        key="add_case",
        type="primary",
        width="stretch",
        on_click=_add,
        args=(person.id, order.id, own),
    )
    refused_id, error = st.session_state.get(REFUSED, (None, None))
    if refused_id == order.id:
        error_box.show(error)


def _described(row: SetRow | None) -> str:
    return f"{row.name}（{row.cases} 个用例）" if row else "新建测试集…"


def _draw_brought(case: CaseShape, *, is_locked: bool) -> None:
    """Say what the case takes from the picture, and what it doesn't."""
    brought = [f"{name}：{value}" for name, value in case.variables.items()]
    if case.reference:
        brought.append("：".join(filter(None, ("参考图片", case.reference_name))))
    if brought:
        st.caption("带上这张图片的：")
        st.text("\n".join(brought))
    elif not is_locked:
        st.caption("这张图片没有变量，也没有参考图片：用例只有标题。")
    if is_locked:
        st.caption("这个提示词仅限会员查看，变量的值不会带上。")
    st.caption("补充描述不带，可以作标题；用哪一版提示词，由实验决定。")


def _add(person_id: str, order_id: str, own: Mapping[str, SetRow]) -> None:
    """Add the case once, however quickly it is clicked twice; what is refused stays typed."""
    button = f"case:{order_id}"
    if click_keys.was_just_clicked(button):
        return
    forget()
    click_keys.forget(button)
    key = click_keys.key(button)
    title = st.session_state.get(f"{TITLE}_{order_id}") or ""
    kept = own.get(st.session_state.get(SET, NEW_SET))
    try:
        if kept:
            words = _add_to(kept, person_id, order_id, title)
        else:
            words = _begin_set(key, person_id, order_id, title)
    except StudioError as error:
        st.session_state[REFUSED] = (order_id, error)
        return
    click_keys.clicked(button)
    st.session_state[ADDED] = (order_id, f"{words}在实验的“设置”里点“用测试集”，就能取用。")
    st.session_state[f"{OPEN}_{order_id}"] = False


def _add_to(kept: SetRow, person_id: str, order_id: str, title: str) -> str:
    case = sets.add_case_of(current_studio(), person_id, kept.id, order_id, title)
    return f"已加入测试集“{kept.name}”：用例“{case.title}”。"


def _begin_set(key: str, person_id: str, order_id: str, title: str) -> str:
    studio = current_studio()
    case = sets.case_of(studio.database, person_id, order_id, title)
    kept = sets.create(studio, key, person_id, st.session_state.get(NAME) or "", [case])
    st.session_state[SET] = kept.id  # where the next picture most likely goes, too
    return f"已新建测试集“{kept.name}”，并加入用例“{case.title}”。"
