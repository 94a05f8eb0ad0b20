"""Pictures of an experiment stay until it ends; tokens for it are granted to exactly enough."""

from __future__ import annotations

import lab
import pytest
from fakes import HOUR_MS, FakeClock, in_threads, make_studio, place_and_run
from lab import LAB

from core import messages
from core.errors import PersonNotFound, PictureInUse, TopUpLimit
from core.experiments import drafts
from core.experiments.views import reads
from core.people import people
from core.people.people import DEMO_USER
from core.pictures import trash
from core.studio import Studio

DAY_MS = 24 * 3600 * 1000


def test_a_picture_of_an_experiment_stays_until_it_ends(studio: Studio) -> None:
    """None of a choice with such a picture moves; once archived it leaves a hole that says so."""
    lab.make(studio, cases=1)
    orders = lab.start(studio)
    lab.carry(studio, orders)
    other = place_and_run(studio, "other")
    wanted = [other.id, *(order.id for order in orders)]
    with pytest.raises(PictureInUse) as caught:
        trash.trash(studio, DEMO_USER, wanted)
    assert caught.value.facts == {"pictures": 2, "question": "哪张更像水墨？", "experiments": 1}
    assert trash.trash(studio, DEMO_USER, [other.id]) == [other.id]
    drafts.archive(studio, DEMO_USER, LAB)
    moved = [order.id for order in orders]
    assert trash.trash(studio, DEMO_USER, moved) == moved
    person = people.find(studio.database, DEMO_USER)
    view = reads.find(studio.database, person, LAB)
    assert [(cell.has_file, cell.is_gone) for cell in view.cells] == [(False, True)] * 2
    assert view.figures[1].pictures == 1
    drafts.archive(studio, DEMO_USER, LAB, on=False)
    assert trash.restore(studio, DEMO_USER, moved) == moved


def test_the_experiment_that_needs_a_picture_is_named(studio: Studio) -> None:
    """The oldest of them by its question, with how many there are; archived ones no more."""
    made = lab.draft(studio, cases=1)
    orders = []
    for name, question in (("one", "第一个？"), ("two", "第二个？")):
        lab.make(studio, lab.changed(made, question=question), id=name)
        orders += lab.start(studio, name)
        lab.carry(studio, orders)
    wanted = [order.id for order in orders]
    with pytest.raises(PictureInUse) as caught:
        trash.trash(studio, DEMO_USER, wanted)
    words = messages.explain(caught.value.code, facts=caught.value.facts)
    assert words.what == "其中 4 张属于还没有结束的实验“第一个？”等 2 个，不能移到回收站。"
    drafts.archive(studio, DEMO_USER, "one")
    with pytest.raises(PictureInUse) as caught:
        trash.trash(studio, DEMO_USER, wanted)
    assert caught.value.facts == {"pictures": 2, "question": "第二个？", "experiments": 1}


def test_exactly_enough_is_granted_once(studio: Studio) -> None:
    """Of 100 tokens 160 are needed: 60 are granted, however often it is clicked.

    A key that has granted grants no more, also where tokens are missing again.
    """

    def enough(click: int) -> int:
        key = f"k{click}"
        return people.top_up_to(
            studio.database, DEMO_USER, 160, key=key, now=studio.now(), limit=2000
        )

    granted = in_threads(4, enough)
    assert sorted(map(str, granted)) == ["0", "0", "0", "60"]
    assert people.find(studio.database, DEMO_USER).available == 160
    assert enough(4) == 0
    place_and_run(studio, "spent")
    assert enough(granted.index(60)) == 0
    assert people.find(studio.database, DEMO_USER).available == 155
    with pytest.raises(PersonNotFound):
        people.top_up_to(studio.database, "nobody", 1, key="k", now=studio.now(), limit=2000)


def test_a_day_has_a_limit_for_both_buttons(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The opening aside, all grants of 24 hours count; what is left is said; then it is free."""
    clock = FakeClock()
    studio = make_studio("", tmp_path_factory.mktemp("day"), clock=clock)

    def button(key: str) -> bool:
        return people.top_up(studio.database, DEMO_USER, key=key, now=clock(), limit=250)

    assert button("a")
    assert people.top_up_to(studio.database, DEMO_USER, 260, key="b", now=clock(), limit=250) == 60
    with pytest.raises(TopUpLimit) as caught:
        button("c")
    told = {"limit": 250, "left": 90, "new": 100, "at": clock(), "again_at": clock() + DAY_MS}
    assert caught.value.facts == told
    assert not button("a")
    with pytest.raises(TopUpLimit) as caught:
        people.top_up_to(studio.database, DEMO_USER, 351, key="d", now=clock(), limit=250)
    assert caught.value.reason is None
    with pytest.raises(TopUpLimit) as caught:
        people.top_up_to(studio.database, DEMO_USER, 511, key="d", now=clock(), limit=250)
    assert (caught.value.reason, caught.value.facts["new"]) == ("at_once", 251)
    assert people.find(studio.database, DEMO_USER).balance == 260
    assert people.top_up_to(studio.database, DEMO_USER, 350, key="e", now=clock(), limit=250) == 90
    clock.advance(DAY_MS - 1)
    with pytest.raises(TopUpLimit):
        button("c")
    clock.advance(1)
    assert button("c")
    studio.database.dispose()


def test_a_refused_grant_comes_when_enough_have_left_the_day(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The instant that is told is the first at which it may be: a moment before it is refused."""
    clock = FakeClock()
    studio = make_studio("", tmp_path_factory.mktemp("when"), clock=clock)

    def to(tokens: int) -> int:
        return people.top_up_to(
            studio.database, DEMO_USER, tokens, key=str(tokens), now=clock(), limit=250
        )

    for tokens in (140, 200, 350):  # 40, 60 and 150 more, an hour between
        to(tokens)
        clock.advance(HOUR_MS)
    with pytest.raises(TopUpLimit) as caught:
        to(440)  # 90 more, for which the first two must have left
    clock.advance(caught.value.facts["again_at"] - clock() - 1)
    with pytest.raises(TopUpLimit):
        to(440)
    clock.advance(1)
    assert to(440) == 90
    studio.database.dispose()
