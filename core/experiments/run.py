"""Run an experiment: one hold for all of its cells or none, each a row beside its order.

    start       plan → quote, as the person agreed to it → hold, cells' rows and the freeze together
    stop        release what nobody has begun; what is being made ends by itself
    trial       one picture of one arm and case, before anything is frozen: as any other click
    running_of  what of a person's runs now

Locks: experiment → generation → user. What was planned before the transaction is planned again in
it, under the lock, and must be the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update
from sqlmodel import Session, col

from core.errors import ExperimentRefused, InvalidRequest
from core.experiments import plan, rows
from core.experiments.plan import Place, Planned
from core.experiments.quoting import pricing, ready
from core.experiments.quoting.quote import Quote
from core.experiments.rows import Matrix
from core.faults import ExperimentFault
from core.log import get_logger
from core.orders import endings, placing
from core.orders.specs import OrderSpec
from core.tables import Cell, Experiment, Generation, OrderStatus, in_status

if TYPE_CHECKING:
    from core.studio import Studio

log = get_logger()


def quoted(studio: Studio, person_id: str, experiment_id: str, *, again: bool = False) -> Quote:
    """Return what a run would place now, or `again` what filling up would.

    Raise `ExperimentNotFound`, or `ExperimentRefused("not_owner")`.
    """
    with studio.database.read() as session:
        matrix = rows.matrix_of(session, rows.find_own(session, person_id, experiment_id))
        return pricing.quote_of(studio, session, matrix, matrix.due(again=again))


def start(
    studio: Studio, person_id: str, experiment_id: str, agreed: Quote, *, again: bool = False
) -> list[Generation]:
    """Place the cells that are due, all or none, with their tokens on hold; return their orders.

    `again` fills up what came to nothing. A second click returns the orders of the first. Who
    calls this queues them. Raise `ExperimentNotFound`, `ExperimentRefused` (among them
    "other_cost" where what is due is not what was `agreed`), what
    `core.experiments.quoting.ready` finds missing, and what `core.orders.placing.place` raises.
    """
    with studio.database.read() as session:
        matrix = rows.matrix_of(session, rows.find_own(session, person_id, experiment_id))
        cells = matrix.due(again=again)
        now = pricing.quote_of(studio, session, matrix, cells)
        if not cells and matrix.is_running:
            return _open_orders(session, experiment_id)
        rows.admit(session, person_id, matrix.experiment)
    _check(studio, matrix, cells)
    _compare(now, agreed)
    specs = [spec_of(matrix, cell) for cell in cells]
    run = _Run(studio, person_id, experiment_id, agreed, again, cells)
    return placing.place(studio, person_id, specs, batch=True, beside=run)


def stop(studio: Studio, person_id: str, experiment_id: str) -> int:
    """Take back the cells that nobody has begun; return how many.

    Raise `ExperimentNotFound`, or `ExperimentRefused("not_owner")`.
    """
    with studio.database.read() as session:
        rows.find_own(session, person_id, experiment_id)
        waiting = [order.id for order in _open_orders(session, experiment_id)]
    return len(endings.take_back(studio, waiting))


def running_of(studio: Studio, person_id: str) -> list[str]:
    """Return the experiments of a person's that run now: there is one at most."""
    with studio.database.read() as session:
        return _running_of(session, person_id)


def trial(
    studio: Studio, person_id: str, experiment_id: str, *, arm: int, case: int, key: str
) -> list[Generation]:
    """Place one picture of an arm and a case that is no cell: it freezes nothing.

    It has the seed of their first repeat. `key` is the click's own. Raise `ExperimentNotFound`,
    `ExperimentRefused` ("not_owner", "prompt_gone"), `InvalidRequest`, and what `placing.place`
    raises.
    """
    with studio.database.read() as session:
        matrix = rows.matrix_of(session, rows.find_own(session, person_id, experiment_id))
        rows.admit(session, person_id, matrix.experiment)
    if arm not in matrix.arms or case not in matrix.cases:
        raise InvalidRequest
    place = Place(arm, case, 1)
    cell = Planned(place, 1, plan.seed_of(matrix.experiment.seed, place))
    return placing.place(studio, person_id, [spec_of(matrix, cell, key=f"trial:{key}")])


