"""结论 of an experiment: words before the reveal, verdicts, 采用, and the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import booth
import lab
import pytest
from admins import account, claims, team
from booth import ANNE, ARM, BASE, BOB
from driver import button, drawer, open_app, open_as, texts
from fakes import CHEAP
from lab import LAB
from streamlit.testing.v1 import AppTest

from core.experiments import adopting, drafts
from core.experiments.verdict.rule import Kind
from core.experiments.voting import reveals
from core.library import offering, timeline
from core.library.timeline import Decided, Timeline
from core.library.versions import Content
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio, use
from core.tables import Choice
from pages.parts.experiments.conclusion import votes_box


def opened(person: str = DEMO_USER, **address: str) -> AppTest:
    known = {"e": LAB, "tab": "conclusion"} | address
    app = open_app("experiments.py", me=person, **known)
    assert not app.exception
    return app


def said_in(node: Any) -> str:
    """Return what can be read, headings too, without what keeps Markdown from reading it."""
    headings = "\n".join(each.value for each in node.get("subheader"))
    return f"{headings}\n{texts(node)}".replace("\\", "")


def labels(app: AppTest) -> list[str]:
    return [each.label for each in app.button]


def history(studio: Studio) -> Timeline:
    return timeline.timeline(studio.database, people.find(studio.database, DEMO_MEMBER), CHEAP)


def last(studio: Studio) -> Decided:
    return history(studio).decisions[0]


def revealed(studio: Studio, what: str = ARM, *, cases: int = 6, **more: Any) -> None:
    booth.ended(studio, voters=1, cases=cases, **more)
    booth.vote_all(studio, ANNE, what)


# --------------------------------------------------------------------------------- before it


def test_before_the_reveal_nobody_is_told_how_votes_stand(app_studio: Studio) -> None:
    """The owner and others learn how many votes are in and what to do, and no more."""
    booth.ended(app_studio, voters=2, cases=2)
    booth.vote_all(app_studio, ANNE)
    for person in (DEMO_USER, BOB):
        app = opened(person)
        said = said_in(app)
        assert "还没有揭晓：2/4 票。每对图片要 2 个人投票，收齐自动揭晓" in said
        assert "胜" not in said
        assert not [label for label in labels(app) if label.startswith("采用")]
    assert "在“盲评”里提前揭晓" in said_in(opened())
    assert "在“盲评”里提前揭晓" not in said_in(opened(BOB))


def test_without_planned_votes_it_says_how_to_get_a_verdict(app_studio: Studio) -> None:
    """There is none, the figures are there, and a copy with voters is the way."""
    lab.make(app_studio, cases=1)
    said = said_in(opened())
    assert "这个实验没有安排盲评" in said
    lab.carry(app_studio, lab.start(app_studio))
    said = said_in(opened())
    assert "要有结论，请复制实验" in said
    assert "各版本的表现" in said


def test_what_has_not_run_says_so(app_studio: Studio) -> None:
    """A draft with voters tells of the run and the link."""
    lab.make(app_studio, voters=1)
    assert "还没有运行过，没有结论" in said_in(opened())


# --------------------------------------------------------------------------------- the verdict


def test_a_verdict_comes_first_and_says_what_it_rests_on(each_studio: Studio) -> None:
    """The sentence, interval, cases, votes, voters, and the figures, also for who is no owner."""
    revealed(each_studio)
    for person in (DEMO_USER, BOB):
        app = opened(person, tab="")
        said = said_in(app)
        assert "第 2 版比第 1 版好：6 个用例中 6 胜 0 平 0 负。" in said
        assert "计入 6/6 个用例（R），6 对图片。" in said
        assert "选第 2 版 6 票，选第 1 版 0 票，差不多 0 票，都不可用 0 票。" in said
        assert "anne（6 票）" in said
        assert votes_box.WORTH in said
        assert "各版本的表现" in said
        shown = {each.label: each.value for each in app.metric}
        assert (shown["投票的人"], shown["计入的票"], shown["意见一致"]) == ("1", "6/6", "—")


def test_an_archived_verdict_is_what_its_link_opens_with(app_studio: Studio) -> None:
    """Who put an experiment away has its verdict before them, as when it was new."""
    revealed(app_studio)
    drafts.archive(app_studio, DEMO_USER, LAB)
    assert "第 2 版比第 1 版好" in said_in(opened(tab=""))


def test_votes_of_who_signs_in_are_called_nothing_less(app_studio: Studio) -> None:
    """Where each voter is surely one person, 结论 does not say that they might not be."""
    revealed(app_studio)
    assert votes_box.WORTH in said_in(opened())
    with app_studio.database.write() as tx:
        tx.add(account(app_studio, ANNE, "anne@example.com"))
    assert votes_box.WORTH not in said_in(opened())


def test_too_few_cases_are_said_with_what_is_missing(app_studio: Studio) -> None:
    """Who revealed early is named with the votes that had not come, and how many cases lack."""
    booth.ended(app_studio, voters=1, cases=2)
    booth.vote_all(app_studio, ANNE, most=1)
    reveals.reveal(app_studio, DEMO_USER, LAB)
    said = said_in(opened())
    assert "演示用户 提前揭晓：1/2 票，还缺 1 票" in said
    assert "还不能下结论：第 2 版对第 1 版，有评分的用例 1 个，至少需要 6 个，还差 5 个。" in said
    assert "没有计入的用例：" in said


def test_the_other_way_to_count_is_for_information(app_studio: Studio) -> None:
    """Where the owner has voted a switch shows the verdict with their votes, which changes none."""
    booth.ended(app_studio, voters=1, cases=6, person=booth.voter(app_studio, "owner"))
    booth.vote_all(app_studio, "owner", BASE)
    booth.vote_all(app_studio, ANNE)
    app = opened("owner")
    app.toggle(key=votes_box.OTHER_WAY).set_value(True).run()
    said = said_in(app)
    assert "仅供参考" in said
    assert "第 2 版比第 1 版好：6 个用例中 6 胜 0 平 0 负。" in said
    assert "6 个用例中，第 2 版对第 1 版 0 胜 6 平 0 负" in said


def test_earlier_looks_are_folded_and_the_next_one_is_waited_for(app_studio: Studio) -> None:
    """During another look the owner sees the verdict as it stood; others see none."""
    revealed(app_studio)
    seen = lab.matrix(app_studio).experiment.revision
    drafts.extend(app_studio, DEMO_USER, LAB, voters=1, seen=seen)
    said = said_in(opened())
    assert "还没有揭晓（第 2 轮）" in said
    assert "6 个用例中 6 胜" in said
    assert "以前的揭晓" in [each.label[:5] for each in opened().expander]
    assert "6 个用例中" not in said_in(opened(BOB))


def test_what_people_typed_is_no_markdown(app_studio: Studio) -> None:
    """A voter's name and a case's title are shown as typed, and load no picture."""
    evil = "![x](http://e.vil/x)"
    made = lab.draft(app_studio, cases=1)
    cases = (replace(made.cases[0], title=evil), replace(made.cases[0], title="b"))
    lab.make(app_studio, replace(made, cases=cases, voters=1))
    lab.carry(app_studio, lab.start(app_studio))
    people.create(
        app_studio.database, "mallory", evil, is_member=True, opening=1, now=app_studio.now()
    )
    booth.vote_all(app_studio, "mallory", most=1)
    reveals.reveal(app_studio, DEMO_USER, LAB)
    said = texts(opened())
    assert evil not in said
    assert r"\!\[x\]\(http" in said


# --------------------------------------------------------------------------------------- 采用


def test_the_owner_adopts_with_one_click(each_studio: Studio) -> None:
    """The version is live with the sentence and the verdict; then there is nothing to adopt."""
    revealed(each_studio)
    assert "采用第 2 版" not in labels(opened(BOB))
    app = opened()
    button(app, "采用第 2 版").click().run()
    assert not app.exception
    decided = last(each_studio)
    assert decided.version_id.endswith("@2")
    assert decided.why == "盲评：第 2 版比第 1 版好：6 个用例中 6 胜 0 平 0 负。"
    proof = adopting.proof_of(decided.proof)
    assert proof is not None
    assert (proof.experiment_id, proof.verdict.kind) == (LAB, Kind.ARM)
    assert "采用第 2 版" not in labels(app)
    assert "已采用第 2 版" in said_in(app)
    assert "第 2 版已经是线上版。" in said_in(app)


def test_a_proposer_is_told_whom_to_ask(app_studio: Studio) -> None:
    """With roles on, 采用 stands there disabled and says who may."""
    revealed(app_studio)
    theirs = account(app_studio, DEMO_USER, "user@example.com")
    with app_studio.database.write() as tx:
        tx.add(theirs)
    with use(team(app_studio)):
        app = open_as(claims(DEMO_USER), "experiments.py", e=LAB, tab="conclusion")
    adoption = app.button(key="adopt_2")
    assert adoption.disabled
    assert "发布者" in texts(app)


def test_a_decision_in_between_is_not_overruled(app_studio: Studio) -> None:
    """The refusal stands where the button is, and names nothing as done."""
    revealed(app_studio)
    other = lab.add_version(app_studio, Content("另一版", history(app_studio).live.cost))
    app = opened()
    offering.publish(app_studio, DEMO_MEMBER, CHEAP, other, why="先上", seen=last(app_studio).id)
    button(app, "采用第 2 版").click().run()
    assert last(app_studio).version_id == other
    assert app.error


def test_a_base_that_is_better_is_offered_only_instead_of_its_loser(app_studio: Studio) -> None:
    """While another version is live the verdict is no reason to go back; from the arm it is."""
    revealed(app_studio, BASE)
    other = lab.add_version(app_studio, Content("另一版", history(app_studio).live.cost))
    seen = last(app_studio).id
    offering.publish(app_studio, DEMO_MEMBER, CHEAP, other, why="先上", seen=seen)
    app = opened()
    assert "基准更好：没有可以采用的版本。" in said_in(app)
    assert "采用第 1 版" not in labels(app)
    arm = lab.matrix(app_studio).arms[2].version_id
    seen = last(app_studio).id
    offering.publish(app_studio, DEMO_MEMBER, CHEAP, arm, why="再上", seen=seen)
    button(opened(), "采用第 1 版").click().run()
    assert last(app_studio).version_id.endswith("@1")


@pytest.mark.parametrize("what", [Choice.SAME, Choice.NEITHER])
def test_what_is_not_clear_may_be_adopted_and_says_so(app_studio: Studio, what: Choice) -> None:
    """The page says that the record will tell it as it is."""
    revealed(app_studio, what)
    app = opened()
    assert "结论并不明确，也可以采用" in said_in(app)
    button(app, "采用第 2 版").click().run()
    proof = adopting.proof_of(last(app_studio).proof)
    assert proof is not None
    assert proof.verdict.kind == Kind.NO_DIFFERENCE


# --------------------------------------------------------------------------------- the timeline


def test_the_timeline_shows_the_proof_and_one_click_goes_back(app_studio: Studio) -> None:
    """Who, why, what it rests on with a way to it; the click makes the version before live."""
    revealed(app_studio)
    button(opened(), "采用第 2 版").click().run()
    app = open_app(versions=CHEAP)
    said = said_in(drawer(app))
    assert "依据：盲评胜过基准，6 个用例" in said
    assert "盲评：第 2 版比第 1 版好" in said
    button(drawer(app), "回退到第 1 版").click().run()
    assert not app.exception
    decided = last(app_studio)
    assert (decided.version_id[-2:], decided.why, decided.proof) == ("@1", "回退到第 1 版", "")
    assert "改回第 2 版" in [each.label for each in drawer(app).get("button")]
