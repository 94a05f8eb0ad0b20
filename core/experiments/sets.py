"""Cases that are kept by name: everybody may take them, their owner alone changes them.

An experiment keeps copies of its own, so that no edit of a set changes what was run.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select
from sqlalchemy import delete as delete_from
from sqlmodel import Session, col

from core.database import Database
from core.errors import (
    CaseSetNotFound,
    ExperimentRefused,
    InvalidRequest,
    KeyConflict,
    OrderNotFound,
)
from core.experiments import drafts, shapes
from core.experiments.rows import case_shape
from core.experiments.shapes import CaseShape
from core.faults import ExperimentFault
from core.library.prompts import may_read
from core.pictures import references
from core.tables import MAX_CASES, CaseSet, Generation, KeptCase, User
from core.text_checks import is_id, is_storable

if TYPE_CHECKING:
    from core.studio import Studio

MAX_NAME = 50  # characters


@dataclass(frozen=True)
class SetRow:
    """One set among all: whose it is, and how many cases it has."""

    id: str
    name: str
    owner_id: str
    owner: str
    cases: int


@dataclass(frozen=True)
class KeptSet:
    """One set with its cases; `revision` is what a change of it must have seen."""

    id: str
    name: str
    owner_id: str
    revision: int
    cases: tuple[CaseShape, ...]


def all_sets(database: Database) -> list[SetRow]:
    """Return everybody's sets, by name."""
    query: Select[*tuple[Any, ...]] = (
        select(
            col(CaseSet.id),
            col(CaseSet.name),
            col(CaseSet.owner).label("owner_id"),
            col(User.name).label("owner"),
            func.count(col(KeptCase.number)).label("cases"),
        )
        .join(User, col(User.id) == col(CaseSet.owner))
        .outerjoin(KeptCase, col(KeptCase.set_id) == col(CaseSet.id))
        .group_by(col(CaseSet.id), col(CaseSet.name), col(CaseSet.owner), col(User.name))
        .order_by(col(CaseSet.name), col(CaseSet.id))
    )
    with database.read() as session:
        return [SetRow(**row._mapping) for row in session.execute(query)]


def find(database: Database, set_id: str) -> KeptSet:
    """Return a set with its cases; raise `CaseSetNotFound`."""
    with database.read() as session:
        found = session.get(CaseSet, set_id) if is_id(set_id) else None
        if found is None:
            raise CaseSetNotFound
        return _kept(session, found)


def take(studio: Studio, person_id: str, set_id: str) -> tuple[CaseShape, ...]:
    """Return a set's cases for an experiment of one's own, whose references are one's own then.

    Raise `CaseSetNotFound`.
    """
    cases = find(studio.database, set_id).cases
    drafts.share_references(studio, person_id, cases)
    return cases


def create(
    studio: Studio, set_id: str, person_id: str, name: str, cases: Sequence[CaseShape] = ()
) -> KeptSet:
    """Keep cases under a fresh id and a name that is no other set's of this person.

    Return the set that this person already made under the id. Raise `InvalidRequest`, "set_name"
    and "set_name_taken" among them, `InvalidImage` for a reference that is not theirs, or
    `KeyConflict` for somebody else's id.
    """
    name = _checked_name(name)
    shapes.check_cases(cases)
    with studio.database.write(alone=True) as tx:
        if (earlier := tx.get(CaseSet, set_id)) is not None:
            if earlier.owner != person_id:
                raise KeyConflict
            return _kept(tx, earlier)
        _refuse_taken(tx, person_id, name)
        made = CaseSet(id=set_id, owner=person_id, name=name, created_at=studio.now())
        tx.add(made)
        tx.flush()
        _add(tx, made, cases, after=0)
        return _kept(tx, made)


def save(
    studio: Studio,
    person_id: str,
    set_id: str,
    name: str,
    cases: Sequence[CaseShape],
    *,
    seen: int,
) -> int:
    """Replace a set's name and cases; return its new revision.

    Raise `CaseSetNotFound`, `ExperimentRefused` ("not_owner", "changed"), and what `create` does.
    """
    name = _checked_name(name)
    shapes.check_cases(cases)
    with studio.database.write(alone=True) as tx:
        kept = _own(tx, person_id, set_id)
        if kept.revision != seen:
            raise ExperimentRefused(ExperimentFault.CHANGED)
        _refuse_taken(tx, person_id, name, but_for=set_id)
        kept.name = name
        kept.revision += 1
        tx.execute(delete_from(KeptCase).where(col(KeptCase.set_id) == set_id))
        _add(tx, kept, cases, after=0)
        return kept.revision