def spec_of(matrix: Matrix, cell: Planned, *, key: str = "") -> OrderSpec:
    """Return what is ordered for a cell, under its natural key unless one is given."""
    experiment, place = matrix.experiment, cell.place
    arm, case = matrix.arms[place.arm], matrix.cases[place.case]
    values = tuple(ready.values_for(matrix.versions[arm.version_id], case).items())
    content = (*arm.makes, values, case.reference, cell.seed)
    natural = f"{experiment.id}:{place.arm}:{place.case}:{place.repeat}:{cell.attempt}"
    return OrderSpec(
        key=key or natural,
        fingerprint=hashlib.sha256(json.dumps(content).encode()).hexdigest(),
        prompt_id=experiment.prompt_id,
        version_id=arm.version_id,
        variables=values,
        service=arm.service,
        model=arm.model,
        aspect_ratio=arm.aspect_ratio,
        size=arm.size,
        seed=cell.seed,
        reference=case.reference,
        reference_name=case.reference_name,
    )


def _check(studio: Studio, matrix: Matrix, cells: Sequence[Planned]) -> None:
    """Refuse a run of nothing, of too much, or of what is not ready."""
    if matrix.experiment.archived_at is not None:
        raise ExperimentRefused(ExperimentFault.ARCHIVED)
    ready.demand(matrix, studio.services, cells)
    if not cells:
        raise ExperimentRefused(ExperimentFault.NOTHING)


def _compare(now: Quote, agreed: Quote) -> None:
    if now.revision != agreed.revision:
        raise ExperimentRefused(ExperimentFault.CHANGED)
    if now.bargain != agreed.bargain:
        raise ExperimentRefused(ExperimentFault.OTHER_COST, cells=now.cells, tokens=now.tokens)


def _open_orders(session: Session, experiment_id: str) -> list[Generation]:
    query = (
        select(Generation)
        .join(Cell, col(Cell.order_id) == col(Generation.id))
        .where(col(Cell.experiment_id) == experiment_id, in_status(OrderStatus.HELD))
    )
    return list(session.scalars(query.order_by(col(Generation.created_at), col(Generation.id))))


def _running_of(session: Session, person_id: str) -> list[str]:
    query = (
        select(col(Cell.experiment_id))
        .join(Generation, col(Generation.id) == col(Cell.order_id))
        .where(in_status(OrderStatus.HELD), col(Generation.user_id) == person_id)
    )
    return list(session.scalars(query.distinct()))


@dataclass(frozen=True)
class _Run:
    """What stands beside the orders of one run: see `core.orders.placing.Beside`."""

    studio: Studio
    person_id: str
    experiment_id: str
    agreed: Quote
    again: bool
    cells: Sequence[Planned]

    def lock(self, tx: Session) -> None:
        """Lock the experiment before any order or person."""
        rows.lock_own(tx, self.person_id, self.experiment_id)

    def record(self, tx: Session, orders: Sequence[Generation]) -> None:
        """Write the cells, freeze the experiment; refuse where it is not what was planned."""
        experiment = rows.find(tx, self.experiment_id)
        matrix = rows.matrix_of(tx, experiment)
        due = matrix.due(again=self.again)
        _check(self.studio, matrix, due)
        _compare(pricing.quote_of(self.studio, tx, matrix, due), self.agreed)
        if due != self.cells:
            raise ExperimentRefused(ExperimentFault.CHANGED)
        self._refuse_a_second_experiment(tx)
        tx.execute(
            insert(Cell),
            [
                self._cell(cell, order).model_dump()
                for cell, order in zip(self.cells, orders, strict=True)
            ],
        )
        unfrozen = (
            col(Experiment.id) == self.experiment_id,
            col(Experiment.frozen_at).is_(None),
        )
        at = max(orders[0].created_at, experiment.created_at)
        tx.execute(update(Experiment).where(*unfrozen).values(frozen_at=at))

    def _cell(self, cell: Planned, order: Generation) -> Cell:
        return Cell(
            experiment_id=self.experiment_id,
            arm=cell.place.arm,
            case_number=cell.place.case,
            repeat=cell.place.repeat,
            attempt=cell.attempt,
            order_id=order.id,
        )

    def _refuse_a_second_experiment(self, tx: Session) -> None:
        """Raise where another one of the person's runs; after the hold, whose lock tells of it."""
        for other in _running_of(tx, self.person_id):
            if other != self.experiment_id:
                raise ExperimentRefused(ExperimentFault.OTHER_RUNNING, experiment=other)
