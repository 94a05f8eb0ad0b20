"""The smaller parts of an experiment's tabs: each is noticed here when it is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import lab
from driver import button, open_app, texts
from fakes import FakeSeconds, png
from lab import LAB
from lab_pages import figures, opened, run_all

from core.experiments import drafts
from core.experiments.shapes import CaseShape
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references, trash
from core.pictures.uploads import check_reference
from core.studio import Studio
from pages.parts.experiments.seen import SEEN_S


def with_reference(studio: Studio) -> CaseShape:
    kept = references.keep(studio, DEMO_USER, check_reference(png("red")), "船.png")
    return CaseShape("船", {"mood": "calm"}, "要有船", kept.name, "船.png")


# ------------------------------------------------------------------------------------------ 设置


def test_a_case_gets_a_reference(app_studio: Studio) -> None:
    """What is uploaded becomes the chosen case's, and 移除 takes it away again."""
    lab.make(app_studio, cases=2)
    app = opened("settings")
    app.file_uploader[0].set_value(("船.png", png("red"), "image/png")).run()
    first, second = lab.matrix(app_studio).cases.values()
    assert (first.reference_name, second.reference) == ("船.png", None)
    assert first.reference
    assert "参考图片（1 个用例有）" in [each.label for each in app.expander]
    button(app, "移除").click().run()
    assert [case.reference for case in lab.matrix(app_studio).cases.values()] == [None, None]
    assert not app.exception


def test_what_is_no_picture_is_refused_beside_the_uploader(app_studio: Studio) -> None:
    """The reason is said, and the case has no reference."""
    lab.make(app_studio, cases=1)
    app = opened("settings")
    app.file_uploader[0].set_value(("船.png", b"no picture", "image/png")).run()
    assert app.error
    assert lab.matrix(app_studio).cases[1].reference is None


def test_presets_that_do_not_fit_are_off(app_studio: Studio) -> None:
    """Three arms in 12 cases twice are 72 pictures: 严谨 is off, the others are not."""
    made = lab.draft(app_studio, cases=1)
    third = replace(made.arms[1], aspect_ratio="16:9")
    lab.make(app_studio, replace(made, arms=(*made.arms, third)))
    presets = {"快速": False, "标准": False, "严谨": True}
    shown = [each for each in opened("settings").button if each.label[:2] in presets]
    assert {each.label[:2]: each.disabled for each in shown} == presets


def test_an_arm_is_added_to_what_has_run(app_studio: Studio) -> None:
    """追加 keeps the arm that was added below, and offers its cells alone."""
    run_all(app_studio, cases=2)
    app = opened("settings")
    assert button(app, "追加").disabled
    button(app, "添加版本").click().run()
    next(each for each in app.selectbox if each.label == "画幅").set_value("16:9").run()
    button(app, "追加").click().run()
    assert [arm.aspect_ratio for arm in lab.matrix(app_studio).arms.values()] == [
        "1:1",
        "1:1",
        "16:9",
    ]
    assert "1 版 × 2 用例 × 1 次 = 2 张" in texts(app).replace("\\", "")
    assert not button(app, "运行新格").disabled
    button(app, "添加版本").click().run()  # for an extension after this one
    assert not button(app, "运行新格").disabled
    assert not app.exception


# ------------------------------------------------------------------------------------------ 矩阵


def test_a_reference_stands_in_the_matrix(app_studio: Studio) -> None:
    """Its column is there where any case has one; a case without one has none in it."""
    made = lab.draft(app_studio, cases=1)
    run_all(app_studio, made=replace(made, cases=(with_reference(app_studio), *made.cases)))
    column = list(opened("matrix").dataframe[0].value["参考图片"])
    assert "/img/reference/" in column[0]
    assert not isinstance(column[1], str)


def test_without_references_the_matrix_has_no_column_of_them(app_studio: Studio) -> None:
    """An empty column is not drawn."""
    run_all(app_studio, cases=1)
    assert "参考图片" not in opened("matrix").dataframe[0].value.columns


