"""Where an experiment begins and a draft ends: 新建实验, 拿它做实验, 复制实验, 删除草稿."""

from __future__ import annotations

import streamlit as st

from core.errors import InvalidRequest, StudioError
from core.experiments import drafts
from core.library import prompts
from core.library.prompts import Card
from core.studio import current_studio
from core.tables import User
from pages.parts import addresses, click_keys, error_box, formats
from pages.parts.notices import tell, tell_refusal

DELETING = "deleting_experiment"  # in the session: a click on 删除草稿 to answer
NEW = "new_experiment"
PROMPT, REFUSED = "new_experiment_prompt", "new_experiment_refused"  # in the session


def open_experiment(experiment_id: str | None, tab: str | None = None) -> None:
    """Have the address name this experiment; None goes back to the list."""
    addresses.keep(addresses.TAB, tab)
    addresses.keep(addresses.EXPERIMENT, experiment_id)


def begin(person: User, prompt_id: str, version_id: str = "") -> None:
    """Make a draft of a prompt, this version against the live one, and go to it.

    To be called from a page's run, not from a callback: it leaves the page. Raise what
    `core.experiments.drafts.create` raises.
    """
    experiment_id = _create(person, prompt_id, version_id)
    named = {addresses.EXPERIMENT: experiment_id}
    st.switch_page("experiments.py", query_params=addresses.of_person(**named))


def draw_new(person: User) -> None:
    """Draw 新建实验, which asks for the prompt."""
    if st.button("新建实验", type="primary", icon=":material/add:"):
        _new_dialog(person)


def draw_copy(experiment_id: str, person: User) -> None:
    """Draw 复制实验: a draft of one's own of anybody's experiment."""
    st.button(
        "复制实验",
        key=f"copy_{experiment_id}",
        type="tertiary",
        icon=":material/content_copy:",
        help="得到自己的一份草稿：版本、用例和次数都带上，图片和评价不带。",
        on_click=_copy,
        args=(person.id, experiment_id),
    )


def draw_delete(experiment_id: str, person: User) -> None:
    """Draw 删除草稿, which asks first."""
    st.button(
        "删除草稿",
        key=f"delete_{experiment_id}",
        type="tertiary",
        icon=":material/delete:",
        on_click=_ask_delete,
        args=(experiment_id,),
    )
    if st.session_state.get(DELETING) == experiment_id:
        del st.session_state[DELETING]
        _delete_dialog(experiment_id, person)


@st.dialog("新建实验", icon=":material/science:")
def _new_dialog(person: User) -> None:
    cards = {
        card.id: card
        for card in prompts.cards(current_studio().database, person)
        if not card.locked
    }
    st.caption("选一个提示词：实验比较它的版本，或同一版在不同模型上的表现。")
    st.selectbox(
        "提示词",
        list(cards),
        index=None,
        key=PROMPT,
        format_func=lambda prompt_id: _described(cards[prompt_id]),
        placeholder="选择提示词",
        filter_mode="contains",
    )
    if st.button("开始", type="primary", width="stretch", on_click=_begin_chosen, args=(person,)):
        if error := st.session_state.pop(REFUSED, None):
            error_box.show(error)
        else:
            st.rerun()


def _begin_chosen(person: User) -> None:
    try:
        prompt_id = st.session_state.get(PROMPT)
        if prompt_id is None:
            raise InvalidRequest("prompt")
        open_experiment(_create(person, prompt_id, ""))
    except StudioError as error:
        st.session_state[REFUSED] = error


def _described(card: Card) -> str:
    return f"{card.title}（{card.category}，{formats.tokens(card.cost)}／张）"


def _create(person: User, prompt_id: str, version_id: str) -> str:
    studio = current_studio()
    key = click_keys.key(NEW, (person.id, prompt_id, version_id))
    draft = drafts.start_from(studio, prompt_id, version_id)
    made = drafts.create(studio, key, person.id, prompt_id, draft)
    click_keys.clicked(NEW)
    return made.id


def _copy(person_id: str, experiment_id: str) -> None:
    studio = current_studio()
    name = f"copy:{experiment_id}"
    try:
        made = drafts.copy(studio, click_keys.key(name, person_id), person_id, experiment_id)
    except StudioError as error:
        tell_refusal(error)
        return
    click_keys.clicked(name)
    open_experiment(made.id)
    tell("已复制成你的草稿。", ":material/content_copy:")


def _ask_delete(experiment_id: str) -> None:
    st.session_state[DELETING] = experiment_id


@st.dialog("删除草稿？", icon=":material/delete:")
def _delete_dialog(experiment_id: str, person: User) -> None:
    st.markdown("草稿里的问题、版本和用例会一起删除，不能恢复。试过的图片留在图库里。")
    with st.container(horizontal=True):
        deleted = st.button(
            "删除",
            type="primary",
            width="stretch",
            on_click=_delete,
            args=(person.id, experiment_id),
        )
        if st.button("保留", width="stretch") or deleted:
            st.rerun()


def _delete(person_id: str, experiment_id: str) -> None:
    try:
        drafts.delete(current_studio(), person_id, experiment_id)
    except StudioError as error:
        tell_refusal(error)
        return
    if addresses.find(addresses.EXPERIMENT) == experiment_id:
        open_experiment(None)
    tell("草稿已删除。", ":material/delete:")
