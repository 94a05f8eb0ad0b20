"""What has come of cells: one query for the list of experiments and for the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, col

from core.database import connection_of
from core.experiments.plan import Place, Try, came_of
from core.tables import Cell, GeneratedImage, Generation


class Outcome(NamedTuple):
    """One try: its cell, its order, and when its picture went to the bin, if there is one.

    There may be hundreds, and a page reads them again at each answer to a picture: no objects of
    the tables, and no rows, whose fields are found ten times as slowly.
    """

    experiment_id: str
    arm: int
    case_number: int
    repeat: int
    attempt: int
    order_id: str
    status: str
    error_code: str
    error_reason: str
    cost: int
    started_at: int | None
    generating_at: int | None
    saving_at: int | None
    provider: str
    picture_micros: int | None
    picture_currency: str
    trashed_at: int | None


_TABLES = (Cell, Generation, GeneratedImage)  # a column is the first table's that has it


def _column(name: str) -> Any:
    return next(getattr(table, name) for table in _TABLES if name in table.model_fields)


# Built once: it takes longer than most of its answers.
_CELLS: Select[*tuple[Any, ...]] = (
    select(*map(_column, Outcome._fields))
    .join(Generation, col(Generation.id) == col(Cell.order_id))
    .outerjoin(GeneratedImage, col(GeneratedImage.generation_id) == col(Cell.order_id))
    .where(col(Cell.experiment_id).in_(bindparam("experiments", expanding=True)))
    .order_by(col(Generation.created_at), col(Generation.id))
)


def cells_of(session: Session, experiment_ids: Sequence[str]) -> list[Outcome]:
    """Return every try of these experiments with its order and picture, oldest first."""
    rows = connection_of(session).execute(_CELLS, {"experiments": experiment_ids})
    return list(map(Outcome._make, rows))


def try_of(row: Outcome | Row[Any]) -> Try:
    """Return which try a row is, and what has come of it."""
    place = Place(row.arm, row.case_number, row.repeat)
    return Try(place, row.attempt, came_of(row.status, row.error_code, row.error_reason))
