"""As whom people sign in: what an issuer says of somebody, and the person who that is.

Who somebody is, is their issuer and its subject: both never change. A name may, and is taken once;
an e-mail address counts only where the issuer has confirmed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session, col

from core.database import Database
from core.errors import PersonNotFound, SignInRefused
from core.people import people
from core.tables import Account
from core.text_checks import is_id, is_storable

if TYPE_CHECKING:
    from core.settings import Settings

MOST_LETTERS = 200  # characters of an issuer, a subject, an address
NAMELESS = "成员"

# Built once: it is asked in each run of a page.
_ACCOUNT = select(Account).where(
    col(Account.issuer) == bindparam("issuer"), col(Account.subject) == bindparam("subject")
)


@dataclass(frozen=True)
class Claims:
    """What an issuer says of who has signed in; `email` is "" where it has not confirmed it."""

    issuer: str
    subject: str
    email: str = ""
    name: str = ""


def read_claims(given: Mapping[str, Any]) -> Claims:
    """Return an ID token's claims; raise `SignInRefused("identity")` where they name nobody."""
    issuer, subject = _words(given, "iss"), _words(given, "sub")
    if not issuer or not subject:
        raise SignInRefused("identity")
    is_confirmed = given.get("email_verified") in (True, "true")  # some send it as a word
    email = _words(given, "email") if is_confirmed else ""
    return Claims(issuer, subject, email if "@" in email else "", _words(given, "name"))


def admit(claims: Claims, settings: Settings) -> None:
    """Raise `SignInRefused`: "email" without a confirmed address where one is needed, "domain"."""
    domains = settings.email_domains
    if domains and not claims.email:
        raise SignInRefused("email")
    if domains and claims.email.rpartition("@")[2].casefold() not in domains:
        raise SignInRefused("domain", email=claims.email)


def find(session: Session, claims: Claims) -> Account | None:
    """Return the account of who has signed in; None at their first time."""
    words = {"issuer": claims.issuer, "subject": claims.subject}
    return session.scalars(_ACCOUNT, words).one_or_none()


def person_of(session: Session, claims: Claims) -> str:
    """Return the id of who has signed in; raise `PersonNotFound` before `sign_in` has made them."""
    account = find(session, claims)
    if account is None:
        raise PersonNotFound
    return account.user_id


def demand_none(session: Session, person_id: str) -> None:
    """Raise `PersonNotFound` for who signs in: where nobody does, nobody goes as them.

    So what somebody with an account did, votes for one, was done by who had signed in as them,
    also where sign-in was switched off meanwhile.
    """
    if is_id(person_id) and session.get(Account, person_id) is not None:
        raise PersonNotFound


def sign_in(database: Database, claims: Claims, *, person_id: str, opening: int, now: int) -> str:
    """Return the id of who has signed in; make the person, as `person_id`, at the first time.

    Their confirmed address is kept as it is today. Two tabs at once make one person.
    """
    with database.read() as session:
        account = find(session, claims)
    if account is not None and account.email == claims.email:
        return account.user_id
    with database.write(alone=True) as tx:
        account = find(tx, claims)
        if account is None:
            return _make(tx, claims, person_id, opening=opening, now=now)
        if account.email != claims.email:
            theirs = update(Account).where(col(Account.user_id) == account.user_id)
            tx.execute(theirs.values(email=claims.email))
        return account.user_id


def _make(tx: Session, claims: Claims, person_id: str, *, opening: int, now: int) -> str:
    name = people.free_name(tx, claims.name, claims.email.partition("@")[0], NAMELESS)
    people.add(tx, person_id, name, is_member=False, opening=opening, now=now)
    account = Account(
        user_id=person_id,
        issuer=claims.issuer,
        subject=claims.subject,
        email=claims.email,
        created_at=now,
    )
    tx.execute(insert(Account).values(account.model_dump()))
    return person_id


def _words(given: Mapping[str, Any], name: str) -> str:
    """Return a claim that is text and can be kept; "" for anything else."""
    said = given.get(name)
    if not isinstance(said, str) or len(said) > MOST_LETTERS or not is_storable(said):
        return ""
    return said.strip()
