"""What pages read of voting: how far it is, and after the reveal what came of it.

    盲评   `vote_state` says what to show; `ballots.next_sight` is the pair itself
    结论   `conclusion` has each look's verdict as it stood, and the votes of the last one

The figures of each arm (success, blocked, usable, seconds, cost) are those of
`core.experiments.views.reads.find`. Before a reveal nobody is told how anybody has voted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, col

from core.database import Source, reading
from core.experiments import rows
from core.experiments.rows import Matrix
from core.experiments.verdict import record, tally
from core.experiments.verdict.rule import ArmVerdict
from core.experiments.verdict.tally import Tally
from core.experiments.voting import ballots, deciding, looks
from core.experiments.voting.ballots import Progress
from core.experiments.voting.deciding import Standing
from core.tables import Account, Choice, Experiment, Reveal, User


class Phase(StrEnum):
    """Where the voting of an experiment is."""

    NONE = "none"  # no votes are planned
    NOT_RUN = "not_run"
    RUNNING = "running"  # cells are being made: more pairs will come
    OPEN = "open"
    REVEALED = "revealed"
    ARCHIVED = "archived"  # before its reveal


@dataclass(frozen=True)
class VoteState:
    """How voting stands for one person.

    `look` is 1 until an extension after a reveal; `voters` is how many votes a pair wants.
    `may_vote` is False for the demo people, who are asked for a name of their own. `counts` is
    False for an owner whose votes were decided to be kept beside the verdict. `progress` counts
    the pairs that are there, which is none before the first person asks; `can_undo` says that the
    person has an answer in this look.
    """

    phase: Phase
    look: int
    voters: int
    is_own: bool
    may_vote: bool
    counts: bool
    can_undo: bool
    progress: Progress


@dataclass(frozen=True)
class Revealed:
    """One look that has ended, as it was written down then.

    `early_by` names the owner who revealed early, None where the last planned vote did. Of
    `pairs` × votes = `wanted` places `votes` were filled and `missing` were not; `own_votes` are
    the owner's. `at` is an instant in ms, `verdicts` are by arm.
    """

    look: int
    at: int
    early_by: str | None
    pairs: int
    wanted: int
    votes: int
    missing: int
    own_votes: int
    verdicts: Mapping[int, ArmVerdict]


@dataclass(frozen=True)
class Voter:
    """One voter of a look, with how many answers they gave; `is_owner` says whose experiment.

    `signs_in`: they are one person, and no name of somebody's who may have several.
    """

    name: str
    answers: int
    is_owner: bool
    signs_in: bool


@dataclass(frozen=True)
class Way:
    """What the votes come to when the owner's count, or when they don't.

    `all` is the tally of all pairs, `by_arm` of each arm's; both have wins, ties, both unusable,
    the share of left and the agreement on the same pair.
    """

    verdicts: Mapping[int, ArmVerdict]
    all: Tally
    by_arm: Mapping[int, Tally]


@dataclass(frozen=True)
class Conclusion:
    """What came of the votes: `revealed` has every look that has ended, the last one last.

    `as_planned` counts the owner's votes or not, as was decided with the run; `other_way` is the
    other way, to look at only, where the owner has voted at all. Both are None once cells were
    added for another look: what they would be made of is changing, and the verdict as it stood is
    in `revealed`. `skipped` are answers without a score.
    """

    revealed: tuple[Revealed, ...]
    voters: tuple[Voter, ...]
    skipped: int
    own_votes: bool
    as_planned: Way | None
    other_way: Way | None

    @property
    def is_of_people(self) -> bool:
        """Return whether each voter is surely another person: all of them sign in."""
        return all(voter.signs_in for voter in self.voters)


def vote_state(source: Source, person: User, experiment_id: str) -> VoteState:
    """Return how voting stands for a person; raise `ExperimentNotFound`."""
    with reading(source) as session:
        experiment = rows.find(session, experiment_id)
        look = looks.look_of(session, experiment_id)
        phase = _phase(session, experiment, is_revealed=look.is_revealed)
        offered = ballots.offered(session, person.id, experiment_id)
        given = {"experiment": experiment_id, "person": person.id, "look": look.number}
        newest = session.scalar(looks.NEWEST_ANSWER, given)
    is_own = experiment.owner == person.id
    return VoteState(
        phase=phase,
        look=look.number,
        voters=look.wanted,
        is_own=is_own,
        may_vote=person.id not in looks.DEMO_IDS,
        counts=experiment.own_votes or not is_own,
        can_undo=newest is not None and phase in (Phase.OPEN, Phase.RUNNING),
        progress=ballots.progress_of(offered),
    )


def conclusion(source: Source, person: User, experiment_id: str) -> Conclusion | None:
    """Return what came of the votes as a person may see it; None before there is a reveal.

    From an extension to its reveal others than the owner see nothing again: they may still vote.
    Raise `ExperimentNotFound`.
    """
    with reading(source) as session:
        experiment = rows.find(session, experiment_id)
        look = looks.look_of(session, experiment_id)
        if looks.is_sealed(
            experiment.owner, experiment.voters, person.id, revealed=look.is_revealed
        ):
            return None
        revealed = _revealed(session, experiment_id)
        if not revealed:
            return None
        standing = deciding.standing_at(session, experiment_id, revealed[-1].look)
        voters = _voters(session, experiment.owner, standing)
        matrix = rows.matrix_of(session, experiment) if look.is_revealed else None
    own = experiment.own_votes
    other = matrix if revealed[-1].own_votes else None
    return Conclusion(
        revealed=revealed,
        voters=voters,
        skipped=sum(each.answer == Choice.SKIP for each in standing),
        own_votes=own,
        as_planned=_way(matrix, standing, look.number, own_votes=own) if matrix else None,
        other_way=_way(other, standing, look.number, own_votes=not own) if other else None,
    )


def _phase(session: Session, experiment: Experiment, *, is_revealed: bool) -> Phase:
    if not experiment.voters:
        return Phase.NONE
    if experiment.frozen_at is None:
        return Phase.NOT_RUN
    if is_revealed:
        return Phase.REVEALED
    if experiment.archived_at is not None:
        return Phase.ARCHIVED
    return Phase.RUNNING if rows.is_running(session, experiment.id) else Phase.OPEN


def _revealed(session: Session, experiment_id: str) -> tuple[Revealed, ...]:
    found = session.execute(_REVEALS, {"experiment": experiment_id})
    return tuple(
        Revealed(
            look=row.Reveal.look,
            at=row.Reveal.at,
            early_by=row.early_by,
            pairs=row.Reveal.pairs,
            wanted=row.Reveal.wanted,
            votes=row.Reveal.votes,
            missing=row.Reveal.missing,
            own_votes=row.Reveal.own_votes,
            verdicts=record.from_text(row.Reveal.verdict),
        )
        for row in found
    )


def _voters(session: Session, owner_id: str, standing: Sequence[Standing]) -> tuple[Voter, ...]:
    answers = Counter(each.person_id for each in standing)
    names: Select[*tuple[Any, ...]] = (
        select(col(User.id), col(User.name), col(Account.user_id).label("account"))
        .outerjoin(Account, col(Account.user_id) == col(User.id))
        .where(col(User.id).in_(answers))
    )
    named = sorted(session.execute(names), key=lambda row: (-answers[row.id], row.name))
    return tuple(
        Voter(row.name, answers[row.id], row.id == owner_id, signs_in=row.account is not None)
        for row in named
    )


def _way(matrix: Matrix, standing: Sequence[Standing], look: int, *, own_votes: bool) -> Way:
    pairs = deciding.judged_pairs(matrix, standing, own_votes=own_votes)
    return Way(
        verdicts=deciding.decide(matrix, pairs, looks=look),
        all=tally.count(pairs),
        by_arm={
            arm: tally.count(pair for pair in pairs if pair.arm == arm)
            for arm in matrix.arms
            if arm != matrix.base
        },
    )


_REVEALS: Select[*tuple[Any, ...]] = (
    select(Reveal, col(User.name).label("early_by"))
    .outerjoin(User, col(User.id) == col(Reveal.person_id))
    .where(col(Reveal.experiment_id) == bindparam("experiment"))
    .order_by(col(Reveal.look))
)
