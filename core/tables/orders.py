"""Orders: how they stand, how far they are, and what they were ordered with."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
    case,
    false,
    func,
    literal,
    text,
)
from sqlmodel import Field, SQLModel, col

from core.tables.columns import (
    ID,
    MAX_TOKENS,
    SHORT,
    index_of,
    instant,
    later,
    one_of,
    reference_to,
    text_column,
)


class OrderStatus(StrEnum):
    """Where an order's tokens are: on hold, spent, or given back."""

    HELD = "held"
    SETTLED = "settled"
    RELEASED = "released"


CANCELLED = "CANCELLED"  # the error's code of an order that its person took back


class Outcome(StrEnum):
    """How an order stands for people: with those taken back told apart from those that failed."""

    OPEN = "open"
    SETTLED = "settled"
    FAILED = "failed"
    CANCELLED = "cancelled"


def outcome_of(status: str, error_code: str) -> Outcome:
    """Return how an order with this status and this error's code stands for people."""
    if status == OrderStatus.RELEASED:
        return Outcome.CANCELLED if error_code == CANCELLED else Outcome.FAILED
    return Outcome.OPEN if status == OrderStatus.HELD else Outcome.SETTLED


class Step(StrEnum):
    """The true steps of an order; an order is at the last one that has begun."""

    VALIDATE = "validate"
    GENERATE = "generate"
    SAVE = "save"
    DONE = "done"


class Generation(SQLModel, table=True):
    """One order, from its hold to its end; the copy of everything it was ordered with."""

    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        CheckConstraint(f"cost BETWEEN 1 AND {MAX_TOKENS}", name="cost_range"),
        CheckConstraint(one_of("status", OrderStatus), name="status_known"),
        CheckConstraint("(status = 'held') = (ended_at IS NULL)", name="ended_when_not_held"),
        CheckConstraint("(status = 'released') = (error_code <> '')", name="reason_when_released"),
        # Partial indexes serve only a query that says the status in its text: see `in_status`.
        index_of("ix_generation_lease", "held", "owner", "id", "lease"),
        index_of("ix_generation_open", "held", "user_id", "created_at", "id"),
        # What lists, searches and figures read stands in the index itself: rows are wide.
        index_of(
            "ix_generation_picture",
            "settled",
            *("user_id", "created_at", "id", "prompt_id", "prompt_title", "wish"),
        ),
        # What a prompt's versions made, counted at each opening of its timeline.
        index_of("ix_generation_made", "settled", "prompt_id", "version_id", "provider"),
        # What the statistics read from the orders themselves: see `core.orders.statistics.fold`.
        Index(
            "ix_generation_unfolded",
            *("created_at", "user_id", "id"),
            sqlite_where=text("folded = 0"),
            postgresql_where=text("NOT folded"),
        ),
        Index("ix_generation_of_person", "user_id", "created_at", "id", "status"),
        Index("ix_generation_ended", "user_id", "ended_at", "id"),
        Index(
            "ix_generation_of_prompt",
            *("user_id", "prompt_id", "created_at", "id", "status"),
            *("ended_at", "cost", "error_code", "error_reason"),
        ),
        # A person's lists of one service, and of a model among its others.
        Index(
            "ix_generation_of_service",
            *("user_id", "provider", "created_at", "id", "model", "status"),
        ),
        # Which models occur, and for whom: see `core.listing.makers`.
        Index("ix_generation_maker", "provider", "model", "user_id"),
        Index("ix_generation_recent", "created_at", "id", "provider", "model"),
        Index("ix_generation_reference", "reference"),
    )
    id: str = Field(primary_key=True, sa_type=ID)
    user_id: str = reference_to("user.id")
    key: str = text_column(SHORT)
    fingerprint: str = text_column(ID)
    placed_by: str = later("", ID)  # one id for all orders of one placing; "" before 0005
    batch: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    prompt_id: str = reference_to("prompt.id")
    prompt_title: str = text_column(SHORT)
    prompt_category: str = text_column(SHORT)
    # Never None for an order that `placing` made; SQLite adds no NOT NULL column with a key.
    version_id: str | None = Field(
        default=None, sa_type=SHORT, sa_column_args=[ForeignKey("promptversion.id")]
    )
    prompt_text: str = text_column()  # the version's, with its variables
    variables: str = later("{}")  # the values that they have here: a JSON object of text
    prompt_members_only: bool
    wish: str = text_column(default="")
    reference: str | None = text_column(SHORT, default=None)
    reference_name: str = text_column(SHORT, default="")
    aspect_ratio: str = text_column(SHORT)
    size: str = later("1K", SHORT)
    quality: str = later("", SHORT)  # one of the model's; "" where it has none
    strength: int | None = None  # percent: how far to go from the reference
    seed: int = Field(sa_type=BigInteger)
    used_seed: int | None = Field(default=None, sa_type=BigInteger)  # what its service says
    provider: str = text_column(SHORT)
    model: str = text_column(SHORT)
    enhance: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    enhance_model: str = later("", SHORT)
    enhance_error: str = later("", SHORT)
    enhanced_text: str = later("")
    sent_text: str = later("")  # text with values, and wish; once rewritten, what was sent instead
    finish_reason: str = later("", SHORT)
    model_version: str = later("", SHORT)
    service_text: str = later("")
    usage: str = later("{}")  # tokens under the service's own names; below, ours: None is unknown
    usage_text_in: int | None = Field(default=None, sa_type=BigInteger)
    usage_picture_in: int | None = Field(default=None, sa_type=BigInteger)
    usage_text_out: int | None = Field(default=None, sa_type=BigInteger)
    usage_picture_out: int | None = Field(default=None, sa_type=BigInteger)
    usage_thinking: int | None = Field(default=None, sa_type=BigInteger)
    # What it cost its operator, in millionths of a currency; None is unknown, and not free.
    picture_micros: int | None = Field(default=None, sa_type=BigInteger)
    picture_currency: str = later("USD", SHORT)
    enhance_micros: int | None = Field(default=None, sa_type=BigInteger)
    enhance_currency: str = later("USD", SHORT)
    # What its service's day keeps for it: see `core.tables.budgets`. Day 0: none was kept.
    budget_day: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    budget_micros: int = Field(
        default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": text("0")}
    )
    budget_currency: str = later("", SHORT)  # the day's: another table of models may change theirs
    cost: int = Field(sa_type=BigInteger)
    status: str = text_column(SHORT, default=OrderStatus.HELD.value)
    error_code: str = text_column(SHORT, default="")
    error_reason: str = text_column(SHORT, default="")
    error_facts: str = text_column(default="{}")
    # Who works on it, None before anybody does; what its owner counts up while it lives.
    owner: str | None = Field(default=None, sa_type=ID)
    lease: int = Field(
        default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": text("0")}
    )
    created_at: int = instant()
    started_at: int | None = instant(default=None)
    generating_at: int | None = instant(default=None)
    saving_at: int | None = instant(default=None)
    ended_at: int | None = instant(default=None)
    # Whether the order has ended and is counted in buckets; the only change after its end.
    folded: bool = Field(default=False, sa_column_kwargs={"server_default": false()})

    @property
    def step(self) -> Step:
        """Return the last step that has begun."""
        if self.status == OrderStatus.SETTLED:
            return Step.DONE
        if self.saving_at is not None:
            return Step.SAVE
        return Step.VALIDATE if self.generating_at is None else Step.GENERATE

    @property
    def outcome(self) -> Outcome:
        """Return how the order stands for people."""
        return outcome_of(self.status, self.error_code)


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
