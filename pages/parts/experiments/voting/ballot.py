"""One pair and its keys. Every answer is kept at once, and the next pair was fetched ahead."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from core.errors import ExperimentRefused, StudioError
from core.experiments.views import reads as experiment_reads
from core.experiments.views.view import ExperimentView
from core.experiments.voting import ballots, reads, votes
from core.experiments.voting.ballots import Progress, Sight
from core.experiments.voting.reads import Phase, VoteState
from core.faults import ExperimentFault
from core.messages.experiments import CHOICES
from core.studio import current_studio
from core.tables import Choice, User
from pages.parts import error_box, formats, page_scripts, pictures
from pages.parts.experiments import arm_words
from pages.parts.experiments.seen import Seen
from pages.parts.widgets.fragments import fragment

KEYS = {
    Choice.LEFT: "1",
    Choice.RIGHT: "2",
    Choice.SAME: "0",
    Choice.NEITHER: "X",
    Choice.SKIP: "S",
    Choice.UNDONE: "Z",
}
SEEN = "ballot_seen"  # in the session
WAITING_S = 4.0  # between two looks where nothing is left for now
LEAST_WIDTH = 140  # px of a picture: two side by side on a phone
REFERENCE_WIDTH = 96  # px


def draw(view: ExperimentView, person: User, state: VoteState) -> None:
    """Draw the pair that this person is to judge now, or that nothing is left for them."""
    page_scripts.run(page_scripts.ANSWER_ONCE)
    left = bool(state.progress.left)
    every_s = None if left else WAITING_S
    fragment(_draw, every_s)(view.experiment.id, person, state.phase, left, [state])


def _draw(
    experiment_id: str, person: User, phase: Phase, left: bool, just_read: list[VoteState]
) -> None:
    """Draw what is there by now; have the whole page drawn where more than the pair has changed.

    The last planned vote ends the look, which the head shows too.
    """
    studio = current_studio()
    sight, refused = None, None
    try:
        sight = ballots.next_sight(studio, person.id, experiment_id)
    except StudioError as error:
        refused = error
    state = just_read.pop() if just_read else None
    if state is None or bool(state.progress.left) != (sight is not None):  # others go on voting
        state = reads.vote_state(studio.database, person, experiment_id)
    if (state.phase, bool(state.progress.left)) != (phase, left):
        st.rerun()
    seen = _seen(experiment_id, person.id)
    with st.container(key="ballot", gap="small"):
        _draw_progress(state.progress)
        if seen.refusal:
            st.error(seen.refusal, icon=":material/error:")
        if refused:
            error_box.show(refused)
        elif sight:
            _draw_sight(experiment_id, person, state, seen, sight)
        else:
            _draw_end(experiment_id, person, state, seen)
            seen.note_shown("")


def _seen(experiment_id: str, person_id: str) -> Seen:
    """Return what this session looks at here; another experiment or person begins anew."""
    whose = experiment_id, person_id
    kept: Seen | None = st.session_state.get(SEEN)
    if kept is None or kept.whose != whose:
        kept = st.session_state[SEEN] = Seen(whose)
    return kept


def _draw_progress(progress: Progress) -> None:
    """Draw how far this person and all together are: places alone, and never a tally."""
    total = progress.answered + progress.left
    if total:
        words = f"你还有 {progress.left} 组，已评 {progress.answered} 组"
        st.progress(
            progress.answered / total,
            f"{words}　·　所有人共投 {progress.filled}/{progress.wanted} 票",
        )


def _draw_sight(
    experiment_id: str, person: User, state: VoteState, seen: Seen, sight: Sight
) -> None:
    _draw_case(sight)
    with st.container(key="ballot_pair"), st.grid(2, min_column_width=LEAST_WIDTH, gap="small"):
        st.image(_address(sight.left_token), width="stretch", alt="左图")
        st.image(_address(sight.right_token), width="stretch", alt="右图")
    _draw_keys(experiment_id, person, state, seen, sight)
    _draw_notes(experiment_id, state)
    seen.note_shown(sight.pair_id)
    _fetch_ahead(experiment_id, person, sight)


def _draw_case(sight: Sight) -> None:
    """Draw what both pictures are of, and what they must show."""
    with st.container(horizontal=True, gap="small"):
        if sight.reference:
            with st.container(width=REFERENCE_WIDTH, gap="xsmall"):
                pictures.draw_reference(sight.reference, "", width=REFERENCE_WIDTH)
        with st.container(gap="xsmall", width="stretch"):
            st.markdown(f"**{formats.plain(sight.title)}**　哪张更好？")
            if sight.look_for:
                st.markdown(f":gray[必查点]　{formats.plain(sight.look_for)}")
            if not sight.same_shape:
                st.caption("这两张图片的画幅不同。")


def _draw_keys(
    experiment_id: str, person: User, state: VoteState, seen: Seen, sight: Sight
) -> None:
    """Draw a key below each picture, and the others beside each other where there is room."""
    with st.container(key="ballot_keys", gap="xsmall"):
        with st.grid(2, min_column_width=LEAST_WIDTH, gap="xsmall"):
            _draw_key(person, seen, sight, Choice.LEFT)
            _draw_key(person, seen, sight, Choice.RIGHT)
        with st.grid(4, min_column_width=LEAST_WIDTH, gap="xsmall"):
            _draw_key(person, seen, sight, Choice.SAME)
            _draw_key(person, seen, sight, Choice.NEITHER)
            _draw_key(person, seen, sight, Choice.SKIP)
            _draw_undo(experiment_id, person, state, seen, sight.pair_id)


def _draw_key(person: User, seen: Seen, sight: Sight, answer: Choice) -> None:
    st.button(
        CHOICES[answer],
        key=seen.key(f"ballot_{answer.value}", sight.pair_id),
        shortcut=KEYS[answer],
        type="tertiary" if answer == Choice.SKIP else "secondary",
        width="stretch",
        on_click=_answer,
        args=(person.id, seen, sight.pair_id, answer),
    )


def _draw_undo(experiment_id: str, person: User, state: VoteState, seen: Seen, shown: str) -> None:
    st.button(
        "撤销",
        key=seen.key("ballot_undo", shown),
        icon=":material/undo:",
        shortcut=KEYS[Choice.UNDONE],
        type="tertiary",
        width="stretch",
        disabled=not state.can_undo,
        on_click=_undo,
        args=(person.id, seen, shown, experiment_id),
    )


def _draw_notes(experiment_id: str, state: VoteState) -> None:
    """Draw what the answers mean, and what these pictures and this person's votes are."""
    words = "左右是随机的，揭晓前谁也看不到票数。看不出高下选“差不多”，不想评选“跳过”。"
    services = experiment_reads.services_of(current_studio().database, [experiment_id])
    are_demo = [arm_words.is_demo(service) for service in services[experiment_id]]
    if all(are_demo):
        words += "这些都是演示图片，不是人工智能生成。"
    elif any(are_demo):
        words += "其中有演示图片，不是人工智能生成。"
    if state.is_own:
        words += _words_to_owner(state)
    st.caption(words)


