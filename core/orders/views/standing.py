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
from core.orders.views.results import EndedOrder, Placing
from core.tables import Generation, Outcome, User
from core.text_checks import is_id

LAST_ORDERS = 20  # that ended are on a desk, more than one click places; all are in 图库 and 账本
# Pictures or failures, at least, that are seen without 更早的结果, beside the address's own.
AT_ONCE = 4

# Built once: building them costs more than their answers.
_PEOPLE = select(User).where(col(User.id).in_(bindparam("ids", expanding=True)))
_OPEN_ORDERS = reads.ids_of_open_clicks(bindparam("person"))


@dataclass(frozen=True)
class Standing:
    """A person with today's balance, and the ids of their open clicks.

    `names` are those of the people who were asked for beside, and the person's own, by id.
    """

    person: User
    open_orders: frozenset[str]
    names: Mapping[str, str]


@dataclass(frozen=True)
class Desk:
    """The library by prompt id, the placings with open orders, and what the others came to.

    `ended` are the newest of those, which are seen at once; `older` are ids of orders, for
    `results.placings_of`; `last_ended` are the last orders of all that have ended.
    """

    cards: Mapping[str, Card]
    being_made: Sequence[Placing]
    ended: Sequence[Placing]
    older: Sequence[str]
    last_ended: Sequence[EndedOrder]

    @property
    def orders(self) -> list[Generation | EndedOrder]:
        """Return the orders of the last clicks, open or ended; some are there twice."""
        return [*(each for placing in self.being_made for each in placing.orders), *self.last_ended]


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
    being_made = results.open_placings(source, person) if standing.open_orders else ()
    last = results.last_ended(source, person, orders=LAST_ORDERS)
    drawn = {placing.id for placing in being_made}
    placings = [each for each in last if results.placed_as(each[0]) not in drawn]
    seen = _seen_at_once(placings)
    newest = [order.id for placing in placings[:seen] for order in placing]
    return Desk(
        cards={card.id: card for card in prompts.cards(source, person)},
        being_made=being_made,
        ended=results.placings_of(source, person, newest),
        older=[order.id for placing in placings[seen:] for order in placing],
        last_ended=[order for placing in last for order in placing],
    )


def _seen_at_once(placings: Sequence[Sequence[EndedOrder]]) -> int:
    """Return how many placings are seen at once.

    A box for what was cancelled takes no picture's place, one for what failed that of one.
    """
    seen = 0
    for number, orders in enumerate(placings):
        if seen >= AT_ONCE:
            return number
        outcomes = [order.outcome for order in orders]
        seen += outcomes.count(Outcome.SETTLED) or any(
            each != Outcome.CANCELLED for each in outcomes
        )
    return len(placings)
