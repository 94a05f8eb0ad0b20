"""设置 where tokens are short, by 补充到够 or a smaller run; and test sets of one's own."""

from __future__ import annotations

from typing import Any

import lab
import pytest
from driver import button, drawer, texts
from fakes import OPEN
from lab_pages import opened
from streamlit.testing.v1 import AppTest

from core.experiments import sets
from core.experiments.shapes import CaseShape
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio


def make(studio: Studio, *, cases: int, repeats: int) -> None:
    """Make a draft of which each cell costs 5 of the person's 100 tokens."""
    lab.make(
        studio,
        lab.draft(studio, prompt_id=OPEN, cases=cases, repeats=repeats),
        prompt_id=OPEN,
    )


def size(studio: Studio) -> tuple[int, int]:
    found = lab.matrix(studio)
    return len(found.cases), found.experiment.repeats


# -------------------------------------------------------------------------------------- 代币不够


def test_what_is_short_is_granted(app_studio: Studio) -> None:
    """补充到够 grants exactly what is missing, once, says so, and 运行 is on."""
    make(app_studio, cases=6, repeats=2)  # 120 tokens
    app = opened()
    button(app, "补充到够（＋20）").click().run()
    assert people.find(app_studio.database, DEMO_USER).available == 120
    assert [toast.value for toast in app.toast] == ["已补充 20 代币，并记入账本。"]
    assert not button(app, "运行").disabled
    assert "补充到够" not in str([each.label for each in app.button])
    assert not app.exception


def test_repeats_go_before_cases(app_studio: Studio) -> None:
    """Where fewer repeats are enough, one click sets them, and every case stays."""
    make(app_studio, cases=6, repeats=2)
    app = opened()
    button(app, "只跑 6 个用例 × 1 次").click().run()
    assert size(app_studio) == (6, 1)
    assert not button(app, "运行").disabled
    assert not app.exception


def test_cases_that_go_are_named_before(app_studio: Studio) -> None:
    """保留 takes none away; 去掉 takes those that were named, the last ones, and no other."""
    make(app_studio, cases=12, repeats=1)
    app = opened()
    button(app, "只跑 10 个用例 × 1 次").click().run()
    assert "11. 用例 11\n12. 用例 12" in texts(drawer(app))
    assert size(app_studio) == (12, 1)
    button(drawer(app), "保留").click().run()
    assert size(app_studio) == (12, 1)
    button(app, "只跑 10 个用例 × 1 次").click().run()
    button(drawer(app), "去掉").click().run()
    assert [case.title for case in lab.matrix(app_studio).cases.values()] == [
        f"用例 {number}" for number in range(1, 11)
    ]
    assert not app.get("dialog")
    assert not button(app, "运行").disabled
    assert not app.exception


# ------------------------------------------------------------------------------------------ 测试集


def names(studio: Studio) -> list[tuple[str, int]]:
    return [(row.name, row.cases) for row in sets.all_sets(studio.database)]


def typed(app: AppTest, label: str) -> Any:
    return next(each for each in app.text_input if each.label.startswith(label))


def test_a_set_of_ones_own_is_renamed(app_studio: Studio) -> None:
    """改名 keeps its cases; a name that another one has is refused."""
    cases = [CaseShape("雨"), CaseShape("雪")]
    sets.create(app_studio, "a", DEMO_USER, "天气", cases)
    sets.create(app_studio, "b", DEMO_USER, "山水", cases[:1])
    lab.make(app_studio, cases=1)
    app = opened()
    next(each for each in app.selectbox if each.label == "测试集").set_value("a").run()
    typed(app, "新名称").set_value("山水").run()
    button(app, "改名").click().run()
    assert "你已有同名的测试集" in app.toast[0].value
    typed(app, "新名称").set_value("四季").run()
    button(app, "改名").click().run()
    assert names(app_studio) == [("四季", 2), ("山水", 1)]
    assert not app.exception


def test_deleting_a_set_asks_first(app_studio: Studio) -> None:
    """保留 keeps it, 确定删除 deletes it; the experiment that took its cases has them still."""
    sets.create(app_studio, "a", DEMO_USER, "天气", [CaseShape("雨")])
    lab.make(app_studio, cases=1)
    app = opened()
    button(app, "加入这些用例").click().run()
    button(app, "删除").click().run()
    assert "删除“天气”和它的 1 个用例？不能恢复。" in texts(app)
    button(app, "保留").click().run()
    assert names(app_studio) == [("天气", 1)]
    button(app, "删除").click().run()
    button(app, "确定删除").click().run()
    assert names(app_studio) == []
    assert [case.title for case in lab.matrix(app_studio).cases.values()] == ["用例 1", "雨"]
    assert not app.exception


@pytest.mark.parametrize("label", ["改名", "删除"])
def test_sets_of_others_are_only_taken(app_studio: Studio, label: str) -> None:
    """What is somebody else's has neither button."""
    sets.create(app_studio, "a", DEMO_MEMBER, "天气", [CaseShape("雨")])
    lab.make(app_studio, cases=1)
    assert label not in [each.label for each in opened().button]
