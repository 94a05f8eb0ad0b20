"""Which look an experiment is in, whether it is revealed, and which votes count.

Conditions on `Experiment` and `Pair`, said once for lists, filters, pages and rules: each is
correlated with the row of the query around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, false, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from core.people.people import DEMO_PEOPLE
from core.tables import (
    REVEALED,
    Arm,
    Ballot,
    Cell,
    Choice,
    Experiment,
    Extension,
    GeneratedImage,
    Pair,
    Vote,
)

DEMO_IDS = frozenset(person_id for person_id, *_ in DEMO_PEOPLE)  # they may be anybody: no voters

_LaterVote: Any = aliased(Vote)


def _of_extensions(value: Any) -> Any:
    query = select(value).where(col(Extension.experiment_id) == col(Experiment.id))
    return query.correlate(Experiment).scalar_subquery()


LOOK = _of_extensions(func.coalesce(func.max(col(Extension.look)), 1))
# How many votes of different people each pair wants.
WANTED = col(Experiment.voters) + _of_extensions(
    func.coalesce(func.sum(col(Extension.voters_added)), 0)
)


def _stands(*until: Any) -> Any:
    """Return the condition that a vote's person has neither replaced it nor taken it back.

    `until` says which later answers are known.
    """
    later = (
        _LaterVote.pair_id == col(Vote.pair_id),
        _LaterVote.person_id == col(Vote.person_id),
        _LaterVote.n > col(Vote.n),
    )
    return and_(
        col(Vote.answer) != Choice.UNDONE.value, ~exists().where(*later, *until).correlate(Vote)
    )


STANDS = _stands()
# The votes that fill a place: of one person one a pair; the owner's where that was decided.
FILLS = and_(
    STANDS,
    or_(col(Experiment.own_votes).is_(True), col(Vote.person_id) != col(Experiment.owner)),
)
FILLED = (
    select(func.count())
    .where(col(Vote.pair_id) == col(Pair.id), FILLS)
    .correlate(Pair, Experiment)
    .scalar_subquery()
)


def answered_by(person: Any) -> Any:
    """Return the condition that a pair has a standing answer of this person's."""
    theirs = (col(Vote.pair_id) == col(Pair.id), col(Vote.person_id) == person, STANDS)
    return exists().where(*theirs).correlate(Pair)


def _is_there(order_id: Any) -> Any:
    """Return the condition that the picture of a pair's order can be shown."""
    is_its = col(GeneratedImage.generation_id) == order_id
    return exists().where(is_its, col(GeneratedImage.trashed_at).is_(None)).correlate(Pair)


# A pair can have votes: after a reveal its pictures may have been deleted.
IS_WHOLE = and_(_is_there(col(Pair.arm_order)), _is_there(col(Pair.base_order)))

_ArmCell: Any = aliased(Cell)
_BaseCell: Any = aliased(Cell)
_ArmImage: Any = aliased(GeneratedImage)
_BaseImage: Any = aliased(GeneratedImage)
_Base: Any = aliased(Arm)


def _unopened(experiment: Any) -> tuple[Any, ...]:
    """Return the conditions of two cells that are a pair and have no row as one.

    Of the tries of a place the last one alone has a picture: see `core.experiments.plan`.
    """
    is_there = (
        exists()
        .where(
            col(Pair.experiment_id) == _ArmCell.experiment_id,
            col(Pair.arm) == _ArmCell.arm,
            col(Pair.case_number) == _ArmCell.case_number,
            col(Pair.repeat) == _ArmCell.repeat,
        )
        .correlate(_ArmCell)
    )
    return (
        _Base.experiment_id == experiment,
        _Base.is_base.is_(True),
        _ArmCell.experiment_id == experiment,
        _ArmCell.arm != _Base.number,
        _BaseCell.experiment_id == experiment,
        _BaseCell.arm == _Base.number,
        _BaseCell.case_number == _ArmCell.case_number,
        _BaseCell.repeat == _ArmCell.repeat,
        _ArmImage.generation_id == _ArmCell.order_id,
        _BaseImage.generation_id == _BaseCell.order_id,
        _ArmImage.trashed_at.is_(None),
        _BaseImage.trashed_at.is_(None),
        ~is_there,
    )


