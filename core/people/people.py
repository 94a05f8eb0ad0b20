"""Who there is: those who sign in, or two demo people and who begins under a name of their own."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import Any

from sqlalchemy import insert, select
from sqlmodel import Session, col

from core.database import Database
from core.errors import InvalidRequest, PeoplePerDay, PersonNotFound, TopUpLimit
from core.ledger import tokens
from core.tables import OPENING_KEY, User
from core.text_checks import is_id, visible

DEMO_MEMBER = "demo-member"  # also who is here where an address names nobody
DEMO_USER = "demo-user"
DEMO_PEOPLE = ((DEMO_MEMBER, "演示会员", True), (DEMO_USER, "演示用户", False))
TOP_UP_TOKENS = 100
MAX_NAME = 20  # characters
_DAY_MS = 24 * 3600 * 1000


def ensure_demo_people(database: Database, *, opening: int, now: int) -> None:
    """Make the two demo people, each with an opening grant, where they are missing."""
    with database.write(alone=True) as tx:
        for person_id, name, is_member in DEMO_PEOPLE:
            if tx.get(User, person_id) is None:
                add(tx, person_id, name, is_member=is_member, opening=opening, now=now)


def create(
    database: Database,
    person_id: str,
    name: str,
    *,
    is_member: bool,
    opening: int,
    now: int,
    limit: int | None = None,
) -> User:
    """Make a person of one's own under a fresh id and a name that nobody has.

    Return the person that already has this id, so that a double click makes one. Raise
    `InvalidRequest("name")` for a name of which nothing is seen or one over 20 characters, and
    `InvalidRequest("name_taken")`, or `PeoplePerDay` over the `limit` of 24 hours.
    """
    name = " ".join(name.split())
    if not _as_read(name) or len(name) > MAX_NAME or not name.isprintable():
        raise InvalidRequest("name", limit=MAX_NAME)
    with database.write(alone=True) as tx:  # or two people could take one name at once
        if tx.get(User, person_id) is None:
            if _is_taken(tx, name):
                raise InvalidRequest("name_taken")
            _limit_new(tx, now=now, limit=limit)
            add(tx, person_id, name, is_member=is_member, opening=opening, now=now)
    return find(database, person_id)


def _limit_new(tx: Session, *, now: int, limit: int | None) -> None:
    """Raise `PeoplePerDay` where no more may begin; nobody else writes alone meanwhile."""
    if limit is None:
        return
    lately = (
        select(col(User.created_at))
        .where(col(User.created_at) > now - _DAY_MS)
        .where(col(User.id).not_in([person_id for person_id, *_ in DEMO_PEOPLE]))
        .order_by(col(User.created_at))
    )
    begun = tx.scalars(lately).all()
    if len(begun) >= limit:
        raise PeoplePerDay(limit=limit, at=now, again_at=begun[len(begun) - limit] + _DAY_MS)


def find(database: Database, person_id: str) -> User:
    """Return a person with today's balance; raise `PersonNotFound`."""
    with database.read() as session:
        user = session.get(User, person_id) if is_id(person_id) else None
    if user is None:
        raise PersonNotFound
    return user


def top_up(
    database: Database, person_id: str, *, key: str, now: int, limit: int | None = None
) -> bool:
    """Grant 100 more tokens; return False if this key's grant was already made.

    Raise `TopUpLimit` where with it more than `limit` would have been granted within a day.
    """
    with database.write() as tx:
        granted = tokens.grant(tx, person_id, TOP_UP_TOKENS, key=key, now=now)
        if granted:
            _limit(tx, person_id, TOP_UP_TOKENS, now=now, limit=limit)
        return granted


def top_up_to(
    database: Database, person_id: str, needed: int, *, key: str, now: int, limit: int
) -> int:
    """Grant what is missing until `needed` tokens are available, as one entry; return how many.

    0 where they are there, so that a double click grants once. Raise `PersonNotFound`,
    `BalanceFull`, or `TopUpLimit` as `top_up` does.
    """
    with database.write() as tx:
        missing = needed - tokens.lock_available(tx, person_id)
        if missing <= 0 or not tokens.grant(tx, person_id, missing, key=key, now=now):
            return 0
        _limit(tx, person_id, missing, now=now, limit=limit)
        return missing


def _limit(tx: Session, person_id: str, new: int, *, now: int, limit: int | None) -> None:
    """Raise `TopUpLimit` over the limit; after the grant, whose lock makes two clicks count."""
    if limit is None:
        return
    grants = tokens.grants_since(tx, person_id, now - _DAY_MS)
    granted = sum(amount for _, amount in grants)
    if granted <= limit:
        return
    facts: dict[str, Any] = {"limit": limit, "left": max(0, limit - (granted - new)), "new": new}
    if new > limit:
        raise TopUpLimit("at_once", **facts)
    gone = zip(grants, accumulate(amount for _, amount in grants), strict=True)
    last = next(at for (at, _), amount in gone if amount >= granted - limit)
    raise TopUpLimit(**facts, at=now, again_at=last + _DAY_MS)


def free_name(tx: Session, *wished: str) -> str:
    """Return the first wish that can be read, cut to size, with a number where it is taken."""
    readable = ("".join(filter(str.isprintable, " ".join(wish.split()))) for wish in wished)
    wish = next(wish for wish in readable if _as_read(wish))
    taken = {_as_read(name) for name in tx.scalars(select(col(User.name)))}
    for end in ("", *(f" {number}" for number in range(2, len(taken) + 3))):
        name = f"{wish[: MAX_NAME - len(end)].strip()}{end}"
        if _as_read(name) not in taken:
            return name
    raise AssertionError  # there are more ends than names


def _is_taken(tx: Session, name: str) -> bool:
    """Return whether somebody's name reads the same: capitals, width and what is unseen aside.

    Asked of all names, since no index can: earlier people may share one. 10,000 take 10 ms.
    """
    wanted = _as_read(name)
    return any(_as_read(taken) == wanted for taken in tx.scalars(select(col(User.name))))


def _as_read(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", visible(name)).casefold().split())


def add(tx: Session, person_id: str, name: str, *, is_member: bool, opening: int, now: int) -> None:
    """Add a person with an opening grant, under a fresh id and a name that nobody has."""
    person = User(id=person_id, name=name, is_member=is_member, created_at=now)
    tx.execute(insert(User).values(person.model_dump()))
    tokens.grant(tx, person_id, opening, key=OPENING_KEY, now=now)
