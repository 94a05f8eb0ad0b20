"""What a clean audit of everything leaves behind, so that a quick one may look at the rest alone.

A checkpoint says how far each person's chains went, what they had, and which orders were open. It
is a file beside the pictures, signed with SECRET_KEY: who has only the database can't make one.
"""

from __future__ import annotations

import hmac

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import text
from sqlmodel import Session

_SIGNED_AS = b"audit checkpoint v1\n"  # the key signs addresses of pictures too

_MARKS = """
    SELECT u.id AS person, u.balance, e.seq, e.digest AS entry,
      COALESCE(o.number, 0) AS number, COALESCE(o.digest, '') AS last_order
    FROM "user" u
    LEFT JOIN entrydigest e ON e.user_id = u.id
      AND e.seq = (SELECT MAX(seq) FROM entrydigest WHERE user_id = u.id)
    LEFT JOIN orderdigest o ON o.user_id = u.id
      AND o.number = (SELECT MAX(number) FROM orderdigest WHERE user_id = u.id)"""
_COUNTS = """
    SELECT (SELECT COUNT(*) FROM "transaction") AS entries,
      (SELECT COUNT(*) FROM generation) AS orders,
      (SELECT COALESCE(MAX(id), 0) FROM "transaction") AS last_entry,
      (SELECT COALESCE(MAX(created_at), 0) FROM generation) AS last_placed"""
_OPEN = "SELECT id FROM generation WHERE status = 'held'"


class Mark(BaseModel):
    """How far one person's books went: the last entry and its digest, the last order and its.

    `number` is 0 before anything was ordered.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    person: str
    balance: int
    seq: int
    entry: str
    number: int
    last_order: str


class Checkpoint(BaseModel):
    """The books at the instant of a clean audit, `made_at`, in ms.

    `last_entry` is the greatest id of an entry, `last_placed` the latest instant of a hold.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    made_at: int
    entries: int
    orders: int
    last_entry: int
    last_placed: int
    open: tuple[str, ...]
    people: tuple[Mark, ...]

    def sealed(self, secret: bytes) -> bytes:
        """Return it as a file: a line with its signature, then JSON."""
        said = self.model_dump_json().encode()
        return _signature(said, secret) + b"\n" + said


def take(session: Session, *, now: int) -> Checkpoint:
    """Return the checkpoint of a snapshot that was found clean."""
    counts = session.execute(text(_COUNTS)).mappings().one()
    marks = session.execute(text(_MARKS)).mappings()
    return Checkpoint(
        **counts,
        made_at=now,
        open=tuple(session.scalars(text(_OPEN))),
        people=tuple(Mark(**mark) for mark in marks),
    )


def unsealed(data: bytes, secret: bytes) -> Checkpoint | None:
    """Return the checkpoint in a file; None where it is none, or not signed with this key."""
    signature, _, said = data.partition(b"\n")
    if not hmac.compare_digest(signature, _signature(said, secret)):
        return None
    try:
        return Checkpoint.model_validate_json(said)
    except ValidationError:  # of another version of this app
        return None


def _signature(said: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, _SIGNED_AS + said, "sha256").hex().encode()
