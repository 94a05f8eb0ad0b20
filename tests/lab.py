"""Experiments for tests: made, run and carried to their end in this thread."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from fakes import CHEAP, never, recover_dead, wait_until
from sqlmodel import Session, select

from core.errors import StudioError
from core.experiments import drafts, rows, run
from core.experiments.rows import Matrix
from core.experiments.shapes import ArmShape, CaseShape, Draft
from core.library import versions
from core.library.versions import Content
from core.orders import generation
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import Cell, Experiment, Generation

LAB = "lab"  # the id of the experiment, unless a test makes more


def add_version(studio: Studio, content: Content, prompt_id: str = CHEAP) -> str:
    """Let the member write a version of a prompt, which is not live; return its id."""
    with studio.database.write(alone=True) as tx:
        version = versions.add(tx, prompt_id, content, author=DEMO_MEMBER, now=studio.now())
    return version.id


def arm(version_id: str, *, is_base: bool = False, **more: Any) -> ArmShape:
    """Return an arm of the fake service."""
    known = {"service": "fake", "model": "fake-1", "aspect_ratio": "1:1", "size": "1K"}
    return ArmShape(version_id, is_base=is_base, **known | more)


def draft(studio: Studio, *, cases: int = 2, prompt_id: str = CHEAP, **more: Any) -> Draft:
    """Return a draft of two arms, the live version and another one at the same price."""
    with studio.database.read() as session:
        live = versions.live(session, prompt_id)
    assert live is not None
    other = add_version(studio, Content(f"{live.text}, {{{{mood}}}}", live.cost), prompt_id)
    shapes = tuple(CaseShape(f"用例 {n}", {"mood": f"calm {n}"}) for n in range(1, cases + 1))
    known: dict[str, Any] = {"question": "哪张更像水墨？", "cases": shapes}
    known |= {"arms": (arm(live.id, is_base=True), arm(other))}
    return Draft(**known | more)


def make(studio: Studio, made: Draft | None = None, **more: Any) -> Experiment:
    """Make an experiment of the demo user's."""
    known: dict[str, Any] = {"id": LAB, "person": DEMO_USER, "prompt_id": CHEAP}
    given = known | {name: more.pop(name) for name in list(more) if name in known}
    filled = made or draft(studio, prompt_id=given["prompt_id"], **more)
    return drafts.create(studio, given["id"], given["person"], given["prompt_id"], filled)


def start(
    studio: Studio, experiment_id: str = LAB, *, person: str = DEMO_USER, again: bool = False
) -> list[Generation]:
    """Run an experiment as somebody does who agrees to what it costs now."""
    agreed = run.quoted(studio, person, experiment_id, again=again)
    return run.start(studio, person, experiment_id, agreed, again=again)


def carry(studio: Studio, orders: Sequence[Generation]) -> None:
    """Carry orders to their end, one after the other, whatever that is."""
    for order in orders:
        with suppress(StudioError):
            generation.run(studio, order.id, never())


def matrix(studio: Studio, experiment_id: str = LAB) -> Matrix:
    """Return an experiment as it stands."""
    with studio.database.read() as session:
        return rows.matrix_of(session, rows.find(session, experiment_id))


def cells(studio: Studio) -> list[Cell]:
    """Return all cells, in the order of their keys."""
    with studio.database.read() as session:
        return list(_cells(session))


def _cells(session: Session) -> Sequence[Cell]:
    return session.exec(select(Cell).order_by(Cell.order_id)).all()


def changed(made: Draft, **more: Any) -> Draft:
    """Return a draft with some of it changed."""
    return replace(made, **more)


def wait_for_end(studio: Studio, experiment_id: str = LAB) -> None:
    """Return when none of an experiment's orders is open."""
    wait_until(lambda: not matrix(studio, experiment_id).is_running, "the experiment ends")


def recover(studio: Studio) -> int:
    """Recover what no process works on; return how many orders that ended."""
    return recover_dead(studio)
