"""实验, through the frame as a browser's session runs it: the list, one experiment, 设置."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import button, drawer, open_app, texts
from fakes import CHEAP, MEMBERS, OPEN, FakeSeconds, make_studio
from lab import LAB, carry, cells, draft, make, matrix, start, wait_for_end
from streamlit.testing.v1 import AppTest

from core.experiments import drafts, overview
from core.experiments.overview import ExperimentFilter, ExperimentRow
from core.library import editing
from core.orders.pool import workers
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio, use
from pages.parts.experiments import running


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Studio]:
    """Make a studio the current one, whose seconds stand still: two clicks are a double click."""
    made = make_studio("", tmp_path / "data", monotonic=FakeSeconds())
    with use(made):
        yield made
        workers.stop()
    made.database.dispose()


def listed(studio: Studio, person_id: str = DEMO_USER) -> list[ExperimentRow]:
    """Return what this person's list has."""
    person = people.find(studio.database, person_id)
    found = overview.list_experiments(studio.database, person, ExperimentFilter(), number=1, size=9)
    return list(found.rows)


def opened(person_id: str = DEMO_USER, tab: str = "settings") -> AppTest:
    """Open the experiment's page by its link, as somebody."""
    return open_app("experiments.py", me=person_id, e=LAB, tab=tab)


def labels(app: AppTest) -> list[str]:
    """Return what the buttons say."""
    return [found.label for found in app.button]


def scrolled(app: AppTest) -> list[str]:
    """Return the keys of the containers that the last run has scrolled to."""
    scripts = "".join(each.proto.body for each in app.get("html"))
    return re.findall(r"st-key-(\w+)\W+scrollIntoView", scripts)


def test_empty_list(here: Studio) -> None:
    """Without any experiment the page says what one is and how to begin."""
    app = open_app("experiments.py")
    assert "还没有实验" in texts(app)
    assert "新建实验" in labels(app)
    assert not app.exception


def test_new_experiment(here: Studio) -> None:
    """新建实验 makes one draft of the chosen prompt and opens it, with its live version as base."""
    app = open_app("experiments.py", me=DEMO_USER)
    button(app, "新建实验").click().run()
    asked = drawer(app)
    (choice,) = asked.get("selectbox")
    assert not any("龙" in option for option in choice.options)  # a members' prompt
    choice.set_value(OPEN)
    button(asked, "开始").click().run()
    (row,) = listed(here)
    assert (row.prompt_id, row.owner_id) == (OPEN, DEMO_USER)
    assert app.query_params["e"] == row.id
    assert not app.exception


def test_row_of_the_list(here: Studio) -> None:
    """A run's row has its question, state, size, cost and pictures; a click opens it."""
    make(here, cases=2)
    carry(here, start(here))
    app = open_app("experiments.py", me=DEMO_MEMBER)
    shown = texts(app)
    for fact in ("石子", "2 版 × 2 用例 × 1 次", "演示用户", "完成 4/4 格", "已用 4 代币"):
        assert fact in shown
    assert len(app.get("image")) == 4
    button(app, "**哪张更像水墨？**").click().run()
    assert app.query_params["e"] == LAB
    assert not app.exception


def test_drafts_of_others_are_not_listed(here: Studio) -> None:
    """A draft is its owner's until it has run."""
    make(here)
    assert "哪张更像水墨" in str(labels(open_app("experiments.py", me=DEMO_USER)))
    assert "哪张更像水墨" not in str(labels(open_app("experiments.py", me=DEMO_MEMBER)))


def test_question_is_no_markdown(here: Studio) -> None:
    """What somebody asks is shown as it was typed: it loads no picture."""
    make(here, question="![x](http://evil.example/x.png)")
    app = opened()
    assert not any("![x](http" in str(found.value) for found in app.subheader)
    (question,) = [found for found in app.subheader if "evil" in found.value]
    assert "\\!\\[x\\]" in question.value


@pytest.mark.parametrize("asked", ["0123456789abcdef", "x' OR 1=1 --"])
def test_unknown_experiment(here: Studio, asked: str) -> None:
    """An id that is none is said to be unknown, with the way back to the list."""
    app = open_app("experiments.py", e=asked)
    assert "找不到这个实验" in texts(app)
    button(app, "全部实验").click().run()
    assert "e" not in app.query_params
    assert "还没有实验" in texts(app)


