"""The next pair for a voter, with sides and tokens that are random for each voter and pair.

An answer that was taken back is asked for again at once. Then comes what a voter has been shown and
not answered, in the order in which it was: a reload changes nothing. Then comes a pair of the case
that was judged least; which one is random, but the same each time for one voter, so that two voters
don't walk in step.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, bindparam, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from core.errors import InvalidImage
from core.experiments import rows
from core.experiments.voting import access, blind, pairs
from core.experiments.voting.looks import FILLED, IS_WHOLE, WANTED, answered_by
from core.log import get_logger
from core.tables import (
    Ballot,
    Experiment,
    ExperimentCase,
    GeneratedImage,
    Pair,
    Vote,
)

if TYPE_CHECKING:
    from core.studio import Studio

log = get_logger()


@dataclass(frozen=True)
class Progress:
    """How far voting is: the only numbers that anybody is told before the reveal.

    `filled` of `wanted` places have a vote that counts; `left` pairs want this person's answer,
    `answered` have one.
    """

    filled: int
    wanted: int
    left: int
    answered: int


@dataclass(frozen=True)
class Sight:
    """What a voter sees of one pair, and all that their browser may be told of it.

    The pictures are at `/ballot/{token}`. `look_for` is what they must show (必查点); `reference`
    names the case's reference picture, None without one. `same_shape` is False where the two
    pictures have different proportions, which the page says. `pair_id` is for `votes.vote`; it
    stays in the page's own memory, though it says nothing either.
    """

    pair_id: str
    question: str
    title: str
    look_for: str
    reference: str | None
    reference_name: str
    left_token: str
    right_token: str
    same_shape: bool


@dataclass(frozen=True)
class Offered:
    """One pair as it stands for one person, who was shown it at an instant in ms, or never.

    `voted_at` is of their last answer, which no longer stands where `is_answered` is False.
    """

    id: str
    case_number: int
    arm_order: str
    base_order: str
    filled: int
    wanted: int
    is_answered: bool
    is_whole: bool
    shown_at: int | None
    voted_at: int | None

    @property
    def is_open(self) -> bool:
        """Return whether an answer of this person's is wanted: both pictures must be there."""
        return self.is_whole and not self.is_answered and self.filled < self.wanted


def next_sight(
    studio: Studio, person_id: str, experiment_id: str, *, after: str | None = None
) -> Sight | None:
    """Return the pair that this person is to judge now; None where nothing is left for them.

    `after` names the pair that is looked at: then it is the one behind, which a page fetches ahead.
    Nothing may be left for now alone, while a run is open: `reads.vote_state` tells. Open pairs are
    written first, and the copies of both pictures made. A pair with a picture that can't be read
    is passed over. Raise `ExperimentNotFound`, what `access.admit` raises, `StorageFailed`, and
    `DecoderFailed` where no copy can be made now.
    """
    with studio.database.read() as session:
        access.admit(session, person_id, rows.find(session, experiment_id))
    pairs.open_all(studio, experiment_id)
    with studio.database.read() as session:
        found = offered(session, person_id, experiment_id)
    for pair in _in_turn(found, person_id):
        if pair.id == after:
            continue
        try:
            blind.prepare(studio, pair.arm_order, pair.base_order)
        except InvalidImage as error:
            log.warning("pair.unreadable", pair=pair.id, reason=error.reason)
            continue
        return _shown(studio, person_id, pair)
    return None


def offered(session: Session, person_id: str, experiment_id: str) -> list[Offered]:
    """Return all pairs of an experiment as they stand for this person."""
    given = {"experiment": experiment_id, "person": person_id}
    return [Offered(**row._mapping) for row in session.execute(_OFFERED, given)]


def progress_of(found: Sequence[Offered]) -> Progress:
    """Return how far voting is, of all pairs as they stand for one person."""
    return Progress(
        filled=sum(pair.filled for pair in found),
        wanted=sum(pair.wanted for pair in found),
        left=sum(pair.is_open for pair in found),
        answered=sum(pair.is_answered for pair in found),
    )


