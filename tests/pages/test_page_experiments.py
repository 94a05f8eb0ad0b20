"""实验, through the frame as a browser's session runs it: the list, one experiment, 设置."""

from __future__ import annotations

import re

import pytest
from driver import button, drawer, open_app, texts
from fakes import CHEAP, MEMBERS, OPEN, FakeSeconds
from lab import LAB, carry, cells, draft, make, matrix, start, wait_for_end
from lab_pages import opened
from streamlit.testing.v1 import AppTest

from core.experiments import drafts, overview
from core.experiments.overview import ExperimentFilter, ExperimentRow
from core.library import offering
from core.orders.pool import workers
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from pages.parts.experiments import running


def listed(studio: Studio, person_id: str = DEMO_USER) -> list[ExperimentRow]:
    """Return what this person's list has."""
    person = people.find(studio.database, person_id)
    found = overview.list_experiments(studio.database, person, ExperimentFilter(), number=1, size=9)
    return list(found.rows)


def labels(app: AppTest) -> list[str]:
    """Return what the buttons say."""
    return [found.label for found in app.button]


def scrolled(app: AppTest) -> list[str]:
    """Return the keys of the containers that the last run has scrolled to."""
    scripts = "".join(each.proto.body for each in app.get("html"))
    return re.findall(r'data-key="(\w+)" data-when=', scripts)


def test_empty_list(app_studio: Studio) -> None:
    """Without any experiment the page says what one is and how to begin."""
    app = open_app("experiments.py")
    assert "还没有实验" in texts(app)
    assert "新建实验" in labels(app)
    assert not app.exception


def test_new_experiment(app_studio: Studio) -> None:
    """新建实验 makes one draft of the chosen prompt and opens it, with its live version as base."""
    app = open_app("experiments.py", me=DEMO_USER)
    button(app, "新建实验").click().run()
    asked = drawer(app)
    (choice,) = asked.get("selectbox")
    assert not any("龙" in option for option in choice.options)  # a members' prompt
    choice.set_value(OPEN)
    button(asked, "开始").click().run()
    (row,) = listed(app_studio)
    assert (row.prompt_id, row.owner_id) == (OPEN, DEMO_USER)
    assert app.query_params["e"] == row.id
    assert not app.exception


def test_row_of_the_list(app_studio: Studio) -> None:
    """A run's row has its question, state, size, cost and pictures; a click opens it."""
    make(app_studio, cases=2)
    carry(app_studio, start(app_studio))
    app = open_app("experiments.py", me=DEMO_MEMBER)
    shown = texts(app)
    for fact in ("石子", "2 版 × 2 用例 × 1 次", "演示用户", "完成 4/4 格", "已用 4 代币"):
        assert fact in shown
    assert len(app.get("image")) == 4
    button(app, "**哪张更像水墨？**").click().run()
    assert app.query_params["e"] == LAB
    assert not app.exception


def test_drafts_of_others_are_not_listed(app_studio: Studio) -> None:
    """A draft is its owner's until it has run."""
    make(app_studio)
    assert "哪张更像水墨" in str(labels(open_app("experiments.py", me=DEMO_USER)))
    assert "哪张更像水墨" not in str(labels(open_app("experiments.py", me=DEMO_MEMBER)))


def test_question_is_no_markdown(app_studio: Studio) -> None:
    """What somebody asks is shown as it was typed: it loads no picture."""
    make(app_studio, question="![x](http://evil.example/x.png)")
    app = opened()
    assert not any("![x](http" in str(found.value) for found in app.subheader)
    (question,) = [found for found in app.subheader if "evil" in found.value]
    assert "\\!\\[x\\]" in question.value


@pytest.mark.parametrize("asked", ["0123456789abcdef", "x' OR 1=1 --"])
def test_unknown_experiment(app_studio: Studio, asked: str) -> None:
    """An id that is none is said to be unknown, with the way back to the list."""
    app = open_app("experiments.py", e=asked)
    assert "找不到这个实验" in texts(app)
    button(app, "全部实验").click().run()
    assert "e" not in app.query_params
    assert "还没有实验" in texts(app)


def test_link_names_nobody(app_studio: Studio) -> None:
    """复制链接 has the experiment and its tab, but not who copies it."""
    make(app_studio)
    codes = [found.value for found in opened().code]
    assert codes == [f"http://localhost:8501/experiments?e={LAB}&tab=settings"]


def test_what_is_typed_is_saved(app_studio: Studio) -> None:
    """Each change is in the database at once, so that a reload finds it."""
    make(app_studio, question="")
    app = opened()
    app.text_input[0].set_value("哪张更好？").run()
    assert matrix(app_studio).experiment.question == "哪张更好？"
    assert "运行之前" not in texts(app)
    assert opened().text_input[0].value == "哪张更好？"


