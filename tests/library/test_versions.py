"""Versions of prompts: numbered, never changed, decided; and what the library's file may do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fakes import (
    CHEAP,
    LIBRARY,
    MEMBERS,
    OPEN,
    PROMPT_TEXT,
    in_threads,
    place,
    refused_by_the_database,
)
from sqlalchemy import select, text
from sqlmodel import col

from core.errors import InvalidRequest
from core.library import prompts, seed, versions
from core.library.prompts import Card
from core.library.versions import Content
from core.people import people
from core.people.people import DEMO_MEMBER
from core.studio import Studio
from core.tables import Decision, Prompt, PromptVersion

PEBBLE = Content("a pebble", 1)


def load(studio: Studio, tmp_path: Path, *changes: tuple[str, str]) -> None:
    """Load the test library again, with some of its text replaced."""
    toml = LIBRARY
    for old, new in changes:
        assert old in toml
        toml = toml.replace(old, new)
    path = tmp_path / "again.toml"
    path.write_text(toml, encoding="utf-8")
    seed.load_library(studio.database, path, now=studio.now())


def write(studio: Studio, content: Content, *, live: bool = True) -> PromptVersion:
    """Let the member write a version of the cheap prompt, and make it the live one or not."""
    with studio.database.write(alone=True) as tx:
        version = versions.add(tx, CHEAP, content, author=DEMO_MEMBER, now=7, note="试试")
        if live:
            versions.decide(tx, version, by=DEMO_MEMBER, now=8, why="更好", proof="e1")
    return version


def cards(studio: Studio) -> dict[str, Card]:
    """Return the library as the member sees it."""
    person = people.find(studio.database, DEMO_MEMBER)
    return {card.id: card for card in prompts.cards(studio.database, person)}


def history(studio: Studio, prompt_id: str = CHEAP) -> list[tuple[Any, ...]]:
    """Return (number, text, cost, author) of each version of a prompt."""
    query = select(PromptVersion).where(col(PromptVersion.prompt_id) == prompt_id)
    with studio.database.read() as session:
        rows = session.scalars(query.order_by(col(PromptVersion.number))).all()
    return [(row.number, row.text, row.cost, row.author) for row in rows]


def decisions(studio: Studio) -> list[tuple[str, str | None]]:
    """Return (version, by whom) of each decision about the cheap prompt, the first one first."""
    query = select(Decision).where(col(Decision.prompt_id) == CHEAP).order_by(col(Decision.id))
    with studio.database.read() as session:
        return [(row.version_id, row.decided_by) for row in session.scalars(query)]


# ------------------------------------------------------------------------------------- by people


def test_a_card_shows_the_live_version(studio: Studio) -> None:
    """A card has the number, text and price of the version that was decided last."""
    version = write(studio, Content("a boulder", 7), live=False)
    assert cards(studio)[CHEAP].number == 1
    with studio.database.write(alone=True) as tx:
        versions.decide(tx, version, by=DEMO_MEMBER, now=9)
    card = cards(studio)[CHEAP]
    assert (card.version_id, card.number, card.text, card.cost) == ("cheap@2", 2, "a boulder", 7)
    assert [card.id for card in cards(studio).values()] == [OPEN, CHEAP, MEMBERS]


def test_the_same_content_is_the_same_version(studio: Studio) -> None:
    """What a prompt ever had makes no version; another price or another value of its own does."""
    first = write(studio, PEBBLE)
    assert (first.number, first.author) == (1, None)
    again = Content("a {{colour}} pebble", 1, {"colour": "red"})
    assert write(studio, again).number == 2
    assert write(studio, Content("a {{colour}} pebble", 1, {"colour": "red"})).number == 2
    assert write(studio, Content("a {{colour}} pebble", 1, {"colour": "blue"})).number == 3
    assert write(studio, Content("a {{colour}} pebble", 2, {"colour": "blue"})).number == 4
    assert len(history(studio)) == 4


def test_a_text_is_checked_before_it_is_a_version(sqlite_studio: Studio) -> None:
    """Braces that make no variable, and values of none, make no version."""
    for content in (Content("a {{b", 1), Content("a {{b}}", 1, {"c": "d"})):
        with pytest.raises(InvalidRequest):
            write(sqlite_studio, content)
    assert len(history(sqlite_studio)) == 1


def test_versions_written_at_once_are_numbered_without_a_gap(studio: Studio) -> None:
    """Eight people who write and decide at one instant get the numbers 2 to 9."""
    made = in_threads(8, lambda n: write(studio, Content(f"pebble {n}", 1)).number)
    assert sorted(map(str, made)) == [str(number) for number in range(2, 10)]
    assert len(decisions(studio)) == 9


@pytest.mark.parametrize("table", ["promptversion", "decision"])
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE {table} SET prompt_id = prompt_id",
        "DELETE FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "INSERT OR REPLACE INTO promptversion SELECT prompt_id || '@99', prompt_id, 99, text,"
        " parameters, cost, note, author, created_at, digest FROM promptversion",
        "TRUNCATE {table} CASCADE",
    ],
    ids=["update", "delete", "replace", "same digest", "truncate"],
)
def test_history_is_append_only(studio: Studio, table: str, attack: str) -> None:
    """Raw SQL changes no version and no decision: the database itself refuses."""
    before = history(studio), decisions(studio)
    with refused_by_the_database(), studio.database.write() as tx:
        tx.execute(text(attack.format(table=table)))
    assert (history(studio), decisions(studio)) == before


@pytest.mark.parametrize("table", ["promptversion", "decision", "transaction"])
def test_history_is_refused_by_triggers_of_ours(studio: Studio, table: str) -> None:
    """It is our trigger that refuses a change, for entries as before, and says why."""
    with refused_by_the_database("append-only"), studio.database.write() as tx:
        tx.execute(text(f'UPDATE "{table}" SET prompt_id = NULL'))
    with refused_by_the_database("append-only"), studio.database.write() as tx:
        tx.execute(text(f'DELETE FROM "{table}"'))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO decision (prompt_id, version_id, decided_at, why, proof)"
        " VALUES ('cheap', 'open@1', 0, '', '')",
        "INSERT INTO decision (prompt_id, version_id, decided_at, why, proof)"
        " VALUES ('cheap', 'cheap@9', 0, '', '')",
        "INSERT INTO promptversion (id, prompt_id, number, text, parameters, cost, note,"
        " created_at, digest) VALUES ('cheap@3', 'cheap', 2, '', '{}', 1, '', 0, '')",
        "INSERT INTO promptversion (id, prompt_id, number, text, parameters, cost, note,"
        " created_at, digest) VALUES ('cheap@2', 'cheap', 2, '', '{}', 0, '', 0, '')",
    ],
    ids=["another prompt's", "none", "another id", "no price"],
)
def test_the_schema_keeps_versions_in_order(studio: Studio, statement: str) -> None:
    """A decision for a strange version, an id of another number, a price of 0: none is written."""
    with refused_by_the_database(), studio.database.write() as tx:
        tx.connection().exec_driver_sql(statement)


# ----------------------------------------------------------------------------------- by the file


def test_the_file_again_changes_nothing(studio: Studio, tmp_path: Path) -> None:
    """A start with the same file makes no version and no decision."""
    load(studio, tmp_path)
    assert (history(studio), decisions(studio)) == ([(1, "a pebble", 1, None)], [("cheap@1", None)])


def test_a_new_text_in_the_file_is_a_version_and_live(studio: Studio, tmp_path: Path) -> None:
    """While only the file has had a say, what it says is live: a new text, and an earlier one."""
    load(studio, tmp_path, ("a pebble", "a boulder"))
    assert (cards(studio)[CHEAP].number, cards(studio)[CHEAP].text) == (2, "a boulder")
    load(studio, tmp_path)
    assert (cards(studio)[CHEAP].number, cards(studio)[CHEAP].text) == (1, "a pebble")
    assert len(history(studio)) == 2


def test_the_file_never_overrules_a_persons_version(studio: Studio, tmp_path: Path) -> None:
    """Where a person's version is live, a new text of the file is a version and not live."""
    write(studio, Content("mine", 3))
    load(studio, tmp_path)
    load(studio, tmp_path, ("a pebble", "a boulder"))
    assert cards(studio)[CHEAP].text == "mine"
    assert history(studio)[2:] == [(3, "a boulder", 1, None)]


