"""The six tables, with everything that must hold said in the schema too.

Times are `Instant`s: whole milliseconds since 1970 in UTC, which sort, subtract and group the
same on SQLite and PostgreSQL. Amounts are whole tokens. Prices and prompt text are copied into
the Generation, so that a later edit of the library never changes history.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    case,
    false,
    func,
    literal,
    text,
)
from sqlmodel import Field, SQLModel, col

MAX_TOKENS = 2**53 - 1  # the largest whole number that JSON, spreadsheets and browsers keep exact

# Before the first table class: Alembic's batch mode needs every constraint to have a name.
SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class OrderStatus(StrEnum):
    """Where an order's tokens are: on hold, spent, or given back."""

    HELD = "held"
    SETTLED = "settled"
    RELEASED = "released"


class Step(StrEnum):
    """The true steps of an order; an order is at the last one that has begun."""

    VALIDATE = "validate"
    GENERATE = "generate"
    SAVE = "save"
    DONE = "done"


class EntryType(StrEnum):
    """What a ledger entry is for."""

    GRANT = "grant"
    CONSUMPTION = "token_consumption"


COMPLETED = "completed"  # the only status an entry can have: what did not happen has no entry
OPENING_KEY = "opening"  # the key of the grant that every person begins with

_ID = String(64)
_SHORT = String(200)


def _in(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(v.value) for v in values)})"


def _index_of(name: str, status: str, *columns: str) -> Index:
    where = text(f"status = '{status}'")
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


def _instant(**more: Any) -> Any:
    return Field(sa_type=BigInteger, **more)


def _text(sa_type: Any = Text, **more: Any) -> Any:
    return Field(sa_type=sa_type, **more)


def _later(default: str, sa_type: Any = Text) -> Any:
    """Return a column that a later version added: rows from before have the default."""
    # As SQL text: Alembic cannot compare an empty string with what SQLite says of it.
    before = {"server_default": text(f"'{default}'")}
    return Field(default, sa_type=sa_type, sa_column_kwargs=before)


def _reference(target: str, **more: Any) -> Any:
    return Field(sa_type=_ID, sa_column_args=[ForeignKey(target)], **more)


class User(SQLModel, table=True):
    """A person: posted tokens, tokens on hold, and whether members' prompts are open."""

    __table_args__ = (
        CheckConstraint(f"balance BETWEEN 0 AND {MAX_TOKENS}", name="balance_range"),
        CheckConstraint("held BETWEEN 0 AND balance", name="held_range"),
    )
    id: str = Field(primary_key=True, sa_type=_ID)
    name: str = _text(_SHORT)
    is_member: bool
    balance: int = Field(default=0, sa_type=BigInteger)
    held: int = Field(default=0, sa_type=BigInteger)
    created_at: int = _instant()

    @property
    def available(self) -> int:
        """Return what can be spent now: posted tokens less those on hold."""
        return self.balance - self.held


class Prompt(SQLModel, table=True):
    """One prompt of today's library; one that left the file stays, inactive, for history."""

    __table_args__ = (CheckConstraint(f"cost BETWEEN 1 AND {MAX_TOKENS}", name="cost_range"),)
    id: str = Field(primary_key=True, sa_type=_ID)
    title: str = _text(_SHORT)
    description: str = _text()
    category: str = _text(_SHORT)
    text: str = _text()
    cost: int = Field(sa_type=BigInteger)
    members_only: bool
    active: bool
    position: int


class Generation(SQLModel, table=True):
    """One order, from its hold to its end; the copy of everything it was ordered with."""

    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        CheckConstraint(f"cost BETWEEN 1 AND {MAX_TOKENS}", name="cost_range"),
        CheckConstraint(_in("status", OrderStatus), name="status_known"),
        CheckConstraint("(status = 'held') = (ended_at IS NULL)", name="ended_when_not_held"),
        CheckConstraint("(status = 'released') = (error_code <> '')", name="reason_when_released"),
        # Partial indexes serve only a query that says the status in its text: see `in_status`.
        _index_of("ix_generation_lease", "held", "owner", "id", "lease"),
        _index_of("ix_generation_open", "held", "user_id", "created_at", "id"),
        # What lists, searches and figures read stands in the index itself: rows are wide.
        _index_of(
            "ix_generation_picture",
            "settled",
            *("user_id", "created_at", "id", "prompt_id", "prompt_title", "wish"),
        ),
        Index("ix_generation_of_person", "user_id", "created_at", "id", "status"),
        Index("ix_generation_ended", "user_id", "ended_at", "id"),
        Index(
            "ix_generation_of_prompt",
            *("user_id", "prompt_id", "created_at", "id", "status"),
            *("ended_at", "cost", "error_code", "error_reason"),
        ),
        Index("ix_generation_recent", "created_at", "id"),
        Index("ix_generation_reference", "reference"),
    )
    id: str = Field(primary_key=True, sa_type=_ID)
    user_id: str = _reference("user.id")
    key: str = _text(_SHORT)
    fingerprint: str = _text(_ID)
    prompt_id: str = _reference("prompt.id")
    prompt_title: str = _text(_SHORT)
    prompt_category: str = _text(_SHORT)
    prompt_text: str = _text()
    prompt_members_only: bool
    wish: str = _text(default="")
    reference: str | None = _text(_SHORT, default=None)
    reference_name: str = _text(_SHORT, default="")
    aspect_ratio: str = _text(_SHORT)
    size: str = _later("1K", _SHORT)
    seed: int = Field(sa_type=BigInteger)
    provider: str = _text(_SHORT)
    model: str = _text(_SHORT)
    enhance: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    enhance_model: str = _later("", _SHORT)
    enhance_error: str = _later("", _SHORT)
    enhanced_text: str = _later("")
    sent_text: str = _later("")
    finish_reason: str = _later("", _SHORT)
    model_version: str = _later("", _SHORT)
    service_text: str = _later("")
    usage: str = _later("{}")
    picture_usd_micros: int | None = Field(default=None, sa_type=BigInteger)
    enhance_usd_micros: int | None = Field(default=None, sa_type=BigInteger)
    cost: int = Field(sa_type=BigInteger)
    status: str = _text(_SHORT, default=OrderStatus.HELD.value)
    error_code: str = _text(_SHORT, default="")
    error_reason: str = _text(_SHORT, default="")
    error_facts: str = _text(default="{}")
    # Who works on it, None before anybody does; what its owner counts up while it lives.
    owner: str | None = Field(default=None, sa_type=_ID)
    lease: int = Field(
        default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": text("0")}
    )
    created_at: int = _instant()
    started_at: int | None = _instant(default=None)
    generating_at: int | None = _instant(default=None)
    saving_at: int | None = _instant(default=None)
    ended_at: int | None = _instant(default=None)

    @property
    def step(self) -> Step:
        """Return the last step that has begun."""
        if self.status == OrderStatus.SETTLED:
            return Step.DONE
        if self.saving_at is not None:
            return Step.SAVE
        return Step.VALIDATE if self.generating_at is None else Step.GENERATE