def _in_turn(found: Sequence[Offered], person_id: str) -> Iterator[Offered]:
    judged: Counter[int] = Counter()
    for pair in found:
        judged[pair.case_number] += pair.filled

    def turn(pair: Offered) -> tuple[float, float, int, bytes]:
        mixed = hashlib.sha256(f"{person_id}:{pair.id}".encode()).digest()
        shown_at = inf if pair.shown_at is None else pair.shown_at
        return -(pair.voted_at or 0), shown_at, judged[pair.case_number], mixed

    yield from sorted((pair for pair in found if pair.is_open), key=turn)


def _shown(studio: Studio, person_id: str, pair: Offered) -> Sight:
    """Return the person's sight of a pair, written where it is their first one."""
    if pair.shown_at is None:
        try:
            with studio.database.write() as tx:
                if tx.get(Ballot, (pair.id, person_id)) is None:
                    drawn = _drawn(studio, person_id, pair.id)
                    tx.execute(insert(Ballot).values(drawn.model_dump()))
        except IntegrityError:  # another tab was first
            log.info("ballot.shared", pair=pair.id)
    with studio.database.read() as session:
        return _sight(session, person_id, pair.id)


def _drawn(studio: Studio, person_id: str, pair_id: str) -> Ballot:
    return Ballot(
        pair_id=pair_id,
        person_id=person_id,
        arm_is_left=studio.new_seed() % 2 == 0,
        left_token=studio.new_id() + studio.new_id(),  # 128 bits
        right_token=studio.new_id() + studio.new_id(),
        shown_at=studio.now(),
    )


def _sight(session: Session, person_id: str, pair_id: str) -> Sight:
    row = session.execute(_SIGHT, {"pair": pair_id, "person": person_id}).one()
    return Sight(**row._mapping)


_ArmImage: Any = aliased(GeneratedImage)
_BaseImage: Any = aliased(GeneratedImage)
_OWN_BALLOT = and_(
    col(Ballot.pair_id) == col(Pair.id), col(Ballot.person_id) == bindparam("person")
)
_OWN_LAST = (
    select(col(Vote.voted_at))
    .where(col(Vote.pair_id) == col(Pair.id), col(Vote.person_id) == bindparam("person"))
    .order_by(col(Vote.n).desc())
    .limit(1)
    .correlate(Pair)
    .scalar_subquery()
)
_OFFERED: Select[*tuple[Any, ...]] = (
    select(
        col(Pair.id),
        col(Pair.case_number),
        col(Pair.arm_order),
        col(Pair.base_order),
        FILLED.label("filled"),
        WANTED.label("wanted"),
        answered_by(bindparam("person")).label("is_answered"),
        IS_WHOLE.label("is_whole"),
        col(Ballot.shown_at),
        _OWN_LAST.label("voted_at"),
    )
    .join(Experiment, col(Experiment.id) == col(Pair.experiment_id))
    .outerjoin(Ballot, _OWN_BALLOT)
    .where(col(Pair.experiment_id) == bindparam("experiment"))
    .order_by(col(Pair.id))
)
_SIGHT: Select[*tuple[Any, ...]] = (
    select(
        col(Pair.id).label("pair_id"),
        col(Experiment.question),
        col(ExperimentCase.title),
        col(ExperimentCase.look_for),
        col(ExperimentCase.reference),
        col(ExperimentCase.reference_name),
        col(Ballot.left_token),
        col(Ballot.right_token),
        (_ArmImage.width * _BaseImage.height == _BaseImage.width * _ArmImage.height).label(
            "same_shape"
        ),
    )
    .join(Experiment, col(Experiment.id) == col(Pair.experiment_id))
    .join(
        ExperimentCase,
        and_(
            col(ExperimentCase.experiment_id) == col(Pair.experiment_id),
            col(ExperimentCase.number) == col(Pair.case_number),
        ),
    )
    .join(Ballot, _OWN_BALLOT)
    .join(_ArmImage, _ArmImage.generation_id == col(Pair.arm_order))
    .join(_BaseImage, _BaseImage.generation_id == col(Pair.base_order))
    .where(col(Pair.id) == bindparam("pair"))
)
