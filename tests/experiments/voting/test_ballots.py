"""What a voter sees: one pair at a time, sides by chance, and nothing that names an arm."""

from __future__ import annotations

import re
from dataclasses import asdict, replace

import booth
import lab
import pytest
from booth import ANNE, ARM, BOB, CLEO
from fakes import in_threads, png, provider_of, refused_by_the_database
from lab import LAB
from sqlalchemy import text
from sqlmodel import col, func, select

from core import messages
from core.errors import ExperimentNotFound, ExperimentRefused, PersonNotFound
from core.experiments import drafts
from core.experiments.shapes import CaseShape
from core.experiments.voting import ballots, votes
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.studio import Studio
from core.tables import Ballot

TOKEN = re.compile(r"[0-9a-f]{32}")


def test_a_voter_sees_the_question_and_two_unnamed_pictures(studio: Studio) -> None:
    """Question, title, 必查点 and reference; of the pictures two random tokens alone."""
    upload = references.keep(studio, DEMO_USER, check_reference(png("red")), "boat.png")
    case = CaseShape("船", {"mood": "calm"}, "两只手", upload.name, "boat.png")
    lab.make(studio, lab.changed(lab.draft(studio), cases=(case,), voters=1))
    lab.carry(studio, lab.start(studio))
    booth.voter(studio)
    seen = booth.sight(studio)
    assert (seen.question, seen.title, seen.look_for) == ("哪张更像水墨？", "船", "两只手")
    assert (seen.reference, seen.reference_name) == (upload.name, "boat.png")
    assert TOKEN.fullmatch(seen.left_token)
    assert TOKEN.fullmatch(seen.right_token)
    assert seen.left_token != seen.right_token
    told = repr(asdict(seen) | {"pair_id": ""})
    named = [cell.order_id for cell in lab.cells(studio)]
    named += [arm.version_id for arm in lab.matrix(studio).arms.values()]
    assert not [word for word in [*named, "calm", "arm"] if word in told]


def test_pictures_of_different_proportions_are_said_to_be(studio: Studio) -> None:
    """A difference that everybody sees is told; larger ones of the same shape are no difference."""
    provider_of(studio).queue(*(png(width=96, height=64), png(), png(width=64), png()))
    booth.ended(studio, voters=2, cases=2)
    shapes = []
    for _ in range(2):
        seen = booth.sight(studio)
        shapes.append(seen.same_shape)
        booth.say(studio, ANNE, seen.pair_id, ARM)
    assert sorted(shapes) == [False, True]


def test_a_reload_shows_the_same_sight(studio: Studio) -> None:
    """What was shown and not answered comes back, with the same sides and tokens."""
    booth.ended(studio, cases=4)
    first = booth.sight(studio)
    assert [booth.sight(studio) for _ in range(3)] == [first] * 3
    with studio.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Ballot)) == 1


def test_a_reload_shows_the_same_though_others_have_judged_it(studio: Studio) -> None:
    """The case that is looked at is no longer the least judged one, and stays in sight."""
    booth.ended(studio, cases=2, voters=3)
    first = booth.sight(studio)
    ballots.next_sight(studio, BOB, LAB, after=booth.sight(studio, BOB).pair_id)
    booth.say(studio, BOB, first.pair_id, ARM)
    assert booth.sight(studio) == first


def test_what_is_taken_back_comes_before_what_was_shown_earlier(studio: Studio) -> None:
    """A second tab was one pair ahead, voted and took it back: that pair is next in both."""
    booth.ended(studio, cases=2)
    ahead = ballots.next_sight(studio, ANNE, LAB, after=booth.sight(studio).pair_id)
    assert ahead is not None
    booth.say(studio, ANNE, ahead.pair_id, ARM)
    votes.undo(studio, ANNE, LAB)
    assert booth.sight(studio) == ahead


def test_tokens_are_of_128_bits_that_nothing_repeats(studio: Studio) -> None:
    """No half of a token stands in it, in the other side's or in another ballot's again."""
    booth.ended(studio, cases=3)
    booth.vote_all(studio, ANNE)
    booth.vote_all(studio, BOB, most=1)
    with studio.database.read() as session:
        drawn = session.scalars(select(Ballot)).all()
    tokens = [token for ballot in drawn for token in (ballot.left_token, ballot.right_token)]
    halves = {token[at : at + 16] for token in tokens for at in (0, 16)}
    assert len(halves) == 2 * len(tokens) == 16


def test_what_is_fetched_ahead_comes_next(studio: Studio) -> None:
    """The pair behind the one that is looked at is the same later, and takes no place before it."""
    booth.ended(studio, cases=3)
    first = booth.sight(studio)
    ahead = ballots.next_sight(studio, ANNE, LAB, after=first.pair_id)
    assert ahead is not None
    assert ahead.pair_id != first.pair_id
    assert booth.sight(studio) == first
    booth.say(studio, ANNE, first.pair_id, booth.ARM)
    assert booth.sight(studio) == ahead


def test_behind_the_last_pair_there_is_none(studio: Studio) -> None:
    """Nothing is fetched ahead where one pair is left."""
    booth.ended(studio, cases=1)
    assert ballots.next_sight(studio, ANNE, LAB, after=booth.sight(studio).pair_id) is None


def test_two_tabs_at_one_instant_share_a_ballot(studio: Studio) -> None:
    """The same person's second tab is shown what the first one is, without an error."""
    booth.ended(studio, cases=1)
    booth.open_pairs(studio)
    seen = in_threads(4, lambda _: booth.sight(studio))
    assert seen == [seen[0]] * 4
    assert isinstance(seen[0], ballots.Sight)


