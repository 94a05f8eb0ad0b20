"""What can be voted on: fixed when voting opens, added to later, never changed."""

from __future__ import annotations

import booth
import lab
import pytest
from booth import ANNE, BOB
from fakes import in_threads, provider_of, refused_by_the_database
from lab import LAB
from sqlalchemy import text
from sqlmodel import col, select

from core.errors import GenerationFailed
from core.experiments import drafts
from core.experiments.shapes import CaseShape
from core.faults import ProviderFault
from core.people.people import DEMO_USER
from core.studio import Studio
from core.tables import Pair

LATER = CaseShape("后来", {"mood": "later"})


def pairs_of(studio: Studio) -> list[Pair]:
    """Return all pairs, by place."""
    order = (col(Pair.arm), col(Pair.case_number), col(Pair.repeat))
    with studio.database.read() as session:
        return list(session.exec(select(Pair).order_by(*order)))


def test_each_arm_is_beside_the_base_on_each_case_and_repeat(studio: Studio) -> None:
    """Two arms, the base, two cases, two repeats: eight pairs, each of one place's pictures."""
    made = lab.draft(studio, cases=2)
    third = lab.arm(made.arms[1].version_id, aspect_ratio="16:9")
    more = {"arms": (made.arms[1], made.arms[0], third), "repeats": 2, "voters": 1}
    lab.make(studio, lab.changed(made, **more))
    lab.carry(studio, lab.start(studio))
    booth.open_pairs(studio)
    found = pairs_of(studio)
    places = [(pair.arm, pair.case_number, pair.repeat) for pair in found]
    assert places == [(arm, case, repeat) for arm in (1, 3) for case in (1, 2) for repeat in (1, 2)]
    cells = {cell.order_id: cell for cell in lab.cells(studio)}
    for pair in found:
        mine, base = cells[pair.arm_order], cells[pair.base_order]
        assert (mine.arm, base.arm) == (pair.arm, 2)
        assert (mine.case_number, mine.repeat) == (base.case_number, base.repeat)
        assert (mine.case_number, mine.repeat) == (pair.case_number, pair.repeat)


def test_voting_opens_when_the_run_has_ended(studio: Studio) -> None:
    """While an order is open nobody is shown a pair, and none is fixed."""
    lab.make(studio, cases=2, voters=1)
    orders = lab.start(studio)
    booth.voter(studio)
    lab.carry(studio, orders[:-1])
    assert booth.vote_all(studio, ANNE) == []
    assert pairs_of(studio) == []
    assert booth.state(studio).phase == "running"
    lab.carry(studio, orders[-1:])
    assert len(booth.vote_all(studio, ANNE)) == len(pairs_of(studio)) == 2


def test_where_no_votes_are_planned_there_is_no_pair(studio: Studio) -> None:
    """Whoever asks: an experiment that is only judged has nothing to vote on."""
    lab.make(studio, cases=1)
    lab.carry(studio, lab.start(studio))
    booth.open_pairs(studio)
    assert pairs_of(studio) == []


def test_two_who_ask_first_open_each_pair_once(studio: Studio) -> None:
    """However many ask at one instant, no pair is there twice and nobody meets an error."""
    booth.ended(studio, cases=3)
    assert in_threads(4, lambda _: booth.open_pairs(studio)) == [None] * 4
    assert len(pairs_of(studio)) == 3


def test_a_missing_picture_is_no_pair_until_it_is_filled_up(studio: Studio) -> None:
    """What failed or was blocked has nothing to vote on; what is filled up comes later."""
    lab.make(studio, cases=3, voters=2)
    blocked = GenerationFailed(ProviderFault.PROMPT_BLOCKED)
    orders = lab.start(studio)
    provider_of(studio).queue(blocked)
    lab.carry(studio, orders[:1])
    provider_of(studio).queue(GenerationFailed(ProviderFault.NETWORK))
    lab.carry(studio, orders[2:3])
    lab.carry(studio, orders)
    booth.voter(studio)
    assert len(booth.vote_all(studio, ANNE)) == 1
    before = pairs_of(studio)
    lab.carry(studio, lab.start(studio, again=True))
    booth.open_pairs(studio)
    assert len(pairs_of(studio)) == 2
    assert all(pair in pairs_of(studio) for pair in before)
    assert [pair.look for pair in pairs_of(studio)] == [1, 1]


def test_an_extension_before_the_reveal_adds_pairs_to_the_same_look(studio: Studio) -> None:
    """Nobody has seen a vote: cases that are added are no further look, and are waited for."""
    booth.ended(studio, voters=1, cases=1)
    pair = booth.sight(studio).pair_id
    drafts.extend(studio, DEMO_USER, LAB, cases=[LATER], seen=1)
    assert not booth.say(studio, ANNE, pair, booth.ARM).ends, "the added cells are still to run"
    orders = lab.start(studio)
    lab.carry(studio, orders)
    assert booth.state(studio).look == 1
    assert booth.say(studio, ANNE, booth.sight(studio).pair_id, booth.ARM).ends
    assert [pair.look for pair in pairs_of(studio)] == [1, 1]


def test_votes_go_on_while_an_extension_runs(studio: Studio) -> None:
    """The pairs that are there are voted on; those of the cells that are being made come after."""
    booth.ended(studio, voters=1, cases=1)
    drafts.extend(studio, DEMO_USER, LAB, cases=[LATER], seen=1)
    first = booth.sight(studio).pair_id
    orders = lab.start(studio)
    assert not booth.say(studio, ANNE, first, booth.BASE).ends
    assert booth.vote_all(studio, BOB) == []
    lab.carry(studio, orders)
    assert len(booth.vote_all(studio, BOB)) == 1
    assert booth.state(studio).phase == "revealed"


@pytest.mark.parametrize("change", ["UPDATE pair SET look = 2", "DELETE FROM pair"])
def test_pairs_are_append_only(studio: Studio, change: str) -> None:
    """Nobody with SQL changes what is voted on."""
    booth.ended(studio)
    booth.open_pairs(studio)
    with refused_by_the_database("append-only"), studio.database.write() as tx:
        tx.execute(text(change))
