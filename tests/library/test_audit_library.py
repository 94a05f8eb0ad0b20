"""Each corruption of a prompt, a version, a decision or a person is found by its rule."""

from __future__ import annotations

from contextlib import suppress

import pytest
from corruptions import (
    Corruption,
    Found,
    TakeBack,
    check,
    spoilt,  # noqa: F401 - a fixture
    unprotect,
)
from sqlalchemy import text

from core.library.audit_rules import versions_of_other_content
from core.studio import Studio

CHEAP = "WHERE id = 'cheap@1'"  # no order has it
LIVE, OF_PROMPT, NUMBERED = (
    "prompts_have_a_live_version",
    "versions_are_a_prompts",
    "versions_are_numbered",
)
CONTENT, DECISION, PROMPT, PERSON = (
    "versions_are_their_content",
    "decisions_are_for_a_version",
    "prompts_are_whole",
    "people_are_whole",
)


def version(change: str) -> str:
    return f"UPDATE promptversion SET {change} {CHEAP}"


def decision(change: str) -> str:
    return f"UPDATE decision SET {change} WHERE prompt_id = 'cheap'"


def prompt(change: str) -> str:
    return f"UPDATE prompt SET {change} WHERE id = 'cheap'"


def person(change: str) -> str:
    return f"UPDATE \"user\" SET {change} WHERE id = 'demo-user'"


CORRUPTIONS: dict[str, Corruption] = {
    "a version gone": Corruption(LIVE, f"DELETE FROM promptversion {CHEAP}"),
    "all versions of a prompt gone": Corruption(
        LIVE, "DELETE FROM promptversion WHERE prompt_id = 'cheap'"
    ),
    "a gap in a prompt's versions": Corruption(LIVE, version("number = 3, id = 'cheap@3'")),
    "a decision gone": Corruption(LIVE, "DELETE FROM decision WHERE prompt_id = 'cheap'"),
    "a version of no prompt": Corruption(OF_PROMPT, "DELETE FROM prompt WHERE id = 'cheap'"),
    "a version of another prompt": Corruption(OF_PROMPT, version("prompt_id = 'gone'")),
    "a version of an unknown author": Corruption(OF_PROMPT, version("author = 'nobody'")),
    "a version twice": Corruption(
        OF_PROMPT, f"INSERT INTO promptversion SELECT * FROM promptversion {CHEAP}"
    ),
    "a version under another name": Corruption(NUMBERED, version("id = 'cheap@7'")),
    "a version before the first": Corruption(NUMBERED, version("number = 0, id = 'cheap@0'")),
    "half a number": Corruption(NUMBERED, version("number = 1.5, id = 'cheap@1.5'"), "sqlite"),
    "a version for nothing": Corruption(NUMBERED, version("cost = 0")),
    "half a price": Corruption(NUMBERED, version("cost = 1.5"), "sqlite"),
    "half an instant": Corruption(NUMBERED, version("created_at = 0.5"), "sqlite"),
    "a version's text": Corruption(CONTENT, version("text = 'x'")),
    "a version's price": Corruption(CONTENT, version("cost = 2")),
    "a version's values": Corruption(CONTENT, version('parameters = \'{"a": "b"}\'')),
    "a version's values that are none": Corruption(CONTENT, version("parameters = 'x'")),
    "a version's values in a list": Corruption(CONTENT, version("parameters = '[1]'")),
    "a version's digest": Corruption(CONTENT, version("digest = 'x'")),
    "a decision for another's version": Corruption(DECISION, decision("version_id = 'open@1'")),
    "a decision for no version": Corruption(DECISION, decision("version_id = 'cheap@9'")),
    "a decision for another prompt": Corruption(DECISION, decision("prompt_id = 'open'")),
    "a decision for no prompt": Corruption(
        DECISION,
        "DELETE FROM prompt WHERE id = 'cheap'",
    ),
    "a decision of nobody": Corruption(DECISION, decision("decided_by = 'nobody'")),
    "half an instant of deciding": Corruption(DECISION, decision("decided_at = 0.5"), "sqlite"),
    "a decision twice": Corruption(
        "decisions_are_single",
        "INSERT INTO decision SELECT * FROM decision WHERE prompt_id = 'cheap'",
    ),
    "a prompt without a title": Corruption(PROMPT, prompt("title = ''")),
    "a prompt without an id": Corruption(
        PROMPT,
        "INSERT INTO prompt (id, title, description, category, members_only, position, archived,"
        " edited) SELECT '', title, '', '', members_only, 9, archived, edited FROM prompt"
        " WHERE id = 'cheap'",
    ),
    "half a place": Corruption(PROMPT, prompt("position = 0.5"), "sqlite"),
    "for members, perhaps": Corruption(PROMPT, prompt("members_only = 2"), "sqlite"),
    "archived, perhaps": Corruption(PROMPT, prompt("archived = 2"), "sqlite"),
    "edited, perhaps": Corruption(PROMPT, prompt("edited = 2"), "sqlite"),
    "a prompt twice": Corruption(
        "prompts_are_single", "INSERT INTO prompt SELECT * FROM prompt WHERE id = 'cheap'"
    ),
    "a person without a name": Corruption(PERSON, person("name = ''")),
    "a person without an id": Corruption(PERSON, person("id = ''")),
    "a member, perhaps": Corruption(PERSON, person("is_member = 2"), "sqlite"),
    "half a balance": Corruption(PERSON, person("balance = 9.5"), "sqlite"),
    "half a hold": Corruption(PERSON, person("held = 0.5"), "sqlite"),
    "half an instant of coming": Corruption(PERSON, person("created_at = 0.5"), "sqlite"),
    "a person twice": Corruption(
        "people_are_single",
        'INSERT INTO "user" SELECT * FROM "user" WHERE id = \'demo-user\'',
    ),
}


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_corruption_is_named(spoilt: Found, what: str, request: pytest.FixtureRequest) -> None:  # noqa: F811
    """What was changed with triggers, checks and keys off is named by the rule that it breaks."""
    check(spoilt, CORRUPTIONS[what], request)


@pytest.mark.parametrize("values", ["x", "[1]"])
def test_values_that_cannot_be_read_are_named(studio: Studio, values: str) -> None:
    """A version whose values are no JSON object is told by its name, and hides no other one."""
    with suppress(TakeBack), studio.database.write() as tx:
        unprotect(tx.connection())
        tx.execute(text(version("parameters = :values")), {"values": values})
        tx.execute(text("UPDATE promptversion SET text = 'another' WHERE id = 'open@1'"))
        named = {row["version"] for row in versions_of_other_content(tx)}
        assert named == {"cheap@1", "open@1"}
        raise TakeBack
