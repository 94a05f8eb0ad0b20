"""A look ends once, by its last planned vote or early; an extension begins another."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import booth
import lab
import pytest
from booth import ANNE, ARM, BASE, BOB, CLEO
from fakes import CHEAP, FakeClock, make_studio, provider_of, refused_by_the_database
from lab import LAB
from sqlalchemy import text
from sqlmodel import col, select

from core import messages
from core.audit import audit
from core.errors import ExperimentRefused, GenerationFailed, InvalidRequest, PictureInUse
from core.experiments import drafts, judging, overview
from core.experiments.overview import ExperimentFilter, State
from core.experiments.quoting import offer
from core.experiments.shapes import CaseShape
from core.experiments.verdict.rule import Kind
from core.experiments.views import reads, version_use
from core.experiments.views.view import ExperimentView
from core.experiments.voting import ballots, reveals, votes
from core.faults import ProviderFault
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import trash
from core.studio import Studio
from core.tables import Answer, Choice, Extension, Reveal

LATER = CaseShape("后来", {"mood": "later"})


def refusal(act: Any) -> str | None:
    with pytest.raises(ExperimentRefused) as caught:
        act()
    assert messages.explain(caught.value.code, caught.value.reason).what != ""
    return caught.value.reason


def rows_of(studio: Studio) -> list[Reveal]:
    """Return all reveals, by look."""
    with studio.database.read() as session:
        return list(session.exec(select(Reveal).order_by(col(Reveal.look))))


def revision(studio: Studio) -> int:
    return lab.matrix(studio).experiment.revision


def view(studio: Studio, person_id: str) -> ExperimentView:
    return reads.find(studio.database, people.find(studio.database, person_id), LAB)


def waiting(studio: Studio, person_id: str, *, voting: bool = False) -> list[str]:
    """Return the experiments that wait for a person, or for their votes alone."""
    person = people.find(studio.database, person_id)
    wanted = ExperimentFilter(waiting=not voting, voting=voting)
    page = overview.list_experiments(studio.database, person, wanted, number=1, size=20)
    return [row.id for row in page.rows]


def revealed(studio: Studio, **more: Any) -> None:
    """Run an experiment whose one wanted vote a pair Anne gives, for the arm."""
    booth.ended(studio, voters=1, **more)
    booth.vote_all(studio, ANNE)
    assert len(rows_of(studio)) == 1


# ------------------------------------------------------------------------------ the last vote


def test_the_last_planned_vote_reveals(studio: Studio) -> None:
    """Six cases, two votes each, all for the arm: the twelfth vote names it, and no vote before."""
    booth.ended(studio, cases=6)
    booth.vote_all(studio, ANNE)
    booth.vote_all(studio, BOB, most=5)
    assert rows_of(studio) == []
    assert booth.say(studio, BOB, booth.sight(studio, BOB).pair_id, ARM).ends
    (row,) = rows_of(studio)
    assert (row.look, row.person_id) == (1, None)
    assert (row.pairs, row.wanted, row.votes, row.missing, row.own_votes) == (6, 12, 12, 0, 0)
    assert json.loads(row.verdict)["2"]["kind"] == "arm"
    seen = booth.conclusion(studio)
    assert seen is not None
    verdict = seen.revealed[0].verdicts[2]
    assert (verdict.kind, verdict.won, verdict.mean, verdict.p) == (Kind.ARM, 6, 1.0, 1 / 32)
    assert [(each.name, each.answers, each.is_owner) for each in seen.voters] == [
        ("anne", 6, False),
        ("bob", 6, False),
    ]


def test_an_undo_frees_the_place_again(studio: Studio) -> None:
    """The last vote but one is taken back: the last one is not the last before it is given anew."""
    booth.ended(studio, cases=1)
    pair = booth.sight(studio).pair_id
    booth.say(studio, ANNE, pair, ARM)
    votes.undo(studio, ANNE, LAB)
    booth.sight(studio, BOB)
    assert not booth.say(studio, BOB, pair, ARM).ends
    assert booth.say(studio, ANNE, pair, BASE).ends


def test_after_the_reveal_nothing_is_voted_taken_back_or_made(studio: Studio) -> None:
    """No vote, no other answer, no undo, no filling up: what was counted stays."""
    lab.make(studio, cases=2, voters=1)
    provider_of(studio).queue(GenerationFailed(ProviderFault.NETWORK))
    lab.carry(studio, lab.start(studio))
    booth.voter(studio)
    (pair,) = booth.vote_all(studio, ANNE, Choice.LEFT)
    booth.voter(studio, BOB)
    assert refusal(lambda: votes.vote(studio, ANNE, pair, Choice.RIGHT)) == "revealed"
    assert refusal(lambda: votes.undo(studio, ANNE, LAB)) == "revealed"
    assert refusal(lambda: ballots.next_sight(studio, BOB, LAB)) == "revealed"
    assert refusal(lambda: lab.start(studio, again=True)) == "revealed"
    offered = offer.find(studio, DEMO_USER, LAB, available=100)
    assert [fault.reason for fault in offered.faults] == ["revealed"]
    assert votes.vote(studio, ANNE, pair, Choice.LEFT).n == 1, "the click's second half"
    assert not booth.state(studio).can_undo


def test_a_clock_that_is_behind_reveals_no_vote_of_later(tmp_path: Any) -> None:
    """The reveal is never dated before a vote that it counts."""
    clock = FakeClock()
    studio = make_studio("", tmp_path / "data", clock=clock)
    booth.ended(studio, cases=1)
    booth.vote_all(studio, ANNE)
    clock.advance(-5000)
    booth.vote_all(studio, BOB)
    assert rows_of(studio)[0].at == clock.now + 5000
    assert audit(studio.database).clean
    studio.database.dispose()


# ------------------------------------------------------------------------------ early


def test_the_owner_reveals_early_and_the_shortfall_is_named(studio: Studio) -> None:
    """Three of eight votes are in: the reveal says who did it, and that five are missing."""
    booth.ended(studio, cases=4)
    booth.vote_all(studio, ANNE, most=3)
    reveals.reveal(studio, DEMO_USER, LAB)
    (row,) = rows_of(studio)
    assert (row.person_id, row.pairs, row.wanted, row.votes, row.missing) == (DEMO_USER, 4, 8, 3, 5)
    seen = booth.conclusion(studio, BOB)
    assert seen is not None
    assert seen.revealed[0].early_by == "演示用户"
    (missing,) = seen.revealed[0].verdicts[2].missing_cases
    assert missing in (1, 2, 3, 4)
    assert reveals.reveal(studio, DEMO_USER, LAB) == row, "a second click is the first one's reveal"


def test_pairs_that_nobody_asked_for_are_missed_as_well(studio: Studio) -> None:
    """Revealed before anybody came: all pairs are there, and all votes are missing."""
    booth.ended(studio, cases=3)
    row = reveals.reveal(studio, DEMO_USER, LAB)
    assert (row.pairs, row.wanted, row.votes, row.missing) == (3, 6, 0, 6)


def test_who_may_not_reveal_and_when(studio: Studio) -> None:
    """Not a voter, not without votes, not before the run has ended, not what is put away."""
    made = lab.draft(studio, cases=1)
    lab.make(studio, made, id="plain")
    lab.make(studio, lab.changed(made, voters=1))

    def reveal(person_id: str = DEMO_USER, experiment_id: str = LAB) -> Any:
        return lambda: reveals.reveal(studio, person_id, experiment_id)

    assert refusal(reveal(experiment_id="plain")) == "no_votes"
    assert refusal(reveal()) == "not_run"
    orders = lab.start(studio)
    assert refusal(reveal()) == "running"
    lab.carry(studio, orders)
    assert refusal(reveal(DEMO_MEMBER)) == "not_owner"
    drafts.archive(studio, DEMO_USER, LAB)
    assert refusal(reveal()) == "archived"
    assert rows_of(studio) == []


def test_a_blocked_side_is_decided_without_a_vote(studio: Studio) -> None:
    """The arm was blocked on the one case: no pair, and the verdict counts the case as lost."""
    lab.make(studio, cases=1, voters=1)
    orders = lab.start(studio)
    arm = next(cell.order_id for cell in lab.cells(studio) if cell.arm == 2)
    blocked = GenerationFailed(ProviderFault.PROMPT_BLOCKED)
    for order in orders:
        if order.id == arm:
            provider_of(studio).queue(blocked)
        lab.carry(studio, [order])
    booth.voter(studio)
    assert ballots.next_sight(studio, ANNE, LAB) is None
    row = reveals.reveal(studio, DEMO_USER, LAB)
    facts = json.loads(row.verdict)["2"]
    assert (row.pairs, facts["lost"], facts["pairs"]) == (0, 1, 1)


# ------------------------------------------------------------------------------ what it opens


def test_until_the_reveal_all_is_sealed_to_others_and_then_open(studio: Studio) -> None:
    """Arms, pictures, judging, copying, the list's strip, a version's use: hidden, then not."""
    booth.ended(studio, cases=1, voters=1)
    order = lab.cells(studio)[0].order_id
    version = lab.matrix(studio).arms[1].version_id

    def told() -> tuple[Any, ...]:
        person = people.find(studio.database, BOB)
        page = overview.list_experiments(
            studio.database, person, ExperimentFilter(), number=1, size=9
        )
        used = version_use.of_versions(studio.database, person, "cheap")
        return view(studio, BOB).is_sealed, len(page.rows[0].strip), version in used

    assert told() == (True, 0, False)
    assert refusal(lambda: judging.judge(studio, BOB, order, Answer.USABLE)) == "sealed"
    assert refusal(lambda: drafts.copy(studio, "copy", BOB, LAB)) == "sealed"
    booth.vote_all(studio, ANNE)
    assert told() == (False, 2, True)
    assert judging.judge(studio, BOB, order, Answer.USABLE) == 1
    assert drafts.copy(studio, "copy", BOB, LAB).owner == BOB


def test_an_experiment_with_votes_is_done_when_it_is_revealed(studio: Studio) -> None:
    """待评 until the last vote, whatever its owner judges; 有结论 after it, judged or not."""
    booth.ended(studio, cases=1, voters=1)
    assert view(studio, DEMO_USER).state == State.JUDGING
    booth.vote_all(studio, ANNE)
    assert view(studio, DEMO_USER).state == State.DONE
    drafts.extend(studio, DEMO_USER, LAB, voters=1, seen=revision(studio))
    assert view(studio, DEMO_USER).state == State.JUDGING


def test_what_waits_for_a_vote_is_in_the_list(studio: Studio) -> None:
    """Before anybody asked for a pair and after; not once it is answered, full, or revealed."""
    lab.make(studio, cases=2, voters=2)
    orders = lab.start(studio)
    for person in (ANNE, BOB, CLEO):
        booth.voter(studio, person)
    assert waiting(studio, ANNE) == []
    lab.carry(studio, orders)
    assert waiting(studio, ANNE) == [LAB]
    assert waiting(studio, DEMO_MEMBER) == [], "a demo person has no vote"
    booth.vote_all(studio, ANNE)
    assert (waiting(studio, ANNE), waiting(studio, BOB)) == ([], [LAB])
    votes.undo(studio, ANNE, LAB)
    assert waiting(studio, ANNE) == [LAB]
    booth.vote_all(studio, BOB, most=1)
    booth.vote_all(studio, CLEO, most=1)
    reveals.reveal(studio, DEMO_USER, LAB)
    assert [waiting(studio, person) for person in (ANNE, BOB, CLEO)] == [[], [], []]


def test_votes_wait_in_a_list_of_their_own(studio: Studio) -> None:
    """What has pictures to judge and no votes planned waits for a person, but not for a vote."""
    booth.ended(studio, cases=1)
    lab.make(studio, cases=1, id="plain")
    lab.carry(studio, lab.start(studio, "plain"))
    assert sorted(waiting(studio, ANNE)) == [LAB, "plain"]
    assert waiting(studio, ANNE, voting=True) == [LAB]
    booth.vote_all(studio, ANNE)
    assert waiting(studio, ANNE, voting=True) == []


def test_an_owner_waits_for_their_own_vote_where_it_counts(studio: Studio) -> None:
    """Where it doesn't, only pictures that they have not judged wait for them."""
    booth.voter(studio)
    made = lab.changed(lab.draft(studio, cases=1), voters=1)
    for name, own_votes in (("counts", True), ("beside", False)):
        lab.make(studio, lab.changed(made, own_votes=own_votes), id=name, person=ANNE)
        orders = lab.start(studio, name, person=ANNE)
        lab.carry(studio, orders)
        for order in orders:
            judging.judge(studio, ANNE, order.id, Answer.USABLE)
    assert waiting(studio, ANNE) == ["counts"]


