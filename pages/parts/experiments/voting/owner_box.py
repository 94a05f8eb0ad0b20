"""What the owner alone may do about votes: 提前揭晓, and 增加投票 after a reveal."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.experiments import drafts
from core.experiments.views.view import ExperimentView
from core.experiments.voting import reads, reveals
from core.experiments.voting.reads import Phase, VoteState
from core.studio import current_studio
from core.tables import MAX_VOTERS, User
from pages.parts import addresses
from pages.parts.experiments.voting import notices
from pages.parts.notices import tell, tell_refusal
from pages.parts.widgets.fragments import fragment

ASKING = "asking_reveal"  # in the session: a click on 提前揭晓 to answer
ADDED = "votes_added"  # a widget
EVERY_S = 5.0  # between two looks at how many votes there are


def draw(view: ExperimentView, person: User, state: VoteState) -> None:
    """Draw how far voting is, and the button that ends or continues it; nothing before a run."""
    if state.phase == Phase.OPEN:
        with st.container(border=True, key="vote_owner"):
            st.markdown("**只有创建者看得到**")
            fragment(_draw_filled, EVERY_S)(view.experiment.id, person, [state])
            _draw_reveal(view, person)
    elif state.phase == Phase.REVEALED and view.experiment.archived_at is None:
        with st.container(border=True, key="vote_owner"):
            _draw_more(view, person, state)


def _draw_filled(experiment_id: str, person: User, just_read: list[VoteState]) -> None:
    """Draw how many places have a vote; have the whole page drawn when the look has ended."""
    database = current_studio().database
    state = just_read.pop() if just_read else reads.vote_state(database, person, experiment_id)
    if state.phase != Phase.OPEN:
        st.rerun()
    filled, wanted = state.progress.filled, state.progress.wanted
    words = f"第 {state.look} 轮，每对图片要 {state.voters} 人；已收 {filled}/{wanted} 票"
    st.progress(filled / wanted if wanted else 0.0, words)


def _draw_reveal(view: ExperimentView, person: User) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "提前揭晓",
            icon=":material/visibility:",
            help="不等票收齐就看结果；会先问你。",
            on_click=_ask,
            args=(view.experiment.id,),
        )
        st.caption(
            "用上面的“复制链接”请大家来评。收齐后自动揭晓；在那之前，谁的票投给谁，你也看不到。"
        )
    if st.session_state.get(ASKING) == view.experiment.id:
        del st.session_state[ASKING]
        _reveal_dialog(view, person)


def _ask(experiment_id: str) -> None:
    st.session_state[ASKING] = experiment_id


@st.dialog("提前揭晓？", icon=":material/visibility:")
def _reveal_dialog(view: ExperimentView, person: User) -> None:
    """Name what is missing, and that it can't be looked at twice for nothing."""
    state = reads.vote_state(current_studio().database, person, view.experiment.id)
    filled, wanted = state.progress.filled, state.progress.wanted
    st.markdown(
        f"计划 {wanted} 票，已收 {filled} 票，**还差 {wanted - filled} 票**。"
        "没有票的图片对不算分，缺的用例会在结论里写明。"
    )
    st.markdown(
        f"揭晓算看一次结果（这是第 {state.look} 次）。之后不能再投票、撤销和补齐；"
        "要接着评，可以增加投票或追加用例，那算再看一次，下结论的要求会更高。"
    )
    with st.container(horizontal=True):
        revealed = st.button(
            "揭晓",
            type="primary",
            width="stretch",
            on_click=_reveal,
            args=(person.id, view.experiment.id),
        )
        if st.button("继续等", width="stretch") or revealed:
            st.rerun()


def _reveal(person_id: str, experiment_id: str) -> None:
    try:
        reveals.reveal(current_studio(), person_id, experiment_id)
    except StudioError as error:
        tell_refusal(error)
        return
    addresses.keep(addresses.TAB, notices.CONCLUSION)
    tell("已经揭晓。", ":material/visibility:")


def _draw_more(view: ExperimentView, person: User, state: VoteState) -> None:
    """Draw the way to another look by more votes a pair, where a pair may have more."""
    most = MAX_VOTERS - state.voters
    st.markdown("**再评一轮**")
    if most < 1:
        st.caption(f"每对图片最多 {MAX_VOTERS} 人投票，已经到了。可以在“设置”里追加用例。")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.number_input("每对再要几人", 1, most, key=ADDED, width=160)
        st.button(
            "增加投票",
            icon=":material/how_to_vote:",
            on_click=_add_votes,
            args=(person.id, view.experiment.id, view.experiment.revision),
        )
    st.caption(
        "已投的票都保留，投过的人不会再看到同一对。"
        f"这一轮的结论是第 {state.look + 1} 次看结果，要求会更高；"
        "到下一次揭晓之前，别人又看不到版本和图片。"
        "看过这次揭晓的人可能认得出图片，请找没看过的人来评。"
    )


def _add_votes(person_id: str, experiment_id: str, revision: int) -> None:
    try:
        drafts.extend(
            current_studio(),
            person_id,
            experiment_id,
            voters=st.session_state[ADDED],
            seen=revision,
        )
    except StudioError as error:
        tell_refusal(error)
        return
    tell("新的一轮投票开始了：把链接发给还没投过的人。", ":material/how_to_vote:")
