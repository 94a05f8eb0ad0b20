"""What arms are called in the sentences of 结论 and of the report."""

from __future__ import annotations

from core.experiments.verdict.rule import ArmVerdict
from core.experiments.views.view import ExperimentView
from core.messages.verdicts import Side, VerdictWords, explain_verdict
from pages.parts.experiments import arm_words
from pages.parts.experiments.cells import arm_names


def sides_of(view: ExperimentView) -> dict[int, Side]:
    """Return each arm by its version alone, or by its letter too where arms share one."""
    arms = view.arms.values()
    is_told = len({arm.version for arm in arms}) == len(view.arms)
    return {
        arm.number: Side(
            f"第 {arm.version} 版"
            if is_told
            else f"{arm_names.letter(arm.number)}（第 {arm.version} 版）",
            arm_words.is_demo(arm.shape.service),
        )
        for arm in arms
    }


def explain(
    view: ExperimentView, sides: dict[int, Side], arm: int, verdict: ArmVerdict
) -> VerdictWords:
    """Return a verdict on an arm in words."""
    return explain_verdict(verdict, arm=sides[arm], base=sides[view.base])