def test_what_is_full_waits_for_nobody(studio: Studio) -> None:
    """Both votes of the one pair are in, and a case that was added has not run yet."""
    booth.ended(studio, cases=1, voters=2)
    booth.voter(studio, CLEO)
    drafts.extend(studio, DEMO_USER, LAB, cases=[LATER], seen=1)
    assert waiting(studio, CLEO) == [LAB]
    for person in (ANNE, BOB):
        booth.vote_all(studio, person)
    assert waiting(studio, CLEO) == []


def test_pictures_stay_until_the_reveal(studio: Studio) -> None:
    """A voter may be looking at them: also of what was put away; afterwards they may go."""
    booth.ended(studio, cases=1, voters=1)
    order = lab.cells(studio)[0].order_id
    booth.open_pairs(studio)
    with pytest.raises(PictureInUse) as caught:
        trash.trash(studio, DEMO_USER, [order])
    assert "揭晓" in messages.explain(caught.value.code, facts=caught.value.facts).advice
    drafts.archive(studio, DEMO_USER, LAB)
    with pytest.raises(PictureInUse):
        trash.trash(studio, DEMO_USER, [order])
    drafts.archive(studio, DEMO_USER, LAB, on=False)
    booth.vote_all(studio, ANNE)
    assert trash.trash(studio, DEMO_USER, [order]) == [order]


