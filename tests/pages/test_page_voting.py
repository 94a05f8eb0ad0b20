"""盲评, through the frame as a browser's session runs it: each phase, each key, who sees what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import booth
import lab
import pytest
from booth import ANNE, BOB
from driver import button, drawer, open_app, sent_by, texts
from fakes import FakeProvider, FakeSeconds, make_studio, png
from lab import LAB
from lab_pages import press, press_late
from sqlalchemy import select
from sqlmodel import col
from streamlit.testing.v1 import AppTest

from core.experiments import drafts, run
from core.experiments.shapes import CaseShape
from core.experiments.voting import ballots, reveals
from core.messages.experiments import CHOICES
from core.orders.pool import workers
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.providers.contract import ImageRequest
from core.providers.demo import DemoProvider
from core.studio import Studio, use
from core.tables import Choice, Pair, Vote

OWNER = "owner"
KEYS = {"左更好": "1", "右更好": "2", "差不多": "0", "都不可用": "X", "跳过": "S"}


def opened(person: str = ANNE, tab: str = "vote") -> AppTest:
    app = open_app("experiments.py", me=person, e=LAB, tab=tab)
    assert not app.exception
    return app


def labels(app: AppTest) -> list[str]:
    return [each.label for each in app.button]


def images(app: AppTest) -> list[Any]:
    """Return the pictures of the page: their addresses, alt texts and widths."""
    return [image for each in app.get("image") for image in each.proto.imgs]


def answers(studio: Studio, person: str = ANNE) -> list[tuple[str, str]]:
    """Return a person's answers, in their order, with their pairs."""
    of_person = select(Vote).where(col(Vote.person_id) == person)
    with studio.database.read() as session:
        found = session.scalars(of_person.order_by(col(Vote.voted_at), col(Vote.n)))
        return [(vote.pair_id, vote.answer) for vote in found]


def fill(studio: Studio, person: str, pair_id: str) -> None:
    """Let somebody vote on this pair, whichever comes first for them."""
    found: ballots.Sight | None = booth.sight(studio, person)
    if found and found.pair_id != pair_id:
        found = ballots.next_sight(studio, person, LAB, after=found.pair_id)
    assert found
    assert found.pair_id == pair_id
    booth.say(studio, person, pair_id, booth.ARM)


class InstantDemo(FakeProvider):
    """A service that bears the demo renderer's name, and paints nothing."""

    name = DemoProvider.name
    models = DemoProvider.models


# ------------------------------------------------------------------------------------- the pair


def test_pairs_that_cannot_be_read_are_said_to_be_left(app_studio: Studio) -> None:
    """Who can judge none of what is left is not thanked for all, and told who can help."""
    booth.ended(app_studio, cases=1, voters=1)
    for path in (app_studio.settings.data_dir / "originals").iterdir():
        path.unlink()
    said = texts(opened())
    assert "还有 1 组的图片读不到，现在评不了，请告诉创建者" in said
    assert "谢谢" not in said


def test_two_unnamed_pictures_stand_side_by_side(app_studio: Studio) -> None:
    """They are called left and right, and their addresses are the tokens of the ballot alone."""
    booth.ended(app_studio)
    app = opened()
    pair_id = booth.sight(app_studio).pair_id
    ballot = booth.ballot(app_studio, ANNE, pair_id)
    left, right = images(app)[:2]
    assert (left.alt, right.alt) == ("左图", "右图")
    site = "http://localhost:8501/ballot/"
    assert (left.url, right.url) == (site + ballot.left_token, site + ballot.right_token)
    assert "哪张更好？" in texts(app)


def test_the_next_pair_is_fetched_ahead(app_studio: Studio) -> None:
    """Its two pictures are drawn last, as dots without a name; the last pair stands alone."""
    booth.ended(app_studio, cases=2)
    app = opened()
    first = [image.url for image in images(app)]
    assert [image.alt for image in images(app)] == ["左图", "右图", "", ""]
    press(app_studio, app, "左更好")
    assert [image.url for image in images(app)] == first[2:]


@pytest.mark.parametrize("person", [ANNE, OWNER])
def test_a_drawing_asks_once_how_voting_stands(app_studio: Studio, person: str) -> None:
    """Page, ballot and the owner's box show one answer of the database's."""
    booth.ended(app_studio, person=booth.voter(app_studio, OWNER))
    opened(person)
    *_, last_asked = sent_by(app_studio, lambda: booth.state(app_studio, person))
    assert sent_by(app_studio, lambda: opened(person)).count(last_asked) == 1


