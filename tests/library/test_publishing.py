"""With roles on, proposing and publishing are two rights: every door asks for the second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from admins import join, team
from fakes import CHEAP
from sqlalchemy import func, select
from sqlmodel import col

from core.audit import audit
from core.errors import NotAllowed
from core.library import editing, offering, versions
from core.library.editing import NewPrompt
from core.people.people import DEMO_USER
from core.studio import Studio
from core.tables import ActKind, AdminAct, Decision, Prompt, Role

NEW = NewPrompt("新湖", "一片湖", "自然", 3, members_only=False, text="a lake")


def publish(studio: Studio, person_id: str) -> None:
    """Save a version, which proposers may, and make it live."""
    saved = editing.save_version(studio, person_id, CHEAP, "a big pebble", {}).version
    with studio.database.read() as session:
        last, _ = versions.last_two_decisions(session, CHEAP)
    offering.publish(studio, person_id, CHEAP, saved.id, why="更好", seen=last.id or 0)


DOORS: dict[str, Callable[[Studio, str], Any]] = {
    "publish": publish,
    "create": lambda studio, who: editing.create_prompt(studio, who, "new", NEW),
    "archive": lambda studio, who: offering.archive(studio, who, CHEAP),
    "unarchive": lambda studio, who: offering.unarchive(studio, who, CHEAP),
}


def library(studio: Studio) -> list[Any]:
    """Return what the library offers: prompts, archived or not, and the decisions."""
    with studio.database.read() as session:
        prompts = session.execute(
            select(col(Prompt.id), col(Prompt.archived)).order_by(col(Prompt.id))
        ).all()
        return [*prompts, session.scalar(select(func.count()).select_from(Decision))]


@pytest.mark.parametrize("door", DOORS)
def test_a_proposer_publishes_by_no_door(studio: Studio, door: str) -> None:
    """They are told whom to ask, and the library is as it was."""
    boss = team(studio)
    ann = join(boss, "ann")
    before = library(studio)
    with pytest.raises(NotAllowed) as refused:
        DOORS[door](boss, ann)
    assert refused.value.reason == "publish"
    assert library(studio) == before


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.ADMINISTRATOR])
def test_a_publisher_does(studio: Studio, door: str, role: Role) -> None:
    """With the right each door is open."""
    boss = team(studio)
    DOORS[door](boss, join(boss, "ann", role))


@pytest.mark.parametrize("door", DOORS)
def test_without_sign_in_everybody_does(studio: Studio, door: str) -> None:
    """The demo has no roles: a right that anybody can take is none."""
    DOORS[door](studio, DEMO_USER)


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.ADMINISTRATOR])
def test_what_the_library_offers_is_changed_on_the_record(studio: Studio, role: Role) -> None:
    """Each decision from a prompt's own drawer is an act, too; one that changes nothing is none."""
    boss = team(studio)
    ann = join(boss, "ann", role)
    for _ in range(2):
        editing.create_prompt(boss, ann, "new", NEW)
    publish(boss, ann)
    for change in (offering.archive, offering.archive, offering.unarchive):
        change(boss, ann, CHEAP)
    with studio.database.read() as session:
        acts = session.scalars(
            select(AdminAct).where(col(AdminAct.actor_id) == ann).order_by(col(AdminAct.id))
        ).all()
        last, _ = versions.last_two_decisions(session, CHEAP)
    said = [(act.kind, act.prompt_id, act.before, act.after) for act in acts]
    assert said == [
        (ActKind.LIVE, "new", "", "new@1"),
        (ActKind.LIVE, CHEAP, f"{CHEAP}@1", f"{CHEAP}@2"),
        (ActKind.ARCHIVED, CHEAP, "0", "1"),
        (ActKind.ARCHIVED, CHEAP, "1", "0"),
    ]
    assert (acts[1].acted_at, acts[1].reason) == (last.decided_at, last.why)
    assert audit(boss.database).clean


def test_without_sign_in_nothing_is_on_the_record(studio: Studio) -> None:
    """Acts name who made them, which nobody knows there."""
    publish(studio, DEMO_USER)
    editing.create_prompt(studio, DEMO_USER, "new", NEW)
    offering.archive(studio, DEMO_USER, CHEAP)
    with studio.database.read() as session:
        assert session.scalar(select(func.count()).select_from(AdminAct)) == 0