# ------------------------------------------------------------------------------ another look


def test_more_votes_after_a_reveal_are_one_more_look(studio: Studio) -> None:
    """Sealed again for others, Bob's vote alone is wanted, Anne's stays; K counts both looks."""
    revealed(studio, cases=2)
    assert drafts.extend(studio, DEMO_USER, LAB, voters=1, seen=2) == 3
    seen = booth.state(studio, BOB)
    assert (seen.phase, seen.look, seen.voters, seen.progress.left) == ("open", 2, 2, 2)
    assert view(studio, BOB).is_sealed
    assert booth.conclusion(studio, BOB) is None
    own = booth.conclusion(studio, DEMO_USER)
    assert own is not None
    assert (len(own.revealed), own.as_planned) == (1, None)
    assert ballots.next_sight(studio, ANNE, LAB) is None
    booth.vote_all(studio, BOB, BASE)
    first, second = rows_of(studio)
    assert (second.look, second.pairs, second.wanted, second.votes) == (2, 2, 4, 4)
    facts = [json.loads(row.verdict)["2"] for row in (first, second)]
    assert [each["comparisons"] for each in facts] == [1, 2]
    assert [(each["won"], each["tied"]) for each in facts] == [(2, 0), (0, 2)]


def test_pictures_that_came_since_keep_the_look_open(studio: Studio) -> None:
    """Anne has her one pair before her while the added case runs: her vote is not the last one."""
    booth.ended(studio, cases=1, voters=1)
    seen = booth.sight(studio)
    drafts.extend(studio, DEMO_USER, LAB, cases=[LATER], seen=1)
    lab.carry(studio, lab.start(studio))
    assert not booth.say(studio, ANNE, seen.pair_id, ARM).ends
    assert rows_of(studio) == []
    assert len(booth.vote_all(studio, ANNE)) == 1
    (row,) = rows_of(studio)
    assert (row.pairs, row.votes) == (2, 2)


