"""How somebody stands: their tokens, and which orders of theirs are open. Every page asks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam
from sqlmodel import col, select

from core.database import Database
from core.errors import PersonNotFound
from core.orders import reads
from core.tables import User
from core.text_checks import is_id

# Built once: building them costs more than their answers.
_PEOPLE = select(User).where(col(User.id).in_(bindparam("ids", expanding=True)))
_OPEN_ORDERS = reads.ids_of_open_clicks(bindparam("person"))


@dataclass(frozen=True)
class Standing:
    """A person with today's balance, and the ids of what `reads.open_orders` returns.

    `names` are those of the people who were asked for beside, and the person's own, by id.
    """

    person: User
    open_orders: frozenset[str]
    names: Mapping[str, str]


def find(database: Database, person_id: str, *, beside: Iterable[str] = ()) -> Standing:
    """Return how a person stands, in one read; raise `PersonNotFound`."""
    ids = [each for each in (person_id, *beside) if is_id(each)]
    with database.read() as session:
        people = {person.id: person for person in session.scalars(_PEOPLE, {"ids": ids})}
        if person_id not in people:
            raise PersonNotFound
        open_orders = frozenset(session.scalars(_OPEN_ORDERS, {"person": person_id}))
    names = {person.id: person.name for person in people.values()}
    return Standing(people[person_id], open_orders, names)
