"""What administrators do to people: once each, allowed, recorded, and never against a hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from admins import acts_of, click, join, said, team
from fakes import OPEN, failing, in_threads, place, refused_by_the_database
from sqlalchemy import select, text
from sqlmodel import col

from core.administration import people_acts
from core.errors import (
    BalanceFull,
    InsufficientTokens,
    InvalidRequest,
    KeyConflict,
    NotAllowed,
    PersonNotFound,
    StorageFailed,
)
from core.ledger import statement
from core.ledger.statement import EntryFilter
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import MAX_TOKENS, ActKind, Role, Transaction, User

EVERY_ACT: dict[str, Callable[[Studio, Any], bool]] = {
    "balance": lambda team, by: people_acts.adjust_balance(team, by, DEMO_USER, 5),
    "membership": lambda team, by: people_acts.set_membership(team, by, DEMO_USER, is_member=True),
    "role": lambda team, by: people_acts.set_role(team, by, DEMO_USER, Role.PUBLISHER),
}


def person(studio: Studio, person_id: str = DEMO_USER) -> User:
    return people.find(studio.database, person_id)


def test_an_adjustment_is_an_entry_and_an_act(studio: Studio) -> None:
    """The balance moves by an entry of the click's key, and the record says from what to what."""
    boss = team(studio)
    assert people_acts.adjust_balance(boss, click("up", reason=" 多给 \n 一些 "), DEMO_USER, 7)
    assert people_acts.adjust_balance(boss, click("down"), DEMO_USER, -20)
    assert person(studio).balance == 87
    assert [said(act) for act in acts_of(studio)] == [
        (ActKind.BALANCE, DEMO_USER, "100", "107", "多给 一些"),
        (ActKind.BALANCE, DEMO_USER, "107", "87", "补偿"),
    ]
    page = statement.list_entries(studio.database, EntryFilter(DEMO_USER), number=1, size=2)
    told = [(row.key, row.type, row.amount, row.actor, row.reason) for row in page.rows]
    assert told == [
        ("down", "adjustment", -20, "演示会员", "补偿"),
        ("up", "adjustment", 7, "演示会员", "多给 一些"),
    ]


def test_membership_and_role_are_set(studio: Studio) -> None:
    """Both stand at the person, and the record has what stood there before."""
    boss = team(studio)
    people_acts.set_membership(boss, click("a"), DEMO_USER, is_member=True)
    people_acts.set_role(boss, click("b"), DEMO_USER, Role.PUBLISHER)
    assert (person(studio).is_member, person(studio).role) == (True, Role.PUBLISHER)
    assert [said(act)[2:4] for act in acts_of(studio)] == [
        ("0", "1"),
        (Role.PROPOSER, Role.PUBLISHER),
    ]


@pytest.mark.parametrize("what", EVERY_ACT)
def test_a_repeated_key_does_nothing_and_says_so(studio: Studio, what: str) -> None:
    """Of eight clicks with one key one acts; the others hear that it was done before."""
    boss = team(studio)
    done = in_threads(8, lambda _: EVERY_ACT[what](boss, click()))
    assert sorted(map(str, done)) == ["False"] * 7 + ["True"]
    assert len(acts_of(studio)) == 1


def test_a_key_is_of_one_act(studio: Studio) -> None:
    """Another amount, another person, another kind or another actor under a used key is refused."""
    boss = team(studio)
    other = join(boss, "ann", Role.ADMINISTRATOR)
    people_acts.adjust_balance(boss, click(), DEMO_USER, 5)
    acts = len(acts_of(studio))
    others: tuple[Callable[[], bool], ...] = (
        lambda: people_acts.adjust_balance(boss, click(), DEMO_USER, 6),
        lambda: people_acts.adjust_balance(boss, click(), DEMO_MEMBER, 5),
        lambda: people_acts.adjust_balance(boss, click(actor_id=other), DEMO_USER, 5),
        lambda: people_acts.set_membership(boss, click(), DEMO_USER, is_member=True),
    )
    for again in others:
        with pytest.raises(KeyConflict):
            again()
    with pytest.raises(KeyConflict):  # an entry of no act has it
        people_acts.adjust_balance(boss, click("opening"), DEMO_USER, 5)
    assert len(acts_of(studio)) == acts
    assert person(studio).balance == 105


