"""What 生成 reads with its person: all of it as it was at one instant."""

from __future__ import annotations

from fakes import CHEAP, form, never, place, place_and_run

from core.orders import endings, generation, submission
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


def test_a_desk_reads_whole_what_is_seen_at_once(studio: Studio) -> None:
    """Four pictures' placings are whole; of older ones it has the ids, of all what a click asks."""
    made = [place_and_run(studio, f"k{n}", CHEAP, person=DEMO_MEMBER).id for n in range(6)][::-1]
    taken = place(studio, "taken", CHEAP, person=DEMO_MEMBER)  # takes no picture's place
    endings.cancel(studio, DEMO_MEMBER, taken.id)
    with studio.database.snapshot() as session:
        seen = standing.desk(session, standing.find(session, DEMO_MEMBER))
    whole = [life.order.id for placing in seen.ended for life in placing.lives]
    assert (whole, seen.older) == ([taken.id, *made[:4]], made[4:])
    clicks = [each.key.split(":")[0] for each in seen.orders]
    assert clicks == ["taken", *(f"k{n}" for n in range(5, -1, -1))]


def test_four_pictures_of_one_click_are_enough(studio: Studio) -> None:
    """What was placed together is whole, and each of its pictures counts."""
    older = place_and_run(studio, "older", CHEAP, person=DEMO_MEMBER)
    placed = submission.submit(studio, DEMO_MEMBER, form("k", CHEAP, pictures=4))
    for order in placed:
        generation.run(studio, order.id, never())
    with studio.database.snapshot() as session:
        seen = standing.desk(session, standing.find(session, DEMO_MEMBER))
    assert [[each.id for each in placing.orders] for placing in seen.ended] == [
        [each.id for each in placed]
    ]
    assert seen.older == [older.id]


def test_what_is_being_made_is_drawn_once(studio: Studio) -> None:
    """What ended of a placing with open orders stands there, and not among the results."""
    older = place_and_run(studio, "older", CHEAP, person=DEMO_MEMBER)
    first, second = submission.submit(studio, DEMO_MEMBER, form("k", CHEAP, pictures=2))
    generation.run(studio, first.id, never())
    with studio.database.snapshot() as session:
        seen = standing.desk(session, standing.find(session, DEMO_MEMBER))
    assert [order.id for order in seen.being_made[0].orders] == [first.id, second.id]
    assert [placing.id for placing in seen.ended] == [older.placed_by]
    assert {order.id for order in seen.orders} == {first.id, second.id, older.id}
