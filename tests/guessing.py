"""Guess which of two pictures is the arm's, by whatever reached a voter; count what came of it.

The pairs are gone through in their order. Each is guessed by the truth of those before it, and only
then is its own told, so with a fair coin behind it each guess is right or wrong by chance: how many
are right is exactly binomial, however the guesser works and however the traits hang together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import comb

import numpy as np
from numpy.typing import NDArray

RARE = 2.5e-4  # of one guesser, for fewer or more rightly guessed than a coin gives this seldom
FEWEST = 3  # pairs that a trait differs in, before anything is learnt of it

Traits = Mapping[str, float | str]
Numbers = NDArray[np.float64]
Guesser = Callable[[Numbers, Numbers], float]


@dataclass(frozen=True)
class Guessed:
    """A pair as it reached a voter: what each picture came with, and what both came with.

    A number is compared, a text is the same or another.
    """

    left: Traits
    right: Traits
    arm_is_left: bool
    both: Mapping[str, float] = field(default_factory=dict)


def best_trait(told: Numbers, score: Numbers) -> float:
    """Believe the one trait that has told most often so far."""
    best = int(np.argmax(np.abs(score)))
    return float(told[best] * score[best])


def all_traits(told: Numbers, score: Numbers) -> float:
    """Believe all traits, each as far as it has told so far."""
    return float(told @ score**3)


GUESSERS: dict[str, Guesser] = {"best": best_trait, "all": all_traits}


def rightly_guessed(pairs: Sequence[Guessed], guesser: Guesser) -> int:
    """Return how many of the pairs a guesser guesses rightly."""
    told = _told(pairs)
    truths = np.array([1.0 if pair.arm_is_left else -1.0 for pair in pairs])
    told = np.column_stack([told, np.ones(len(pairs)), np.append(1.0, truths[:-1])])
    guesses = (guesser(told[at], told[:at].T @ truths[:at]) for at in range(len(pairs)))
    return sum((guess >= 0) == pair.arm_is_left for guess, pair in zip(guesses, pairs, strict=True))


def chance(right: int, of: int) -> float:
    """Return how likely a fair coin is at least so far from half, on either side."""
    far = abs(2 * right - of)
    return float(sum(comb(of, k) for k in range(of + 1) if abs(2 * k - of) >= far) / 2**of)


def _told(pairs: Sequence[Guessed]) -> Numbers:
    """Return what each trait says of each pair: 1 for one side, -1 for the other, 0 for neither.

    What is the same in nearly all pairs, as that the left one is asked for first, says nothing:
    only what is on one side of the middle of what is usual does.
    """
    columns = [np.sign(column - _middle(column)) for column in _differences(pairs)]
    telling = [column for column in columns if np.count_nonzero(column) >= FEWEST]
    return np.array(telling).reshape(-1, len(pairs)).T


def _middle(column: Numbers) -> float:
    return float(np.quantile(column, [0.1, 0.9]).mean())


def _differences(pairs: Sequence[Guessed]) -> Iterator[Numbers]:
    names = {name for pair in pairs for side in (pair.left, pair.right) for name in side}
    for name in sorted(names):
        sides = [(pair.left.get(name, ""), pair.right.get(name, "")) for pair in pairs]
        for value in sorted({each for side in sides for each in side if isinstance(each, str)}):
            yield np.array([float(left == value) - float(right == value) for left, right in sides])
        if all(isinstance(each, int | float) for side in sides for each in side):
            yield np.array([float(left) - float(right) for left, right in sides])
    for name in sorted({name for pair in pairs for name in pair.both}):
        yield np.array([float(pair.both.get(name, 0.0)) for pair in pairs])
