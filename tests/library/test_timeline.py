"""The history of a prompt: its versions, who decided what, and what they made."""

from __future__ import annotations

from typing import Any

import pytest
from driver import asked_by
from fakes import (
    CHEAP,
    OPEN,
    place,
    place_and_run,
    provider_of,
)
from sqlalchemy import event

from core.errors import GenerationFailed, PromptNotFound
from core.faults import ProviderFault
from core.library import editing, offering, prompts, timeline
from core.library.timeline import Timeline
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import User


def member(studio: Studio) -> User:
    return people.find(studio.database, DEMO_MEMBER)


def history(studio: Studio, prompt_id: str = CHEAP) -> Timeline:
    return timeline.timeline(studio.database, member(studio), prompt_id)


def save_and_publish(studio: Studio, text: str, why: str) -> None:
    saved = editing.save_version(studio, DEMO_MEMBER, CHEAP, text, {}, f"备注 {text}")
    seen = history(studio).decisions[0].id
    offering.publish(studio, DEMO_USER, CHEAP, saved.version.id, why=why, seen=seen)


def test_a_history_begins_with_the_file(studio: Studio) -> None:
    """What the file brought has no author and nobody's decision, and is live."""
    known = history(studio)
    assert (known.title, known.category, known.is_archived, known.is_locked) == (
        *("石子", "自然"),
        *(False, False),
    )
    assert [(each.number, each.author, each.is_live, each.text) for each in known.versions] == [
        (1, None, True, "a pebble")
    ]
    assert [(each.by, each.why, each.until) for each in known.decisions] == [(None, "", None)]


def test_versions_and_decisions_are_told_newest_first(studio: Studio) -> None:
    """Each version says who wrote it and its note; each decision who, why, and until when."""
    for number in (2, 3):
        save_and_publish(studio, f"stone {number}", f"why {number}")
    known = history(studio)
    assert [(each.number, each.author, each.note) for each in known.versions] == [
        (3, "演示会员", "备注 stone 3"),
        (2, "演示会员", "备注 stone 2"),
        (1, None, ""),
    ]
    assert [(each.version_id, each.by, each.why) for each in known.decisions] == [
        (f"{CHEAP}@3", "演示用户", "why 3"),
        (f"{CHEAP}@2", "演示用户", "why 2"),
        (f"{CHEAP}@1", None, ""),
    ]
    assert [each.until for each in known.decisions] == [
        None,
        *(each.since for each in known.decisions[:-1]),
    ]
    assert known.live.number == 3
    assert known.find(f"{CHEAP}@2") == known.versions[1]
    assert known.find("nothing") is None


def test_pictures_are_counted_by_version(studio: Studio) -> None:
    """Everybody's settled orders of a version count; held and failed ones, and others, do not."""
    editing.save_version(studio, DEMO_MEMBER, CHEAP, "a boulder", {})
    for number, person in enumerate((DEMO_USER, DEMO_MEMBER)):
        place_and_run(studio, f"v2:{number}", CHEAP, person=person, version_id=f"{CHEAP}@2")
    place_and_run(studio, "v1", CHEAP)
    place_and_run(studio, "other", OPEN)
    provider_of(studio).queue(GenerationFailed(ProviderFault.PROMPT_BLOCKED))
    with pytest.raises(GenerationFailed):
        place_and_run(studio, "failed", CHEAP)
    place(studio, "held", CHEAP)
    assert [(each.number, each.pictures) for each in history(studio).versions] == [(2, 2), (1, 1)]


def test_pictures_that_no_ai_made_are_counted_apart(studio: Studio) -> None:
    """Of those of the services named; without any name none is."""
    place_and_run(studio, "v1", CHEAP)
    person = member(studio)
    for demo, count in (((), 0), (("fake", "other"), 1), (("other",), 0)):
        known = timeline.timeline(studio.database, person, CHEAP, demo=demo)
        assert (known.live.pictures, known.live.demo_pictures) == (1, count)


@pytest.mark.parametrize("prompt_id", ["nothing", "", "\0", "\ud800", "x" * 1000])
def test_an_unknown_prompt_has_no_history(studio: Studio, prompt_id: str) -> None:
    """Whatever an address holds, a prompt that is not there is said to be unknown."""
    with pytest.raises(PromptNotFound):
        history(studio, prompt_id)


def test_a_history_is_read_in_two_statements(sqlite_studio: Studio) -> None:
    """However many versions there are, they are read by two statements of one transaction."""
    person = member(sqlite_studio)
    for number in range(3):
        save_and_publish(sqlite_studio, f"stone {number}", "更好")
        asked = asked_by(
            sqlite_studio, lambda: timeline.timeline(sqlite_studio.database, person, CHEAP)
        )
        assert asked == (1, 2)


def test_what_versions_made_is_counted_in_an_index(sqlite_studio: Studio) -> None:
    """However many orders there are, a history looks at its prompt's pictures alone, unsorted."""
    said: list[tuple[str, Any]] = []
    engine = sqlite_studio.database.engine
    event.listen(engine, "before_cursor_execute", lambda *told: said.append(told[2:4]))
    history(sqlite_studio)
    ((sql, given),) = [each for each in said if "count(" in each[0]]
    with sqlite_studio.database.read() as session:
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
        steps = "\n".join(row.detail for row in plan)
    assert "SEARCH generation USING INDEX ix_generation_made (prompt_id=?)" in steps, steps
    assert "FOR GROUP BY" not in steps, steps


def test_a_card_of_a_version_is_what_would_be_ordered(studio: Studio) -> None:
    """It has that version's text, number and price, and says whether it is live."""
    editing.save_version(studio, DEMO_MEMBER, CHEAP, "a {{size}} boulder", {})
    (live,) = (card for card in prompts.cards(studio.database, member(studio)) if card.id == CHEAP)
    card = prompts.of_version(studio.database, live, f"{CHEAP}@2")
    assert card is not None
    assert (card.version_id, card.number, card.text) == (f"{CHEAP}@2", 2, "a {{size}} boulder")
    assert (card.is_live, card.missing, card.title) == (False, ("size",), "石子")
    assert prompts.of_version(studio.database, live, f"{CHEAP}@1") == live
    for unknown in (f"{CHEAP}@9", f"{OPEN}@1", "", "\0", "\ud800"):
        assert prompts.of_version(studio.database, live, unknown) is None
