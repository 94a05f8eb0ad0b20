"""Each corruption of the record, and each change without an act, is found by its rule."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from admins import click, team, with_roles
from corruptions import Corruption, Found, check, spoilable
from fakes import CHEAP

from core.administration import library, people_acts, prompt_acts
from core.audit import audit
from core.ledger import tokens
from core.ledger.checkpoints import Checkpoint
from core.people import accounts
from core.people.accounts import Claims
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import Role

NEWCOMER = "newcomer"  # who has signed in, and of whom there is no act


def recorded_books(studio: Studio) -> Checkpoint | None:
    """Fill them with two of each act on a person, a price and a version made live."""
    boss, claims = team(studio), Claims("https://id.example", NEWCOMER)
    with studio.database.write() as tx:  # from before there was a record
        said = {"actor": "旧管理员", "reason": "更正"}
        tokens.adjust(tx, DEMO_MEMBER, -7, key="old", now=studio.now(), **said)
    for number, is_up in enumerate((True, False)):
        people_acts.adjust_balance(boss, click(f"b{number}"), DEMO_USER, 9 if is_up else -4)
        people_acts.set_membership(boss, click(f"m{number}"), DEMO_USER, is_member=is_up)
        role = Role.ADMINISTRATOR if is_up else Role.PUBLISHER
        people_acts.set_role(boss, click(f"r{number}"), DEMO_USER, role)
    _decide(boss)
    accounts.sign_in(studio.database, claims, person_id=NEWCOMER, opening=100, now=studio.now())
    return None


def _decide(boss: Studio) -> None:
    prompt_acts.archive(boss, click("a"), CHEAP)
    prompt_acts.set_cost(boss, click("c"), CHEAP, 3, seen=_seen(boss))
    prompt_acts.make_live(boss, click("l"), CHEAP, "cheap@1", seen=_seen(boss))


def _seen(studio: Studio) -> int:
    return next(r.decision for r in library.prompts(studio.database) if r.id == CHEAP)


@pytest.fixture(scope="module", params=("sqlite", "postgresql"))
def spoilt(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Found]:
    """Return what says which rules are broken by statements in books with a record."""
    with spoilable(request, tmp_path_factory.mktemp("acts"), recorded_books) as found:
        yield found


WHOLE, SINGLE, SOMEBODYS = "acts_are_whole", "acts_are_single", "acts_are_somebodys"
ORDER, ADJUSTED = "acts_follow_each_other", "adjustments_have_their_act"
STANDS, DECIDED = "roles_and_memberships_are_acts", "decisions_have_their_act"


def act(change: str, key: str = "b1") -> str:
    return f"UPDATE adminact SET {change} WHERE key = '{key}'"


def person(change: str, who: str = DEMO_USER) -> str:
    return f"UPDATE \"user\" SET {change} WHERE id = '{who}'"


def entry(change: str, key: str = "b1") -> str:
    return f"UPDATE \"transaction\" SET {change} WHERE key = '{key}'"


def another(columns: str) -> str:
    """Return an INSERT of a copy of the last adjustment's entry, under another actor."""
    return (
        'INSERT INTO "transaction" (id, user_id, seq, key, type, status, amount, balance_after,'
        f" created_at, actor, reason) SELECT 900, user_id, 9, 'x', type, status, amount,"
        f" balance_after, {columns}, reason FROM \"transaction\" WHERE key = 'b1'"
    )