def test_the_figures_say_of_how_many_and_what_is_unknown(app_studio: Studio) -> None:
    """Seconds stand with their n; money whose part is unknown is 未知, never 0."""
    run_all(app_studio, cases=2)
    said = figures(opened("matrix"))
    assert all("（n = 2）" in each for each in said["用时中位数"])
    assert said["总花费（美元）"] == ["未知", "未知"]


# ------------------------------------------------------------------------------------------ 对照


def test_a_case_is_compared_with_all_that_is_known_of_it(app_studio: Studio) -> None:
    """What to look for, its value and its reference stand above the pictures."""
    run_all(app_studio, made=replace(lab.draft(app_studio), cases=(with_reference(app_studio),)))
    app = opened("contrast")
    for words in ("必查点", "要有船", "mood", "calm"):
        assert words in texts(app)
    assert len(app.get("image") or app.get("imgs")) == 1


def test_repeats_are_compared_one_at_a_time(app_studio: Studio) -> None:
    """The others stand below; another choice changes places with the first."""
    run_all(app_studio, cases=1, repeats=3)
    app = opened("contrast")
    below = [each.value for each in app.markdown if each.value.startswith("**第")]
    assert below == ["**第 2 次**", "**第 3 次**"]
    choice: Any = app.get("button_group")[-1]
    choice.set_value(3).run()
    below = [each.value for each in app.markdown if each.value.startswith("**第")]
    assert below == ["**第 1 次**", "**第 2 次**"]
    assert not app.exception


def test_a_picture_that_went_leaves_a_hole_that_says_so(app_studio: Studio) -> None:
    """After the end a picture may go: its place says where it is, and that judgements stay."""
    gone, *_ = run_all(app_studio, cases=1)
    drafts.archive(app_studio, DEMO_USER, LAB)
    trash.trash(app_studio, DEMO_USER, [gone])
    assert "图片已移除：它在回收站里，或已经删除；评价保留。" in texts(opened("contrast"))


# ------------------------------------------------------------------------------------------ 筛选


def test_the_next_two_pictures_are_fetched_ahead(app_studio: Studio) -> None:
    """They are drawn with the one to judge, as dots; the last one stands alone."""
    run_all(app_studio, cases=2)
    app = opened("culling")
    counts = []
    for _ in range(4):
        counts.append(len(app.get("image") or app.get("imgs")))
        assert isinstance(app_studio.monotonic, FakeSeconds)
        app_studio.monotonic.advance(SEEN_S)
        button(app, "可用").click().run()
    assert counts == [3, 3, 2, 1]
    assert not app.exception


# -------------------------------------------------------------------------------------- the list


def test_what_waits_for_me_is_listed(app_studio: Studio) -> None:
    """待我评 has an experiment until this person has judged all of it, whatever others have."""
    run_all(app_studio, cases=1)
    question = "**哪张更像水墨？**"

    def is_listed(person: str) -> bool:
        app = open_app("experiments.py", me=person, experiment_scope="待我评")
        return question in [each.label for each in app.button]

    assert is_listed(DEMO_USER)
    app = opened("culling")
    for _ in range(2):
        assert isinstance(app_studio.monotonic, FakeSeconds)
        app_studio.monotonic.advance(SEEN_S)
        button(app, "可用").click().run()
    assert not is_listed(DEMO_USER)
    assert is_listed(DEMO_MEMBER)


def test_what_is_archived_is_listed_no_more(app_studio: Studio) -> None:
    """归档 puts it away, 取消归档 brings it back."""
    run_all(app_studio, cases=1)
    app = opened("matrix")
    for click, is_listed in (("归档", False), ("取消归档", True)):
        button(app, click).click().run()
        listed = [each.label for each in open_app("experiments.py", me=DEMO_USER).button]
        assert ("**哪张更像水墨？**" in listed) == is_listed
    assert not app.exception
