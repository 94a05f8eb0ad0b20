"""An administrator's correction is an entry that says who and why, and never touches a hold."""

from __future__ import annotations

from typing import Any

import pytest
from fakes import CHEAP, OPEN, in_threads, place, refused_by_the_database
from sqlalchemy import text

from core.audit import audit
from core.errors import BalanceFull, InsufficientTokens, InvalidRequest, PersonNotFound
from core.ledger import statement, tokens, trends
from core.ledger.statement import EntryFilter
from core.listing.period import Period
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio
from core.tables import MAX_TOKENS


def adjust(studio: Studio, amount: Any, key: str = "k", **more: Any) -> bool:
    """Adjust the demo user's 100 tokens."""
    said = {"actor": "管理员", "reason": "补偿", "person_id": DEMO_USER} | more
    person_id = said.pop("person_id")
    with studio.database.write() as tx:
        return tokens.adjust(tx, person_id, amount, key=key, now=studio.now(), **said)


def balance(studio: Studio) -> int:
    """Return the demo user's balance."""
    return people.find(studio.database, DEMO_USER).balance


@pytest.mark.parametrize("amount", [7, -7, -100, 1])
def test_an_adjustment_is_an_entry(studio: Studio, amount: int) -> None:
    """The balance moves by it, up or down, and its entry names who did it and why."""
    assert adjust(studio, amount)
    assert balance(studio) == 100 + amount
    page = statement.list_entries(studio.database, EntryFilter(DEMO_USER), number=1, size=9)
    entry = page.rows[0]
    assert (entry.type, entry.amount, entry.balance_after) == ("adjustment", amount, 100 + amount)
    assert (entry.actor, entry.reason, entry.order_id) == ("管理员", "补偿", None)
    assert audit(studio.database).clean


def test_an_adjustment_is_made_once(studio: Studio) -> None:
    """Eight clicks with one key are one entry."""
    assert sorted(map(bool, in_threads(8, lambda _: adjust(studio, -5)))) == [False] * 7 + [True]
    assert balance(studio) == 95


def test_what_is_held_stays_covered(studio: Studio) -> None:
    """A correction below what open orders hold is refused, and changes nothing."""
    place(studio, "a", OPEN)
    with pytest.raises(InsufficientTokens) as refused:
        adjust(studio, -96)
    assert (refused.value.needed, refused.value.available) == (96, 95)
    assert balance(studio) == 100
    assert adjust(studio, -95)
    assert audit(studio.database).clean


def test_a_balance_does_not_grow_over_the_limit(studio: Studio) -> None:
    """The largest whole number that everybody keeps exact is the limit."""
    with pytest.raises(BalanceFull):
        adjust(studio, MAX_TOKENS - 99)
    assert adjust(studio, MAX_TOKENS - 100)


@pytest.mark.sqlite_first
@pytest.mark.parametrize("amount", [0, 1.0, True, None, "3", float("nan"), 2**53, -(2**53)])
def test_only_whole_tokens_are_adjusted(studio: Studio, amount: Any) -> None:
    """What is no number of tokens is refused before any SQL."""
    with pytest.raises(ValueError, match="whole number"):
        adjust(studio, amount)
    assert balance(studio) == 100


@pytest.mark.parametrize("words", ["", " ", "a\0b", "\ud800"])
@pytest.mark.parametrize("what", ["actor", "reason"])
def test_an_adjustment_says_who_and_why(studio: Studio, what: str, words: str) -> None:
    """Without a name or a reason, or with one that a database refuses, nothing happens."""
    with pytest.raises(InvalidRequest):
        adjust(studio, 5, **{what: words})
    assert balance(studio) == 100


def test_nobody_is_adjusted(studio: Studio) -> None:
    """A person who is not there is said to be unknown."""
    with pytest.raises(PersonNotFound):
        adjust(studio, 5, person_id="nobody")


def test_a_statement_tells_adjustments_apart(studio: Studio) -> None:
    """They are neither granted nor spent, in the sums and in the days of the chart."""
    adjust(studio, -30)
    adjust(studio, 10, "l")
    _, sums = statement.overview(studio.database, DEMO_USER, Period())
    assert (sums.granted, sums.adjusted, sums.spent, sums.closing) == (100, -20, 0, 80)
    days = trends.tokens_by_day(studio.database, DEMO_USER, Period(), offset_ms=0)
    assert [(day.granted, day.spent) for day in days] == [(100, 0)]


@pytest.mark.parametrize(
    "broken",
    [
        "'adjustment', 'completed', 5, 105, NULL, NULL, 1, '', 'why'",
        "'adjustment', 'completed', 5, 105, NULL, NULL, 1, 'who', ''",
        "'grant', 'completed', 5, 105, NULL, NULL, 1, 'who', ''",
        "'grant', 'completed', 5, 105, NULL, NULL, 1, '', 'why'",
        "'grant', 'completed', -5, 95, NULL, NULL, 1, '', ''",
        "'adjustment', 'completed', 0, 100, NULL, NULL, 1, 'who', 'why'",
        "'correction', 'completed', 5, 105, NULL, NULL, 1, 'who', 'why'",
    ],
)
def test_the_schema_says_so_too(studio: Studio, broken: str) -> None:
    """Raw SQL cannot write an adjustment without a name, nor a name on another entry."""
    columns = """id, user_id, seq, key, type, status, amount, balance_after, generation_id,
        prompt_id, created_at, actor, reason"""
    with refused_by_the_database(""), studio.database.write() as tx:
        tx.execute(
            text(f"""INSERT INTO "transaction" ({columns})
                VALUES (900, 'demo-user', 2, 'raw', {broken})""")
        )


def test_orders_go_on_after_an_adjustment(studio: Studio) -> None:
    """The next entry follows it in number and balance."""
    adjust(studio, -99)
    place(studio, "a", CHEAP)
    with pytest.raises(InsufficientTokens):
        place(studio, "b", CHEAP)
    assert audit(studio.database).clean
