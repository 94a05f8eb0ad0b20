"""The words for a verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.experiments.verdict.rule import ArmVerdict, Kind
from core.messages.verdicts import VERDICTS, Side, explain_verdict

ARM, BASE = Side("第 3 版"), Side("第 2 版")
FOUND = ArmVerdict(
    Kind.ARM,
    cases=16,
    cases_needed=6,
    missing_cases=(),
    pairs=16,
    left_out=0,
    won=13,
    tied=1,
    lost=2,
    comparisons=1,
    p_needed=0.05,
    mean=0.8125,
    half_width=0.13,
    p=0.0213,
)
MIRRORED = replace(FOUND, kind=Kind.BASE, won=2, lost=13, mean=0.1875)
ALIKE = replace(FOUND, kind=Kind.NO_DIFFERENCE, mean=0.5, half_width=0.044, p=1.0)
UNCLEAR = replace(FOUND, kind=Kind.UNCLEAR, p=0.0768, estimate=23)
TOO_FEW = replace(
    FOUND, kind=Kind.TOO_FEW, cases=4, cases_needed=7, mean=None, half_width=None, p=None
)


def sentence(verdict: ArmVerdict, arm: Side = ARM, base: Side = BASE) -> str:
    """Return the sentence alone."""
    return explain_verdict(verdict, arm=arm, base=base).sentence


def numbers(verdict: ArmVerdict) -> str:
    """Return the numbers alone."""
    return explain_verdict(verdict, arm=ARM, base=BASE).numbers


def test_each_kind_has_a_word() -> None:
    """Every kind of verdict is told apart by a word of its own."""
    assert VERDICTS.keys() == set(Kind)
    assert len(set(VERDICTS.values())) == len(Kind)


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (FOUND, "第 3 版比第 2 版好：16 个用例中 13 胜 1 平 2 负。"),
        (MIRRORED, "第 2 版比第 3 版好：16 个用例中 13 胜 1 平 2 负。"),
        (ALIKE, "看不出差别：16 个用例中，第 3 版对第 2 版 13 胜 1 平 2 负。"),
        (
            UNCLEAR,
            "差别不明确：16 个用例中，第 3 版对第 2 版 13 胜 1 平 2 负。"
            "粗估需要 23 个用例才看得清。",
        ),
        (
            TOO_FEW,
            "还不能下结论：第 3 版对第 2 版，有评分的用例 4 个，至少需要 7 个，还差 3 个。",
        ),
    ],
    ids=lambda value: value.kind if isinstance(value, ArmVerdict) else "",
)
def test_the_sentence_says_who_and_by_how_many_cases(verdict: ArmVerdict, said: str) -> None:
    """The better one comes first, with its own wins; what is missing for a verdict is named."""
    assert sentence(verdict) == said


@pytest.mark.parametrize("verdict", [FOUND, MIRRORED, ALIKE, UNCLEAR, TOO_FEW])
def test_demo_pictures_are_named_in_the_sentence(verdict: ArmVerdict) -> None:
    """Whatever is said of demo pictures says so itself, and whose they are where one side's are."""
    demo = Side("第 3 版", is_demo=True)
    both = sentence(verdict, demo, Side("第 2 版", is_demo=True))
    assert both.replace("在演示图片上，", "") == sentence(verdict)
    assert both.count("演示图片") == 1
    assert "用第 3 版的演示图片来比，" in sentence(verdict, demo)
    assert "用第 2 版的演示图片来比，" in sentence(verdict, ARM, Side("第 2 版", is_demo=True))
    assert "演示" not in sentence(verdict)


@pytest.mark.parametrize(
    ("cases", "estimate", "said"),
    [(16, 40, "需要 40 个"), (16, 41, "需要超过 40 个"), (50, 51, "需要超过 50 个")],
)
def test_a_rough_estimate_ends_at_forty(cases: int, estimate: int, said: str) -> None:
    """Beyond 40 no number is guessed, and who has more cases already is told that it takes more."""
    assert f"粗估{said}用例" in sentence(replace(UNCLEAR, cases=cases, estimate=estimate))


def test_the_numbers_are_those_of_the_better_one() -> None:
    """Mean, interval and p are told from the side of the sentence, with the p that is asked for."""
    words = (
        "平均得分 81%，区间 68%–94%（50% 为不分上下）；符号翻转检验 p = 0.0213"
        "（胜出要求不超过 0.05）。"
    )
    assert numbers(FOUND) == f"第 3 版{words}"
    assert numbers(MIRRORED) == f"第 2 版{words}"
    assert "（胜出要求不超过 0.05/3）" in numbers(replace(FOUND, comparisons=3, p_needed=0.05 / 3))
    assert numbers(TOO_FEW) == ""


def test_an_interval_ends_with_the_scale() -> None:
    """No score is below 0 or above 100 %, so no interval shows one."""
    assert "区间 50.1%–100%" in numbers(replace(FOUND, mean=0.9, half_width=0.399))
    assert "区间 0%–49%" in numbers(replace(ALIKE, mean=0.1, half_width=0.39))


@pytest.mark.parametrize(
    ("low", "shown"),
    [(0.5, "50%"), (0.501, "50.1%"), (0.5001, "50.01%"), (0.398, "39.8%"), (0.514, "51%")],
)
def test_an_end_is_never_shown_as_the_threshold_it_missed(low: float, shown: str) -> None:
    """Where whole percent would read 40, 50 or 60 %, digits follow that tell the two apart."""
    assert f"区间 {shown}–" in numbers(replace(FOUND, mean=low + 0.1, half_width=0.1))


def test_a_tiny_p_is_not_spelt_out() -> None:
    """Below a thousandth it is "< 0.001"."""
    assert "p < 0.001（" in numbers(replace(FOUND, p=2.0**-63))


@pytest.mark.parametrize(
    ("p", "comparisons", "shown"),
    [
        (0.05003, 1, "0.05003"),
        (0.0499999, 1, "0.05"),
        (0.01668, 3, "0.0167"),
        (0.01666, 3, "0.01666"),
    ],
)
def test_p_stays_on_its_side_of_what_is_asked_for(p: float, comparisons: int, shown: str) -> None:
    """A p that is too large by a hair is not shown as the p that would have done."""
    verdict = replace(UNCLEAR, p=p, comparisons=comparisons, p_needed=0.05 / comparisons)
    assert f"p = {shown}（" in numbers(verdict)


def test_what_was_left_out_is_named() -> None:
    """Cases without a score by number, then the pairs that were missing; nothing where all is."""
    missing = replace(FOUND, missing_cases=(3, 7), left_out=4)
    assert explain_verdict(missing, arm=ARM, base=BASE).missing == (
        "第 3、7 个用例没有评分，没有计入。4 对图片缺图或没有评分，没有计入。"
    )
    assert explain_verdict(FOUND, arm=ARM, base=BASE).missing == ""