@pytest.mark.parametrize("what", EVERY_ACT)
@pytest.mark.parametrize("role", [Role.PROPOSER, Role.PUBLISHER, None])
def test_only_administrators_act(studio: Studio, what: str, role: Role | None) -> None:
    """A proposer, a publisher and a stranger change nothing and leave no row."""
    boss = team(studio)
    actor = join(boss, "ann", role) if role else "nobody"
    acts, before = len(acts_of(studio)), person(studio)
    with pytest.raises(NotAllowed if role else PersonNotFound):
        EVERY_ACT[what](boss, click(actor_id=actor))
    assert len(acts_of(studio)) == acts
    assert person(studio) == before


@pytest.mark.parametrize("what", EVERY_ACT)
def test_without_sign_in_nobody_administers(studio: Studio, what: str) -> None:
    """Anybody may be anybody then: so nobody may change anybody."""
    team(studio)
    with pytest.raises(NotAllowed):
        EVERY_ACT[what](studio, click())
    assert acts_of(studio) == []


def test_an_administrator_by_the_table_acts(studio: Studio) -> None:
    """The table's role is as good as the setting's."""
    boss = team(studio)
    ann = join(boss, "ann", Role.ADMINISTRATOR)
    assert people_acts.adjust_balance(boss, click(actor_id=ann), DEMO_USER, 5)


def test_a_role_that_is_taken_away_ends_at_once(studio: Studio) -> None:
    """Whose role goes while their form is open is refused, a repeated click of before as well."""
    boss = team(studio)
    ann = join(boss, "ann", Role.ADMINISTRATOR)
    hers = click("hers", actor_id=ann)
    people_acts.adjust_balance(boss, hers, DEMO_USER, 5)
    people_acts.set_role(boss, click(), ann, Role.PROPOSER)
    for key in ("hers", "next"):
        with pytest.raises(NotAllowed):
            people_acts.adjust_balance(boss, click(key, actor_id=ann), DEMO_USER, 5)
    assert person(studio).balance == 105


def test_two_administrators_adjust_at_once(studio: Studio) -> None:
    """Eight adjustments of two people at one instant are eight entries, each after the other."""
    boss = team(studio)
    ann = join(boss, "ann", Role.ADMINISTRATOR)
    actors = (DEMO_MEMBER, ann)
    made = in_threads(
        8,
        lambda number: people_acts.adjust_balance(
            boss, click(f"k{number}", actor_id=actors[number % 2]), DEMO_USER, -10
        ),
    )
    assert made == [True] * 8
    assert person(studio).balance == 20
    after = [act.after for act in acts_of(studio) if act.kind == ActKind.BALANCE]
    assert after == [str(90 - 10 * number) for number in range(8)]


def test_two_administrators_who_take_each_others_role(studio: Studio) -> None:
    """One of them is first; the other one is no administrator any more."""
    boss = team(studio)
    pair = [join(boss, name, Role.ADMINISTRATOR) for name in ("ann", "bob")]
    done = in_threads(
        2,
        lambda number: people_acts.set_role(
            boss, click(f"k{number}", actor_id=pair[number]), pair[1 - number], Role.PROPOSER
        ),
    )
    assert sorted(type(each).__name__ for each in done) == ["NotAllowed", "bool"]


def test_what_is_held_stays_covered(studio: Studio) -> None:
    """A correction below what an open order holds is refused, and leaves no row."""
    boss = team(studio)
    place(studio, "a", OPEN)
    with pytest.raises(InvalidRequest) as refused:
        people_acts.adjust_balance(boss, click(), DEMO_USER, -96)
    assert (refused.value.reason, refused.value.facts) == ("amount_held", {"available": 95})
    assert acts_of(studio) == []
    assert people_acts.adjust_balance(boss, click(), DEMO_USER, -95)


def test_orders_and_adjustments_at_once_never_overdraw(studio: Studio) -> None:
    """Of orders and corrections that race for the same tokens, some are refused, none overdraws."""
    boss = team(studio)

    def work(number: int) -> object:
        if number % 2:
            return people_acts.adjust_balance(boss, click(f"k{number}"), DEMO_USER, -40)
        return place(studio, f"o{number}", OPEN)

    refused = [each for each in in_threads(8, work) if isinstance(each, Exception)]
    assert all(isinstance(each, InsufficientTokens | InvalidRequest) for each in refused)
    now = person(studio)
    assert 0 <= now.held <= now.balance


@pytest.mark.sqlite_first
@pytest.mark.parametrize("amount", [0, 1.5, True, None, "3", 2**53, -(2**53)])
def test_only_whole_tokens_are_adjusted(studio: Studio, amount: Any) -> None:
    """What is no number of tokens is refused in words, before any SQL."""
    with pytest.raises(InvalidRequest) as refused:
        people_acts.adjust_balance(team(studio), click(), DEMO_USER, amount)
    assert refused.value.reason == "amount"