UNOPENED: Select[*tuple[Any, ...]] = (
    select(
        _ArmCell.arm,
        _ArmCell.case_number,
        _ArmCell.repeat,
        _ArmCell.order_id.label("arm_order"),
        _BaseCell.order_id.label("base_order"),
    )
    .where(*_unopened(bindparam("experiment")))
    .order_by(_ArmCell.arm, _ArmCell.case_number, _ArmCell.repeat)
)
ANY_UNOPENED = UNOPENED.limit(1)


def waits_for(person_id: str) -> Any:
    """Return the condition that a vote of this person's is wanted and fills a place.

    Of experiments whose run has ended, which the query around this makes sure of: of a pair that
    is not opened yet, or of one with both pictures that is neither full nor answered by them.
    """
    if person_id in DEMO_IDS:
        return false()
    open_pair = (
        exists()
        .where(
            col(Pair.experiment_id) == col(Experiment.id),
            FILLED < WANTED,
            ~answered_by(person_id),
            IS_WHOLE,
        )
        .correlate(Experiment)
    )
    unopened = exists().where(*_unopened(col(Experiment.id))).correlate(Experiment)
    counts = or_(col(Experiment.own_votes).is_(True), col(Experiment.owner) != person_id)
    return and_(col(Experiment.voters) > 0, counts, ~REVEALED, or_(open_pair, unopened))


def is_sealed(owner_id: str, voters: int, person_id: str, *, revealed: bool) -> bool:
    """Return whether arms and pictures stay hidden from this person, so that votes are blind."""
    return voters > 0 and owner_id != person_id and not revealed


@dataclass(frozen=True)
class Look:
    """Which look an experiment is in, from 1, and how many votes a pair wants in it.

    `is_revealed` says that it has ended: until an extension nothing is voted or made.
    """

    number: int
    wanted: int
    is_revealed: bool


_LOOK: Select[*tuple[Any, ...]] = select(
    LOOK.label("number"), WANTED.label("wanted"), REVEALED.label("is_revealed")
).where(col(Experiment.id) == bindparam("experiment"))


def look_of(session: Session, experiment_id: str) -> Look:
    """Return the look that an experiment is in; it must be there."""
    row = session.execute(_LOOK, {"experiment": experiment_id}).one()
    return Look(row.number, row.wanted, bool(row.is_revealed))


# What counts at the end of a look: answers given in it or before, the last of each person's.
STANDING_AT: Select[*tuple[Any, ...]] = (
    select(
        col(Pair.id).label("pair_id"),
        col(Pair.arm),
        col(Pair.case_number),
        col(Pair.repeat),
        col(Vote.person_id),
        col(Vote.answer),
        col(Ballot.arm_is_left),
    )
    .join(Ballot, col(Ballot.pair_id) == col(Pair.id))
    .join(
        Vote,
        and_(
            col(Vote.pair_id) == col(Ballot.pair_id), col(Vote.person_id) == col(Ballot.person_id)
        ),
    )
    .where(
        col(Pair.experiment_id) == bindparam("experiment"),
        col(Vote.look) <= bindparam("look"),
        _stands(_LaterVote.look <= bindparam("look")),
    )
    .order_by(col(Pair.arm), col(Pair.case_number), col(Pair.repeat), col(Vote.person_id))
)
# The pair of a person's last answer of a look that stands.
NEWEST_ANSWER = (
    select(col(Vote.pair_id))
    .join(Pair, col(Pair.id) == col(Vote.pair_id))
    .where(
        col(Pair.experiment_id) == bindparam("experiment"),
        col(Vote.person_id) == bindparam("person"),
        col(Vote.look) == bindparam("look"),
        STANDS,
    )
    .order_by(col(Vote.voted_at).desc(), col(Vote.pair_id))
    .limit(1)
)
