"""Votes for tests: people with names of their own, and how they answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import lab
from lab import LAB

from core.experiments.voting import ballots, pairs, reads, votes
from core.experiments.voting.ballots import Sight
from core.experiments.voting.reads import Conclusion, VoteState
from core.experiments.voting.votes import Cast
from core.people import people
from core.studio import Studio
from core.tables import Ballot, Choice, Pair

ARM, BASE = "arm", "base"
ANNE, BOB, CLEO = "anne", "bob", "cleo"
MAYA = "maya"  # a member


def voter(studio: Studio, person_id: str = ANNE) -> str:
    """Make a person of their own name; return their id."""
    now, is_member = studio.now(), person_id == MAYA
    people.create(studio.database, person_id, person_id, is_member=is_member, opening=100, now=now)
    return person_id


def ended(studio: Studio, *, voters: int = 2, cases: int = 2, **more: Any) -> None:
    """Run an experiment with planned votes to its end; Anne and Bob are there."""
    lab.make(studio, cases=cases, voters=voters, **more)
    lab.carry(studio, lab.start(studio, person=more.get("person", "demo-user")))
    for person_id in (ANNE, BOB):
        voter(studio, person_id)


def sight(studio: Studio, person_id: str = ANNE) -> Sight:
    """Return the pair that a person is to judge now; there is one."""
    found = ballots.next_sight(studio, person_id, LAB)
    assert found is not None
    return found


def ballot(studio: Studio, person_id: str, pair_id: str) -> Ballot:
    """Return a person's ballot of a pair."""
    with studio.database.read() as session:
        return session.get_one(Ballot, (pair_id, person_id))


def pair(studio: Studio, pair_id: str) -> Pair:
    """Return a pair's row."""
    with studio.database.read() as session:
        return session.get_one(Pair, pair_id)


def say(studio: Studio, person_id: str, pair_id: str, what: str) -> Cast:
    """Vote on a pair: "arm" and "base" find their side, other words are a `Choice`."""
    if what in (ARM, BASE):
        is_left = ballot(studio, person_id, pair_id).arm_is_left == (what == ARM)
        what = Choice.LEFT if is_left else Choice.RIGHT
    return votes.vote(studio, person_id, pair_id, Choice(what))


def vote_all(
    studio: Studio, person_id: str, what: str | Callable[[Pair], str] = ARM, *, most: int = 999
) -> list[str]:
    """Let a person vote until nothing is left for them; return the pairs in their order."""
    voted: list[str] = []
    while len(voted) < most and (found := ballots.next_sight(studio, person_id, LAB)):
        said = what if isinstance(what, str) else what(pair(studio, found.pair_id))
        voted.append(found.pair_id)
        if say(studio, person_id, found.pair_id, said).ends:
            break
    return voted


def state(studio: Studio, person_id: str = ANNE) -> VoteState:
    """Return how voting stands for a person."""
    return reads.vote_state(studio.database, people.find(studio.database, person_id), LAB)


def conclusion(studio: Studio, person_id: str = ANNE) -> Conclusion | None:
    """Return what a person may see of what came of the votes."""
    return reads.conclusion(studio.database, people.find(studio.database, person_id), LAB)


def open_pairs(studio: Studio) -> None:
    """Open what can be voted on, as the first who asks does."""
    pairs.open_all(studio, LAB)
