"""What happens at one instant: votes, undos, reveals and extensions, on both databases."""

from __future__ import annotations

from typing import Any

import booth
import lab
import pytest
from booth import ANNE, ARM, BOB
from fakes import in_threads
from lab import LAB
from sqlalchemy import text
from sqlmodel import col, select

from core.errors import ExperimentRefused
from core.experiments import drafts
from core.experiments.shapes import CaseShape
from core.experiments.voting import reveals, votes
from core.experiments.voting.votes import Cast
from core.people.people import DEMO_USER
from core.studio import Studio
from core.tables import Choice, Reveal

LATER = CaseShape("后来", {"mood": "later"})


def rows_of(studio: Studio) -> list[Reveal]:
    """Return all reveals, by look."""
    with studio.database.read() as session:
        return list(session.exec(select(Reveal).order_by(col(Reveal.look))))


def number_of(studio: Studio, table: str) -> int:
    with studio.database.read() as session:
        return int(session.scalar(text(f"SELECT COUNT(*) FROM {table}")) or 0)


def reason(found: object) -> str | None:
    """Return why something was refused; whatever else went wrong is raised."""
    if isinstance(found, ExperimentRefused):
        return found.reason
    if isinstance(found, BaseException):
        raise found
    return None


def shown_to(studio: Studio, people: list[str]) -> str:
    """Show the experiment's one pair to these people; return its id."""
    booth.ended(studio, cases=1, voters=1)
    for person in people:
        if person not in (ANNE, BOB):
            booth.voter(studio, person)
    return {booth.sight(studio, person).pair_id for person in people}.pop()


def test_one_place_takes_one_of_four_votes(studio: Studio) -> None:
    """Four people answer the same pair at once: one vote is in and reveals, the others are told."""
    people = [ANNE, BOB, "cleo", "dan"]
    pair = shown_to(studio, people)
    found = in_threads(4, lambda n: booth.say(studio, people[n], pair, ARM))
    assert [each for each in found if isinstance(each, Cast)] == [Cast(1, ends=True)]
    refused = [reason(each) for each in found if not isinstance(each, Cast)]
    assert set(refused) <= {"revealed", "pair_is_full"}
    assert (number_of(studio, "vote"), len(rows_of(studio))) == (1, 1)


def test_a_double_click_is_one_vote(studio: Studio) -> None:
    """The same answer four times at once is one row, and nobody is refused."""
    pair = shown_to(studio, [ANNE])
    found = in_threads(4, lambda _: votes.vote(studio, ANNE, pair, Choice.LEFT))
    assert sorted(map(str, found)) == sorted(
        [str(Cast(1, ends=True)), *[str(Cast(1, ends=False))] * 3]
    )
    assert number_of(studio, "vote") == 1


def test_answers_at_one_instant_are_numbered(studio: Studio) -> None:
    """Two keys at once in two tabs: both are rows, no number twice, and the last one counts."""
    booth.ended(studio, cases=2)
    pair = booth.sight(studio).pair_id
    answers = [Choice.LEFT, Choice.RIGHT, Choice.SAME, Choice.NEITHER]
    kept = in_threads(4, lambda n: votes.vote(studio, ANNE, pair, answers[n]))
    assert sorted(each.n for each in kept if isinstance(each, Cast)) == [1, 2, 3, 4]
    assert booth.state(studio).progress.filled == 1


@pytest.mark.parametrize("turn", range(4))
def test_an_undo_and_the_last_vote(studio: Studio, turn: int) -> None:
    """Anne takes back while Bob's vote would end the look: it ends with both votes or not."""
    booth.ended(studio, cases=1, voters=2)
    pair = booth.sight(studio).pair_id
    booth.sight(studio, BOB)
    booth.say(studio, ANNE, pair, ARM)
    acts: list[Any] = [
        lambda: votes.undo(studio, ANNE, LAB),
        lambda: booth.say(studio, BOB, pair, ARM),
    ]
    acts = acts[:: -1 if turn % 2 else 1]
    undone, voted = in_threads(2, lambda n: acts[n]())[:: -1 if turn % 2 else 1]
    assert isinstance(voted, Cast)
    revealed = rows_of(studio)
    if voted.ends:
        assert reason(undone) == "revealed"
        assert (revealed[0].votes, revealed[0].missing) == (2, 0)
    else:
        assert (undone, revealed) == (pair, [])
        assert booth.state(studio, BOB).progress.filled == 1


def test_an_early_reveal_and_the_last_vote(studio: Studio) -> None:
    """Whoever is first ends the look: one reveal, whose numbers have the vote or miss it."""
    pair = shown_to(studio, [ANNE])
    acts: list[Any] = [
        lambda: reveals.reveal(studio, DEMO_USER, LAB),
        lambda: booth.say(studio, ANNE, pair, ARM),
    ]
    early, voted = in_threads(2, lambda n: acts[n]())
    (row,) = rows_of(studio)
    assert early == row
    if isinstance(voted, Cast):
        assert (voted.ends, row.person_id, row.votes, row.missing) == (True, None, 1, 0)
    else:
        assert reason(voted) == "revealed"
        assert (row.person_id, row.votes, row.missing) == (DEMO_USER, 0, 1)


def test_two_early_reveals_are_one(studio: Studio) -> None:
    """A double click reveals once, and both are shown the same."""
    booth.ended(studio, cases=1)
    found = in_threads(4, lambda _: reveals.reveal(studio, DEMO_USER, LAB))
    assert found == rows_of(studio) * 4


def test_extending_while_the_last_vote_comes_in(studio: Studio) -> None:
    """Either the case is added to this look, which goes on, or it came too late and is refused."""
    pair = shown_to(studio, [ANNE])
    seen = lab.matrix(studio).experiment.revision
    acts: list[Any] = [
        lambda: drafts.extend(studio, DEMO_USER, LAB, cases=[LATER], seen=seen),
        lambda: booth.say(studio, ANNE, pair, ARM),
    ]
    extended, voted = in_threads(2, lambda n: acts[n]())
    assert isinstance(voted, Cast)
    if voted.ends:
        assert reason(extended) == "changed"
        assert len(rows_of(studio)) == 1
    else:
        assert extended == seen + 1
        assert (rows_of(studio), number_of(studio, "extension")) == ([], 0)


def test_a_run_and_the_last_vote(studio: Studio) -> None:
    """Cells that are added and run are waited for; revealed before, they are not run any more."""
    pair = shown_to(studio, [ANNE])
    drafts.extend(studio, DEMO_USER, LAB, cases=[LATER], seen=1)
    acts: list[Any] = [
        lambda: lab.start(studio),
        lambda: booth.say(studio, ANNE, pair, ARM),
    ]
    orders, voted = in_threads(2, lambda n: acts[n]())
    assert isinstance(orders, list), orders
    assert voted == Cast(1, ends=False)
    lab.carry(studio, orders)
    assert rows_of(studio) == []
    booth.vote_all(studio, BOB)
    assert len(rows_of(studio)) == 1


def test_two_extensions_after_a_reveal_are_one_look(studio: Studio) -> None:
    """Of two tabs one extends, and the other is told that it has changed."""
    booth.ended(studio, cases=1, voters=1)
    booth.vote_all(studio, ANNE)
    found = in_threads(3, lambda _: drafts.extend(studio, DEMO_USER, LAB, voters=1, seen=2))
    assert sorted(map(str, map(reason, found))) == ["None", "changed", "changed"]
    assert (number_of(studio, "extension"), booth.state(studio).look) == (1, 2)
