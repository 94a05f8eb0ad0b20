"""上线记录: who made which version live, when, why, and the experiment that it came from."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core import messages
from core.experiments import adopting
from core.experiments.adopting import Origin
from core.experiments.verdict.rule import ArmVerdict, Kind
from core.library.timeline import Decided, Timeline
from core.studio import current_studio
from pages.parts import addresses, formats
from pages.parts.experiments import experiment_card
from pages.parts.prompt_history import deciding

LATEST = 20
QUESTION_SHOWN = 20  # characters of an experiment's question: it may have 500
RESTS_ON_NOTHING = "来自演示图片上的盲评，不能作依据"
# What a verdict says of the version that was adopted on it.
RESTS_ON = {
    Kind.ARM: "盲评胜过基准",
    Kind.BASE: "盲评中基准更好",
    Kind.NO_DIFFERENCE: "盲评看不出差别",
    Kind.UNCLEAR: "盲评差别不明确",
    Kind.TOO_FEW: "盲评用例太少，没有结论",
}


def draw(known: Timeline) -> None:
    """Draw the decisions, the last one first, and the one click that takes it back."""
    shown = known.decisions[:LATEST]
    origins = {each.id: adopting.origin_of(each.proof) for each in shown}
    wanted = {origin.experiment_id for origin in origins.values() if origin}
    questions = adopting.questions_of(current_studio().database, wanted) if wanted else {}
    numbers = {version.id: version.number for version in known.versions}
    with st.expander("上线记录", icon=":material/history:"):
        for decided in shown:
            st.markdown(_decided(decided, numbers[decided.version_id]))
            if origin := origins[decided.id]:
                _draw_origin(origin, questions)
    deciding.draw_way_back(known)


def _decided(decided: Decided, number: int) -> str:
    who = formats.plain(decided.by or messages.FROM_FILE)
    why = f"  \n{formats.plain(decided.why)}" if decided.why else ""
    return f"第 {number} 版　:gray[{who}　{formats.moment(decided.since)}]{why}"


def _draw_origin(origin: Origin, questions: Mapping[str, str]) -> None:
    """Draw what a decision rests on, and the way to the experiment where it is still there."""
    st.caption(
        _rests_on(origin.verdict) + (f"（第 {origin.look} 次揭晓）" if origin.look > 1 else "")
    )
    if origin.experiment_id in questions:
        question = questions[origin.experiment_id] or experiment_card.UNASKED
        is_long = len(question) > QUESTION_SHOWN
        label = f"{question[:QUESTION_SHOWN]}…" if is_long else question
        named = {addresses.EXPERIMENT: origin.experiment_id, addresses.TAB: "conclusion"}
        plain = formats.plain(label)
        addresses.draw_link("experiments.py", plain, ":material/science:", **named)


def _rests_on(verdict: ArmVerdict | None) -> str:
    if verdict is None:
        return RESTS_ON_NOTHING
    return f"依据：{RESTS_ON[verdict.kind]}，{verdict.cases} 个用例"
