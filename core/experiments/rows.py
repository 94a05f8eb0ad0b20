"""The rows of one experiment, as plan, quote and run need them; and its lock."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session, col

from core.errors import ExperimentNotFound, ExperimentRefused, PromptNotFound
from core.experiments import outcomes, plan, statements
from core.experiments.plan import Came, Place, Planned, Try
from core.experiments.shapes import ArmShape, CaseShape
from core.faults import ExperimentFault
from core.orders import gate
from core.tables import (
    Arm,
    Experiment,
    ExperimentCase,
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


def admit(session: Session, person_id: str, experiment: Experiment) -> None:
    """Refuse a person who may not order of an experiment's prompt now.

    Raise what `core.orders.gate.admit` raises, but `ExperimentRefused("prompt_gone")` where the
    prompt has left the library: within an experiment there is no other one to choose.
    """
    try:
        gate.admit(session, person_id, experiment.prompt_id)
    except PromptNotFound:
        raise ExperimentRefused(ExperimentFault.PROMPT_GONE) from None


def matrix_of(session: Session, experiment: Experiment) -> Matrix:
    """Return an experiment's matrix, by three queries whatever its size."""
    arms, versions = arms_of(session, experiment.id)
    cases, tries = cases_of(session, experiment.id), tuple(_tries(session, experiment.id))
    return Matrix(experiment, arms, cases, versions, tries)


def arms_of(
    session: Session, experiment_id: str
) -> tuple[dict[int, ArmShape], dict[str, PromptVersion]]:
    """Return an experiment's arms by number, and their versions by id."""
    rows = session.execute(statements.ARMS, {"experiment": experiment_id}).all()
    arms = {row.Arm.number: arm_shape(row.Arm) for row in rows}
    return arms, {row.PromptVersion.id: row.PromptVersion for row in rows}


def cases_of(session: Session, experiment_id: str) -> dict[int, CaseShape]:
    """Return an experiment's cases by number."""
    rows = session.execute(statements.CASES, {"experiment": experiment_id})
    return {row.number: case_shape(row) for row in rows}


def _tries(session: Session, experiment_id: str) -> Iterator[Try]:
    return map(outcomes.try_of, session.execute(statements.TRIES, {"experiment": experiment_id}))


def arm_shape(arm: Arm) -> ArmShape:
    """Return an arm's row as it was filled in."""
    return ArmShape(arm.version_id, arm.service, arm.model, arm.aspect_ratio, arm.size, arm.is_base)


def case_shape(case: ExperimentCase | KeptCase | Row[Any]) -> CaseShape:
    """Return a case's row as it was filled in."""
    return CaseShape(
        title=case.title,
        variables=json.loads(case.variables),
        look_for=case.look_for,
        reference=case.reference,
        reference_name=case.reference_name,
    )