def case_of(database: Database, person_id: str, order_id: str, title: str = "") -> CaseShape:
    """Return the case that an order of one's own makes: its values, its reference, a title.

    The wish is the title where none is given. Raise `OrderNotFound`.
    """
    with database.read() as session:
        return _case_of(session, person_id, order_id, title)


def add_case_of(
    studio: Studio, person_id: str, set_id: str, order_id: str, title: str = ""
) -> CaseShape:
    """Add to one's set what `case_of` makes; return it, its title numbered where it was taken.

    Raise `CaseSetNotFound`, `ExperimentRefused("not_owner")`, `OrderNotFound`, and
    `InvalidRequest`, "set_full" among them.
    """
    with studio.database.write(alone=True) as tx:
        kept = _own(tx, person_id, set_id)
        cases = _kept(tx, kept).cases
        if len(cases) >= MAX_CASES:
            raise InvalidRequest("set_full", limit=MAX_CASES)
        case = _case_of(tx, person_id, order_id, title)
        titles = {each.title for each in cases}
        case = replace(case, title=_fresh(case.title, titles))
        shapes.check_cases([case], before=len(cases))
        _add(tx, kept, [case], after=len(cases))
        kept.revision += 1
        return case


def delete(studio: Studio, person_id: str, set_id: str) -> None:
    """Delete a set; experiments keep their copies. Raise as `save` does."""
    with studio.database.write(alone=True) as tx:
        _own(tx, person_id, set_id)
        tx.execute(delete_from(KeptCase).where(col(KeptCase.set_id) == set_id))
        tx.execute(delete_from(CaseSet).where(col(CaseSet.id) == set_id))


def _own(tx: Session, person_id: str, set_id: str) -> CaseSet:
    found = tx.get(CaseSet, set_id) if is_id(set_id) else None
    if found is None:
        raise CaseSetNotFound
    if found.owner != person_id:
        raise ExperimentRefused(ExperimentFault.NOT_OWNER)
    return found


def _refuse_taken(tx: Session, person_id: str, name: str, *, but_for: str = "") -> None:
    taken = select(col(CaseSet.id)).where(
        col(CaseSet.owner) == person_id, col(CaseSet.name) == name, col(CaseSet.id) != but_for
    )
    if tx.scalar(taken) is not None:
        raise InvalidRequest("set_name_taken")


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= MAX_NAME or not is_storable(name):
        raise InvalidRequest("set_name", limit=MAX_NAME)
    return name


def _kept(session: Session, kept: CaseSet) -> KeptSet:
    rows = session.scalars(
        select(KeptCase).where(col(KeptCase.set_id) == kept.id).order_by(col(KeptCase.number))
    )
    return KeptSet(kept.id, kept.name, kept.owner, kept.revision, tuple(map(case_shape, rows)))


def _add(tx: Session, kept: CaseSet, cases: Sequence[CaseShape], *, after: int) -> None:
    for name in {case.reference for case in cases if case.reference is not None}:
        references.admit(tx, kept.owner, name)
    for number, case in enumerate(cases, start=after + 1):
        tx.add(KeptCase(set_id=kept.id, number=number, **case.columns))
    tx.flush()


def _case_of(session: Session, person_id: str, order_id: str, title: str) -> CaseShape:
    order = session.get(Generation, order_id) if is_id(order_id) else None
    person = session.get(User, person_id)
    if order is None or person is None or order.user_id != person_id:
        raise OrderNotFound
    readable = may_read(person, members_only=order.prompt_members_only)
    values = json.loads(order.variables) if readable else {}
    known = " ".join(order.wish.split()) or order.prompt_title
    return CaseShape(
        title=" ".join(title.split()) or known[: shapes.MAX_TITLE],
        variables=values,
        reference=order.reference,
        reference_name=order.reference_name,
    )


def _fresh(title: str, taken: set[str]) -> str:
    """Return a title that no case of the set has: the second one is numbered."""
    numbered = (f"{title[: shapes.MAX_TITLE - 4]} {number}" for number in count(2))
    return next(each for each in chain([title], numbered) if each not in taken)