@pytest.mark.parametrize("label", list(KEYS))
def test_each_key_keeps_its_answer(app_studio: Studio, label: str) -> None:
    """What a key says is kept at once, and the other pair comes."""
    booth.ended(app_studio, cases=2)
    app = opened()
    first = booth.sight(app_studio).pair_id
    assert button(app, label).proto.shortcut.lower() == KEYS[label].lower()
    press(app_studio, app, label)
    assert answers(app_studio) == [
        (first, next(each for each in Choice if CHOICES[each] == label)),
    ]
    assert booth.sight(app_studio).pair_id != first
    assert "你还有 1 组，已评 1 组" in app.get("progress")[0].proto.text


def test_an_answer_to_an_unseen_pair_is_ignored(app_studio: Studio) -> None:
    """A held key: what comes within half a second of the pair votes on nothing."""
    booth.ended(app_studio, cases=3)
    app = opened()
    press(app_studio, app, "左更好")
    for _ in range(6):
        press(app_studio, app, "左更好", after_s=0.03)
    assert len(answers(app_studio)) == 1


def test_a_press_that_comes_late_is_of_no_other_pair(app_studio: Studio) -> None:
    """Sent for the pair before, and read when the next one has long been drawn: neither's."""
    booth.ended(app_studio, cases=3)
    app = opened()
    key = button(app, "左更好")
    press(app_studio, app, "左更好")
    press_late(app_studio, app, key)
    assert len(answers(app_studio)) == 1


def test_a_key_that_presses_old_and_new_votes_once(app_studio: Studio) -> None:
    """A busy browser has both buttons for a while: the vote of before stays as it was."""
    booth.ended(app_studio, cases=3)
    app = opened()
    old = button(app, "右更好")
    press(app_studio, app, "左更好")
    press_late(app_studio, app, old, button(app, "右更好"))
    assert [answer for _, answer in answers(app_studio)] == ["left", "right"]


def test_undo_takes_the_last_answer_back_and_shows_its_pair(each_studio: Studio) -> None:
    """Z and another answer: the second one counts; before any there is nothing to take back."""
    booth.ended(each_studio, cases=2)
    app = opened()
    assert button(app, "撤销").disabled
    shown = [image.url for image in images(app)[:2]]
    press(each_studio, app, "左更好")
    press(each_studio, app, "撤销")
    assert [image.url for image in images(app)[:2]] == shown
    press(each_studio, app, "差不多")
    assert [answer for _, answer in answers(each_studio)] == ["left", "undone", "same"]


def test_a_reload_shows_the_same_pair(app_studio: Studio) -> None:
    """What was looked at comes first again, though another one was fetched ahead."""
    booth.ended(app_studio, cases=3)
    assert [image.url for image in images(opened())] == [image.url for image in images(opened())]


def test_a_full_pair_is_passed_over_without_a_word(app_studio: Studio) -> None:
    """Others were faster: the click keeps nothing, and the next pair comes."""
    booth.ended(app_studio, cases=2, voters=1)
    app = opened()
    pair_id = booth.sight(app_studio).pair_id
    fill(app_studio, BOB, pair_id)
    press(app_studio, app, "左更好")
    assert answers(app_studio) == []
    assert not app.error
    assert len(images(app)) == 2


def test_what_both_pictures_are_of_is_said(app_studio: Studio) -> None:
    """Title, what to look for and the reference stand above them; typed words are no Markdown."""
    kept = references.keep(app_studio, DEMO_USER, check_reference(png("red")), "船.png")
    case = CaseShape("*船*", {"mood": "calm"}, "要有[船](http://evil.example)", kept.name, "船.png")
    made = replace(lab.draft(app_studio), cases=(case,), voters=1)
    booth.ended(app_studio, made=made)
    app = opened()
    assert "\\*船\\*" in texts(app)
    assert "要有\\[船\\]" in texts(app)
    assert "/img/reference/" in images(app)[0].url
    assert "calm" not in texts(app)


def shaped(request: ImageRequest) -> bytes:
    return png(width=160, height=90) if request.aspect_ratio == "16:9" else png()


def test_different_formats_are_said(tmp_path: Any) -> None:
    """Nobody takes a format for a mistake; of one format nothing is said."""
    provider = FakeProvider(always=shaped)
    with use(make_studio("", tmp_path, provider, monotonic=FakeSeconds())) as studio:
        made = lab.draft(studio, cases=1, voters=1)
        wide = replace(made.arms[1], aspect_ratio="16:9")
        booth.ended(studio, made=replace(made, arms=(made.arms[0], wide)))
        assert "画幅不同" in texts(opened())
        workers.stop()
        studio.database.dispose()


# ------------------------------------------------------------------------------------ the phases


