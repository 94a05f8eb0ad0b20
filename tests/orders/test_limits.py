"""What one person may order: counted after the hold, so that exactly the limit passes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fakes import CHEAP, OPEN, FakeClock, form, in_threads, make_studio, place, place_and_run
from listing.test_makers import plans

from core.audit import audit
from core.errors import PeoplePerDay, TokensPerDay, TooManyAMinute
from core.orders import endings, placing, submission
from core.orders.limits import personal
from core.orders.specs import OrderSpec
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import User

MINUTE_MS, DAY_MS = 60_000, 24 * 3_600_000


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Callable[..., Studio]:
    """Return a function that opens a studio whose clock stands still, with settings."""

    def open_it(**settings: Any) -> Studio:
        known: dict[str, Any] = {"opening_tokens": 1000, "open_orders": 1000, "clock": FakeClock()}
        return make_studio(database_url, tmp_path, **known | settings)

    return open_it


def test_a_click_counts_by_two_indexes(sqlite_studio: Studio) -> None:
    """Its limits are one query, which reads the day's orders and those that are open, no others."""
    asked = plans(sqlite_studio, lambda: place(sqlite_studio))
    (counted,) = [plan for plan in asked if "ix_generation_of_person" in plan]
    assert "ix_generation_open " in counted
    assert counted.count("SEARCH") == 2


def many(count: int) -> list[OrderSpec]:
    """Return so many specs of one token, each with a key of its own."""
    known: dict[str, Any] = {"service": "fake", "model": "fake-1", "aspect_ratio": "1:1"}
    known |= {"size": "1K", "seed": 1, "prompt_id": CHEAP}
    return [OrderSpec(key=f"cell:{n}", fingerprint=f"of {n}", **known) for n in range(count)]


def refused(results: list[object]) -> list[object]:
    return [result for result in results if isinstance(result, BaseException)]


def check_clean(studio: Studio, *, held: int) -> None:
    """Assert that the books are clean and that so many tokens are held: a refusal left nothing."""
    report = audit(studio.database)
    assert (report.clean, report.held) == (True, held)


def test_so_many_clicks_pass_in_a_minute(opened: Callable[..., Studio]) -> None:
    """Of 20 clicks at once exactly as many are placed as a minute allows; the rest hold nothing."""
    studio = opened(orders_per_minute=16)
    results = in_threads(20, lambda n: place(studio, f"k{n}", CHEAP))
    assert {type(error) for error in refused(results)} == {TooManyAMinute}
    assert len(refused(results)) == 4
    check_clean(studio, held=16)


def test_a_minutes_limit_says_when_there_is_room(opened: Callable[..., Studio]) -> None:
    """The refusal names the instant at which enough has passed; then the same click is placed."""
    studio = opened(orders_per_minute=16)
    clock = studio.now
    assert isinstance(clock, FakeClock)
    first = clock.now
    for second in range(16):
        place(studio, f"k{second}", CHEAP)
        clock.advance(1000)
    with pytest.raises(TooManyAMinute) as caught:
        place(studio, "more", CHEAP, pictures=2)
    again_at = first + 1000 + MINUTE_MS
    known = {"limit": 16, "used": 16, "new": 2, "at": clock.now, "again_at": again_at}
    assert caught.value.facts == known
    clock.now = again_at - 1
    with pytest.raises(TooManyAMinute):
        place(studio, "more", CHEAP, pictures=2)
    clock.now = again_at
    submission.submit(studio, DEMO_USER, form("more", CHEAP, pictures=2))


def test_neither_a_batch_nor_somebody_else_counts(opened: Callable[..., Studio]) -> None:
    """A batch of any size leaves a minute's clicks alone, and so do other people's."""
    studio = opened(orders_per_minute=16)
    placing.place(studio, DEMO_USER, many(40), batch=True)
    for number in range(16):
        place(studio, f"k{number}", CHEAP, person=DEMO_MEMBER)
        place(studio, f"k{number}", CHEAP)
    with pytest.raises(TooManyAMinute):
        place(studio, "more", CHEAP)


def test_so_many_tokens_pass_in_a_day(opened: Callable[..., Studio]) -> None:
    """Of 30 orders of 5 tokens at once exactly those are placed that 100 tokens a day allow."""
    studio = opened(tokens_per_day=100)
    results = in_threads(30, lambda n: place(studio, f"k{n}", OPEN))
    assert {type(error) for error in refused(results)} == {TokensPerDay}
    assert len(refused(results)) == 10
    check_clean(studio, held=100)


def test_a_days_tokens_say_when_there_is_room(opened: Callable[..., Studio]) -> None:
    """What was settled counts for 24 hours, what came back not at all, a batch as any order."""
    studio = opened(tokens_per_day=100)
    clock = studio.now
    assert isinstance(clock, FakeClock)
    place_and_run(studio, "settled", OPEN)
    first = clock.now
    clock.advance(1000)
    placing.place(studio, DEMO_USER, many(95), batch=True)
    with pytest.raises(TokensPerDay) as caught:
        place(studio, "more", OPEN)
    known = {"limit": 100, "used": 100, "new": 5, "at": clock.now, "again_at": first + DAY_MS}
    assert (caught.value.reason, caught.value.facts) == (None, known)
    clock.now = first + DAY_MS
    more = place(studio, "more", OPEN)
    with pytest.raises(TokensPerDay):
        placing.place(studio, DEMO_USER, many(96)[95:], batch=True)
    endings.cancel(studio, DEMO_USER, more.id)
    place(studio, "again", OPEN)
    with studio.database.read() as session:
        assert personal.tokens_since(session, DEMO_USER, clock.now - DAY_MS) == 100


def test_what_never_fits_into_a_day_says_so(opened: Callable[..., Studio]) -> None:
    """Orders that alone are more than a day's tokens get no instant at which they would pass."""
    studio = opened(tokens_per_day=100)
    with pytest.raises(TokensPerDay) as caught:
        placing.place(studio, DEMO_USER, many(101), batch=True)
    assert (caught.value.reason, "again_at" in caught.value.facts) == ("at_once", False)
    check_clean(studio, held=0)


def test_so_many_people_begin_in_a_day(opened: Callable[..., Studio]) -> None:
    """Of 20 new names at once exactly the limit begins; a day later there is room again."""
    studio = opened()
    clock = studio.now
    assert isinstance(clock, FakeClock)

    def begin(number: int) -> User:
        given: dict[str, Any] = {"is_member": False, "opening": 9, "now": studio.now()}
        return people.create(studio.database, f"p{number}", f"人{number}", limit=7, **given)

    results = in_threads(20, begin)
    assert {type(error) for error in refused(results)} == {PeoplePerDay}
    assert len(refused(results)) == 13
    begun = next(n for n, result in enumerate(results) if isinstance(result, User))
    assert begin(begun).id == f"p{begun}"  # who is there already is no new one
    error = next(result for result in results if isinstance(result, PeoplePerDay))
    assert error.facts == {"limit": 7, "at": clock.now, "again_at": clock.now + DAY_MS}
    clock.advance(DAY_MS)
    begin(99)