def test_the_file_never_takes_back_a_persons_decision(studio: Studio, tmp_path: Path) -> None:
    """A person's choice of an earlier text of the file stands, until the file has a new one."""
    newer = [("a pebble", "a boulder")]
    load(studio, tmp_path, *newer)
    write(studio, PEBBLE)
    load(studio, tmp_path, *newer)
    assert cards(studio)[CHEAP].number == 1
    load(studio, tmp_path, ("a pebble", "a cliff"))
    assert cards(studio)[CHEAP].number == 3


def test_a_text_that_a_person_had_first_stays_theirs(studio: Studio, tmp_path: Path) -> None:
    """What the file brings and a person wrote before makes no version, and is not live by that."""
    write(studio, Content("a boulder", 1), live=False)
    load(studio, tmp_path, ("a pebble", "a boulder"))
    assert len(history(studio)) == 2
    assert cards(studio)[CHEAP].number == 1


def test_a_prompt_gone_from_the_file_is_archived(studio: Studio, tmp_path: Path) -> None:
    """A prompt that the file has no more can't be chosen; one with a person's version can."""
    others = "[[prompt]]".join(LIBRARY.split("[[prompt]]")[:2])
    gone = [(LIBRARY.removeprefix(others), "")]
    load(studio, tmp_path, *gone)
    assert list(cards(studio)) == [OPEN]
    load(studio, tmp_path)
    write(studio, Content("mine", 3), live=False)
    load(studio, tmp_path, *gone)
    assert list(cards(studio)) == [OPEN, CHEAP]


