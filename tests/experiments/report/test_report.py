"""The report of an experiment: who may have it, what it says, and that no text in it is code."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import booth
import lab
import pytest
from booth import ANNE, ARM, BOB, MAYA
from fakes import CHEAP, MEMBERS, provider_of
from lab import LAB

from core.downloads.export import to_csv
from core.errors import ExperimentNotFound, ExperimentRefused, GenerationFailed
from core.experiments import adopting, drafts
from core.experiments.report import cells, contents, document
from core.experiments.report.contents import Contents
from core.experiments.report.document import Told
from core.experiments.shapes import CaseShape
from core.experiments.views.view import CellView
from core.experiments.voting import reveals
from core.faults import ProviderFault
from core.library import timeline
from core.library.versions import Content
from core.messages import report as words
from core.messages.verdicts import Side
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;{0}"
SECRET = "龙的秘密"


def read(studio: Studio, person: str = DEMO_USER) -> Contents:
    return contents.read(studio, people.find(studio.database, person), LAB)


def stands(cell: CellView | None) -> str:
    return str(cell.tried.came) if cell else "never"


def told(found: Contents, name: str = "arm", **more: Any) -> Told:
    arms = found.view.arms
    known: dict[str, Any] = {
        "names": {number: f"{name} {number}" for number in arms},
        "sides": {number: Side(f"{name} {number}") for number in arms},
        "figures": {"成功率": [f"{name} 100%"] * len(arms)},
        "meanings": name,
        "stands": stands,
        "moment": str,
    }
    return Told(**known | more)


class Page(HTMLParser):
    """What a browser would make of a report: its tags with their attributes, and its text."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said += f"{data}\n"

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page(studio: Studio, person: str = DEMO_USER, **more: Any) -> Page:
    found = read(studio, person)
    return Page(document.to_html(found, told(found, **more)))


def revealed(studio: Studio, *, cases: int = 1, **more: Any) -> None:
    booth.ended(studio, voters=1, cases=cases, **more)
    booth.vote_all(studio, ANNE)


# -------------------------------------------------------------------------------- who may have it


def test_before_the_reveal_the_owner_alone_has_one_without_votes(studio: Studio) -> None:
    """It is marked as an interim one, and says of no vote and no verdict; others are refused."""
    booth.ended(studio, cases=1)
    booth.vote_all(studio, ANNE)
    with pytest.raises(ExperimentRefused) as caught:
        read(studio, ANNE)
    assert caught.value.reason == "sealed"
    found = read(studio)
    assert (found.is_interim, found.conclusion) == (True, None)
    shown = page(studio).said
    assert words.INTERIM in shown
    assert words.IS_INTERIM in shown
    assert "投票：" not in shown
    assert "用例中" not in shown


def test_after_the_reveal_everybody_has_the_verdict(studio: Studio) -> None:
    """Sentence, interval, votes, matrix, figures and difference, for whoever reads it."""
    revealed(studio, cases=6)
    for person in (DEMO_USER, BOB):
        assert not read(studio, person).is_interim
        shown = page(studio, person)
        assert "arm 2比arm 1好：6 个用例中 6 胜 0 平 0 负。" in shown.said
        assert "选arm 2 6 票，选arm 1 0 票" in shown.said
        assert words.METHOD in shown.said
        assert words.INTERIM not in shown.said.split()
        assert len(shown.named("svg")) == 1
        assert len(shown.named("img")) == 12


def test_during_another_look_it_is_an_interim_one_again(sqlite_studio: Studio) -> None:
    """Who votes then is told nothing, and the owner's says nothing of the look before."""
    revealed(sqlite_studio)
    seen = lab.matrix(sqlite_studio).experiment.revision
    drafts.extend(sqlite_studio, DEMO_USER, LAB, voters=1, seen=seen)
    found = read(sqlite_studio)
    assert (found.is_interim, found.conclusion) == (True, None)
    with pytest.raises(ExperimentRefused):
        read(sqlite_studio, BOB)


