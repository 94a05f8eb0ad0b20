"""The rows of one experiment, as plan, quote and run need them; and its lock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from core.errors import ExperimentFault, ExperimentNotFound, ExperimentRefused
from core.experiments import plan
from core.experiments.plan import Came, Place, Planned, Try
from core.experiments.shapes import ArmShape, CaseShape
from core.tables import (
    Arm,
    Cell,
    Experiment,
    ExperimentCase,
    Generation,
    KeptCase,
    PromptVersion,
)
from core.text_checks import is_id


@dataclass(frozen=True)
class Matrix:
    """An experiment with its arms and cases by number, their versions, and every try so far."""

    experiment: Experiment
    arms: Mapping[int, ArmShape]
    cases: Mapping[int, CaseShape]
    versions: Mapping[str, PromptVersion]
    tries: tuple[Try, ...]

    @property
    def places(self) -> list[Place]:
        """Return all places of the matrix."""
        return plan.places(self.arms, self.cases, self.experiment.repeats)

    @property
    def is_running(self) -> bool:
        """Return whether any of its orders is open."""
        return any(each.came == Came.OPEN for each in self.tries)

    def due(self, *, again: bool) -> list[Planned]:
        """Return the cells to place now: those never tried, or `again` what came to nothing."""
        return plan.to_place(self.places, self.tries, seed=self.experiment.seed, again=again)


def find(session: Session, experiment_id: str) -> Experiment:
    """Return an experiment; raise `ExperimentNotFound`."""
    found = session.get(Experiment, experiment_id) if is_id(experiment_id) else None
    if found is None:
        raise ExperimentNotFound
    return found


def find_own(session: Session, person_id: str, experiment_id: str) -> Experiment:
    """Return an experiment of this person's; raise `ExperimentNotFound` or "not_owner"."""
    return _own(person_id, find(session, experiment_id))


def lock_own(tx: Session, person_id: str, experiment_id: str) -> Experiment:
    """Lock an experiment of this person's until the transaction's end, as it is by then.

    It comes before the locks of orders and people. Raise what `find_own` raises.
    """
    if not is_id(experiment_id):
        raise ExperimentNotFound
    query = select(Experiment).where(col(Experiment.id) == experiment_id).with_for_update()
    found = tx.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise ExperimentNotFound
    return _own(person_id, found)


def _own(person_id: str, experiment: Experiment) -> Experiment:
    if experiment.owner != person_id:
        raise ExperimentRefused(ExperimentFault.NOT_OWNER)
    return experiment


def matrix_of(session: Session, experiment: Experiment) -> Matrix:
    """Return an experiment's matrix, by four queries whatever its size."""
    of_arms = select(Arm, PromptVersion).join(
        PromptVersion, col(PromptVersion.id) == col(Arm.version_id)
    )
    rows = session.execute(
        of_arms.where(col(Arm.experiment_id) == experiment.id).order_by(col(Arm.number))
    ).all()
    cases = session.scalars(
        select(ExperimentCase)
        .where(col(ExperimentCase.experiment_id) == experiment.id)
        .order_by(col(ExperimentCase.number))
    )
    return Matrix(
        experiment,
        {row.Arm.number: arm_shape(row.Arm) for row in rows},
        {case.number: case_shape(case) for case in cases},
        {row.PromptVersion.id: row.PromptVersion for row in rows},
        tuple(_tries(session, experiment.id)),
    )


def _tries(session: Session, experiment_id: str) -> list[Try]:
    query = (
        select(
            col(Cell.arm),
            col(Cell.case_number),
            col(Cell.repeat),
            col(Cell.attempt),
            col(Generation.status),
            col(Generation.error_code),
            col(Generation.error_reason),
        )
        .join(Generation, col(Generation.id) == col(Cell.order_id))
        .where(col(Cell.experiment_id) == experiment_id)
    )
    return [
        Try(
            Place(row.arm, row.case_number, row.repeat),
            row.attempt,
            plan.came_of(row.status, row.error_code, row.error_reason),
        )
        for row in session.execute(query)
    ]


def arm_shape(arm: Arm) -> ArmShape:
    """Return an arm's row as it was filled in."""
    return ArmShape(arm.version_id, arm.service, arm.model, arm.aspect_ratio, arm.size, arm.is_base)


def case_shape(case: ExperimentCase | KeptCase) -> CaseShape:
    """Return a case's row as it was filled in."""
    return CaseShape(
        title=case.title,
        variables=json.loads(case.variables),
        look_for=case.look_for,
        reference=case.reference,
        reference_name=case.reference_name,
    )