def test_more_cases_after_a_reveal_are_one_more_look(studio: Studio) -> None:
    """The added case runs and is voted on; the first look's verdict stays as it stood."""
    revealed(studio, cases=1)
    before = rows_of(studio)[0]
    drafts.extend(studio, DEMO_USER, LAB, cases=[LATER], seen=2)
    lab.carry(studio, lab.start(studio))
    assert len(booth.vote_all(studio, BOB)) == 1
    first, second = rows_of(studio)
    assert first == before
    assert (second.look, second.pairs, second.votes) == (2, 2, 2)
    with studio.database.read() as session:
        (added,) = session.exec(select(Extension)).all()
    assert (added.look, added.cells, added.voters_added, added.person_id) == (2, 2, 0, DEMO_USER)


def test_a_look_counts_the_cells_that_are_new(studio: Studio) -> None:
    """A case and an arm beside two arms on one case: four cells more, whatever has run."""
    revealed(studio, cases=1)
    arm = lab.arm(f"{CHEAP}@2", aspect_ratio="16:9")
    drafts.extend(studio, DEMO_USER, LAB, arms=[arm], cases=[LATER], seen=2)
    with studio.database.read() as session:
        (added,) = session.exec(select(Extension)).all()
    assert added.cells == 4


def test_nobody_is_told_who_has_voted_in_a_look_that_goes_on(studio: Studio) -> None:
    """Bob has voted again and not on all: the owner is told of the first look, and no more."""
    revealed(studio, cases=2)
    drafts.extend(studio, DEMO_USER, LAB, voters=1, seen=2)
    booth.vote_all(studio, BOB, BASE, most=1)
    seen = booth.conclusion(studio, DEMO_USER)
    assert seen is not None
    assert [each.name for each in seen.voters] == ["anne"]
    assert seen.as_planned is seen.other_way is None