CORRUPTIONS: dict[str, Corruption] = {
    "an act without a reason": Corruption(WHOLE, act("reason = ''")),
    "an act without a key": Corruption(WHOLE, act("key = ''")),
    "an act that changes nothing": Corruption(WHOLE, act("before = after")),
    "an act of an unknown kind": Corruption(WHOLE, act("kind = 'x'")),
    "an act on nobody": Corruption(WHOLE, act("person_id = NULL")),
    "an act on two": Corruption(WHOLE, act("prompt_id = 'cheap'")),
    "a person's act on a prompt": Corruption(WHOLE, act("prompt_id = 'cheap', person_id = NULL")),
    "half an instant": Corruption(WHOLE, act("acted_at = 0.5"), "sqlite"),
    "a key twice": Corruption(SINGLE, act("key = 'b0'")),
    "a number twice": Corruption(SINGLE, act("id = 1")),
    "an act of nobody": Corruption(SOMEBODYS, act("actor_id = 'nobody'")),
    "an act on an unknown person": Corruption(SOMEBODYS, act("person_id = 'nobody'")),
    "an act on an unknown prompt": Corruption(SOMEBODYS, act("prompt_id = 'x'", "c")),
    "acts that run backwards": Corruption(ORDER, act("acted_at = 1")),
    "a role that was another": Corruption(ORDER, act("before = 'proposer'", "r1")),
    "a first role that was another": Corruption(ORDER, act("before = 'publisher'", "r0")),
    "a membership that was another": Corruption(ORDER, act("before = '0', after = '1'", "m1")),
    "a role's act that is gone": Corruption(ORDER, "DELETE FROM adminact WHERE key = 'r0'"),
    "another amount": Corruption(ADJUSTED, act("before = '1'")),
    "another balance": Corruption(ADJUSTED, act("after = '1'")),
    "no number": Corruption(ADJUSTED, act("after = 'x'")),
    "another person": Corruption(ADJUSTED, act("person_id = 'demo-member'")),
    "another reason": Corruption(ADJUSTED, act("reason = 'x'")),
    "another instant": Corruption(
        ADJUSTED, act("acted_at = acted_at + 1", "l") + ";" + act("acted_at = acted_at + 1")
    ),
    "an act whose entry is gone": Corruption(
        ADJUSTED, "DELETE FROM \"transaction\" WHERE key = 'b1'"
    ),
    "an adjustment whose act is gone": Corruption(
        ADJUSTED, "DELETE FROM adminact WHERE key = 'b1'"
    ),
    "an adjustment that is a grant": Corruption(ADJUSTED, entry("type = 'grant'")),
    "an adjustment without an act": Corruption(ADJUSTED, another("created_at, 'somebody'")),
    "an early one in a person's name": Corruption(ADJUSTED, another("1, actor")),
    "a role that nobody gave": Corruption(STANDS, person("role = 'administrator'", DEMO_MEMBER)),
    "a role that was taken away": Corruption(STANDS, person("role = 'administrator'")),
    "a membership that nobody gave": Corruption(STANDS, person("is_member = TRUE")),
    "a membership of who has no act": Corruption(STANDS, person("is_member = TRUE", NEWCOMER)),
    "a demo membership that is gone": Corruption(STANDS, person("is_member = FALSE", DEMO_MEMBER)),
    "a role's last act that is gone": Corruption(STANDS, "DELETE FROM adminact WHERE key = 'r1'"),
    "a price that nobody decided": Corruption(DECIDED, act("after = '4'", "c")),
    "a version that nobody decided": Corruption(DECIDED, act("after = 'cheap@2'", "l")),
    "a decision of somebody else": Corruption(
        DECIDED, "UPDATE decision SET decided_by = 'demo-user' WHERE decided_by = 'demo-member'"
    ),
    "a decision whose act is gone": Corruption(DECIDED, "DELETE FROM adminact WHERE key = 'l'"),
    "a price whose act is gone": Corruption(DECIDED, "DELETE FROM adminact WHERE key = 'c'"),
    "a decision for another version than its act's": Corruption(
        DECIDED,
        "UPDATE decision SET version_id = 'cheap@2' WHERE id = (SELECT MAX(id) FROM decision)",
    ),
    "a decision that is gone": Corruption(
        DECIDED, "DELETE FROM decision WHERE decided_by = 'demo-member'"
    ),
}


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_corruption_is_named(spoilt: Found, what: str, request: pytest.FixtureRequest) -> None:
    """What was changed with triggers, checks and keys off is named by the rule that it breaks."""
    check(spoilt, CORRUPTIONS[what], request)


def test_an_audit_that_begins_later_is_clean_too(studio: Studio) -> None:
    """Acts from before a checkpoint have their entries, though those are not looked at again."""
    recorded_books(studio)
    checkpoint = audit(studio.database, now=studio.now()).checkpoint
    assert checkpoint
    assert audit(studio.database, since=checkpoint).clean
    boss = with_roles(studio)
    people_acts.adjust_balance(boss, click("later"), DEMO_USER, 5)
    assert audit(studio.database, since=checkpoint).clean