@pytest.mark.parametrize("filled_url", ["postgresql"], indirect=True)
def test_a_ballot_that_is_written_meanwhile_is_shared(studio: Studio) -> None:
    """A tab that draws sides while another writes its own shows those; SQLite lets none between."""
    booth.ended(studio, cases=1)
    booth.open_pairs(studio)
    other: list[ballots.Sight] = []

    def seed() -> int:
        other.append(booth.sight(studio))
        return studio.new_seed()

    assert booth.sight(replace(studio, new_seed=seed)) == other[0]


def test_sides_are_drawn_for_each_voter_and_pair(studio: Studio) -> None:
    """The side is the studio's dice, even or odd: not the place, the voter or the arm."""
    booth.ended(studio, cases=4)
    thrown = iter([0, 1, 1, 0, 3, 2, 2, 3])
    dice = replace(studio, new_seed=lambda: next(thrown))
    for person in (ANNE, BOB):
        booth.vote_all(dice, person)
    with studio.database.read() as session:
        drawn = session.exec(select(Ballot).order_by(col(Ballot.shown_at))).all()
    lefts = [each.arm_is_left for each in drawn]
    assert (lefts[:4], lefts[4:]) == ([True, False, False, True], [False, True, True, False])
    tokens = {token for each in drawn for token in (each.left_token, each.right_token)}
    assert len(tokens) == 16


def test_the_case_that_was_judged_least_comes_next(studio: Studio) -> None:
    """After one vote on each of two cases the third is next, for whoever comes."""
    booth.ended(studio, cases=3, voters=3)
    first, second = booth.vote_all(studio, ANNE, most=2)
    third = booth.vote_all(studio, BOB, most=1)
    cases = [booth.pair(studio, pair_id).case_number for pair_id in (first, second, *third)]
    assert sorted(cases) == [1, 2, 3]


def test_two_voters_do_not_walk_in_step(studio: Studio) -> None:
    """Of cases that are judged equally often each voter has an order of their own."""
    booth.ended(studio, cases=8, voters=20)
    first = set()
    for number in range(8):
        person_id = booth.voter(studio, f"voter{number}")
        first.add(booth.sight(studio, person_id).pair_id)
    assert len(first) > 1


def test_nobody_is_shown_a_pair_that_is_full(studio: Studio) -> None:
    """Two votes are wanted: the third person has nothing left, and the count says so."""
    booth.ended(studio, cases=1, voters=2)
    drafts.extend(studio, DEMO_USER, LAB, cases=[CaseShape("后来", {"mood": "x"})], seen=1)
    for person in (ANNE, BOB):
        assert booth.state(studio, person).progress.answered == 0
        assert len(booth.vote_all(studio, person)) == 1
    booth.voter(studio, CLEO)
    assert ballots.next_sight(studio, CLEO, LAB) is None
    progress = booth.state(studio, CLEO).progress
    assert (progress.filled, progress.wanted, progress.left, progress.answered) == (2, 2, 0, 0)


def test_the_only_numbers_are_places(studio: Studio) -> None:
    """Before the reveal a state says how many votes are in, and never what they say."""
    booth.ended(studio, cases=2, voters=2)
    booth.vote_all(studio, ANNE, booth.BASE)
    seen = booth.state(studio, BOB)
    assert asdict(seen.progress) == {"filled": 2, "wanted": 4, "left": 2, "answered": 0}
    for person in (ANNE, BOB, DEMO_USER):
        assert booth.conclusion(studio, person) is None


def test_a_picture_that_cannot_be_read_is_passed_over(sqlite_studio: Studio) -> None:
    """A lost file keeps nobody from the other pairs."""
    booth.ended(sqlite_studio, cases=2, voters=1)
    booth.open_pairs(sqlite_studio)
    lost = booth.sight(sqlite_studio).pair_id
    for folder in ("originals", "blind"):
        for path in (sqlite_studio.settings.data_dir / folder).iterdir():
            if path.stem == booth.pair(sqlite_studio, lost).arm_order:
                path.unlink()
    assert booth.sight(sqlite_studio).pair_id != lost


def test_who_may_not_vote_is_told_why(studio: Studio) -> None:
    """The demo people need a name; votes must be planned, and the run begun; strangers are none."""

    def refused(person_id: str, experiment_id: str = LAB) -> str | None:
        with pytest.raises(ExperimentRefused) as caught:
            ballots.next_sight(studio, person_id, experiment_id)
        assert messages.explain(caught.value.code, caught.value.reason).advice != ""
        return caught.value.reason

    booth.voter(studio)
    made = lab.draft(studio, cases=1)
    lab.make(studio, made, id="plain")
    lab.make(studio, lab.changed(made, voters=1))
    assert refused(ANNE) == "not_run"
    lab.carry(studio, lab.start(studio))
    assert [refused(demo) for demo in (DEMO_USER, DEMO_MEMBER)] == ["needs_own_name"] * 2
    assert refused(ANNE, "plain") == "no_votes"
    drafts.archive(studio, DEMO_USER, LAB)
    assert refused(ANNE) == "archived"
    with pytest.raises(PersonNotFound):
        ballots.next_sight(studio, "nobody", LAB)
    with pytest.raises(PersonNotFound):
        ballots.next_sight(studio, "a\0", LAB)
    with pytest.raises(ExperimentNotFound):
        ballots.next_sight(studio, ANNE, "gone")


@pytest.mark.parametrize(
    "change", ["UPDATE ballot SET arm_is_left = NOT arm_is_left", "DELETE FROM ballot"]
)
def test_ballots_are_append_only(studio: Studio, change: str) -> None:
    """Nobody turns the sides round after somebody has looked."""
    booth.ended(studio, cases=1)
    booth.sight(studio)
    with refused_by_the_database("append-only"), studio.database.write() as tx:
        tx.execute(text(change))