def test_what_is_filled_up_beside_a_deleted_picture_is_no_pair(studio: Studio) -> None:
    """The arm's came to nothing, the base's was deleted after the reveal: nothing to compare."""
    lab.make(studio, cases=2, voters=1)
    orders = lab.start(studio)
    failing = next(cell for cell in lab.cells(studio) if cell.arm == 2 and cell.case_number == 1)
    for order in orders:
        if order.id == failing.order_id:
            provider_of(studio).queue(GenerationFailed(ProviderFault.NETWORK))
        lab.carry(studio, [order])
    booth.voter(studio)
    booth.voter(studio, BOB)
    booth.vote_all(studio, ANNE)
    base = next(cell for cell in lab.cells(studio) if cell.arm == 1 and cell.case_number == 1)
    trash.trash(studio, DEMO_USER, [base.order_id])
    drafts.extend(studio, DEMO_USER, LAB, voters=1, seen=2)
    lab.carry(studio, lab.start(studio, again=True))
    (pair,) = booth.vote_all(studio, BOB)
    assert booth.pair(studio, pair).case_number == 2
    assert [row.pairs for row in rows_of(studio)] == [1, 1]


def test_a_counted_vote_stays_in_another_look(studio: Studio) -> None:
    """Anne knows by now whose picture was whose: she neither changes nor takes back her vote."""
    revealed(studio, cases=1)
    drafts.extend(studio, DEMO_USER, LAB, voters=2, seen=2)
    with studio.database.read() as session:
        pair = session.scalar(text("SELECT id FROM pair"))
    assert refusal(lambda: votes.vote(studio, ANNE, pair, Choice.SKIP)) == "revealed"
    assert refusal(lambda: votes.vote(studio, ANNE, pair, Choice.UNDONE)) == "revealed"
    assert votes.undo(studio, ANNE, LAB) is None


