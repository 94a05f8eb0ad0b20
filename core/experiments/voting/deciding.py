"""From rows to the verdict: which votes count, and what they say once sides are known.

The only place that asks `core.experiments.verdict`, which knows no database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.experiments import plan
from core.experiments.plan import Came, Place
from core.experiments.rows import Matrix
from core.experiments.verdict import judged, rule
from core.experiments.verdict.judged import CountedVote, JudgedPair
from core.experiments.verdict.rule import ArmVerdict
from core.experiments.voting.looks import STANDING_AT
from core.tables import Choice


@dataclass(frozen=True)
class Standing:
    """One person's answer on a pair at the end of a look."""

    pair_id: str
    arm: int
    case_number: int
    repeat: int
    person_id: str
    answer: str
    arm_is_left: bool

    @property
    def choice(self) -> judged.Choice:
        """Return what it says of the arm and the base; not for what was skipped."""
        if self.answer in (Choice.SAME, Choice.NEITHER):
            return judged.Choice(self.answer)
        is_arm = (self.answer == Choice.LEFT) == self.arm_is_left
        return judged.Choice.ARM if is_arm else judged.Choice.BASE


def standing_at(session: Session, experiment_id: str, look: int) -> list[Standing]:
    """Return the answers that stand at the end of a look, the owner's and skipped ones too."""
    given = {"experiment": experiment_id, "look": look}
    return [Standing(**row._mapping) for row in session.execute(STANDING_AT, given)]


def judged_pairs(
    matrix: Matrix, standing: Sequence[Standing], *, own_votes: bool
) -> list[JudgedPair]:
    """Return every place of each arm beside the base's, with the votes on it that count.

    `own_votes` says whether the owner's do. What was never tried is open: it has no score.
    """
    votes: dict[Place, list[CountedVote]] = defaultdict(list)
    for each in standing:
        counts = own_votes or each.person_id != matrix.experiment.owner
        if counts and each.answer != Choice.SKIP:
            place = Place(each.arm, each.case_number, each.repeat)
            votes[place].append(CountedVote(each.person_id, each.choice, each.arm_is_left))
    last = plan.last_tries(matrix.tries)

    def came(place: Place) -> Came:
        return last[place].came if place in last else Came.OPEN

    return [
        JudgedPair(
            place.arm,
            place.case,
            place.repeat,
            arm_came=came(place),
            base_came=came(Place(matrix.base, place.case, place.repeat)),
            votes=tuple(votes[place]),
        )
        for place in matrix.places
        if place.arm != matrix.base
    ]


def decide(matrix: Matrix, pairs: Sequence[JudgedPair], *, looks: int) -> dict[int, ArmVerdict]:
    """Return the verdict on each arm after so many looks, this one included."""
    return rule.decide(pairs, base=matrix.base, arms=matrix.arms, cases=matrix.cases, looks=looks)
