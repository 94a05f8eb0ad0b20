"""The rows of one experiment: read for plan, quote and run, locked, and added by its owner."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy import delete as delete_from
from sqlmodel import Session, col

from core.errors import ExperimentNotFound, ExperimentRefused, InvalidRequest, PromptNotFound
from core.experiments import outcomes, plan, statements
from core.experiments.plan import Came, Place, Planned, Try
from core.experiments.shapes import ArmShape, CaseShape
from core.experiments.voting import looks
from core.faults import ExperimentFault
from core.library import versions
from core.orders import gate
from core.pictures import references
from core.tables import (
    Arm,
    CaseColumns,
    Experiment,
    ExperimentCase,
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
    is_revealed: bool = False  # and no extension came after: nothing is made any more

    @property
    def places(self) -> list[Place]:
        """Return all places of the matrix."""
        return plan.places(self.arms, self.cases, self.experiment.repeats)

    @property
    def base(self) -> int:
        """Return the number of the arm that the others are held against; one that runs has it."""
        return next(number for number, arm in self.arms.items() if arm.is_base)

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


def find_whole(session: Session, experiment_id: str) -> Row[Any]:
    """Return an experiment with what stands around it; raise `ExperimentNotFound`."""
    if is_id(experiment_id):
        found = session.execute(statements.WHOLE, {"experiment": experiment_id}).one_or_none()
        if found is not None:
            return found
    raise ExperimentNotFound


def find_own(session: Session, person_id: str, experiment_id: str) -> Experiment:
    """Return an experiment of this person's; raise `ExperimentNotFound` or "not_owner"."""
    return _own(person_id, find(session, experiment_id))


def lock_own(tx: Session, person_id: str, experiment_id: str) -> Experiment:
    """Lock an experiment of this person's until the transaction's end, as it is by then.

    It comes before the locks of orders and people. Raise what `find_own` raises.
    """
    return _own(person_id, lock(tx, experiment_id))


def lock(tx: Session, experiment_id: str) -> Experiment:
    """Lock anybody's experiment in the same way; raise `ExperimentNotFound`."""
    if not is_id(experiment_id):
        raise ExperimentNotFound
    query = select(Experiment).where(col(Experiment.id) == experiment_id).with_for_update()
    found = tx.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise ExperimentNotFound
    return found


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
    """Return an experiment's matrix, by a handful of queries whatever its size."""
    arms, versions = arms_of(session, experiment.id)
    cases, tries = cases_of(session, experiment.id), tuple(_tries(session, experiment.id))
    revealed = experiment.voters > 0 and looks.look_of(session, experiment.id).is_revealed
    return Matrix(experiment, arms, cases, versions, tries, revealed)


def is_running(session: Session, experiment_id: str) -> bool:
    """Return whether any of an experiment's orders is open; False for an unknown one."""
    return session.scalar(statements.RUNNING, {"experiment": experiment_id}) is not None


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


def case_shape(case: CaseColumns | Row[Any]) -> CaseShape:
    """Return a case's row as it was filled in."""
    return CaseShape(
        title=case.title,
        variables=json.loads(case.variables),
        look_for=case.look_for,
        reference=case.reference,
        reference_name=case.reference_name,
    )


def clear(tx: Session, experiment_id: str) -> None:
    """Delete the arms and cases of a draft."""
    for table in (Arm, ExperimentCase):
        tx.execute(delete_from(table).where(col(table.experiment_id) == experiment_id))


def add_arms(tx: Session, experiment: Experiment, arms: Sequence[ArmShape], *, after: int) -> None:
    """Add rows for arms behind those that are there.

    Raise `ExperimentRefused("base")` for two bases, `InvalidRequest("version")` for a version of
    another prompt.
    """
    if sum(arm.is_base for arm in arms) > 1:
        raise ExperimentRefused(ExperimentFault.BASE)
    for number, arm in enumerate(arms, start=after + 1):
        if versions.find(tx, experiment.prompt_id, arm.version_id) is None:
            raise InvalidRequest("version")
        tx.add(
            Arm(
                experiment_id=experiment.id,
                number=number,
                version_id=arm.version_id,
                service=arm.service,
                model=arm.model,
                aspect_ratio=arm.aspect_ratio,
                size=arm.size,
                is_base=arm.is_base,
            )
        )
    tx.flush()


def add_cases(
    tx: Session, experiment: Experiment, cases: Sequence[CaseShape], *, after: int
) -> None:
    """Add rows for cases behind those that are there; raise `InvalidImage` for a reference that
    is not the owner's.
    """
    for name in {case.reference for case in cases if case.reference is not None}:
        references.admit(tx, experiment.owner, name)
    for number, case in enumerate(cases, start=after + 1):
        tx.add(ExperimentCase(experiment_id=experiment.id, number=number, **case.columns))
    tx.flush()