def test_an_interim_one_is_silent_of_what_was_adopted_before(sqlite_studio: Studio) -> None:
    """The sentence of an adoption may be the verdict of the look before."""
    revealed(sqlite_studio)
    owner = people.find(sqlite_studio.database, DEMO_USER)
    history = timeline.timeline(sqlite_studio.database, owner, CHEAP)
    why = "六胜零负"
    seen = history.decisions[0].id
    adopting.adopt(sqlite_studio, DEMO_USER, LAB, 2, why=why, seen=seen)
    assert read(sqlite_studio).live.why == why
    revision = lab.matrix(sqlite_studio).experiment.revision
    drafts.extend(sqlite_studio, DEMO_USER, LAB, voters=1, seen=revision)
    found = read(sqlite_studio)
    assert (found.live.why, found.decisions) == ("", ())
    said = page(sqlite_studio).said
    assert why not in said
    assert words.NOT_DECIDED not in said


def test_what_was_never_run_or_is_not_there_has_none(sqlite_studio: Studio) -> None:
    """A draft is refused, and so is an experiment that nobody made."""
    with pytest.raises(ExperimentNotFound):
        read(sqlite_studio)
    lab.make(sqlite_studio)
    with pytest.raises(ExperimentRefused) as caught:
        read(sqlite_studio)
    assert caught.value.reason == "not_run"


def test_members_texts_are_for_members(studio: Studio) -> None:
    """Others get pictures and verdict, but neither the texts nor the values nor the whys."""
    booth.voter(studio, MAYA)
    made = lab.draft(studio, cases=1, prompt_id=MEMBERS)
    other = lab.add_version(studio, Content(f"{SECRET} {{{{mood}}}}", 8), MEMBERS)
    arms = (made.arms[0], replace(made.arms[1], version_id=other))
    case = CaseShape("用例", {"mood": f"{SECRET} calm"})
    lab.make(
        studio,
        replace(made, arms=arms, cases=(case,), voters=1),
        prompt_id=MEMBERS,
        person=MAYA,
    )
    lab.carry(studio, lab.start(studio, person=MAYA))
    booth.voter(studio)
    booth.vote_all(studio, ANNE)
    member = people.find(studio.database, MAYA)
    seen = timeline.timeline(studio.database, member, MEMBERS).decisions[0].id
    adopting.adopt(studio, MAYA, LAB, 2, why=f"{SECRET} why", seen=seen)
    ours, others = page(studio, MAYA), page(studio, DEMO_USER)
    assert ours.said.count(SECRET) >= 3
    assert SECRET not in others.said
    assert words.LOCKED in others.said
    assert len(others.named("img")) == 2
    view = read(studio, DEMO_USER).view
    table = to_csv(cells.HEADER, cells.rows(view, {1: "A", 2: "B"}, stands)).decode()
    assert SECRET not in table


# ---------------------------------------------------------------------------------- what it says


def test_it_says_what_is_missing(studio: Studio) -> None:
    """Blocked, failed and removed pictures are counted, beside those that are in it."""
    lab.make(studio, cases=3)
    provider_of(studio).queue(
        GenerationFailed(ProviderFault.IMAGE_BLOCKED), GenerationFailed(ProviderFault.NETWORK)
    )
    orders = lab.start(studio)
    lab.carry(studio, orders)
    assert "含 4/6 张，1 张被拦截，1 张失败。" in page(studio).said
    studio.images.remove(orders[-1].id)
    shown = page(studio).said
    assert "含 3/6 张，1 张被拦截，1 张失败，1 张读不到。" in shown
    assert words.UNREADABLE in shown
    assert words.NO_VOTES in shown


def test_it_says_what_was_decided_on_it(sqlite_studio: Studio) -> None:
    """Who has adopted which version when and why, and which one is live now."""
    studio = sqlite_studio
    revealed(studio)
    assert words.NOT_DECIDED in page(studio).said
    seen = read(studio).live.id
    adopting.adopt(studio, DEMO_USER, LAB, 2, why="更像水墨", seen=seen)
    found = read(studio)
    ((decided, proof),) = found.decisions
    assert (decided.why, proof.arm) == ("更像水墨", 2)
    number = found.numbers[decided.version_id]
    shown = page(studio, moment=lambda _: "此刻").said
    assert f"此刻　演示用户 采用第 {number} 版：更像水墨" in shown
    assert f"现在的线上版：第 {number} 版（演示用户，此刻）：更像水墨" in shown