def test_what_is_missing_is_said(app_studio: Studio) -> None:
    """An incomplete draft says all that it lacks, and can't be run."""
    make(app_studio, cases=0, question="")
    app = opened()
    assert "还没有写问题" in texts(app)
    assert "还没有用例" in texts(app)
    assert button(app, "运行").disabled
    assert not app.exception


def test_an_archived_prompt_is_said_before_a_run(app_studio: Studio) -> None:
    """运行 is off, with the reason above it, as long as the prompt is out of the library."""
    make(app_studio, cases=1)
    offering.archive(app_studio, DEMO_MEMBER, CHEAP)
    app = opened()
    assert "这个提示词已不在提示词库中" in texts(app)
    assert button(app, "运行").disabled
    offering.unarchive(app_studio, DEMO_MEMBER, CHEAP)
    assert not button(opened(), "运行").disabled


def test_quote(app_studio: Studio) -> None:
    """The quote says size, pictures and tokens."""
    make(app_studio, cases=3, repeats=2)
    assert "2 版 × 3 用例 × 2 次 = 12 张，12 代币" in texts(opened()).replace("\\", "")


def test_too_few_tokens(app_studio: Studio) -> None:
    """Who can't pay is told what is short and what the tokens cover."""
    make(
        app_studio, draft(app_studio, prompt_id=OPEN, cases=6, repeats=2), prompt_id=OPEN
    )  # 120 tokens
    app = opened()
    assert "还差 20 代币" in texts(app)
    assert "够 6 个用例 × 1 次" in texts(app)
    assert button(app, "运行").disabled


def test_run(app_studio: Studio) -> None:
    """运行 places each cell once, and shows the matrix."""
    make(app_studio, cases=2)
    app = opened()
    button(app, "运行").click().run()
    assert app.query_params["tab"] == "matrix"
    wait_for_end(app_studio)
    assert len(cells(app_studio)) == 4
    assert not app.exception


def test_a_run_comes_into_sight(app_studio: Studio) -> None:
    """The click that begins a run scrolls to it, also by the run that a double click draws next.

    Later it does not: what is read then stays where it is.
    """
    assert isinstance(app_studio.monotonic, FakeSeconds)
    make(app_studio, cases=2)
    app = opened()
    button(app, "运行").click().run()
    for _ in range(2):
        assert scrolled(app) == ["experiment_run"]
        app.run()
    wait_for_end(app_studio)
    app_studio.monotonic.advance(running.TWICE_S + 0.1)
    assert scrolled(app.run()) == []


def test_end_is_told_on_another_page(app_studio: Studio) -> None:
    """Whoever left the page gets one notice when the run has ended."""
    make(app_studio, cases=2)
    app = opened()
    button(app, "运行").click().run()
    told = {toast.value for toast in app.toast}  # a quick run has ended by now
    wait_for_end(app_studio)
    app.switch_page("ledger.py").run()
    told |= {toast.value for toast in app.toast}
    assert told == {"实验“哪张更像水墨？”运行结束：4/4 格有图。"}
    assert not app.exception


def test_end_is_told_after_a_reload(app_studio: Studio) -> None:
    """A session that begins during a run, on any page, gets the notice too; another's does not."""
    make(app_studio, cases=2)
    orders = start(app_studio)
    apps = [open_app("ledger.py", me=person) for person in (DEMO_USER, DEMO_MEMBER)]
    carry(app_studio, orders)
    told = [[toast.value for toast in app.run().toast] for app in apps]
    assert told == [["实验“哪张更像水墨？”运行结束：4/4 格有图。"], []]
    assert not apps[0].exception


def test_others_see_it_read_only(app_studio: Studio) -> None:
    """Others than the owner find no input, but 复制实验, which makes a draft of their own."""
    make(app_studio)
    app = opened(person=DEMO_MEMBER)
    assert "这是别人的实验" in texts(app)
    assert not app.text_input
    assert "运行" not in labels(app)
    button(app, "复制实验").click().run()
    (copied,) = listed(app_studio, DEMO_MEMBER)
    assert app.query_params["e"] == copied.id != LAB
    assert not app.exception


def test_sealed_for_others(app_studio: Studio) -> None:
    """Before a reveal others see no arm, no price and no picture, in the list neither."""
    make(app_studio, voters=2)
    carry(app_studio, start(app_studio))
    app = opened(person=DEMO_MEMBER)
    assert "这个实验要盲评" in texts(app)
    assert "版 ×" not in texts(app)
    assert not app.get("image")
    cards = texts(open_app("experiments.py", me=DEMO_MEMBER))
    assert "石子" in cards
    assert "版 ×" not in cards
    assert "已用" not in cards


def test_frozen_once_run(app_studio: Studio) -> None:
    """What has run is shown as it is, and only more of it can be added."""
    make(app_studio, cases=2)
    carry(app_studio, start(app_studio))
    app = opened()
    assert "设置已经固定" in texts(app)
    assert "追加" in labels(app)
    assert "运行新格" not in labels(app)
    assert not app.exception


