"""What administrators see of each person's use of the limits: everybody's, by the same counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from admins import account
from driver import sent_by
from fakes import CHEAP, OPEN, FakeClock, form, make_studio, place, place_and_run
from listing.test_makers import plans
from sqlalchemy import text

from core.errors import TokensPerDay, TooManyAMinute, TooManyOrders
from core.listing.pages import Page
from core.orders import endings, placing, submission
from core.orders.limits import per_person
from core.orders.limits.per_person import PersonUse, UseFilter
from core.orders.specs import OrderSpec
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio

MINUTE_MS, DAY_MS = 60_000, 24 * 3_600_000
Opened = Callable[..., Studio]


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Opened:
    """Return a function that opens a studio whose clock stands still, with settings."""

    def open_it(**settings: Any) -> Studio:
        known: dict[str, Any] = {"opening_tokens": 1000, "open_orders": 1000, "clock": FakeClock()}
        return make_studio(database_url, tmp_path, **known | settings)

    return open_it


def advance(studio: Studio, milliseconds: int) -> None:
    clock = studio.now
    assert isinstance(clock, FakeClock)
    clock.now += milliseconds


def asked(studio: Studio, number: int = 1, size: int = 50, words: str = "") -> Page[PersonUse]:
    """Return one page of what people use."""
    wanted = UseFilter(words)
    with studio.database.read() as session:
        return per_person.list_use(session, wanted, now=studio.now(), number=number, size=size)


def told(studio: Studio, words: str = "") -> list[tuple[str, int, int, int]]:
    """Return whose tokens of a day, clicked orders of a minute and open ones there are."""
    rows = asked(studio, words=words).rows
    return [(row.id, row.tokens, row.clicks, row.open_clicks) for row in rows]


def cells(count: int, prompt_id: str) -> list[OrderSpec]:
    """Return a batch of so many orders of a prompt, each with a key of its own."""
    known: dict[str, Any] = {"service": "fake", "model": "fake-1", "aspect_ratio": "1:1"}
    known |= {"size": "1K", "seed": 1, "prompt_id": prompt_id}
    return [OrderSpec(key=f"cell:{n}", fingerprint=f"of {n}", **known) for n in range(count)]


def crowd(studio: Studio, count: int) -> list[str]:
    """Let so many people order, each once; return their ids."""
    names = [f"p{number:02}" for number in range(count)]
    for name in names:
        people.create(studio.database, name, name, is_member=False, opening=9, now=studio.now())
        place(studio, f"of-{name}", CHEAP, person=name)
    return names


def test_each_limit_has_its_own_count(opened: Opened) -> None:
    """Tokens of a day, orders clicked in a minute, open clicks: what came back counts as clicked.

    A batch counts for tokens alone; a person who has used more tokens stands before others.
    """
    studio = opened()
    place_and_run(studio, "old", CHEAP)
    advance(studio, MINUTE_MS)
    gone = place(studio, "gone", CHEAP)
    endings.cancel(studio, DEMO_USER, gone.id)
    place(studio, "open", OPEN)
    place(studio, "more", CHEAP, person=DEMO_MEMBER)
    placing.place(studio, DEMO_MEMBER, cells(2, OPEN), batch=True)
    assert told(studio) == [(DEMO_MEMBER, 11, 1, 1), (DEMO_USER, 6, 2, 1)]
    assert all(type(count) is int for row in told(studio) for count in row[1:])


def test_what_is_shown_is_what_refuses(opened: Opened) -> None:
    """Who is shown at a limit is refused by it, one limit after the other."""
    studio = opened(orders_per_minute=16, open_orders=18, tokens_per_day=100)
    for number in range(8):
        submission.submit(studio, DEMO_USER, form(f"a{number}", CHEAP, pictures=2))
    assert told(studio) == [(DEMO_USER, 16, 16, 16)]
    with pytest.raises(TooManyAMinute):
        place(studio, "b", CHEAP)
    advance(studio, 2 * MINUTE_MS)
    submission.submit(studio, DEMO_USER, form("c", CHEAP, pictures=2))
    assert told(studio) == [(DEMO_USER, 18, 2, 18)]
    with pytest.raises(TooManyOrders):
        place(studio, "d", CHEAP)
    placing.place(studio, DEMO_USER, cells(82, CHEAP), batch=True)
    assert told(studio) == [(DEMO_USER, 100, 2, 18)]
    with pytest.raises(TokensPerDay):
        placing.place(studio, DEMO_USER, cells(83, CHEAP)[82:], batch=True)


def test_an_open_click_is_shown_however_old_it_is(opened: Opened) -> None:
    """A day later its tokens and its minute are over, and it still takes a place of the open."""
    studio = opened()
    place(studio, "waits", OPEN)
    advance(studio, DAY_MS)
    assert told(studio) == [(DEMO_USER, 0, 0, 1)]
    with studio.database.read() as session:
        (order_id,) = session.scalars(text("SELECT id FROM generation")).all()
    endings.cancel(studio, DEMO_USER, order_id)
    assert told(studio) == []


def test_everybody_is_on_one_of_the_pages(opened: Opened) -> None:
    """Of 30 people each is listed once, and the export has the same in the same order."""
    studio = opened()
    names = crowd(studio, 30)
    pages = [row for number in (1, 2, 3, 4) for row in asked(studio, number, 8).rows]
    assert sorted(row.id for row in pages) == names
    assert pages == list(per_person.all_use(studio.database, UseFilter(), now=studio.now()))
    assert asked(studio, size=8).total == 30


def test_people_are_found_by_their_names(opened: Opened) -> None:
    """Words narrow the list by name or e-mail, and signs of patterns are letters."""
    studio = opened()
    crowd(studio, 3)
    with studio.database.write() as tx:
        tx.add(account(studio, "p02", "ming@example.com"))
    assert [row[0] for row in told(studio, words="P01")] == ["p01"]
    assert [row[0] for row in told(studio, words="ming@")] == ["p02"]
    assert told(studio, words="p%") == []


def test_many_people_take_no_more_statements(opened: Opened) -> None:
    """The count and the page, however many have ordered."""
    studio = opened()
    place(studio, "a", CHEAP)
    few = len(sent_by(studio, lambda: asked(studio)))
    crowd(studio, 20)
    assert len(sent_by(studio, lambda: asked(studio))) == few


def test_orders_of_before_are_not_read(sqlite_studio: Studio) -> None:
    """The day's orders are found by their instant, the open ones in an index of theirs alone."""
    place(sqlite_studio, "a", CHEAP)
    day, held = "SEARCH generation USING INDEX ix_generation_recent", ("_lease", "_open")
    for plan in plans(sqlite_studio, lambda: asked(sqlite_studio)):
        of_day, waiting = (step for step in plan.splitlines() if "generation" in step)
        assert of_day.startswith(day), plan
        assert any(f"INDEX ix_generation{index}" in waiting for index in held), plan
