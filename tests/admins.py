"""A team with roles: sign-in on, and who may what, as a test needs it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from core.administration import people_acts
from core.administration.record import Click
from core.people import people
from core.people.people import DEMO_MEMBER
from core.studio import Studio
from core.tables import Account, AdminAct, Role

ISSUER = "https://id.example"
BOSS = "boss@example.com"  # who administers by the setting


def team(studio: Studio) -> Studio:
    """Return the studio with sign-in on; the demo member administers by the setting."""
    with studio.database.write() as tx:
        tx.add(account(studio, DEMO_MEMBER, BOSS))
    return with_roles(studio)


def with_roles(studio: Studio) -> Studio:
    """Return the studio with sign-in on, where whoever has the boss's e-mail administers."""
    settings = studio.settings.model_copy(update={"sign_in": True, "admins": BOSS.upper()})
    return replace(studio, settings=settings)


def claims(person_id: str) -> dict[str, Any]:
    """Return what the issuer says of who has an `account` here."""
    email = BOSS if person_id == DEMO_MEMBER else f"{person_id}@example.com"
    said = {"iss": ISSUER, "sub": person_id, "name": person_id, "email": email}
    return said | {"is_logged_in": True, "email_verified": True}


def account(studio: Studio, person_id: str, email: str) -> Account:
    """Return what lets a person sign in."""
    return Account(
        user_id=person_id,
        issuer=ISSUER,
        subject=person_id,
        email=email,
        created_at=studio.now(),
    )


def join(studio: Studio, name: str, role: Role = Role.PROPOSER) -> str:
    """Let somebody who can sign in come, with a role that the demo member gives; return the id."""
    people.create(studio.database, name, name, is_member=False, opening=100, now=studio.now())
    with studio.database.write() as tx:
        tx.add(account(studio, name, f"{name}@example.com"))
    if role != Role.PROPOSER:
        people_acts.set_role(studio, click(f"join-{name}"), name, role)
    return name


def click(key: str = "k", **more: Any) -> Click:
    """Return a click of the demo member's, for a reason."""
    return Click(**{"actor_id": DEMO_MEMBER, "key": key, "reason": "补偿"} | more)


def acts_of(studio: Studio) -> list[AdminAct]:
    """Return the record, the oldest first."""
    with studio.database.read() as session:
        return list(session.scalars(select(AdminAct).order_by(col(AdminAct.id))))


def said(act: AdminAct) -> tuple[Any, ...]:
    """Return what an act changed, of whom or what, and why."""
    return act.kind, act.person_id or act.prompt_id, act.before, act.after, act.reason