def test_nobody_is_told_how_others_have_voted(app_studio: Studio) -> None:
    """Places filled of wanted are the only numbers, for the owner too."""
    booth.ended(app_studio, cases=2)
    booth.vote_all(app_studio, BOB, booth.ARM)
    assert "所有人共投 2/4 票" in opened().get("progress")[0].proto.text
    (filled,) = opened(DEMO_USER).get("progress")
    assert filled.proto.text == "第 1 轮，每对图片要 2 人；已收 2/4 票"


def test_the_last_answer_is_thanked(app_studio: Studio) -> None:
    """Who has answered all is told how many, and what happens next; the last one can be undone."""
    booth.ended(app_studio, cases=2)
    app = opened()
    for label in ("左更好", "跳过"):
        press(app_studio, app, label)
    assert "谢谢，你评完了全部 2 组。" in texts(app)
    assert "现在有 2/4 票" in texts(app)
    press(app_studio, app, "撤销")
    assert len(images(app)) == 2


def test_the_last_planned_vote_reveals(each_studio: Studio) -> None:
    """It ends voting, and the page says so with the way to the conclusion."""
    booth.ended(each_studio, cases=1, voters=1)
    app = opened()
    press(each_studio, app, "右更好")
    assert "结果已经揭晓" in texts(app)
    button(app, "看结论").click().run()
    assert app.query_params["tab"] == "conclusion"
    assert "左更好" not in labels(app)


def test_a_demo_person_is_asked_for_a_name(app_studio: Studio) -> None:
    """They are told why, see no picture, and the button asks; the browser's test goes on."""
    booth.ended(app_studio)
    app = opened(DEMO_MEMBER)
    assert "演示身份谁都可以用" in texts(app)
    assert not images(app)
    app.button(key="name_for_voting").click().run()
    assert drawer(app).get("text_input")[0].label == "名字"
    assert (app.query_params["e"], app.query_params["tab"]) == (LAB, "vote")
    assert not app.exception


def test_before_a_run_it_is_said(app_studio: Studio) -> None:
    """Nothing to press before there is anything to look at."""
    lab.make(app_studio, cases=1, voters=3)
    booth.voter(app_studio)
    app = opened()
    assert "实验还没有运行" in texts(app)
    assert "每对图片要 3 人投票" in texts(app)
    assert "左更好" not in labels(app)


def test_without_planned_votes_it_is_said(app_studio: Studio) -> None:
    """The owner of a draft is told where to plan them; after a run, that a copy is needed."""
    lab.make(app_studio, cases=1)
    assert "请在“设置”的“规模”里填投票人数" in texts(opened(DEMO_USER))
    lab.carry(app_studio, lab.start(app_studio))
    assert "没有安排盲评" in texts(opened(DEMO_USER))
    assert "可以“复制实验”" in texts(opened(DEMO_USER))
    assert "在“筛选”里评" in texts(opened(DEMO_MEMBER))
    with app_studio.database.read() as session:
        assert session.scalars(select(Pair)).first() is None, "nobody may vote on it"


def test_while_it_runs_nothing_is_asked(app_studio: Studio) -> None:
    """Pictures of a run that goes on are no pairs yet."""
    lab.make(app_studio, cases=1, voters=1)
    orders = lab.start(app_studio)
    booth.voter(app_studio)
    app = opened()
    assert "还有图片在生成" in texts(app)
    lab.carry(app_studio, orders)
    assert len(images(app.run())) == 2


def test_without_a_whole_pair_it_is_said(app_studio: Studio) -> None:
    """A run whose pictures were all stopped has nothing to vote on."""
    lab.make(app_studio, cases=1, voters=1)
    lab.carry(app_studio, lab.start(app_studio)[:1])
    run.stop(app_studio, DEMO_USER, LAB)
    booth.voter(app_studio)
    assert "没有可以盲评的图片" in texts(opened())


def test_what_is_archived_takes_no_votes(app_studio: Studio) -> None:
    """It says so, and that its owner can change it."""
    booth.ended(app_studio)
    drafts.archive(app_studio, DEMO_USER, LAB)
    app = opened()
    assert "实验已归档" in texts(app)
    assert not images(app)


# ------------------------------------------------------------------------------------- who sees


def test_a_sealed_head_has_nothing_but_the_question(app_studio: Studio) -> None:
    """Others have 盲评, what was set, and 结论: no arm, no cost, no other tab, no copy."""
    booth.ended(app_studio)
    app = opened(tab="matrix")
    groups: list[Any] = list(app.get("button_group"))
    (tabs,) = [each for each in groups if each.label == "部分"]
    assert list(tabs.options) == ["盲评", "设置", "结论"]
    assert "复制实验" not in labels(app)
    for words in ("版 ×", "已用", "fake", "第 1 版"):
        assert words not in texts(app)
    assert [image.alt for image in images(app)[:2]] == ["左图", "右图"]


