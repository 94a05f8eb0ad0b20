"""The Chinese of a verdict: kinds and numbers of `core.experiments.verdict` as sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.experiments.verdict.rule import ArmVerdict

# By `core.experiments.verdict.rule.Kind`: where there is room for a word only.
VERDICTS = {
    "arm": "胜过基准",
    "base": "不如基准",
    "no_difference": "看不出差别",
    "unclear": "差别不明确",
    "too_few": "还不能下结论",
}
_SENTENCES = {
    "arm": "{where}{arm}比{base}好：{cases} 个用例中 {record}。",
    "base": "{where}{base}比{arm}好：{cases} 个用例中 {record}。",
    "no_difference": "{kind}：{where}{cases} 个用例中，{arm}对{base} {record}。",
    "unclear": "{kind}：{where}{cases} 个用例中，{arm}对{base} {record}。{estimate}",
    "too_few": (
        "{kind}：{where}{arm}对{base}，有评分的用例 {cases} 个，"
        "至少需要 {needed} 个，还差 {short} 个。"
    ),
}
MOST_ESTIMATED = 40  # cases: beyond that a rough guess would only look exact
_LEAST_P = 0.001  # below it p is not told
_THRESHOLDS = (40.0, 50.0, 60.0)  # percent: what the rule compares an interval with


@dataclass(frozen=True)
class Side:
    """One of the two that are compared: its name in a sentence, and whether the demo painted it."""

    name: str
    is_demo: bool = False


@dataclass(frozen=True)
class VerdictWords:
    """A verdict in words; `numbers` and `missing` are "" where there is nothing to say.

    They hold the names that were given, which people may have typed: they are text, no Markdown.
    """

    sentence: str
    numbers: str
    missing: str


def explain_verdict(verdict: ArmVerdict, *, arm: Side, base: Side) -> VerdictWords:
    """Return what can be said of an arm against the base, from the better one's side."""
    sentence = _SENTENCES[verdict.kind].format(
        kind=VERDICTS[verdict.kind],
        where=_where(arm, base),
        arm=arm.name,
        base=base.name,
        cases=verdict.cases,
        record=_record(verdict),
        estimate=_estimate(verdict),
        needed=verdict.cases_needed,
        short=verdict.cases_needed - verdict.cases,
    )
    better = base if verdict.kind == "base" else arm
    return VerdictWords(sentence, _numbers(verdict, better.name), _missing(verdict))


def _where(arm: Side, base: Side) -> str:
    if arm.is_demo and base.is_demo:
        return "在演示图片上，"
    demo = [side.name for side in (arm, base) if side.is_demo]
    return f"用{demo[0]}的演示图片来比，" if demo else ""


def _record(verdict: ArmVerdict) -> str:
    """Return wins, ties and losses; the arm's, but for those of a base that is better."""
    won, lost = verdict.won, verdict.lost
    if verdict.kind == "base":
        won, lost = lost, won
    return f"{won} 胜 {verdict.tied} 平 {lost} 负"


def _estimate(verdict: ArmVerdict) -> str:
    if verdict.estimate is None:
        return ""
    most = max(MOST_ESTIMATED, verdict.cases)  # "more than 40" says nothing to who has 50
    needed = f" {verdict.estimate}" if verdict.estimate <= MOST_ESTIMATED else f"超过 {most}"
    return f"粗估需要{needed} 个用例才看得清。"


def _numbers(verdict: ArmVerdict, name: str) -> str:
    if verdict.mean is None or verdict.half_width is None or verdict.p is None:
        return ""
    mean = 1 - verdict.mean if verdict.kind == "base" else verdict.mean
    low, high = max(0.0, mean - verdict.half_width), min(1.0, mean + verdict.half_width)
    shares = f"/{verdict.comparisons}" if verdict.comparisons > 1 else ""
    return (
        f"{name}平均得分 {_percent(mean)}，"
        f"区间 {_percent(low)}–{_percent(high)}（50% 为不分上下）；"
        f"符号翻转检验 p {_p_value(verdict.p, verdict.p_needed)}"
        f"（胜出要求不超过 {verdict.p_needed * verdict.comparisons:g}{shares}）。"
    )


def _missing(verdict: ArmVerdict) -> str:
    parts = []
    if verdict.missing_cases:
        named = "、".join(map(str, verdict.missing_cases))
        parts.append(f"第 {named} 个用例没有评分，没有计入。")
    if verdict.left_out:
        parts.append(f"{verdict.left_out} 对图片缺图或没有评分，没有计入。")
    return "".join(parts)


def _percent(share: float) -> str:
    """Return whole percent, or as many digits as tell it from a threshold: 50.3%, not 50%."""
    percent = 100 * share
    for digits in range(4):
        shown = f"{percent:.{digits}f}"
        if float(shown) not in _THRESHOLDS:
            break
    return f"{float(shown):g}%"


def _p_value(p: float, needed: float) -> str:
    """Return p with three digits, or as many as keep it on its side of what a winner needs."""
    if p < _LEAST_P:
        return f"< {_LEAST_P}"
    for digits in range(3, 9):
        shown = f"{p:.{digits}g}"
        if (float(shown) <= needed) == (p <= needed):
            break
    return f"= {shown}"