def test_other_fields_follow_the_file_until_a_person_edits_them(
    studio: Studio, tmp_path: Path
) -> None:
    """A title of the file is taken over; one that a person has edited is left as it is."""
    load(studio, tmp_path, ("石子", "卵石"))
    assert cards(studio)[CHEAP].title == "卵石"
    with studio.database.write() as tx:
        tx.execute(text("UPDATE prompt SET title = '我的', edited = true WHERE id = 'cheap'"))
    load(studio, tmp_path, ("a pebble", "a boulder"))
    card = cards(studio)[CHEAP]
    assert (card.title, card.text) == ("我的", "a boulder")


def test_a_files_text_may_have_variables(studio: Studio, tmp_path: Path) -> None:
    """Variables with values of their own come with the file's version."""
    filled = '"{{季节}} pebble"\nparameters = { "季节" = "春天" }'
    load(studio, tmp_path, ('"a pebble"', filled))
    with studio.database.read() as session:
        version = versions.live(session, CHEAP)
    assert version is not None
    assert (version.number, version.text) == (2, "{{季节}} pebble")
    assert json.loads(version.parameters) == {"季节": "春天"}


def test_a_file_with_a_broken_variable_changes_nothing(studio: Studio, tmp_path: Path) -> None:
    """Doubled braces that make no variable stop the start, with their place in the message."""
    for broken in ("a {{pebble", "a {{peb ble}}"):
        with pytest.raises(ValueError, match=r"'position': 3"):
            load(studio, tmp_path, ("a pebble", broken))
    assert len(history(studio)) == 1
    with studio.database.read() as session:
        assert not session.get_one(Prompt, CHEAP).archived
    assert cards(studio)[OPEN].text == PROMPT_TEXT


@pytest.mark.parametrize("words", ["", "# nothing\n", "[[prompts]]\nid = 'x'\n"])
def test_a_file_without_prompts_is_no_library(studio: Studio, tmp_path: Path, words: str) -> None:
    """A slip that leaves no prompt in the file stops the start; the library stays as it was."""
    before = decisions(studio)
    path = tmp_path / "library.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(ValueError, match="LibraryFile"):
        seed.load_library(studio.database, path, now=studio.now())
    assert decisions(studio) == before
    assert place(studio, "k", CHEAP).status == "held"


@pytest.mark.parametrize("cost", [0, -1, 1.5, True, "3", 2**53])
def test_a_price_is_a_whole_number_of_tokens(studio: Studio, cost: Any) -> None:
    """A version of another price is refused before it is written, for it would stay for ever."""
    before = history(studio)
    with pytest.raises(InvalidRequest) as caught:
        write(studio, Content("a pebble", cost))
    assert caught.value.reason == "cost"
    assert history(studio) == before


@pytest.mark.parametrize("words", ["", "  \n", "a\0b", "\ud800"])
def test_a_version_has_a_text_that_can_be_kept(studio: Studio, words: str) -> None:
    """A version without a word, or with a character that a database refuses, is refused."""
    before = history(studio)
    with pytest.raises(InvalidRequest) as caught:
        write(studio, Content(words, 1))
    assert caught.value.reason == "version_text"
    assert history(studio) == before