def test_an_extension_counts_once_until_its_reveal(studio: Studio) -> None:
    """Votes and then cases, before anybody has looked again: still the second look."""
    revealed(studio, cases=1)
    drafts.extend(studio, DEMO_USER, LAB, voters=1, seen=2)
    drafts.extend(studio, DEMO_USER, LAB, cases=[LATER], seen=3)
    assert booth.state(studio).look == 2


def test_who_has_not_seen_the_reveal_extends_nothing(studio: Studio) -> None:
    """The last vote came while the owner was typing: their extension would be one more look."""
    booth.ended(studio, cases=1, voters=1)
    seen = revision(studio)
    booth.vote_all(studio, ANNE)
    act = lambda: drafts.extend(studio, DEMO_USER, LAB, cases=[LATER], seen=seen)  # noqa: E731
    assert refusal(act) == "changed"


def test_what_no_look_can_be(studio: Studio) -> None:
    """Votes before a reveal, votes where none were planned, over 20 in all, and nothing at all."""
    booth.ended(studio, cases=1, voters=1)

    def extend(voters: int) -> Callable[[], int]:
        seen = revision(studio)
        return lambda: drafts.extend(studio, DEMO_USER, LAB, voters=voters, seen=seen)

    assert refusal(extend(1)) == "not_revealed"
    booth.vote_all(studio, ANNE)
    for voters in (-1, 20):
        with pytest.raises(InvalidRequest) as caught:
            extend(voters)()
        assert caught.value.reason == "voters"
    assert extend(0)() == 3
    assert booth.state(studio).phase == "revealed"
    assert extend(19)() == 4
    lab.make(studio, cases=1, id="plain")
    lab.carry(studio, lab.start(studio, "plain"))
    act = lambda: drafts.extend(studio, DEMO_USER, "plain", voters=1, seen=1)  # noqa: E731
    assert refusal(act) == "no_votes"


def extend_without(side: str, studio: Studio, *, voters: int) -> None:
    """Reveal two cases, put one picture of the first into the bin, and ask for more votes."""
    revealed(studio, cases=2)
    with studio.database.read() as session:
        gone = session.scalar(text(f"SELECT {side} FROM pair WHERE case_number = 1"))
    trash.trash(studio, DEMO_USER, [gone])
    drafts.extend(studio, DEMO_USER, LAB, voters=voters, seen=2)


def test_deleted_pictures_are_no_pair_of_another_look(studio: Studio) -> None:
    """After the reveal one went to the bin: it is not voted on again, and its vote is missing."""
    extend_without("arm_order", studio, voters=1)
    for number in range(12):  # each is shown the pairs in an order of their own
        booth.voter(studio, f"voter-{number}")
        first = booth.sight(studio, f"voter-{number}")
        assert booth.pair(studio, first.pair_id).case_number == 2
    (pair,) = booth.vote_all(studio, BOB)
    assert booth.pair(studio, pair).case_number == 2
    second = rows_of(studio)[1]
    assert (second.person_id, second.wanted, second.votes, second.missing) == (None, 4, 3, 1)


def test_a_pair_without_its_picture_waits_for_nobody(studio: Studio) -> None:
    """What was put into the bin after a reveal is in nobody's list of what waits for a vote."""
    extend_without("base_order", studio, voters=2)
    assert waiting(studio, BOB, voting=True) == [LAB]
    booth.vote_all(studio, BOB)
    assert waiting(studio, BOB, voting=True) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reveal SET verdict = '{}'",
        "DELETE FROM reveal",
        "UPDATE extension SET voters_added = 2",
        "DELETE FROM extension",
    ],
)
def test_looks_are_append_only(studio: Studio, change: str) -> None:
    """Nobody with SQL takes a look back."""
    revealed(studio, cases=1)
    drafts.extend(studio, DEMO_USER, LAB, voters=1, seen=2)
    with refused_by_the_database("append-only"), studio.database.write() as tx:
        tx.execute(text(change))