def test_new_cells_alone_run(app_studio: Studio) -> None:
    """After an extension 运行新格 quotes and runs the new cells."""
    made = draft(app_studio, cases=2)
    make(app_studio, made)
    carry(app_studio, start(app_studio))
    drafts.extend(app_studio, DEMO_USER, LAB, cases=made.cases[:1], seen=1)
    app = opened()
    button(app, "运行新格").click().run()
    wait_for_end(app_studio)
    assert len(cells(app_studio)) == 6
    assert not app.exception


def test_delete_asks_first(app_studio: Studio) -> None:
    """删除草稿 asks; 保留 keeps it, 删除 deletes it and goes back to the list."""
    make(app_studio)
    app = opened()
    button(app, "删除草稿").click().run()
    button(drawer(app), "保留").click().run()
    assert len(listed(app_studio)) == 1
    button(app, "删除草稿").click().run()
    button(drawer(app), "删除").click().run()
    assert listed(app_studio) == []
    assert "e" not in app.query_params
    assert not app.exception


def test_members_prompt_stays_hidden(app_studio: Studio) -> None:
    """Who may not read a members' prompt sees neither its text nor the values of its cases."""
    made = draft(app_studio, cases=2, prompt_id=MEMBERS)
    make(app_studio, made, prompt_id=MEMBERS, person=DEMO_MEMBER)
    app = opened(person=DEMO_USER)
    assert "a dragon" not in texts(app)
    assert "calm" not in str([found.value for found in app.dataframe])
    assert "切换到会员身份后才能复制" in texts(app)
    assert not app.exception


def test_base_and_arms(app_studio: Studio) -> None:
    """An arm becomes the base, another is added like the last and taken away again."""
    made = draft(app_studio, cases=2)
    make(app_studio, made)
    app = opened()
    assert "比较提示词" in texts(app)
    button(app, "设为基准").click().run()
    assert [each.is_base for each in matrix(app_studio).arms.values()] == [False, True]
    button(app, "添加版本").click().run()
    assert len(matrix(app_studio).arms) == 3
    button(app, "移除", 2).click().run()
    assert len(matrix(app_studio).arms) == 2
    assert not app.exception


def test_preset(app_studio: Studio) -> None:
    """A preset sets repeats and votes, and says what is short."""
    make(app_studio, cases=2)
    app = opened()
    preset = next(found for found in app.button if found.label.startswith("严谨"))
    preset.click().run()
    saved = matrix(app_studio).experiment
    assert (saved.repeats, saved.voters) == (2, 1)
    assert "还差 10 个用例" in texts(app)


def test_votes_are_planned(app_studio: Studio) -> None:
    """Voters, and whether the author's votes count, are the draft's; without voters nothing is."""
    make(app_studio, cases=2)
    app = opened()
    assert next(each for each in app.toggle if each.label == "作者的票计入").disabled
    assert "没有“哪个更好”的结论" in texts(app)
    next(each for each in app.number_input if each.label == "投票人数").set_value(3).run()
    next(each for each in app.toggle if each.label == "作者的票计入").set_value(True).run()
    saved = matrix(app_studio).experiment
    assert (saved.voters, saved.own_votes) == (3, True)
    assert "运行结束后把链接发给大家" in texts(app)
    assert not app.exception


def test_kept_cases(app_studio: Studio) -> None:
    """Cases are kept by a name and taken into another experiment, after its own."""
    make(app_studio, cases=2)
    app = opened()
    next(f for f in app.text_input if f.label == "名称").set_value("水墨").run()
    button(app, "保存").click().run()
    button(app, "加入这些用例").click().run()
    assert [case.title for case in matrix(app_studio).cases.values()] == ["用例 1", "用例 2"] * 2
    assert not app.exception


def test_trial(app_studio: Studio) -> None:
    """先试一格 makes one picture, shows it here, and freezes nothing."""
    make(app_studio, cases=2)
    app = opened()
    button(app, "试这一格").click().run()
    workers.stop()
    assert cells(app_studio) == []
    assert matrix(app_studio).experiment.frozen_at is None
    assert not app.exception


def test_other_tab_saved_first(app_studio: Studio) -> None:
    """Of two tabs the second is told, keeps what it has typed, and can load the newest."""
    made = draft(app_studio, cases=2)
    make(app_studio, made)
    app = opened()
    drafts.save(app_studio, DEMO_USER, LAB, type(made)(question="另一个标签页"), seen=1)
    app.text_input[0].set_value("我的问题").run()
    assert "又被改过" in texts(app)
    assert app.text_input[0].value == "我的问题"
    button(app, "放弃我的改动，载入最新").click().run()
    assert app.text_input[0].value == "另一个标签页"
    assert not app.exception
