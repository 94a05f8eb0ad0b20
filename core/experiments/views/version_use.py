"""Which experiments used a prompt's versions: what its timeline says of each, by one query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlmodel import col

from core.database import Database
from core.experiments.overview import STATE, State
from core.tables import REVEALED, Arm, Experiment, Prompt, User

NEWEST = 3  # of a version's experiments: the others are counted


@dataclass(frozen=True)
class UsedIn:
    """One experiment that has a version among its arms."""

    id: str
    question: str
    state: State


@dataclass(frozen=True)
class VersionUse:
    """The newest experiments of a version, newest first, and how many there are in all."""

    newest: tuple[UsedIn, ...]
    total: int


def of_versions(database: Database, person: User, prompt_id: str) -> dict[str, VersionUse]:
    """Return the use of each of a prompt's versions that has any which this person may know of.

    Others' drafts are nobody's business, and the arms of an experiment with votes its owner's until
    they are revealed; of a members' prompt only members are told.
    """
    with database.read() as session:
        rows = session.execute(_query(person, prompt_id)).all()
    newest: dict[str, list[UsedIn]] = defaultdict(list)
    total: dict[str, int] = {}
    for row in rows:
        newest[row.version_id].append(UsedIn(row.id, row.question, State(row.state)))
        total[row.version_id] = row.total
    return {each: VersionUse(tuple(found), total[each]) for each, found in newest.items()}


def _query(person: User, prompt_id: str) -> Select[*tuple[Any, ...]]:
    ranked = _ranked(person, prompt_id).subquery()
    return (
        select(
            ranked.c.version_id,
            ranked.c.total,
            col(Experiment.id),
            col(Experiment.question),
            STATE.label("state"),
        )
        .join(ranked, ranked.c.experiment_id == col(Experiment.id))
        .where(ranked.c.place <= NEWEST)
        .order_by(ranked.c.version_id, ranked.c.place)
    )


def _ranked(person: User, prompt_id: str) -> Select[*tuple[Any, ...]]:
    """Return each version's experiments, once however many arms have it, with their places."""
    of_version = col(Arm.version_id)
    newest_first = (col(Experiment.created_at).desc(), col(Experiment.id).desc())
    own = col(Experiment.owner) == person.id
    unsealed = or_(col(Experiment.voters) == 0, REVEALED)
    others = and_(col(Experiment.frozen_at).is_not(None), unsealed)
    query: Select[*tuple[Any, ...]] = (
        select(
            of_version,
            col(Arm.experiment_id),
            func.count().over(partition_by=of_version).label("total"),
            func.row_number().over(partition_by=of_version, order_by=newest_first).label("place"),
        )
        .join(Experiment, col(Experiment.id) == col(Arm.experiment_id))
        .join(Prompt, col(Prompt.id) == col(Experiment.prompt_id))
        .where(col(Experiment.prompt_id) == prompt_id, or_(own, others))
        .group_by(of_version, col(Arm.experiment_id), col(Experiment.id))
    )
    return query if person.is_member else query.where(col(Prompt.members_only).is_(False))
