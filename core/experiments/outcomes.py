"""What has come of cells: one query for the list of experiments and for the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, col

from core.experiments.plan import Place, Try, came_of
from core.tables import Cell, GeneratedImage, Generation

# Built once: it takes longer than most of its answers. Columns and no objects: there may be
# hundreds, and a page reads them again at each answer to a picture.
_CELLS: Select[*tuple[Any, ...]] = (
    select(
        col(Cell.experiment_id),
        col(Cell.arm),
        col(Cell.case_number),
        col(Cell.repeat),
        col(Cell.attempt),
        col(Cell.order_id),
        col(Generation.status),
        col(Generation.error_code),
        col(Generation.error_reason),
        col(Generation.cost),
        col(Generation.started_at),
        col(Generation.generating_at),
        col(Generation.saving_at),
        col(Generation.provider),
        col(Generation.picture_micros),
        col(Generation.picture_currency),
        col(GeneratedImage.trashed_at),
    )
    .join(Generation, col(Generation.id) == col(Cell.order_id))
    .outerjoin(GeneratedImage, col(GeneratedImage.generation_id) == col(Cell.order_id))
    .where(col(Cell.experiment_id).in_(bindparam("experiments", expanding=True)))
    .order_by(col(Generation.created_at), col(Generation.id))
)


def cells_of(session: Session, experiment_ids: Sequence[str]) -> Sequence[Row[Any]]:
    """Return every try of these experiments with its order and picture, oldest first."""
    return session.execute(_CELLS, {"experiments": experiment_ids}).all()


def try_of(row: Row[Any]) -> Try:
    """Return which try a row is, and what has come of it."""
    place = Place(row.arm, row.case_number, row.repeat)
    return Try(place, row.attempt, came_of(row.status, row.error_code, row.error_reason))
