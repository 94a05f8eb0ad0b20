"""采用第 n 版: the owner's button beside a verdict; and that it was pressed, for everybody."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.experiments import adopting
from core.experiments.verdict.rule import ArmVerdict, Kind
from core.experiments.views.view import ExperimentView
from core.library import words
from core.library.timeline import Timeline, Version
from core.messages import FROM_FILE
from core.messages.verdicts import Side
from core.studio import current_studio
from core.tables import User
from pages.parts import error_box, formats, identity
from pages.parts.experiments.conclusion.sides import explain
from pages.parts.notices import tell

REFUSED = "adoption_refused"  # in the session: experiment and arm of the last click, and why not
WHY_WIDTH = 640  # px; on a phone a line of its own
CLEAR = (Kind.ARM, Kind.BASE)


def draw(
    view: ExperimentView,
    person: User,
    history: Timeline,
    sides: dict[int, Side],
    arm: int,
    verdict: ArmVerdict,
) -> None:
    """Draw who has adopted on this verdict; for the owner the button, or why there is none."""
    _draw_adopted(view, history, arm)
    if view.is_own:
        shapes = {number: each.shape for number, each in view.arms.items()}
        version = history.find(adopting.adopted(shapes, arm, verdict).version_id)
        if version and (why_not := _why_not(view, history, arm, verdict, version)) is not None:
            st.caption(why_not)
        elif version:
            _draw_offer(view, person, sides, arm, verdict, version, history.decisions[0].id)
        _draw_refusal(view.experiment.id, arm)


def _why_not(
    view: ExperimentView, history: Timeline, arm: int, verdict: ArmVerdict, version: Version
) -> str | None:
    """Return why its owner can't adopt this version now; None where they can."""
    if version.is_live:
        return f"第 {version.number} 版已经是线上版。"
    # That the base is better than an arm is a reason to go back to it from that arm alone.
    if verdict.kind == Kind.BASE and history.live.id != view.arms[arm].shape.version_id:
        return "基准更好：没有可以采用的版本。"
    if view.is_locked:
        return f"会员专属的提示词：{identity.as_member()}才能采用。"
    if history.is_archived:
        return "提示词已归档：恢复到提示词库后才能采用。"
    return None


def _draw_offer(
    view: ExperimentView,
    person: User,
    sides: dict[int, Side],
    arm: int,
    verdict: ArmVerdict,
    version: Version,
    seen: int,
) -> None:
    is_demo = sides[arm].is_demo or sides[view.base].is_demo
    why = f"盲评：{explain(view, sides, arm, verdict).sentence}"[: words.MAX_WHY]
    key = f"adopt_why_{view.experiment.id}_{arm}_{verdict.comparisons}"  # anew with each look
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "为什么采用（写进上线记录）", why, key=key, max_chars=words.MAX_WHY, width=WHY_WIDTH
        )
        _draw_button(view, person, arm, key, version.number, seen)
    if refused := identity.why_not_publish():
        st.caption(refused)
    st.caption(_recorded(verdict, is_demo=is_demo))


def _draw_adopted(view: ExperimentView, history: Timeline, arm: int) -> None:
    """Draw the last decision that rests on this arm's verdict."""
    numbers = {version.id: version.number for version in history.versions}
    for decided in history.decisions:
        proof = adopting.proof_of(decided.proof)
        if proof and (proof.experiment_id, proof.arm) == (view.experiment.id, arm):
            who, when = formats.plain(decided.by or FROM_FILE), formats.moment(decided.since)
            st.markdown(
                f":material/publish: 已采用第 {numbers[decided.version_id]} 版"
                f"　:gray[{who}　{when}]"
            )
            return


def _draw_button(
    view: ExperimentView, person: User, arm: int, why_key: str, number: int, seen: int
) -> None:
    st.button(
        f"采用第 {number} 版",
        key=f"adopt_{arm}",
        type="primary",
        icon=":material/publish:",
        disabled=not identity.current_rights().publishes,
        help="把它设为线上版：以后选这个提示词就用这一版。随时可以在版本里回退。",
        on_click=_adopt,
        # The last decision as it is shown here, not as it is at the click.
        args=(person.id, view.experiment.id, arm, why_key, number, seen),
    )


def _recorded(verdict: ArmVerdict, *, is_demo: bool) -> str:
    if is_demo:
        return "演示图片不能作依据：上线记录里只有这句话，不附结论。"
    if verdict.kind in CLEAR:
        return "上线记录会附上这个结论和实验的链接。"
    return "结论并不明确，也可以采用：上线记录会如实附上。"


def _adopt(
    person_id: str, experiment_id: str, arm: int, why_key: str, number: int, seen: int
) -> None:
    why = st.session_state.get(why_key) or ""
    try:
        adopting.adopt(current_studio(), person_id, experiment_id, arm, why=why, seen=seen)
    except StudioError as error:
        st.session_state[REFUSED] = experiment_id, arm, error
    else:
        tell(f"第 {number} 版现在是线上版。", ":material/publish:")


def _draw_refusal(experiment_id: str, arm: int) -> None:
    """Say once, where the button is, why the last click on it was refused."""
    *where, error = st.session_state.get(REFUSED, (None, None, None))
    if where == [experiment_id, arm]:
        del st.session_state[REFUSED]
        error_box.show(error)
