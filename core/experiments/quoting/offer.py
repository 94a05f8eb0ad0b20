"""What a run would be now, before anybody clicks: its quote, what is missing, what can be paid.

Only a reading: `run.start` plans, quotes and checks again, under the lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session

from core.errors import ExperimentRefused, MembershipRequired, StudioError
from core.experiments import rows
from core.experiments.plan import Planned
from core.experiments.quoting import pricing, quote, ready
from core.experiments.quoting.quote import Quote
from core.experiments.rows import Matrix
from core.faults import ExperimentFault
from core.orders.limits import budgets
from core.orders.limits.budgets import Wanted
from core.providers.contract import find_model
from core.tables import MAX_CELLS

if TYPE_CHECKING:
    from core.studio import Studio


@dataclass(frozen=True)
class Offer:
    """A run that is offered to the owner.

    `faults` keep it from running, the first to be set right first. `fits` is how many cases and
    repeats the tokens cover: None where all do, where nothing does, or where cells are there
    already.
    """

    quote: Quote
    faults: tuple[StudioError, ...]
    fits: tuple[int, int] | None = None


def find(studio: Studio, person_id: str, experiment_id: str, *, available: int) -> Offer:
    """Return what running an experiment's new cells would be, for so many tokens.

    Raise `ExperimentNotFound`, or `ExperimentRefused("not_owner")`.
    """
    with studio.database.snapshot() as session:
        matrix = rows.matrix_of(session, rows.find_own(session, person_id, experiment_id))
        cells = matrix.due(again=False)
        quoted = pricing.quote_of(studio, session, matrix, cells)
        faults = _not_admitted(session, matrix)
        short = budgets.shortage(studio, session, _wanted(studio, matrix, cells), now=studio.now())
    faults += ready.faults(matrix, studio.services)
    if len(cells) > MAX_CELLS:
        too_many = {"cells": len(cells), "limit": MAX_CELLS}
        faults.append(ExperimentRefused(ExperimentFault.TOO_MANY, **too_many))
    if short:
        faults.append(short)
    return Offer(quoted, tuple(faults), _fits(matrix, quoted, available))


def _not_admitted(session: Session, matrix: Matrix) -> list[StudioError]:
    """Return why the owner may not order of the prompt now: archived, or for members."""
    try:
        rows.admit(session, matrix.experiment.owner, matrix.experiment)
    except (ExperimentRefused, MembershipRequired) as fault:
        return [fault]
    return []


def _wanted(studio: Studio, matrix: Matrix, cells: Sequence[Planned]) -> Iterator[Wanted]:
    """Yield the cells' pictures, of those models that are offered: `ready` tells of the others."""
    for cell in cells:
        arm = matrix.arms[cell.place.arm]
        service = studio.services.get(arm.service)
        model = find_model(service.models, arm.model) if service else None
        if model:
            yield Wanted(arm.service, model, arm.size)


def _fits(matrix: Matrix, quoted: Quote, available: int) -> tuple[int, int] | None:
    if quoted.tokens <= available or matrix.tries:
        return None
    costs = [matrix.versions[arm.version_id].cost for arm in matrix.arms.values()]
    repeats = matrix.experiment.repeats
    return quote.what_fits(costs, len(matrix.cases), repeats, available=available)