def test_link_names_nobody(here: Studio) -> None:
    """复制链接 has the experiment and its tab, but not who copies it."""
    make(here)
    codes = [found.value for found in opened().code]
    assert codes == [f"http://localhost:8501/experiments?e={LAB}&tab=settings"]


def test_what_is_typed_is_saved(here: Studio) -> None:
    """Each change is in the database at once, so that a reload finds it."""
    make(here, question="")
    app = opened()
    app.text_input[0].set_value("哪张更好？").run()
    assert matrix(here).experiment.question == "哪张更好？"
    assert "运行之前" not in texts(app)
    assert opened().text_input[0].value == "哪张更好？"


def test_what_is_missing_is_said(here: Studio) -> None:
    """An incomplete draft says all that it lacks, and can't be run."""
    make(here, cases=0, question="")
    app = opened()
    assert "还没有写问题" in texts(app)
    assert "还没有用例" in texts(app)
    assert button(app, "运行").disabled
    assert not app.exception


def test_an_archived_prompt_is_said_before_a_run(here: Studio) -> None:
    """运行 is off, with the reason above it, as long as the prompt is out of the library."""
    make(here, cases=1)
    editing.archive(here, DEMO_MEMBER, CHEAP)
    app = opened()
    assert "这个提示词已不在提示词库中" in texts(app)
    assert button(app, "运行").disabled
    editing.unarchive(here, DEMO_MEMBER, CHEAP)
    assert not button(opened(), "运行").disabled


def test_quote(here: Studio) -> None:
    """The quote says size, pictures and tokens."""
    make(here, cases=3, repeats=2)
    assert "2 版 × 3 用例 × 2 次 = 12 张，12 代币" in texts(opened()).replace("\\", "")


def test_too_few_tokens(here: Studio) -> None:
    """Who can't pay is told what is short and what the tokens cover."""
    make(here, draft(here, prompt_id=OPEN, cases=6, repeats=2), prompt_id=OPEN)  # 120 tokens
    app = opened()
    assert "还差 20 代币" in texts(app)
    assert "够 6 个用例 × 1 次" in texts(app)
    assert button(app, "运行").disabled


def test_run(here: Studio) -> None:
    """运行 places each cell once, and shows the matrix."""
    make(here, cases=2)
    app = opened()
    button(app, "运行").click().run()
    assert app.query_params["tab"] == "matrix"
    wait_for_end(here)
    assert len(cells(here)) == 4
    assert not app.exception


def test_a_run_comes_into_sight(here: Studio) -> None:
    """The click that begins a run scrolls to it, also by the run that a double click draws next.

    Later it does not: what is read then stays where it is.
    """
    assert isinstance(here.monotonic, FakeSeconds)
    make(here, cases=2)
    app = opened()
    button(app, "运行").click().run()
    for _ in range(2):
        assert scrolled(app) == ["experiment_run"]
        app.run()
    wait_for_end(here)
    here.monotonic.advance(running.TWICE_S + 0.1)
    assert scrolled(app.run()) == []


def test_end_is_told_on_another_page(here: Studio) -> None:
    """Whoever left the page gets one notice when the run has ended."""
    make(here, cases=2)
    app = opened()
    button(app, "运行").click().run()
    told = {toast.value for toast in app.toast}  # a quick run has ended by now
    wait_for_end(here)
    app.switch_page("ledger.py").run()
    told |= {toast.value for toast in app.toast}
    assert told == {"实验“哪张更像水墨？”运行结束：4/4 格有图。"}
    assert not app.exception


def test_others_see_it_read_only(here: Studio) -> None:
    """Others than the owner find no input, but 复制实验, which makes a draft of their own."""
    make(here)
    app = opened(DEMO_MEMBER)
    assert "这是别人的实验" in texts(app)
    assert not app.text_input
    assert "运行" not in labels(app)
    button(app, "复制实验").click().run()
    (copied,) = listed(here, DEMO_MEMBER)
    assert app.query_params["e"] == copied.id != LAB
    assert not app.exception


