"""A day's limit of top-ups holds for clicks at once: each counts those before it, or waits."""

from __future__ import annotations

from typing import Any

import pytest
from fakes import in_threads

from core.errors import TopUpLimit
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio

CLICKS, LIMIT = 8, 300  # three top-ups of 100 tokens


def refused(results: list[object]) -> list[object]:
    return [result for result in results if isinstance(result, BaseException)]


def balance(studio: Studio) -> int:
    return people.find(studio.database, DEMO_USER).balance


def test_no_more_than_a_days_top_ups_pass_at_once(studio: Studio) -> None:
    """Of eight clicks at one instant exactly three are granted, and the next one is refused."""

    def click(number: int) -> bool:
        key = f"k{number}"
        return people.top_up(studio.database, DEMO_USER, key=key, now=studio.now(), limit=LIMIT)

    results = in_threads(CLICKS, click)
    assert [type(error) for error in refused(results)] == [TopUpLimit] * 5
    assert balance(studio) == 100 + LIMIT
    with pytest.raises(TopUpLimit):
        click(CLICKS)


def test_both_buttons_share_a_day_at_once(studio: Studio) -> None:
    """Of four clicks on each button at one instant no more than the day allows is granted."""

    def click(number: int) -> object:
        given: dict[str, Any] = {"key": f"k{number}", "now": studio.now(), "limit": LIMIT}
        if number % 2:
            return people.top_up(studio.database, DEMO_USER, **given)
        return people.top_up_to(studio.database, DEMO_USER, 350, **given)

    results = in_threads(CLICKS, click)
    assert {type(error) for error in refused(results)} <= {TopUpLimit}
    assert 100 + 250 <= balance(studio) <= 100 + LIMIT
