"""Experiments: arms × cases × repeats, the cells that were ordered, and what people said of them.

A draft's rows may change and go. From the first run on (`frozen_at`) triggers let rows of an
experiment only be added; cells and judgements are append-only from the start.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from core.tables.columns import ID, SHORT, instant, one_of, reference_to, text_column

MAX_ARMS = 4
MAX_CASES = 64
MAX_REPEATS = 4
MAX_VOTERS = 20
MAX_CELLS = 64  # of one run

_NO_ROWID: Any = {"sqlite_with_rowid": False}  # else a shell may REPLACE by rowid what no key names


class Answer(StrEnum):
    """What somebody says of one picture; `UNDONE` takes their answer before it back."""

    USABLE = "usable"
    UNUSABLE = "unusable"
    UNSURE = "unsure"
    UNDONE = "undone"


class Reason(StrEnum):
    """Why a picture is not usable; `NONE` where nobody said."""

    NONE = ""
    HANDS = "hands"
    FACE = "face"
    TEXT = "text"
    COMPOSITION = "composition"
    OFF_REFERENCE = "off_reference"
    OFF_PROMPT = "off_prompt"


def _within(column: str, low: int, high: int) -> CheckConstraint:
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=f"{column}_range")


def _number(**more: Any) -> Any:
    return Field(primary_key=True, **more)


class Experiment(SQLModel, table=True):
    """One question, asked of versions of one prompt.

    `seed` decides the seeds of its cells and the order in which they are placed. `revision` counts
    the changes by its owner: who changes or runs it says which one they have seen. `voters` is how
    many votes a pair wants, 0 for none; `own_votes` says whether the owner's count.
    """

    __table_args__ = (
        _within("repeats", 1, MAX_REPEATS),
        _within("voters", 0, MAX_VOTERS),
        CheckConstraint("seed >= 0", name="seed_range"),
        CheckConstraint("revision >= 1", name="revision_range"),
        CheckConstraint("frozen_at >= created_at", name="frozen_once_made"),
        CheckConstraint(
            "archived_at IS NULL OR (frozen_at IS NOT NULL AND archived_at >= frozen_at)",
            name="archived_once_frozen",
        ),
        Index("ix_experiment_of_owner", "owner", "created_at", "id"),
        Index("ix_experiment_recent", "created_at", "id"),
    )
    id: str = Field(primary_key=True, sa_type=ID)
    owner: str = reference_to("user.id")
    prompt_id: str = reference_to("prompt.id")
    question: str = text_column(default="")
    repeats: int = 1
    voters: int = 0
    own_votes: bool = False
    seed: int = Field(sa_type=BigInteger)
    revision: int = 1
    created_at: int = instant()
    frozen_at: int | None = instant(default=None)  # the instant of its first run
    archived_at: int | None = instant(default=None)


class Arm(SQLModel, table=True):
    """What is compared: a version, and the service, model and shape that it is made with."""

    __table_args__ = (
        _within("number", 1, MAX_ARMS),
        Index(
            "ix_arm_base",
            "experiment_id",
            unique=True,
            sqlite_where=text("is_base = 1"),
            postgresql_where=text("is_base"),
        ),
    )
    experiment_id: str = reference_to("experiment.id", primary_key=True)
    number: int = _number()
    version_id: str = Field(sa_type=SHORT, sa_column_args=[ForeignKey("promptversion.id")])
    service: str = text_column(SHORT)
    model: str = text_column(SHORT)
    aspect_ratio: str = text_column(SHORT)
    size: str = text_column(SHORT)
    is_base: bool


class CaseColumns(SQLModel):
    """What a case holds, wherever it is kept.

    `variables` is a JSON object of text; `look_for` is what a picture of it must show.
    """

    title: str = text_column(SHORT)
    variables: str = text_column(default="{}")
    look_for: str = text_column(default="")
    reference: str | None = text_column(SHORT, default=None)
    reference_name: str = text_column(SHORT, default="")


class ExperimentCase(CaseColumns, table=True):
    """What every arm is tried on: a snapshot of its own, whatever set it came from."""

    __table_args__ = (_within("number", 1, MAX_CASES),)
    experiment_id: str = reference_to("experiment.id", primary_key=True)
    number: int = _number()


class Cell(SQLModel, table=True):
    """One try of one arm on one case: an order like any other, inserted with its hold."""

    __table_args__ = (
        ForeignKeyConstraint(["experiment_id", "arm"], ["arm.experiment_id", "arm.number"]),
        ForeignKeyConstraint(
            ["experiment_id", "case_number"],
            ["experimentcase.experiment_id", "experimentcase.number"],
        ),
        _within("repeat", 1, MAX_REPEATS),
        CheckConstraint("attempt >= 1", name="attempt_range"),
        _NO_ROWID,
    )
    experiment_id: str = Field(primary_key=True, sa_type=ID)
    arm: int = _number()
    case_number: int = _number()  # CASE is a word of SQL's
    repeat: int = _number()
    attempt: int = _number()
    order_id: str = reference_to("generation.id", unique=True)


class Judgement(SQLModel, table=True):
    """What somebody said of a cell's picture; of one person's answers the one of the last n counts.

    A reason is given with the answer, or by answering once more.
    """

    __table_args__ = (
        CheckConstraint("n >= 1", name="n_range"),
        CheckConstraint(one_of("answer", Answer), name="answer_known"),
        CheckConstraint(one_of("reason", Reason), name="reason_known"),
        CheckConstraint("reason = '' OR answer = 'unusable'", name="reason_of_unusable"),
        _NO_ROWID,
    )
    order_id: str = reference_to("cell.order_id", primary_key=True)
    person_id: str = reference_to("user.id", primary_key=True)
    n: int = _number()
    answer: str = text_column(SHORT)
    reason: str = text_column(SHORT, default="")
    judged_at: int = instant()


class CaseSet(SQLModel, table=True):
    """Cases that somebody keeps by name, to take into experiments: these keep copies."""

    __table_args__ = (
        UniqueConstraint("owner", "name"),
        CheckConstraint("revision >= 1", name="revision_range"),
    )
    id: str = Field(primary_key=True, sa_type=ID)
    owner: str = reference_to("user.id")
    name: str = text_column(SHORT)
    revision: int = 1
    created_at: int = instant()


class KeptCase(CaseColumns, table=True):
    """One case of a set."""

    __table_args__ = (_within("number", 1, MAX_CASES),)
    set_id: str = reference_to("caseset.id", primary_key=True)
    number: int = _number()