def _words_to_owner(state: VoteState) -> str:
    counts = "计入结论" if state.counts else "不计入结论，只供参考"
    return f"你是创建者，看得到图片来自哪个版本；你的票{counts}，这在运行时已经固定。"


def _fetch_ahead(experiment_id: str, person: User, sight: Sight) -> None:
    """Draw the next pair as dots, last on the page: the browser has it when its turn comes."""
    following = None
    with suppress(StudioError):  # what is wrong is said when it is that pair's turn
        following = ballots.next_sight(
            current_studio(), person.id, experiment_id, after=sight.pair_id
        )
    if following:
        for token in (following.left_token, following.right_token):
            st.image(_address(token), width=1, alt="")


def _address(token: str) -> str:
    return f"{pictures.site()}/ballot/{token}"


def _answer(person_id: str, seen: Seen, pair_id: str, answer: Choice) -> None:
    if not seen.counts(pair_id):
        return
    seen.refusal = ""
    try:
        votes.vote(current_studio(), person_id, pair_id, answer)
        seen.note_shown("")  # a second press is none of this pair's, and the next is not drawn yet
    except ExperimentRefused as error:
        if error.reason != ExperimentFault.PAIR_IS_FULL:  # others were faster: on to the next one
            seen.refusal = error_box.words(error)
    except StudioError as error:
        seen.refusal = error_box.words(error)


def _undo(person_id: str, seen: Seen, shown: str, experiment_id: str) -> None:
    """Take the last answer back; its pair comes next."""
    if not seen.counts(shown):
        return
    seen.refusal = ""
    try:
        votes.undo(current_studio(), person_id, experiment_id)
    except StudioError as error:
        seen.refusal = error_box.words(error)


def _draw_end(experiment_id: str, person: User, state: VoteState, seen: Seen) -> None:
    """Draw thanks, and what happens next; or what is waited for."""
    progress = state.progress
    told = f"现在有 {progress.filled}/{progress.wanted} 票；收齐后自动揭晓，结果在“结论”。"
    if state.phase == Phase.RUNNING:
        words = "还有图片在生成：完成后就能评，这一页会自动更新。"
        st.info(words, icon=":material/hourglass_empty:")
    elif progress.left:  # pairs that are passed over
        words = f"还有 {progress.left} 组的图片读不到，现在评不了，请告诉创建者。"
        told = "图片找回之前，这一轮不会自动揭晓，创建者可以提前揭晓。"
        st.warning(words + told, icon=":material/broken_image:")
    elif not progress.wanted:
        st.info("没有可以盲评的图片：一对要同一用例的两张图片都生成成功。", icon=":material/block:")
    elif progress.answered:
        words = f"谢谢，你评完了全部 {progress.answered} 组。"
        st.success(words + told, icon=":material/task_alt:")
    else:
        st.info(f"现在没有等你评的图片：每一对都有人评了。{told}", icon=":material/task_alt:")
    if state.can_undo:
        _draw_undo(experiment_id, person, state, seen, "")
