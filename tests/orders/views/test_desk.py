"""What 生成 reads with its person: all of it as it was at one instant."""

from __future__ import annotations

from fakes import CHEAP, place

from core.orders import endings
from core.orders.views import standing
from core.people.people import DEMO_MEMBER
from core.studio import Studio


def test_a_desk_is_of_one_instant(studio: Studio) -> None:
    """An order that ends while a page reads is open in all that the page shows, or in nothing."""
    order = place(studio, "k", CHEAP, person=DEMO_MEMBER)
    with studio.database.snapshot() as session:
        stands = standing.find(session, DEMO_MEMBER)
        endings.cancel(studio, DEMO_MEMBER, order.id)
        seen = standing.desk(session, stands)
    assert stands.open_orders == {order.id}
    assert [placing.orders[0].id for placing in seen.being_made] == [order.id]
    assert seen.ended == []


def test_a_desk_has_what_has_ended(studio: Studio) -> None:
    """With nothing open it has the library and the last results alone."""
    order = place(studio, "k", CHEAP, person=DEMO_MEMBER)
    endings.cancel(studio, DEMO_MEMBER, order.id)
    with studio.database.snapshot() as session:
        seen = standing.desk(session, standing.find(session, DEMO_MEMBER))
    assert CHEAP in seen.cards
    assert (seen.being_made, [placing.orders[0].id for placing in seen.ended]) == ((), [order.id])
