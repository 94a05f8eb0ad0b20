"""筛选: one picture after the other, judged by keys or thumbs; the next two are fetched ahead.

Every answer is kept at once. A reason is given to the picture before, while the next is looked at.
"""

from __future__ import annotations

from collections import Counter

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import StudioError
from core.experiments import judging
from core.experiments.views.view import CellView, ExperimentView, Said
from core.messages.experiments import ANSWERS, REASONS
from core.studio import current_studio
from core.tables import Answer, Reason, User
from pages.parts import error_box, formats, page_scripts
from pages.parts.experiments import culling_pace
from pages.parts.experiments.cells import (
    arm_names,
    case_box,
    cell_picture,
    fresh_view,
    run_progress,
)
from pages.parts.experiments.culling_pace import Pace

KEYS = {Answer.USABLE: "1", Answer.UNUSABLE: "2", Answer.UNSURE: "3"}
ICONS = {
    Answer.USABLE: ":material/thumb_up:",
    Answer.UNUSABLE: ":material/thumb_down:",
    Answer.UNSURE: ":material/help:",
}
UNDO_KEY = "Z"
REASON_KEYS = {reason: str(key) for key, reason in enumerate(list(Reason)[1:], start=4)}
AHEAD = 2  # pictures that the browser fetches while one is looked at
TALLEST, WIDEST = 560, 640  # px of a picture: it stands above the keys on a laptop
LOOK_S = 2.0  # between two looks for new pictures while the experiment runs
NOT_BLIND = "筛选不是盲评：你看得到每张图片来自哪个版本。没有评价的图片不算不可用。"


def draw(view: ExperimentView, person: User, line: DeltaGenerator) -> None:
    """Draw the picture to judge, the keys, how far this person is; or why there is nothing."""
    page_scripts.run(page_scripts.ANSWER_ONCE)
    fresh_view.draw(_draw, view, person, line, every_s=LOOK_S)


def _draw(view: ExperimentView, person: User) -> None:
    if view.experiment.archived_at is not None:
        st.info("实验已归档，不能再评价；结果在“矩阵”。", icon=":material/inventory_2:")
        return
    said = _said_by(view, person)
    pace = culling_pace.current(view.experiment.id, person.id, said)
    unjudged = view.unjudged_by(person.id)
    cell = pace.choose(unjudged)
    with st.container(key="culling", gap="small"):
        _draw_coverage(len(said), len(unjudged))
        if pace.refusal:
            st.error(pace.refusal, icon=":material/error:")
        if cell:
            _draw_cell(view, person, pace, cell)
            cell_picture.fetch_ahead([each for each in unjudged if each is not cell][:AHEAD])
            pace.note_shown(cell.order_id)
        else:
            _draw_end(view, person, pace, said)
            pace.note_shown("")


def _said_by(view: ExperimentView, person: User) -> dict[str, Said]:
    """Return this person's answers that count, by order."""
    return {
        cell.order_id: cell.said[person.id]
        for cell in view.counted.values()
        if person.id in cell.said
    }


def _draw_coverage(judged: int, left: int) -> None:
    total = judged + left
    if total:
        st.progress(judged / total, f"已看 {judged}/{total} 张")


def _draw_cell(view: ExperimentView, person: User, pace: Pace, cell: CellView) -> None:
    picture, beside = st.columns([3, 2], gap="medium")
    with picture:
        cell_picture.draw(view, cell, width=_width(view, cell))
    with beside:
        _draw_keys(person, pace, cell)
        _draw_reasons(view, person, pace, cell.order_id)
        place = cell.tried.place
        st.markdown(f"**{case_box.title(place.case, view.cases[place.case])}**")
        case_box.draw(view, place.case)
        repeat = f"　第 {place.repeat} 次" if view.experiment.repeats > 1 else ""
        st.caption(f"来自 {formats.plain(arm_names.names(view)[place.arm])}{repeat}")
        st.caption(NOT_BLIND + arm_names.demo_words(view))


