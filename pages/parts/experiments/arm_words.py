"""How arms are called on the page, and what they compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.experiments.shapes import ArmShape
from core.library.timeline import Version
from core.pictures.label import NOT_AI
from core.providers import services
from pages.parts.service import model_label


def version(known: Version) -> str:
    """Return a version's name in a choice."""
    live = "（线上）" if known.is_live else ""
    note = f"　{known.note}" if known.note else ""
    return f"第 {known.number} 版{live}{note}"


def made_with(arm: ArmShape) -> str:
    """Return what an arm is made with, beside its version."""
    service = services.label(arm.service)
    model = model_label(arm.service, arm.model)
    maker = service if model == service else f"{service} {model}"
    return f"{maker}，{arm.aspect_ratio}，{arm.size}"


def compared(arms: Sequence[ArmShape]) -> str:
    """Return what arms compare: versions of the prompt where all else is the same."""
    if len(arms) < 2:
        return "至少要两个版本才能比较。"
    others = {arm.makes[1:] for arm in arms}
    versions = {arm.version_id for arm in arms}
    if len(others) == 1:
        return "比较提示词：只有版本不同，其他都一样。"
    if len(versions) == 1:
        return "比较模型：版本相同，服务、模型、画幅或尺寸不同。"
    return "比较模型与提示词：不止版本不同，差别不能只归因于提示词。"


def are_demo(arms: Iterable[ArmShape]) -> bool:
    """Return whether any of these arms has pictures that no AI makes."""
    return any(is_demo(arm.service) for arm in arms)


def is_demo(service: str) -> bool:
    """Return whether no AI makes a service's pictures."""
    return service in NOT_AI
