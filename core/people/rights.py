"""What somebody may beside ordering: by their role, which the table or the setting ADMINS gives.

Without sign-in nobody is who they say they are: everybody may publish, and nobody administers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session

from core.errors import NotAllowed
from core.tables import Account, Role, User

if TYPE_CHECKING:
    from core.settings import Settings


@dataclass(frozen=True)
class Rights:
    """What a person may; who administers may publish, too."""

    publishes: bool
    administers: bool


def rights_of(session: Session, person: User, settings: Settings) -> Rights:
    """Return what a person may now."""
    if not settings.sign_in:
        return Rights(publishes=True, administers=False)
    role = role_of(session, person, settings)
    return Rights(publishes=role != Role.PROPOSER, administers=role == Role.ADMINISTRATOR)


def role_of(session: Session, person: User, settings: Settings) -> Role:
    """Return a person's role: an administrator's whose confirmed e-mail stands in ADMINS."""
    account = session.get(Account, person.id) if settings.admin_emails else None
    return role_in_force(person.role, account.email if account else None, settings)


def role_in_force(role: str, email: str | None, settings: Settings) -> Role:
    """Return the role of who has this one in the table, and this confirmed e-mail."""
    if email is not None and email.casefold() in settings.admin_emails:
        return Role.ADMINISTRATOR
    return Role(role)


def demand_publishing(session: Session, person: User, settings: Settings) -> None:
    """Raise `NotAllowed("publish")` unless a person may decide what the library offers."""
    if not rights_of(session, person, settings).publishes:
        raise NotAllowed("publish")


def demand_administration(session: Session, person: User, settings: Settings) -> None:
    """Raise `NotAllowed("administer")` unless a person administers."""
    if not rights_of(session, person, settings).administers:
        raise NotAllowed("administer")
