"""Which cells are to be placed, with which seeds and in which order. Pure: no clock, no database.

A place is one repeat of one arm on one case. It is tried until it has a picture, or until a service
has blocked it: a block is what came of the prompt and stays, a fault of the network is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from core.errors import Cancelled, GenerationFailed, Stopping
from core.faults import ProviderFault
from core.providers.contract import MAX_SEED
from core.tables import OrderStatus

_BLOCKS = {ProviderFault.PROMPT_BLOCKED, ProviderFault.IMAGE_BLOCKED}
_STOPS = {Cancelled.code, Stopping.code}


class Came(StrEnum):
    """What has come of one try of a place."""

    OPEN = "open"
    PICTURE = "picture"
    BLOCKED = "blocked"
    NOTHING = "nothing"  # a fault: it may be tried again
    STOPPED = "stopped"  # before a service was done with it, by its person or with the app: also


UNDONE = (Came.OPEN, Came.STOPPED)  # nothing is known of what would have come


class Place(NamedTuple):
    """One repeat of one arm on one case; all of them are numbered from 1."""

    arm: int
    case: int
    repeat: int


class Try(NamedTuple):
    """One order for a place; the first is attempt 1."""

    place: Place
    attempt: int
    came: Came


@dataclass(frozen=True)
class Planned:
    """A cell that is to be placed now, with the seed that it shares with the other arms."""

    place: Place
    attempt: int
    seed: int


def came_of(status: str, error_code: str, error_reason: str) -> Came:
    """Return what has come of an order that stands like this."""
    if status == OrderStatus.HELD:
        return Came.OPEN
    if status == OrderStatus.SETTLED:
        return Came.PICTURE
    if error_code in _STOPS:
        return Came.STOPPED
    is_block = error_code == GenerationFailed.code and error_reason in _BLOCKS
    return Came.BLOCKED if is_block else Came.NOTHING


def places(arms: Iterable[int], cases: Iterable[int], repeats: int) -> list[Place]:
    """Return all places of a matrix, by arm, case and repeat."""
    return [Place(*each) for each in product(arms, cases, range(1, repeats + 1))]


def last_tries(tries: Iterable[Try]) -> dict[Place, Try]:
    """Return the last try of each place that was ever tried: what came of it is what counts."""
    last: dict[Place, Try] = {}
    for each in tries:
        known = last.get(each.place)
        if known is None or known.attempt < each.attempt:
            last[each.place] = each
    return last


def to_place(
    wanted: Iterable[Place], tries: Iterable[Try], *, seed: int, again: bool
) -> list[Planned]:
    """Return the cells to place now, in the order in which they are placed.

    `again` asks for those whose last try came to nothing or was stopped; else for those never
    tried. They are shuffled by the experiment's `seed`, but the arms of one case and repeat stay
    together: what changes in a service meanwhile meets all arms alike.
    """
    last = last_tries(tries)
    if again:
        due = {place: last[place].attempt + 1 for place in wanted if _is_open_again(last, place)}
    else:
        due = {place: 1 for place in wanted if place not in last}
    return [
        Planned(place, due[place], seed_of(seed, place))
        for place in sorted(due, key=lambda place: _shuffled(seed, place))
    ]


def seed_of(seed: int, place: Place) -> int:
    """Return the seed of a place: one for all arms of a case and repeat, 0 to MAX_SEED."""
    return _number(seed, "seed", place.case, place.repeat) % (MAX_SEED + 1)


def _is_open_again(last: Mapping[Place, Try], place: Place) -> bool:
    return place in last and last[place].came in (Came.NOTHING, Came.STOPPED)


def _shuffled(seed: int, place: Place) -> tuple[int, int]:
    together = _number(seed, "order", place.case, place.repeat)
    return together, _number(seed, "arm", place.case, place.repeat, place.arm)


def _number(*parts: object) -> int:
    """Return a number that is the same for the same parts on every machine, and says nothing."""
    told = ":".join(map(str, parts)).encode()
    return int.from_bytes(hashlib.sha256(told).digest()[:8])
