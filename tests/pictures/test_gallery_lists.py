"""Stars, the bin and the rest of the gallery: each list by itself, filtered and in its order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes import CHEAP, OPEN, FakeClock, make_studio, place, place_and_run
from sqlalchemy import event, update
from sqlmodel import col

from core.listing.makers import MadeBy
from core.listing.period import Period
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import gallery, stars, trash
from core.pictures.gallery import Neighbours, PictureCard, PictureFilter
from core.studio import Studio
from core.tables import Generation

EVERY, STARRED, BIN = PictureFilter(), PictureFilter(starred=True), PictureFilter(is_trash=True)


@pytest.fixture
def here(database_url: str, tmp_path: Path) -> Iterator[Studio]:
    """Return a studio on each database, with a clock that a test moves."""
    studio = make_studio(database_url, tmp_path / "data", clock=FakeClock())
    yield studio
    studio.database.dispose()


def make(studio: Studio, count: int, prompt_id: str = OPEN, **more: Any) -> list[str]:
    """Make pictures, one a second; return their orders, newest first."""
    made = []
    for number in range(count):
        made.append(place_and_run(studio, f"{prompt_id}{number}", prompt_id, **more).id)
        wait(studio)
    return made[::-1]


def let_have_made(studio: Studio, order: str, service: str, model: str) -> None:
    """Say that another service or model made an order's picture."""
    changed = update(Generation).where(col(Generation.id) == order)
    with studio.database.write() as tx:
        tx.execute(changed.values(provider=service, model=model))


def wait(studio: Studio) -> None:
    assert isinstance(studio.now, FakeClock)
    studio.now.advance(1000)


def cards(studio: Studio, chosen: PictureFilter) -> list[PictureCard]:
    page = gallery.list_pictures(studio.database, DEMO_USER, chosen, number=1, size=50)
    assert page.total == len(page.rows)
    return list(page.rows)


def ids(studio: Studio, **chosen: Any) -> list[str]:
    return [card.order_id for card in cards(studio, PictureFilter(**chosen))]


def test_a_star_is_a_filter(here: Studio) -> None:
    """Starred pictures are a list of their own in the gallery's order; a star may be taken away."""
    orders = make(here, 4)
    for order in (orders[2], orders[0], orders[2]):
        stars.star(here, DEMO_USER, order, on=True)
        wait(here)
    assert ids(here, starred=True) == [orders[0], orders[2]]
    assert [card.starred for card in cards(here, EVERY)] == [True, False, True, False]
    assert [card.starred for card in cards(here, STARRED)] == [True, True]
    stars.star(here, DEMO_USER, orders[0], on=False)
    stars.star(here, DEMO_USER, orders[0], on=False)
    assert ids(here, starred=True) == [orders[2]]
    assert ids(here) == orders


def test_only_ones_own_pictures_are_starred(here: Studio) -> None:
    """Another's picture, an order without one and words that are no id are left as they are."""
    (order,) = make(here, 1)
    for person, wanted in ((DEMO_MEMBER, order), (DEMO_USER, "nothing"), (DEMO_USER, "\0")):
        stars.star(here, person, wanted, on=True)
    assert ids(here, starred=True) == []


def test_stars_in_the_bin(here: Studio) -> None:
    """In the bin a picture keeps its star, is no favourite, and comes back as one."""
    orders = make(here, 2)
    stars.star(here, DEMO_USER, orders[0], on=True)
    trash.trash(here, DEMO_USER, orders)
    assert ids(here, starred=True) == ids(here) == []
    assert {card.order_id: card.starred for card in cards(here, BIN)} == {
        orders[0]: True,
        orders[1]: False,
    }
    assert ids(here, is_trash=True, starred=True) == [orders[0]]
    stars.star(here, DEMO_USER, orders[1], on=True)
    trash.restore(here, DEMO_USER, orders)
    assert ids(here, starred=True) == orders


def test_cards_say_since_when_they_are_in_the_bin(here: Studio) -> None:
    """The instant is that of the move; elsewhere there is none."""
    orders = make(here, 2)
    trash.trash(here, DEMO_USER, [orders[1]])
    assert [card.trashed_at for card in cards(here, EVERY)] == [None]
    assert [card.trashed_at for card in cards(here, BIN)] == [here.now()]


@pytest.mark.parametrize("chosen", [STARRED, BIN], ids=["starred", "bin"])
def test_each_list_is_filtered(here: Studio, chosen: PictureFilter) -> None:
    """Prompt, category, words and days narrow favourites and the bin as they do the gallery."""
    boats = make(here, 2, wish="Blue boat")
    began = here.now()
    pebbles = make(here, 1, CHEAP)
    for order in (*boats, *pebbles):
        stars.star(here, DEMO_USER, order, on=True)
        if chosen.is_trash:
            trash.trash(here, DEMO_USER, [order])

    def found(**more: Any) -> set[str]:
        return set(ids(here, starred=chosen.starred, is_trash=chosen.is_trash, **more))

    assert found() == {*boats, *pebbles}
    assert found(prompt_id=CHEAP) == {*pebbles}
    assert found(words="blue 灯") == {*boats}
    assert found(category="自然") == {*boats, *pebbles}
    assert found(category="奇幻") == set()
    assert found(period=Period(start=began)) == {*pebbles}
    assert found(period=Period(end=began)) == {*boats}