def _width(view: ExperimentView, cell: CellView) -> int:
    """Return how wide a picture may be so that all of its height is seen."""
    across, _, down = view.arms[cell.tried.place.arm].shape.aspect_ratio.partition(":")
    if not (across.isdecimal() and down.isdecimal()):
        return TALLEST
    return min(WIDEST, TALLEST * int(across) // max(1, int(down)))


def _draw_keys(person: User, pace: Pace, cell: CellView) -> None:
    with st.container(key="culling_keys", gap="xsmall"):
        with st.container(horizontal=True, gap="xsmall"):
            for answer, key in KEYS.items():
                st.button(
                    ANSWERS[answer],
                    key=pace.key(f"culling_{answer.value}", cell.order_id),
                    icon=ICONS[answer],
                    shortcut=key,
                    width="stretch",
                    on_click=_answer,
                    args=(person.id, pace, cell.order_id, answer),
                )
        _draw_undo(person, pace, cell.order_id)


def _draw_undo(person: User, pace: Pace, shown: str) -> None:
    st.button(
        "撤销",
        key=pace.key("culling_undo", shown),
        icon=":material/undo:",
        shortcut=UNDO_KEY,
        type="tertiary",
        disabled=not pace.answered,
        on_click=_undo,
        args=(person.id, pace, shown),
    )


def _draw_reasons(view: ExperimentView, person: User, pace: Pace, shown: str) -> None:
    """Draw why the picture before is not usable: in one place always, so that nothing jumps."""
    last = pace.answered[-1] if pace.answered else ""
    said = _said_by(view, person).get(last)
    is_asked = said is not None and said.answer == Answer.UNUSABLE
    given = f"：{REASONS[said.reason]}" if said and said.reason else "（可选）"
    st.caption(f"上一张不可用的原因{given}" if is_asked else "选“不可用”后，可在这里补上原因")
    with st.container(key="culling_reasons", horizontal=True, gap="xsmall"):
        for reason, key in REASON_KEYS.items():
            st.button(
                REASONS[reason],
                key=pace.key(f"culling_{reason.value}", shown),
                shortcut=key,
                disabled=not is_asked,
                type="primary" if said and said.reason == reason else "secondary",
                on_click=_give_reason,
                args=(person.id, pace, shown, last, reason),
            )


def _answer(person_id: str, pace: Pace, order_id: str, answer: Answer) -> None:
    if pace.counts(order_id) and _judge(person_id, pace, order_id, answer):
        pace.answered.append(order_id)


def _undo(person_id: str, pace: Pace, shown: str) -> None:
    """Take the last answer back, and look at its picture again."""
    if pace.answered and pace.counts(shown):
        order_id = pace.answered[-1]
        if _judge(person_id, pace, order_id, Answer.UNDONE):
            pace.answered.pop()
            pace.note_shown(order_id)


def _give_reason(person_id: str, pace: Pace, shown: str, order_id: str, reason: Reason) -> None:
    if shown == pace.shown:
        _judge(person_id, pace, order_id, Answer.UNUSABLE, reason)


def _judge(
    person_id: str, pace: Pace, order_id: str, answer: Answer, reason: Reason = Reason.NONE
) -> bool:
    """Keep an answer, or why it was refused; return which."""
    pace.refusal = ""
    try:
        judging.judge(current_studio(), person_id, order_id, answer, reason)
    except StudioError as error:
        pace.refusal = error_box.words(error)
    return not pace.refusal


def _draw_end(view: ExperimentView, person: User, pace: Pace, said: dict[str, Said]) -> None:
    """Draw what this person has said of all pictures, and what comes next."""
    running = run_progress.is_running(view)
    if not said:
        words = "图片还在生成，完成一张就可以评一张。" if running else "还没有可以评价的图片。"
        st.info(words, icon=":material/hourglass_empty:")
        return
    counts = Counter(each.answer for each in said.values())
    told = "，".join(f"{ANSWERS[answer]} {counts[answer]} 张" for answer in KEYS)
    more = "还有图片在生成，完成后会出现在这里。" if running else ""
    st.success(f"你看完了全部 {len(said)} 张：{told}。{more}", icon=":material/task_alt:")
    if reasons := Counter(each.reason for each in said.values() if each.reason):
        told = "、".join(f"{REASONS[reason]} {count}" for reason, count in reasons.most_common())
        st.caption(f"不可用的原因：{told}")
    _draw_reasons(view, person, pace, "")
    _draw_undo(person, pace, "")
    st.caption(NOT_BLIND + arm_names.demo_words(view))
    st.markdown("接下来：到“矩阵”看各版本的可用率和成本，到“对照”把同一用例的图片并排看。")
