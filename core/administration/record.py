"""The record of what administrators do: an act and its row are one transaction, or nothing.

All acts write alone (`database.write(alone=True)`), and nothing else changes a role: so the role
that an act is allowed by stands until its end, and acts and their instants have one order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from core.errors import InvalidRequest, KeyConflict
from core.library import words
from core.library.admission import find_person
from core.log import get_logger
from core.people import act_rows, rights
from core.tables import ActKind, AdminAct, User
from core.text_checks import is_id

if TYPE_CHECKING:
    from core.studio import Studio

log = get_logger()


@dataclass(frozen=True)
class Click:
    """Who acts and why; `key` is the click's: the same one again is the same act."""

    actor_id: str
    key: str
    reason: str


@dataclass(frozen=True)
class Wish:
    """What is to be changed, of a person or of a prompt, and to what.

    `value` is what stands there afterwards; of a balance by how many tokens it moves.
    """

    kind: ActKind
    value: str
    person_id: str | None = None
    prompt_id: str | None = None


class Change(NamedTuple):
    """What stood there before, and what stands there now."""

    before: str
    after: str


@dataclass(frozen=True)
class Acting:
    """An act under way: its transaction, who acts, the instant, and the click as it is kept."""

    tx: Session
    actor: User
    now: int
    click: Click


def act(studio: Studio, click: Click, wish: Wish, change: Callable[[Acting], Change]) -> bool:
    """Make a change and write its row; return False where this click's key has made it before.

    Raise `InvalidRequest`: "key", "act_reason", or "unchanged" where it would change nothing;
    `PersonNotFound` for an unknown actor, `NotAllowed` for who does not administer, `KeyConflict`
    for a key of another act, and what `change` raises.
    """
    click = _checked(click)
    with studio.database.write(alone=True) as tx:
        actor = find_person(tx, click.actor_id)
        rights.demand_administration(tx, actor, studio.settings)
        if (known := _with_key(tx, click.key)) is not None:
            _demand_same(known, click, wish)
            return False
        acting = Acting(tx, actor, act_rows.instant(tx, studio.now()), click)
        before, after = change(acting)
        if before == after:
            raise InvalidRequest("unchanged")
        tx.add(_row(acting, wish, before, after))
    log.info("admin.act", kind=wish.kind.value, actor=click.actor_id, key=click.key)
    return True


def _checked(click: Click) -> Click:
    if not is_id(click.key):
        raise InvalidRequest("key")
    reason = words.line(click.reason, "act_reason", words.MAX_WHY)
    return Click(click.actor_id, click.key, reason)


def _with_key(tx: Session, key: str) -> AdminAct | None:
    return tx.scalar(select(AdminAct).where(col(AdminAct.key) == key))


def _demand_same(known: AdminAct, click: Click, wish: Wish) -> None:
    """Raise `KeyConflict` unless an act is what this click wishes."""
    made = known.after
    if known.kind == ActKind.BALANCE:
        made = str(int(known.after) - int(known.before))
    said = (known.actor_id, known.kind, known.person_id, known.prompt_id, made)
    if said != (click.actor_id, wish.kind, wish.person_id, wish.prompt_id, wish.value):
        raise KeyConflict


def _row(acting: Acting, wish: Wish, before: str, after: str) -> AdminAct:
    return AdminAct(
        key=acting.click.key,
        actor_id=acting.actor.id,
        kind=wish.kind,
        person_id=wish.person_id,
        prompt_id=wish.prompt_id,
        before=before,
        after=after,
        reason=acting.click.reason,
        acted_at=acting.now,
    )
