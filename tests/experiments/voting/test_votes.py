"""What people say of pairs: the last answer counts, places are limited, nothing is overwritten."""

from __future__ import annotations

from typing import Any

import booth
import lab
import pytest
from booth import ANNE, ARM, BASE, BOB, CLEO
from fakes import refused_by_the_database
from lab import LAB
from sqlalchemy import text
from sqlmodel import col, select

from core.errors import ExperimentRefused
from core.experiments import drafts
from core.experiments.voting import ballots, votes
from core.people.people import DEMO_USER
from core.studio import Studio
from core.tables import Choice, Vote

LEFT, RIGHT, SAME, NEITHER, SKIP = (
    Choice.LEFT,
    Choice.RIGHT,
    Choice.SAME,
    Choice.NEITHER,
    Choice.SKIP,
)


def rows_of(studio: Studio, person_id: str = ANNE) -> list[tuple[int, str, int]]:
    """Return a person's answers: number, answer, look."""
    with studio.database.read() as session:
        query = (
            select(Vote).where(Vote.person_id == person_id).order_by(col(Vote.pair_id), col(Vote.n))
        )
        return [(each.n, each.answer, each.look) for each in session.exec(query)]


def refusal(act: Any) -> str | None:
    with pytest.raises(ExperimentRefused) as caught:
        act()
    return caught.value.reason


def owned_by_anne(studio: Studio, *, own_votes: bool, voters: int = 1) -> str:
    """Let Anne run one case with planned votes; return the pair as Bob is shown it."""
    booth.voter(studio)
    booth.voter(studio, BOB)
    lab.make(studio, cases=1, voters=voters, own_votes=own_votes, person=ANNE)
    lab.carry(studio, lab.start(studio, person=ANNE))
    return booth.sight(studio, BOB).pair_id


def test_each_answer_is_a_row_and_the_last_one_counts(studio: Studio) -> None:
    """Left, right, taken back, skipped: four rows; the same again adds none."""
    booth.ended(studio, cases=1)
    pair = booth.sight(studio).pair_id
    for answer, number in ((LEFT, 1), (LEFT, 1), (RIGHT, 2)):
        assert votes.vote(studio, ANNE, pair, answer).n == number
    assert votes.undo(studio, ANNE, LAB) == pair
    assert booth.state(studio).progress.filled == 0
    assert votes.vote(studio, ANNE, pair, SKIP).n == 4
    assert booth.state(studio).progress.filled == 1
    said = [answer for _, answer, _ in rows_of(studio)]
    assert said == ["left", "right", "undone", "skip"]


def test_taking_back_shows_the_pair_again_and_then_the_one_before(studio: Studio) -> None:
    """Z after two votes: the second pair is next; Z again: the first one is; then both are gone."""
    booth.ended(studio, cases=4, voters=3)
    first, second = booth.vote_all(studio, ANNE, most=2)
    third = booth.sight(studio).pair_id
    assert votes.undo(studio, ANNE, LAB) == second
    assert booth.sight(studio).pair_id == second
    assert votes.undo(studio, ANNE, LAB) == first
    assert booth.sight(studio).pair_id == first
    assert votes.undo(studio, ANNE, LAB) is None
    assert not booth.state(studio).can_undo
    assert booth.vote_all(studio, ANNE, most=3) == [first, second, third]


def test_nothing_is_taken_back_that_was_not_said(studio: Studio) -> None:
    """An answer that is undone already, or never given, adds no row."""
    booth.ended(studio, cases=1)
    pair = booth.sight(studio).pair_id
    assert votes.undo(studio, ANNE, LAB) is None
    assert votes.vote(studio, ANNE, pair, Choice.UNDONE).n == 0
    assert rows_of(studio) == []


def test_a_pair_takes_as_many_people_as_it_wants(studio: Studio) -> None:
    """Three were shown it and two have voted: the third is refused until one takes theirs back."""
    booth.ended(studio, cases=2)
    booth.voter(studio, CLEO)
    pair = booth.sight(studio).pair_id
    while booth.sight(studio, BOB).pair_id != pair:
        booth.say(studio, BOB, booth.sight(studio, BOB).pair_id, ARM)
    while booth.sight(studio, CLEO).pair_id != pair:
        booth.say(studio, CLEO, booth.sight(studio, CLEO).pair_id, ARM)
    for person in (ANNE, BOB):
        booth.say(studio, person, pair, ARM)
    assert refusal(lambda: booth.say(studio, CLEO, pair, ARM)) == "pair_is_full"
    assert booth.say(studio, BOB, pair, BASE).n == 2, "who has a place may think again"
    votes.vote(studio, ANNE, pair, Choice.UNDONE)
    assert booth.say(studio, CLEO, pair, ARM).n == 1
    assert refusal(lambda: booth.say(studio, ANNE, pair, ARM)) == "pair_is_full"


