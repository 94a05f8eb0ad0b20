"""Blind votes: pairs of pictures, who was shown which on which side, votes, reveals.

All of it is append-only. A look is one time that the votes of an experiment are read: the first one
ends with its first reveal, and each `Extension` begins another. A vote names the look that it was
given in, so that what a reveal has counted can be counted again whatever the clocks said.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    UniqueConstraint,
    exists,
)
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col

from core.tables.columns import ID, SHORT, instant, one_of, reference_to, text_column
from core.tables.experiments import Experiment

_NO_ROWID: Any = {"sqlite_with_rowid": False}  # else a shell may REPLACE by rowid what no key names


class Choice(StrEnum):
    """What somebody says of a pair: one side, no difference, none of both, nothing.

    `SKIP` fills the voter's place without a score; `UNDONE` takes their answer before it back.
    """

    LEFT = "left"
    RIGHT = "right"
    SAME = "same"
    NEITHER = "neither"
    SKIP = "skip"
    UNDONE = "undone"


class Pair(SQLModel, table=True):
    """An arm's and the base's picture of one case and repeat; written when voting opens on them."""

    __table_args__ = (
        UniqueConstraint("experiment_id", "arm", "case_number", "repeat"),
        ForeignKeyConstraint(["experiment_id", "arm"], ["arm.experiment_id", "arm.number"]),
        ForeignKeyConstraint(
            ["experiment_id", "case_number"],
            ["experimentcase.experiment_id", "experimentcase.number"],
        ),
        CheckConstraint("repeat BETWEEN 1 AND 4", name="repeat_range"),
        CheckConstraint("look >= 1", name="look_range"),
        CheckConstraint("arm_order <> base_order", name="two_pictures"),
        _NO_ROWID,
    )
    id: str = Field(primary_key=True, sa_type=ID)
    experiment_id: str = Field(sa_type=ID)
    arm: int  # never the base
    case_number: int
    repeat: int
    arm_order: str = reference_to("cell.order_id")
    base_order: str = reference_to("cell.order_id")
    look: int
    opened_at: int = instant()


class Ballot(SQLModel, table=True):
    """One voter's sight of a pair: the sides are random for each voter and pair.

    A token is 32 random hexadecimal digits, and all that an address says of its picture.
    """

    __table_args__ = (CheckConstraint("left_token <> right_token", name="two_tokens"), _NO_ROWID)
    pair_id: str = reference_to("pair.id", primary_key=True)
    person_id: str = reference_to("user.id", primary_key=True)
    arm_is_left: bool
    left_token: str = Field(sa_type=ID, unique=True)
    right_token: str = Field(sa_type=ID, unique=True)
    shown_at: int = instant()


class Vote(SQLModel, table=True):
    """What a voter said of a pair; of one person's answers the one of the last n counts."""

    __table_args__ = (
        ForeignKeyConstraint(["pair_id", "person_id"], ["ballot.pair_id", "ballot.person_id"]),
        CheckConstraint("n >= 1", name="n_range"),
        CheckConstraint("look >= 1", name="look_range"),
        CheckConstraint(one_of("answer", Choice), name="answer_known"),
        _NO_ROWID,
    )
    pair_id: str = Field(primary_key=True, sa_type=ID)
    person_id: str = Field(primary_key=True, sa_type=ID)
    n: int = Field(primary_key=True)
    answer: str = text_column(SHORT)
    look: int
    voted_at: int = instant()


class Extension(SQLModel, table=True):
    """One more look, begun by its owner after a reveal: by more votes a pair, or by more cells.

    An experiment's own columns are frozen: a pair wants its `voters` and all `voters_added`.
    """

    __table_args__ = (
        CheckConstraint("look >= 2", name="look_range"),
        CheckConstraint("voters_added BETWEEN 0 AND 20", name="voters_added_range"),
        CheckConstraint("cells >= 0", name="cells_range"),
        CheckConstraint("voters_added > 0 OR cells > 0", name="adds_something"),
        _NO_ROWID,
    )
    experiment_id: str = reference_to("experiment.id", primary_key=True)
    look: int = Field(primary_key=True)
    at: int = instant()
    person_id: str = reference_to("user.id")
    voters_added: int = 0
    cells: int = 0


class Reveal(SQLModel, table=True):
    """The end of one look: what was counted, and the verdict as it stood, as JSON.

    `person_id` is the owner who revealed early, None where the last planned vote did it. `wanted`
    are the places of all pairs, `votes` those that were filled, `missing` the others; `own_votes`
    are the owner's answers, whether or not they filled a place.
    """

    __table_args__ = (
        CheckConstraint("look >= 1", name="look_range"),
        CheckConstraint("pairs >= 0 AND votes >= 0 AND own_votes >= 0", name="counts_range"),
        CheckConstraint("missing >= 0 AND missing = wanted - votes", name="missing_is_the_rest"),
        _NO_ROWID,
    )
    experiment_id: str = reference_to("experiment.id", primary_key=True)
    look: int = Field(primary_key=True)
    at: int = instant()
    person_id: str | None = Field(default=None, sa_type=ID, sa_column_args=[ForeignKey("user.id")])
    pairs: int
    wanted: int
    votes: int
    missing: int
    own_votes: int
    verdict: str = text_column()


_Later: Any = aliased(Extension)
# The condition on `Experiment` that it has a reveal which no extension came after.
REVEALED = (
    exists()
    .where(
        col(Reveal.experiment_id) == col(Experiment.id),
        ~exists()
        .where(_Later.experiment_id == col(Reveal.experiment_id), _Later.look > col(Reveal.look))
        .correlate(Reveal),
    )
    .correlate(Experiment)
)