@pytest.mark.parametrize("chosen", [EVERY, STARRED, BIN], ids=["all", "starred", "bin"])
def test_each_list_is_narrowed_to_who_made_it(here: Studio, chosen: PictureFilter) -> None:
    """A service's pictures, or those of one of its models, are what a list shows of them."""
    orders = make(here, 4)
    for order, service, model in zip(orders, "aab", ("x", "y", "x"), strict=False):
        let_have_made(here, order, service, model)
    for order in orders:
        stars.star(here, DEMO_USER, order, on=chosen.starred)
    trash.trash(here, DEMO_USER, orders if chosen.is_trash else [])

    def found(*made_by: str) -> set[str]:
        asked = replace(chosen, made_by=MadeBy(*made_by))
        return {card.order_id for card in cards(here, asked)}

    assert found() == {*orders}
    assert found("a") == {orders[0], orders[1]}
    assert found("a", "x") == {orders[0]}
    assert found("b", "y") == found("c") == set()
    assert ids(here, made_by=MadeBy("a", "x"), prompt_id=CHEAP) == []


def test_neighbours_were_made_by_the_same(here: Studio) -> None:
    """In a list that is narrowed to a service, the next picture is that service's."""
    orders = make(here, 3)
    let_have_made(here, orders[1], "a", "x")
    mine = PictureFilter(made_by=MadeBy("fake"))
    beside = gallery.neighbours(here.database, DEMO_USER, mine, orders[0])
    assert beside == Neighbours(None, orders[2])


def test_who_made_ones_pictures_can_be_chosen(here: Studio) -> None:
    """Offered is who made what the gallery shows: not what is in the bin, failed, or another's."""
    orders = make(here, 3)
    let_have_made(here, orders[0], "b", "x")
    let_have_made(here, orders[1], "a", "y")
    let_have_made(here, orders[2], "a", "x")
    others = place_and_run(here, "others", person=DEMO_MEMBER).id
    let_have_made(here, others, "others", "z")
    released = update(Generation).where(col(Generation.id) == place(here, "failed").id)
    with here.database.write() as tx:
        ended = {"status": "released", "error_code": "X", "ended_at": here.now()}
        tx.execute(released.values(provider="failed", model="z", **ended))
    offered = [MadeBy("a", "x"), MadeBy("a", "y"), MadeBy("b", "x")]
    assert gallery.choices(here.database, DEMO_USER).makers == offered
    trash.trash(here, DEMO_USER, orders[1:])
    assert gallery.choices(here.database, DEMO_USER).makers == [MadeBy("b", "x")]


def test_neighbours_follow_the_list(here: Studio) -> None:
    """From a picture one goes to the next of the list that is shown, in that list's order."""
    orders = make(here, 6)
    for order in (orders[0], orders[2], orders[3], orders[5]):
        stars.star(here, DEMO_USER, order, on=True)
    for order in (orders[1], orders[4], orders[3]):
        trash.trash(here, DEMO_USER, [order])
        wait(here)

    def beside(chosen: PictureFilter, order: str, person: str = DEMO_USER) -> Neighbours:
        return gallery.neighbours(here.database, person, chosen, order)

    assert beside(EVERY, orders[2]) == Neighbours(orders[0], orders[5])
    assert beside(STARRED, orders[2]) == Neighbours(orders[0], orders[5])
    assert beside(BIN, orders[4]) == Neighbours(orders[3], orders[1])
    assert beside(BIN, orders[0]) == Neighbours(None, None)
    assert beside(EVERY, orders[1]) == Neighbours(orders[0], orders[2])
    for chosen in (EVERY, STARRED, BIN):
        assert beside(chosen, orders[4], DEMO_MEMBER) == Neighbours(None, None)


def test_the_bins_prompts_can_not_be_chosen(here: Studio) -> None:
    """What one's pictures can be narrowed to is what the gallery shows."""
    make(here, 1)
    pebbles = make(here, 1, CHEAP)
    trash.trash(here, DEMO_USER, pebbles)
    assert list(gallery.choices(here.database, DEMO_USER).prompts) == [OPEN]
    trash.restore(here, DEMO_USER, pebbles)
    assert set(gallery.choices(here.database, DEMO_USER).prompts) == {OPEN, CHEAP}


@pytest.mark.parametrize(
    ("chosen", "index"),
    [
        (EVERY, "ix_generatedimage_trashed"),
        (STARRED, "ix_generatedimage_starred"),
        (BIN, "ix_generatedimage_bin"),
        (PictureFilter(made_by=MadeBy("fake")), "ix_generation_of_service"),
        (PictureFilter(made_by=MadeBy("fake", "fake-1")), "ix_generation_of_service"),
    ],
    ids=["all", "starred", "bin", "service", "model"],
)
def test_each_list_is_read_by_its_index(tmp_path: Path, chosen: PictureFilter, index: str) -> None:
    """However many pictures there are, a page and its count read no others, and sort nothing."""
    studio = make_studio("", tmp_path)
    said: list[tuple[str, Any]] = []
    event.listen(
        studio.database.engine, "before_cursor_execute", lambda *told: said.append(told[2:4])
    )
    (order,) = make_one(studio)
    if chosen.starred:
        stars.star(studio, DEMO_USER, order, on=True)
    if chosen.is_trash:
        trash.trash(studio, DEMO_USER, [order])
    said.clear()
    gallery.list_pictures(studio.database, DEMO_USER, chosen, number=1, size=9)
    gallery.neighbours(studio.database, DEMO_USER, chosen, order)
    queries = [(sql, given) for sql, given in said if "LIMIT" in sql]
    assert len(queries) == 4
    with studio.database.read() as session:
        for sql, given in queries:
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
            steps = "\n".join(row.detail for row in plan)
            times = 2 if chosen == EVERY else 1  # is any of theirs in the bin, and is each
            assert steps.count(f"INDEX {index} ") == times, steps
            assert "TEMP B-TREE" not in steps, steps
            assert "SCAN g" not in steps, steps
    studio.database.dispose()


def make_one(studio: Studio) -> list[str]:
    return [place_and_run(studio).id]