def test_a_skipped_pair_has_its_place_filled(studio: Studio) -> None:
    """Who can't say fills their place: one vote is wanted, and the pair is full."""
    booth.ended(studio, cases=2, voters=1)
    pair = booth.sight(studio).pair_id
    booth.say(studio, ANNE, pair, SKIP)
    assert pair not in booth.vote_all(studio, BOB)


def test_nobody_votes_on_what_they_were_not_shown(studio: Studio) -> None:
    """Another's pair, an unknown one and words that no database takes are all no ballot."""
    booth.ended(studio, cases=1)
    pair = booth.sight(studio).pair_id
    for person, given in ((BOB, pair), (ANNE, "gone"), (ANNE, "a\0"), ("a\0", pair)):
        act = lambda person=person, given=given: votes.vote(studio, person, given, LEFT)  # noqa: E731
        assert refusal(act) == "no_ballot"
    assert rows_of(studio) == []


def test_what_is_archived_is_not_voted_on(studio: Studio) -> None:
    """Put away before its reveal: no vote, no undo, until it is brought back."""
    booth.ended(studio, cases=2)
    pair = booth.sight(studio).pair_id
    booth.say(studio, ANNE, pair, ARM)
    drafts.archive(studio, DEMO_USER, LAB)
    assert refusal(lambda: booth.say(studio, ANNE, pair, BASE)) == "archived"
    assert refusal(lambda: votes.undo(studio, ANNE, LAB)) == "archived"
    assert booth.state(studio).phase == "archived"
    drafts.archive(studio, DEMO_USER, LAB, on=False)
    assert votes.undo(studio, ANNE, LAB) == pair


def test_the_owners_votes_count_where_that_was_decided(studio: Studio) -> None:
    """One vote is wanted, and the owner gives it: with that the look has ended."""
    pair = owned_by_anne(studio, own_votes=True)
    assert booth.state(studio, ANNE).counts
    booth.sight(studio, ANNE)
    assert booth.say(studio, ANNE, pair, ARM).ends


def test_the_owners_votes_are_kept_beside_where_not(studio: Studio) -> None:
    """They fill no place: Bob's one vote still ends the look, and both are kept."""
    pair = owned_by_anne(studio, own_votes=False)
    booth.sight(studio, ANNE)
    assert not booth.state(studio, ANNE).counts
    assert not booth.say(studio, ANNE, pair, BASE).ends
    assert booth.state(studio, BOB).progress.filled == 0
    assert booth.say(studio, BOB, pair, ARM).ends
    seen = booth.conclusion(studio, BOB)
    assert seen is not None
    assert (seen.revealed[0].votes, seen.revealed[0].own_votes) == (1, 1)
    assert seen.as_planned is not None
    assert seen.other_way is not None
    assert (seen.as_planned.all.votes, seen.other_way.all.votes) == (1, 2)


@pytest.mark.parametrize("change", ["UPDATE vote SET answer = 'left'", "DELETE FROM vote"])
def test_votes_are_append_only(studio: Studio, change: str) -> None:
    """Nobody with SQL changes what was said."""
    booth.ended(studio, cases=2)
    booth.say(studio, ANNE, booth.sight(studio).pair_id, RIGHT)
    with refused_by_the_database("append-only"), studio.database.write() as tx:
        tx.execute(text(change))


@pytest.mark.parametrize("table", ["pair", "ballot", "vote", "extension", "reveal"])
def test_no_table_is_emptied_at_once(studio: Studio, table: str) -> None:
    """TRUNCATE fires no DELETE trigger, and is refused by one of its own; SQLite has none."""
    with refused_by_the_database(), studio.database.write() as tx:
        tx.execute(text(f"TRUNCATE {table} CASCADE"))


@pytest.mark.parametrize("table", ["pair", "ballot", "vote", "extension", "reveal"])
def test_nothing_is_replaced_from_a_shell(sqlite_studio: Studio, table: str) -> None:
    """INSERT OR REPLACE, which fires no DELETE trigger in a shell, is refused for every table."""
    booth.ended(sqlite_studio, cases=1, voters=1)
    booth.vote_all(sqlite_studio, ANNE)
    drafts.extend(sqlite_studio, DEMO_USER, LAB, voters=1, seen=2)
    assert ballots.next_sight(sqlite_studio, BOB, LAB)
    with refused_by_the_database("append-only"), sqlite_studio.database.write() as tx:
        tx.execute(text("PRAGMA recursive_triggers = OFF"))
        tx.execute(text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))