def test_sealed_for_others(here: Studio) -> None:
    """Where votes are planned, others see no arm and no price before the reveal."""
    make(here, voters=2)
    carry(here, start(here))
    app = opened(DEMO_MEMBER)
    assert "这个实验要盲评" in texts(app)
    assert "版 ×" not in texts(app)
    assert not app.get("image")


def test_frozen_once_run(here: Studio) -> None:
    """What has run is shown as it is, and only more of it can be added."""
    make(here, cases=2)
    carry(here, start(here))
    app = opened()
    assert "设置已经固定" in texts(app)
    assert "追加" in labels(app)
    assert "运行新格" not in labels(app)
    assert not app.exception


def test_new_cells_alone_run(here: Studio) -> None:
    """After an extension 运行新格 quotes and runs the new cells."""
    made = draft(here, cases=2)
    make(here, made)
    carry(here, start(here))
    drafts.extend(here, DEMO_USER, LAB, cases=made.cases[:1], seen=1)
    app = opened()
    button(app, "运行新格").click().run()
    wait_for_end(here)
    assert len(cells(here)) == 6
    assert not app.exception


def test_delete_asks_first(here: Studio) -> None:
    """删除草稿 asks; 保留 keeps it, 删除 deletes it and goes back to the list."""
    make(here)
    app = opened()
    button(app, "删除草稿").click().run()
    button(drawer(app), "保留").click().run()
    assert len(listed(here)) == 1
    button(app, "删除草稿").click().run()
    button(drawer(app), "删除").click().run()
    assert listed(here) == []
    assert "e" not in app.query_params
    assert not app.exception


def test_members_prompt_stays_hidden(here: Studio) -> None:
    """Who may not read a members' prompt sees neither its text nor the values of its cases."""
    made = draft(here, cases=2, prompt_id=MEMBERS)
    make(here, made, prompt_id=MEMBERS, person=DEMO_MEMBER)
    app = opened(DEMO_USER)
    assert "a dragon" not in texts(app)
    assert "calm" not in str([found.value for found in app.dataframe])
    assert not app.exception


def test_base_and_arms(here: Studio) -> None:
    """An arm becomes the base, another is added like the last and taken away again."""
    made = draft(here, cases=2)
    make(here, made)
    app = opened()
    assert "比较提示词" in texts(app)
    button(app, "设为基准").click().run()
    assert [each.is_base for each in matrix(here).arms.values()] == [False, True]
    button(app, "添加版本").click().run()
    assert len(matrix(here).arms) == 3
    button(app, "移除", 2).click().run()
    assert len(matrix(here).arms) == 2
    assert not app.exception


def test_preset(here: Studio) -> None:
    """A preset sets repeats, no votes before there is a page for them, and says what is short."""
    make(here, cases=2)
    app = opened()
    preset = next(found for found in app.button if found.label.startswith("严谨"))
    preset.click().run()
    saved = matrix(here).experiment
    assert (saved.repeats, saved.voters) == (2, 0)
    assert "还差 10 个用例" in texts(app)


def test_kept_cases(here: Studio) -> None:
    """Cases are kept by a name and taken into another experiment, after its own."""
    make(here, cases=2)
    app = opened()
    next(f for f in app.text_input if f.label == "名称").set_value("水墨").run()
    button(app, "保存").click().run()
    button(app, "加入这些用例").click().run()
    assert [case.title for case in matrix(here).cases.values()] == ["用例 1", "用例 2"] * 2
    assert not app.exception


def test_trial(here: Studio) -> None:
    """先试一格 makes one picture, shows it here, and freezes nothing."""
    make(here, cases=2)
    app = opened()
    button(app, "试这一格").click().run()
    workers.stop()
    assert cells(here) == []
    assert matrix(here).experiment.frozen_at is None
    assert not app.exception


def test_other_tab_saved_first(here: Studio) -> None:
    """Of two tabs the second is told, keeps what it has typed, and can load the newest."""
    made = draft(here, cases=2)
    make(here, made)
    app = opened()
    drafts.save(here, DEMO_USER, LAB, type(made)(question="另一个标签页"), seen=1)
    app.text_input[0].set_value("我的问题").run()
    assert "又被改过" in texts(app)
    assert app.text_input[0].value == "我的问题"
    button(app, "放弃我的改动，载入最新").click().run()
    assert app.text_input[0].value == "另一个标签页"
    assert not app.exception