@pytest.mark.sqlite_first
@pytest.mark.parametrize("reason", ["", " \n", "a\0b", "x" * 201])
def test_an_act_says_why(studio: Studio, reason: str) -> None:
    """Without a reason, or with one that can't be kept, nothing happens."""
    with pytest.raises(InvalidRequest) as refused:
        people_acts.adjust_balance(team(studio), click(reason=reason), DEMO_USER, 5)
    assert refused.value.reason == "act_reason"
    assert person(studio).balance == 100


@pytest.mark.sqlite_first
@pytest.mark.parametrize("key", ["", "\n", "键", "x" * 65])
def test_a_key_is_an_id(studio: Studio, key: str) -> None:
    """What can be no key is refused."""
    with pytest.raises(InvalidRequest) as refused:
        people_acts.adjust_balance(team(studio), click(key), DEMO_USER, 5)
    assert refused.value.reason == "key"


@pytest.mark.sqlite_first
def test_an_act_changes_something(studio: Studio) -> None:
    """What is so already is no act."""
    boss = team(studio)
    no_acts: tuple[Callable[[], bool], ...] = (
        lambda: people_acts.set_membership(boss, click(), DEMO_USER, is_member=False),
        lambda: people_acts.set_role(boss, click(), DEMO_USER, Role.PROPOSER),
    )
    for nothing in no_acts:
        with pytest.raises(InvalidRequest) as refused:
            nothing()
        assert refused.value.reason == "unchanged"
    assert acts_of(studio) == []


def test_a_refused_adjustment_is_nothing(studio: Studio) -> None:
    """Nobody, and a balance over the limit, leave neither an entry nor a row."""
    boss = team(studio)
    with pytest.raises(PersonNotFound):
        people_acts.adjust_balance(boss, click(), "nobody", 5)
    with pytest.raises(BalanceFull):
        people_acts.adjust_balance(boss, click(), DEMO_USER, MAX_TOKENS - 99)
    with studio.database.read() as session:
        kinds = session.scalars(select(col(Transaction.type)).distinct()).all()
    assert (acts_of(studio), kinds) == ([], ["grant"])


def test_the_last_administrator_stays(studio: Studio) -> None:
    """Who alone can sign in and administer can't give it up; with another one they can."""
    boss = team(studio)
    ann = join(boss, "ann", Role.ADMINISTRATOR)
    people_acts.set_role(boss, click("demo"), DEMO_USER, Role.ADMINISTRATOR)  # nobody enters it
    alone = team_of_nobody_else(boss)
    hers = click(actor_id=ann)
    with pytest.raises(NotAllowed) as refused:
        people_acts.set_role(alone, hers, ann, Role.PROPOSER)
    assert refused.value.reason == "last_administrator"
    assert person(studio, ann).role == Role.ADMINISTRATOR
    assert people_acts.set_role(boss, hers, ann, Role.PROPOSER)


def team_of_nobody_else(boss: Studio) -> Studio:
    """Return the team without the setting ADMINS."""
    return replace(boss, settings=boss.settings.model_copy(update={"admins": ""}))


def test_acts_keep_their_order_when_the_clock_is_set_back(sqlite_studio: Studio) -> None:
    """An act is never said to be before the one before it."""
    boss = team(sqlite_studio)
    people_acts.adjust_balance(boss, click("a"), DEMO_USER, 5)
    people_acts.adjust_balance(replace(boss, now=lambda: 1), click("b"), DEMO_USER, 5)
    first, second = acts_of(sqlite_studio)
    assert second.acted_at >= first.acted_at


@pytest.mark.parametrize(
    "attack",
    ["UPDATE adminact SET reason = 'x'", "DELETE FROM adminact"],
)
def test_the_record_is_append_only(studio: Studio, attack: str) -> None:
    """Raw SQL can neither change nor delete an act."""
    people_acts.adjust_balance(team(studio), click(), DEMO_USER, 5)
    with refused_by_the_database("append-only"), studio.database.write() as tx:
        tx.execute(text(attack))


def test_an_act_that_fails_leaves_the_balance(studio: Studio) -> None:
    """Where its row can't be written nothing is changed: the entry and the act are one."""
    boss = team(studio)
    failing_row = failing(studio.database.engine, "INSERT INTO adminact")
    with failing_row, pytest.raises(StorageFailed):
        people_acts.adjust_balance(boss, click(), DEMO_USER, 5)
    assert (person(studio).balance, acts_of(studio)) == (100, [])