def test_an_early_reveal_names_what_is_short(sqlite_studio: Studio) -> None:
    """The votes that had not come are said with who did not wait for them."""
    booth.ended(sqlite_studio, voters=2, cases=2)
    booth.vote_all(sqlite_studio, ANNE)
    reveals.reveal(sqlite_studio, DEMO_USER, LAB)
    shown = page(sqlite_studio).said
    assert "2/4 票，由 演示用户 提前揭晓，还缺 2 票" in shown
    assert "还不能下结论" in shown


def test_demo_pictures_are_marked(sqlite_studio: Studio) -> None:
    """Where an arm's pictures are no AI's, head and sentence say so."""
    revealed(sqlite_studio, cases=6)
    found = read(sqlite_studio)
    sides = {1: Side("第 1 版", is_demo=True), 2: Side("第 2 版", is_demo=True)}
    shown = Page(document.to_html(found, told(found, sides=sides))).said
    assert words.IS_DEMO in shown
    assert "在演示图片上，第 2 版比第 1 版好" in shown


# ----------------------------------------------------------------------------- it is text, no code


def hostile_report(studio: Studio) -> Page:
    """Return the report of an experiment in which people typed nothing but code."""
    made = lab.draft(studio)
    other = lab.add_version(studio, Content(f"{HOSTILE} {{{{mood}}}}", 1), CHEAP)
    case = CaseShape(HOSTILE[:90], {"mood": HOSTILE}, look_for=HOSTILE)
    arms = (made.arms[0], replace(made.arms[1], version_id=other))
    filled = replace(made, question=HOSTILE, cases=(case,), arms=arms, voters=1)
    voter = "<b>Anne</b>"[: people.MAX_NAME]
    people.create(studio.database, "mallory", voter, is_member=True, opening=100, now=studio.now())
    lab.make(studio, filled, person="mallory")
    lab.carry(studio, lab.start(studio, person="mallory"))
    booth.voter(studio)
    booth.vote_all(studio, ANNE, ARM)
    seen = read(studio, "mallory").live.id
    adopting.adopt(studio, "mallory", LAB, 2, why=HOSTILE, seen=seen)
    return page(studio, "mallory", name=HOSTILE)


def test_nothing_that_people_typed_is_code(sqlite_studio: Studio) -> None:
    """No script, no handler, no foreign address: every word comes out as it was typed."""
    shown = hostile_report(sqlite_studio)
    names = {tag for tag, _ in shown.tags}
    assert names.isdisjoint({"script", "iframe", "object", "embed", "form", "a", "link", "b"})
    attributes = {name for _, given in shown.tags for name in given}
    assert not {name for name in attributes if name.startswith("on")}
    assert attributes.isdisjoint({"href", "srcset", "style", "action"})
    sources = [str(each["src"]).partition(",")[0] for each in shown.named("img")]
    assert sources == ["data:image/jpeg;base64"] * 2
    assert shown.said.count(HOSTILE) >= 8
    assert shown.named("html") == [{"lang": "zh-CN"}]


def test_it_may_run_and_fetch_nothing(sqlite_studio: Studio) -> None:
    """A policy in the file itself forbids whatever might have got in."""
    lab.make(sqlite_studio, cases=1)
    lab.carry(sqlite_studio, lab.start(sqlite_studio))
    policy = [
        each["content"]
        for each in page(sqlite_studio).named("meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]


def test_cells_are_safe_in_a_spreadsheet(sqlite_studio: Studio) -> None:
    """Each try is a row of facts, and no title begins a formula."""
    made = lab.draft(sqlite_studio)
    case = CaseShape("=1+1", {"mood": "calm"})
    lab.make(sqlite_studio, replace(made, cases=(case,)))
    provider_of(sqlite_studio).queue(GenerationFailed(ProviderFault.NETWORK))
    lab.carry(sqlite_studio, lab.start(sqlite_studio))
    lab.carry(sqlite_studio, lab.start(sqlite_studio, again=True))
    view = read(sqlite_studio).view
    rows = list(cells.rows(view, {1: "A", 2: "B"}, stands))
    assert [(row[4], row[6], row[7]) for row in rows] in (
        [("A", 1, "nothing"), ("A", 2, "picture"), ("B", 1, "picture")],
        [("A", 1, "picture"), ("B", 1, "nothing"), ("B", 2, "picture")],
    )
    table = to_csv(cells.HEADER, rows).decode("utf-8-sig")
    assert '"\'=1+1"' in table
    assert table.count("\r\n") == 4