def in_status(status: OrderStatus) -> Any:
    """Return the condition that an order has this status, said in the text of the query.

    SQLite uses a partial index only where the query's text matches the index's condition.
    """
    return col(Generation.status) == literal(status.value, literal_execute=True)


def not_before_the_last(now: Any) -> Any:
    """Return `now`, or the order's last instant where the wall's clock has been set back since."""
    order = SQLModel.metadata.tables["generation"].c
    last = func.coalesce(order.saving_at, order.generating_at, order.started_at, order.created_at)
    return case((last > now, last), else_=now)


class GeneratedImage(SQLModel, table=True):
    """The stored picture of a settled order; exactly one for each."""

    id: str = Field(primary_key=True, sa_type=_ID)
    generation_id: str = _reference("generation.id", unique=True)
    mime: str = _text(_SHORT)
    width: int
    height: int
    size_bytes: int = Field(sa_type=BigInteger)
    sha256: str = _text(_ID)
    created_at: int = _instant()


class Transaction(SQLModel, table=True):
    """One ledger entry: append-only, numbered without a gap for each person."""

    __table_args__ = (
        UniqueConstraint("user_id", "seq"),
        UniqueConstraint("user_id", "key"),
        CheckConstraint(_in("type", EntryType), name="type_known"),
        CheckConstraint(f"status = '{COMPLETED}'", name="status_completed"),
        CheckConstraint(
            f"amount <> 0 AND amount BETWEEN -{MAX_TOKENS} AND {MAX_TOKENS}", name="amount_range"
        ),
        CheckConstraint("(type = 'grant') = (amount > 0)", name="grants_add"),
        CheckConstraint("(type = 'grant') = (generation_id IS NULL)", name="spending_has_order"),
        CheckConstraint(f"balance_after BETWEEN 0 AND {MAX_TOKENS}", name="balance_after_range"),
        CheckConstraint("seq >= 1", name="seq_range"),
        # Sums read the amount in the index itself.
        Index("ix_transaction_of_person", "user_id", "created_at", "id", "seq", "amount"),
        Index("ix_transaction_of_person_type", "user_id", "type", "created_at", "id", "amount"),
        Index(
            "ix_transaction_of_person_prompt", "user_id", "prompt_id", "created_at", "id", "amount"
        ),
        Index("ix_transaction_recent", "created_at", "id", "amount"),
        Index("ix_transaction_type", "type", "created_at", "id", "amount"),
        Index("ix_transaction_prompt", "prompt_id", "created_at", "id", "amount"),
    )
    # 64 bit on PostgreSQL; on SQLite only a plain INTEGER key counts up by itself.
    id: int | None = Field(
        default=None, primary_key=True, sa_type=BigInteger().with_variant(Integer, "sqlite")
    )
    user_id: str = _reference("user.id")
    seq: int = Field(sa_type=BigInteger)
    key: str = _text(_SHORT)
    type: str = _text(_SHORT)
    status: str = _text(_SHORT, default=COMPLETED)
    amount: int = Field(sa_type=BigInteger)
    balance_after: int = Field(sa_type=BigInteger)
    generation_id: str | None = _reference("generation.id", default=None, unique=True)
    prompt_id: str | None = _reference("prompt.id", default=None)
    created_at: int = _instant()


class UploadedReference(SQLModel, table=True):
    """Who uploaded which reference picture; the file is one for all people who have the same.

    A row that none of its person's orders names goes a day after: see `core.orders.sweep`.
    """

    __table_args__ = (Index("ix_uploadedreference_name", "name"),)
    user_id: str = Field(primary_key=True, sa_type=_ID, sa_column_args=[ForeignKey("user.id")])
    name: str = Field(primary_key=True, sa_type=_SHORT)
    file_name: str = _text(_SHORT, default="")
    uploaded_at: int = _instant()


# The same tables without the ORM's classes around them: what the ledger's statements are made of.
PEOPLE, ORDERS, IMAGES, ENTRIES = (
    SQLModel.metadata.tables[name]
    for name in ("user", "generation", "generatedimage", "transaction")
)