@pytest.mark.parametrize("tab", ["settings", "matrix", "vote"])
def test_the_link_leads_to_the_ballot(app_studio: Studio, tab: str) -> None:
    """复制链接 names 盲评 while votes are wanted, from whatever tab it is copied, and no person."""
    booth.ended(app_studio)
    codes = [each.value for each in opened(DEMO_USER, tab).code]
    assert f"http://localhost:8501/experiments?e={LAB}&tab=vote" in codes


def test_an_owner_is_told_what_their_votes_are_worth(app_studio: Studio) -> None:
    """They know the arms: whether they count was decided before the run."""
    booth.voter(app_studio, BOB)
    booth.ended(app_studio, person=BOB)
    assert "你的票不计入结论，只供参考" in texts(opened(BOB))
    assert "你是创建者" not in texts(opened(ANNE))


def test_demo_pictures_are_said_to_be_such(app_studio: Studio) -> None:
    """A voter judges nothing as AI's that no AI has made."""
    demo = InstantDemo()
    ours: dict[str, Any] = {"service": demo.name, "model": demo.models[0].id}
    made = lab.draft(app_studio, cases=1, voters=1)
    arms = tuple(replace(arm, **ours) for arm in made.arms)
    services = {demo.name: demo}
    booth.ended(replace(app_studio, services=services), made=replace(made, arms=arms))
    assert "这些都是演示图片，不是人工智能生成。" in texts(opened())


# ------------------------------------------------------------------------------------ the owner


def test_an_early_reveal_names_what_is_missing(app_studio: Studio) -> None:
    """It asks first, says that it is one look, and 继续等 changes nothing."""
    booth.ended(app_studio, cases=2)
    booth.vote_all(app_studio, BOB)
    app = opened(DEMO_USER)
    button(app, "提前揭晓").click().run()
    asked = texts(drawer(app))
    assert "计划 4 票，已收 2 票，**还差 2 票**" in asked
    assert "揭晓算看一次结果（这是第 1 次）" in asked
    button(drawer(app), "继续等").click().run()
    assert booth.state(app_studio).phase == "open"
    button(app, "提前揭晓").click().run()
    button(drawer(app), "揭晓").click().run()
    assert booth.state(app_studio).phase == "revealed"
    assert app.query_params["tab"] == "conclusion"
    assert not app.exception


def test_nobody_else_reveals(app_studio: Studio) -> None:
    """Others have neither button."""
    booth.ended(app_studio)
    assert "提前揭晓" not in labels(opened())
    reveals.reveal(app_studio, DEMO_USER, LAB)
    assert "增加投票" not in labels(opened())


def test_votes_are_added_after_a_reveal(each_studio: Studio) -> None:
    """增加投票 begins another look, in which others vote, and its owner is told what that is."""
    booth.ended(each_studio, cases=1, voters=1)
    booth.vote_all(each_studio, ANNE)
    app = opened(DEMO_USER)
    assert "第 2 次看结果" in texts(app)
    next(each for each in app.number_input if each.label == "每对再要几人").set_value(2)
    button(app, "增加投票").click().run()
    assert not app.exception
    state = booth.state(each_studio, BOB)
    assert (state.phase, state.look, state.voters, state.progress.left) == ("open", 2, 3, 1)
    assert "已收 1/3 票" in app.get("progress")[0].proto.text
    assert "谢谢，你评完了全部 1 组。" in texts(opened(ANNE))


def test_after_a_reveal_nothing_is_filled_up(app_studio: Studio) -> None:
    """补齐 is no longer offered, since it would be refused."""
    lab.make(app_studio, cases=2, voters=1)
    lab.carry(app_studio, lab.start(app_studio)[:2])
    run.stop(app_studio, DEMO_USER, LAB)
    assert "补齐 2 格" in labels(opened(DEMO_USER, "matrix"))
    reveals.reveal(app_studio, DEMO_USER, LAB)
    assert "补齐 2 格" not in labels(opened(DEMO_USER, "matrix"))


# -------------------------------------------------------------------------------------- the list


def test_what_waits_for_my_vote_is_listed(app_studio: Studio) -> None:
    """等我投票 has an experiment until this person has answered all; its card leads there."""
    booth.ended(app_studio, cases=1)

    def listed(person: str) -> AppTest:
        return open_app("experiments.py", me=person, experiment_scope="等我投票")

    app = listed(ANNE)
    assert "复制实验" not in labels(app)
    button(app, "去盲评").click().run()
    assert (app.query_params["e"], app.query_params["tab"]) == (LAB, "vote")
    press(app_studio, app, "跳过")
    assert "没有等你投票的实验" in texts(listed(ANNE))
    assert "去盲评" in labels(listed(BOB))
    assert "没有等你投票的实验" in texts(listed(DEMO_MEMBER))
