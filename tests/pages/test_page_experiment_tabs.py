"""矩阵, 对照 and 筛选 of an experiment, through the frame as a browser's session runs it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import lab
import pytest
from driver import button, texts
from fakes import FakeSeconds, provider_of
from lab import LAB
from lab_pages import figures, opened, press, press_late, run_all

from core.errors import GenerationFailed
from core.experiments import run
from core.experiments.views import reads
from core.experiments.views.view import CellView, ExperimentView
from core.faults import ProviderFault
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.providers.demo import DemoProvider
from core.studio import Studio
from core.tables import Answer, Reason
from pages.parts.experiments.seen import SEEN_S, Seen
from pages.parts.page_scripts import LEAVE_FOCUS


def view(studio: Studio, person: str = DEMO_USER) -> ExperimentView:
    return reads.find(studio.database, people.find(studio.database, person), LAB)


def said(studio: Studio, person: str = DEMO_USER) -> list[tuple[Answer, Reason]]:
    """Return a person's answers that count, in the order in which pictures are shown."""
    cells: list[CellView] = sorted(view(studio).counted.values(), key=_as_shown)
    answers = [cell.said[person] for cell in cells if person in cell.said]
    return [(each.answer, each.reason) for each in answers]


def _as_shown(cell: CellView) -> tuple[int, int, int]:
    return cell.tried.place.case, cell.tried.place.repeat, cell.tried.place.arm


# ------------------------------------------------------------------------------------------ 筛选


def test_pictures_are_judged_one_after_the_other(app_studio: Studio) -> None:
    """Each answer is kept at once, counts in the coverage, and the end says what was judged."""
    run_all(app_studio, cases=2)
    app = opened("culling")
    for label in ("可用", "不可用", "待定", "可用"):
        press(app_studio, app, label)
    assert [answer for answer, _ in said(app_studio)] == [
        Answer.USABLE,
        Answer.UNUSABLE,
        Answer.UNSURE,
        Answer.USABLE,
    ]
    assert "你看完了全部 4 张：可用 2 张，不可用 1 张，待定 1 张。" in texts(app)


def test_answers_to_an_unseen_picture_are_ignored(app_studio: Studio) -> None:
    """A held key: what comes within half a second of the picture judges nothing."""
    run_all(app_studio, cases=3)
    app = opened("culling")
    press(app_studio, app, "可用")
    for _ in range(6):
        press(app_studio, app, "可用", after_s=0.03)
    assert len(said(app_studio)) == 1
    press(app_studio, app, "可用")
    assert len(said(app_studio)) == 2


def test_undo_takes_the_last_answer_back_and_shows_its_picture(app_studio: Studio) -> None:
    """Z and another answer: the second one counts, and the others stay."""
    run_all(app_studio, cases=1)
    app = opened("culling")
    assert button(app, "撤销").disabled
    press(app_studio, app, "可用")
    press(app_studio, app, "可用")
    press(app_studio, app, "撤销")
    assert [answer for answer, _ in said(app_studio)] == [Answer.USABLE]
    press(app_studio, app, "不可用")
    assert [answer for answer, _ in said(app_studio)] == [Answer.USABLE, Answer.UNUSABLE]


def test_the_last_answer_is_taken_back_after_a_reload(app_studio: Studio) -> None:
    """Z knows what was answered last, in this session or in one before."""
    run_all(app_studio, cases=1)
    app = opened("culling")
    press(app_studio, app, "可用")
    press(app_studio, app, "不可用")
    app = opened("culling")
    press(app_studio, app, "撤销")
    assert [answer for answer, _ in said(app_studio)] == [Answer.USABLE]
    press(app_studio, app, "撤销")
    assert said(app_studio) == []


def test_a_press_that_comes_late_is_of_no_other_picture(app_studio: Studio) -> None:
    """Sent for the picture before, and read when the next one has long been drawn: neither's."""
    run_all(app_studio, cases=2)
    app = opened("culling")
    key = button(app, "可用")
    press(app_studio, app, "可用")
    press_late(app_studio, app, key)
    assert len(said(app_studio)) == 1


def test_a_reason_goes_to_the_picture_before(app_studio: Studio) -> None:
    """It is given while the next picture is looked at, at once, and only where not usable."""
    run_all(app_studio, cases=1)
    app = opened("culling")
    assert button(app, "手部").disabled
    press(app_studio, app, "不可用")
    press(app_studio, app, "手部", after_s=0.0)
    assert said(app_studio) == [(Answer.UNUSABLE, Reason.HANDS)]
    press(app_studio, app, "可用")
    assert button(app, "手部").disabled


def test_others_judge_too(app_studio: Studio) -> None:
    """Who is not the owner judges, and what they say is theirs."""
    run_all(app_studio, cases=1)
    app = opened("culling", DEMO_MEMBER)
    press(app_studio, app, "可用")
    assert said(app_studio, DEMO_MEMBER) == [(Answer.USABLE, Reason.NONE)]
    assert said(app_studio) == []


