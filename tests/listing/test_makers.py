"""Which services and models occur in orders: found by one step from each to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fakes import CHEAP
from orders.statistics.ended_orders import BEGINS, Past, write
from orders.statistics.test_fold import forget
from sqlalchemy import event

from core.listing.makers import ANYBODY, MadeBy, Occurring, find_occurring
from core.orders.views import reads
from core.orders.views.reads import OrderFilter
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio

MADE = (("b", "2"), ("a", "9"), ("b", "10"), ("b", "2"), ("c", "1"))


@pytest.fixture
def books(studio: Studio) -> Iterator[Studio]:
    """Return a studio whose orders are taken away again: they have no entries beside them."""
    yield studio
    forget(studio)


def test_each_model_that_occurs_is_found_once(books: Studio) -> None:
    """Every service's every model is named once, in order, one's own apart from everybody's."""
    assert find_occurring(books.database, DEMO_USER) == Occurring((), ())
    write(books, [Past(BEGINS, provider=service, model=model) for service, model in MADE])
    theirs = Past(BEGINS, provider="b", model="3", person=DEMO_MEMBER, error="CANCELLED")
    write(books, [theirs])
    own = (MadeBy("a", "9"), MadeBy("b", "10"), MadeBy("b", "2"), MadeBy("c", "1"))
    everybodys = tuple(sorted((*own, MadeBy("b", "3"))))
    assert find_occurring(books.database, DEMO_USER) == Occurring(everybodys, own)
    assert find_occurring(books.database, DEMO_MEMBER).own == (MadeBy("b", "3"),)


def test_a_model_of_two_services_is_ones_own_at_one(books: Studio) -> None:
    """Two services have a model of the same name: who used it at one has not used the other's."""
    write(books, [Past(BEGINS, provider="a", model="same")])
    write(books, [Past(BEGINS, provider="b", model="same", person=DEMO_MEMBER)])
    assert find_occurring(books.database, DEMO_USER).own == (MadeBy("a", "same"),)
    assert find_occurring(books.database, DEMO_MEMBER).own == (MadeBy("b", "same"),)


def plans(studio: Studio, work: Callable[[], object]) -> list[str]:
    """Return how SQLite answers each query that the work asks: its steps, one a line."""
    said: list[tuple[str, Any]] = []

    def note(*told: Any) -> None:
        if told[2].startswith(("SELECT", "WITH")):
            said.append(told[2:4])

    event.listen(studio.database.engine, "before_cursor_execute", note)
    work()
    event.remove(studio.database.engine, "before_cursor_execute", note)
    with studio.database.read() as session:
        driver = session.connection().exec_driver_sql
        found = [driver(f"EXPLAIN QUERY PLAN {sql}", given).all() for sql, given in said]
    return ["\n".join(row.detail for row in plan) for plan in found]


def test_no_order_is_read_for_it(sqlite_studio: Studio) -> None:
    """However many orders there are, each model is looked up in the index, and none is scanned."""
    (plan,) = plans(sqlite_studio, lambda: find_occurring(sqlite_studio.database, DEMO_USER))
    steps = [step for step in plan.splitlines() if "generation" in step]
    assert steps
    assert all(step.startswith("SEARCH generation USING") for step in steps), steps
    assert all("INDEX ix_generation_maker" in step for step in steps), steps


@pytest.mark.parametrize("made_by", [MadeBy("fake"), MadeBy("fake", "fake-1")])
def test_a_persons_orders_of_one_maker_are_read_by_their_index(
    sqlite_studio: Studio, made_by: MadeBy
) -> None:
    """A page and its count read no others of the person's orders, and sort nothing."""
    write(sqlite_studio, [Past(BEGINS)])
    chosen = OrderFilter(DEMO_USER, made_by=made_by)
    asked = plans(
        sqlite_studio, lambda: reads.list_orders(sqlite_studio.database, chosen, number=1, size=9)
    )
    assert len(asked) == 2
    for plan in asked:
        assert "INDEX ix_generation_of_service (user_id=? AND provider=?)" in plan, plan
        assert "TEMP B-TREE" not in plan, plan


@pytest.mark.parametrize("person", [None, DEMO_USER])
def test_orders_are_narrowed_to_who_made_them(books: Studio, person: str | None) -> None:
    """A service, or one of its models, narrows the list of orders beside the other filters."""
    pasts = [Past(BEGINS, provider=service, model=model) for service, model in MADE]
    orders = write(books, [*pasts, Past(BEGINS, provider="a", model="9", prompt=CHEAP)])

    def found(made_by: MadeBy, prompt_id: str | None = None) -> set[str]:
        chosen = OrderFilter(person, prompt_id=prompt_id, made_by=made_by)
        page = reads.list_orders(books.database, chosen, number=1, size=9)
        assert page.total == len(page.rows)
        return {row.id for row in page.rows}

    assert found(ANYBODY) == {*orders}
    assert found(MadeBy("b")) == {orders[0], orders[2], orders[3]}
    assert found(MadeBy("b", "10")) == {orders[2]}
    assert found(MadeBy("a"), prompt_id=CHEAP) == {orders[5]}
    assert found(MadeBy("a", "1")) == set()
