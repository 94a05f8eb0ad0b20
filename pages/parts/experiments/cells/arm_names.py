"""What an experiment's arms are called wherever they stand: a letter, a version, what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from core.experiments.views.view import ArmView, ExperimentView
from pages.parts import service
from pages.parts.experiments import arm_words

DEMO_MARK = "（演示）"
# What is said of an arm beside its version, where arms differ in it.
_ASPECTS: tuple[Callable[[ArmView], str], ...] = (
    lambda arm: service.model_label(arm.shape.service, arm.shape.model),
    lambda arm: arm.shape.aspect_ratio,
    lambda arm: arm.shape.size,
)


def letter(number: int) -> str:
    """Return an arm's letter: A for the first."""
    return chr(ord("A") + number - 1)


def names(view: ExperimentView) -> dict[int, str]:
    """Return what each arm is called, each name once; a demo's arm says so in its name."""
    arms = list(view.arms.values())
    differing = [aspect for aspect in _ASPECTS if len(set(map(aspect, arms))) > 1]
    return {arm.number: _name(arm, differing) for arm in arms}


def has_demo(view: ExperimentView) -> bool:
    """Return whether any of an experiment's arms has pictures that no AI makes."""
    return arm_words.are_demo(arm.shape for arm in view.arms.values())


def demo_words(view: ExperimentView) -> str:
    """Return what the mark in an arm's name means, where any has it."""
    return "标着“演示”的版本是演示图片，不是人工智能生成。" if has_demo(view) else ""


def _name(arm: ArmView, differing: Iterable[Callable[[ArmView], str]]) -> str:
    words = [letter(arm.number), f"第 {arm.version} 版", *(aspect(arm) for aspect in differing)]
    if arm.shape.is_base:
        words.append("基准")
    return " · ".join(words) + (DEMO_MARK if arm_words.are_demo([arm.shape]) else "")