def test_culling_says_that_it_is_not_blind(app_studio: Studio) -> None:
    """The note and the arm's name stand with every picture."""
    run_all(app_studio, cases=1)
    words = texts(opened("culling"))
    assert "筛选不是盲评" in words
    assert "来自 A" in words


# ------------------------------------------------------------------------------------------ 矩阵


def test_what_was_stopped_has_not_failed(app_studio: Studio) -> None:
    """Cells that nobody had begun say nothing of their arm, and can be filled up."""
    lab.make(app_studio, cases=2)
    lab.carry(app_studio, lab.start(app_studio)[:1])
    run.stop(app_studio, DEMO_USER, LAB)
    app = opened("matrix")
    lines = figures(app)
    assert lines["失败"] == ["0 格", "0 格"]
    assert sorted(lines["成功率"]) == ["100%（1/1 格）", "—"]
    assert "已停止" in " ".join(app.dataframe[0].value["状态"])
    assert button(app, "补齐 3 格")


def test_figures_say_none_before_all_is_judged(app_studio: Studio) -> None:
    """A blocked cell is counted; a usable picture has no cost before full coverage."""
    lab.make(app_studio, cases=2)
    provider_of(app_studio).queue(GenerationFailed(ProviderFault.PROMPT_BLOCKED))
    lab.carry(app_studio, lab.start(app_studio))
    lines = figures(opened("matrix"))
    assert sorted(lines["被拦截"]) == ["0 格", "1 格"]
    assert lines["每张可用图片"] == ["—", "—"]
    assert sorted(lines["成功率"]) == ["100%（2/2 格）", "50%（1/2 格）"]


def test_a_matrix_has_a_row_a_case_and_says_how_cells_stand(app_studio: Studio) -> None:
    """Pictures are addresses; a cell without one is a sign, and the words stand in the row."""
    lab.make(app_studio, cases=2)
    provider_of(app_studio).queue(GenerationFailed(ProviderFault.PROMPT_BLOCKED))
    lab.carry(app_studio, lab.start(app_studio))
    (frame,) = [each.value for each in opened("matrix").dataframe]
    assert list(frame["用例"]) == ["1. 用例 1", "2. 用例 2"]
    arms = [name for name in frame.columns if "第" in name]
    shown = [address for arm in arms for address in frame[arm]]
    assert sum("/img/thumbnail/" in address for address in shown) == 3
    assert sum(address.startswith("data:image/svg+xml,") for address in shown) == 1
    assert sum("被拦截" in words for words in frame["状态"]) == 1


@pytest.mark.parametrize("tab", ["matrix", "contrast", "culling"])
def test_before_a_run_each_tab_says_what_to_do(app_studio: Studio, tab: str) -> None:
    """No empty screen, and nothing to press."""
    lab.make(app_studio, cases=1)
    app = opened(tab)
    assert "还没有" in texts(app)


# ------------------------------------------------------------------------------------------ 对照


def test_a_case_is_looked_at_after_the_other(app_studio: Studio) -> None:
    """下一个 goes on and stops at the last; what is compared is this case's."""
    run_all(app_studio, cases=2)
    app = opened("contrast")
    assert button(app, "上一个").disabled
    button(app, "下一个").click().run()
    assert not app.exception
    assert app.selectbox(key="contrast_case").value == 2
    assert button(app, "下一个").disabled


def test_the_arrows_are_the_cases_once_the_tab_is_open(app_studio: Studio) -> None:
    """A tab that was clicked has the focus, and would take ← and →: 对照 alone has it let go."""
    run_all(app_studio, cases=1)
    for tab in ("matrix", "contrast", "culling"):
        scripts = [each.proto.body for each in opened(tab).get("html")]
        blur = f'<i hidden data-key="experiment_tab"></i><script>{LEAVE_FOCUS}</script>'
        assert (blur in scripts) == (tab == "contrast")


def test_a_failed_demo_picture_is_said_to_be_free(app_studio: Studio) -> None:
    """The head and the figures know what the demo renderer takes for a failure: nothing."""
    free = DemoProvider(fault="blocked")
    demo = replace(app_studio, services={free.name: free})
    ours: dict[str, Any] = {"service": free.name, "model": free.models[0].id}
    made = lab.draft(demo, cases=1)
    lab.make(demo, replace(made, arms=tuple(replace(arm, **ours) for arm in made.arms)))
    lab.carry(demo, lab.start(demo))
    shown = texts(opened("matrix"))
    assert "已用 0 代币，服务免费" in shown
    assert "服务费用未知" not in shown


def test_an_answer_counts_for_what_is_shown_and_was_seen(app_studio: Studio) -> None:
    """Not for what has gone, however long the next one stands; and not before it was seen."""
    assert isinstance(app_studio.monotonic, FakeSeconds)
    before = Seen(("me", "experiment"))
    before.note_shown("first")
    assert not before.counts("first")
    app_studio.monotonic.advance(SEEN_S)
    assert before.counts("first")
    before.note_shown("second")
    app_studio.monotonic.advance(SEEN_S)
    assert before.counts("second")
    assert not before.counts("first")
