"""How somebody stands: their tokens and which orders are open, which every page asks; their desk.

The desk is what 生成 shows: the library as they see it, and what their clicks have come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam
from sqlmodel import col, select

from core.database import Source, reading
from core.errors import PersonNotFound
from core.library import prompts
from core.library.prompts import Card
from core.orders.views import reads, results
from core.orders.views.results import Placing
from core.tables import User
from core.text_checks import is_id

LAST_ORDERS = 20  # that ended are on a desk, more than one click places; all are in 图库 and 账本

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


@dataclass(frozen=True)
class Desk:
    """The library by prompt id, the placings with open orders, and the last that have ended."""

    cards: Mapping[str, Card]
    being_made: Sequence[Placing]
    ended: Sequence[Placing]


def find(source: Source, person_id: str, *, beside: Iterable[str] = ()) -> Standing:
    """Return how a person stands, in one read; raise `PersonNotFound`."""
    ids = [each for each in (person_id, *beside) if is_id(each)]
    with reading(source) as session:
        people = {person.id: person for person in session.scalars(_PEOPLE, {"ids": ids})}
        if person_id not in people:
            raise PersonNotFound
        open_orders = frozenset(session.scalars(_OPEN_ORDERS, {"person": person_id}))
    names = {person.id: person.name for person in people.values()}
    return Standing(people[person_id], open_orders, names)


def desk(source: Source, standing: Standing) -> Desk:
    """Return somebody's desk, of the same instant as how they stand if both have one session."""
    person = standing.person
    return Desk(
        cards={card.id: card for card in prompts.cards(source, person)},
        being_made=results.open_placings(source, person) if standing.open_orders else (),
        ended=results.last_placings(source, person, orders=LAST_ORDERS),
    )
