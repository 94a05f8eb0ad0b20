"""上线记录: who made which version live, when, why, and the experiment that it rests on."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core import messages
from core.experiments import adopting
from core.experiments.adopting import Proof
from core.experiments.verdict.rule import Kind
from core.library.timeline import Decided, Timeline
from core.studio import current_studio
from pages.parts import addresses, formats
from pages.parts.experiments import experiment_card
from pages.parts.prompt_history import deciding

LATEST = 20
QUESTION_SHOWN = 20  # characters of an experiment's question: it may have 500
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
    proofs = {each.id: adopting.proof_of(each.proof) for each in shown}
    wanted = {proof.experiment_id for proof in proofs.values() if proof}
    questions = adopting.questions_of(current_studio().database, wanted) if wanted else {}
    numbers = {version.id: version.number for version in known.versions}
    with st.expander("上线记录", icon=":material/history:"):
        for decided in shown:
            st.markdown(_decided(decided, numbers[decided.version_id]))
            if proof := proofs[decided.id]:
                _draw_proof(proof, questions)
    deciding.draw_way_back(known)


def _decided(decided: Decided, number: int) -> str:
    who = formats.plain(decided.by or messages.FROM_FILE)
    why = f"  \n{formats.plain(decided.why)}" if decided.why else ""
    return f"第 {number} 版　:gray[{who}　{formats.moment(decided.since)}]{why}"


def _draw_proof(proof: Proof, questions: Mapping[str, str]) -> None:
    """Draw what a decision rests on, and the way to the experiment where it is still there."""
    verdict = proof.verdict
    st.caption(
        f"依据：{RESTS_ON[verdict.kind]}，{verdict.cases} 个用例"
        f"{f'（第 {proof.look} 次揭晓）' if proof.look > 1 else ''}"
    )
    if proof.experiment_id in questions:
        question = questions[proof.experiment_id] or experiment_card.UNASKED
        is_long = len(question) > QUESTION_SHOWN
        label = f"{question[:QUESTION_SHOWN]}…" if is_long else question
        named = {addresses.EXPERIMENT: proof.experiment_id, addresses.TAB: "conclusion"}
        plain = formats.plain(label)
        addresses.draw_link("experiments.py", plain, ":material/science:", **named)
