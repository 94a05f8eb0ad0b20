"""The guesser that watches blind votes: it sees what is planted, and nothing where nothing is."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from guessing import GUESSERS, RARE, Guessed, chance, rightly_guessed

PAIRS = 40
HEX = "0123456789abcdef"

Leak = Callable[[Random, dict[str, Any], int], None]
"""Change what an arm's picture came with, in the pair of a number."""


def picture(random: Random, side: int) -> dict[str, Any]:
    """Return what a picture comes with: the right one is asked for and comes a little later."""
    token = "".join(random.choices(HEX, k=32))
    return {
        "start": 2.0 * side + random.expovariate(1.0),
        "took": 8.0 + 4.0 * side + random.expovariate(0.3),
        "order": float(side),
        "headers": "cache-control: private",
        "around": f"alt={'右图' if side else '左图'}",
        "first": token[0],
        **{f"letter {at}": float(HEX.index(letter)) for at, letter in enumerate(token)},
    }


def world(seed: int, leak: Leak | None = None, *, left: float = 0.5) -> list[Guessed]:
    """Return made-up pairs; the arm is on the left in so large a share of them."""
    random = Random(seed)
    pairs = []
    for number in range(PAIRS):
        arm_is_left = random.random() < left
        left_one, right_one = picture(random, 0), picture(random, 1)
        if leak:
            leak(random, left_one if arm_is_left else right_one, number)
        both = {"bytes": random.gauss(9000, 30)}
        pairs.append(Guessed(left_one, right_one, arm_is_left, both))
    return pairs


def least(pairs: list[Guessed]) -> float:
    """Return the chance of what the better of the guessers did."""
    return min(chance(rightly_guessed(pairs, each), len(pairs)) for each in GUESSERS.values())


def late(_: Random, arm: dict[str, Any], __: int) -> None:
    arm["took"] += 30.0


def asked_first(random: Random, arm: dict[str, Any], _: int) -> None:
    arm["start"] -= 9.0 * (random.random() < 0.95)


def lettered(_: Random, arm: dict[str, Any], __: int) -> None:
    arm["first"], arm["letter 0"] = "7", 7.0


def dated(_: Random, arm: dict[str, Any], number: int) -> None:
    arm["headers"] += f", last-modified: {number % 5}"


def classed(_: Random, arm: dict[str, Any], __: int) -> None:
    arm["around"] += " class=arm"


@pytest.mark.parametrize("leak", [late, asked_first, lettered, dated, classed])
@pytest.mark.parametrize("seed", range(3))
def test_what_is_planted_is_found(leak: Leak, seed: int) -> None:
    """A time, an order, a token's letter, a header or a class that names the arm is seen."""
    assert least(world(seed, leak)) < RARE


def test_a_side_that_is_no_fair_coin_is_found() -> None:
    """An arm that is nearly always left, or left in every other pair, needs no further trait."""
    assert least(world(0, left=0.95)) < RARE
    in_turns = [
        Guessed(pair.left, pair.right, number % 2 == 0, pair.both)
        for number, pair in enumerate(world(0))
    ]
    assert least(in_turns) < RARE


def test_where_nothing_tells_it_does_as_a_coin() -> None:
    """Of 30 worlds of nothing but noise none is a find, and half of all guesses are right."""
    worlds = [world(seed) for seed in range(30)]
    assert min(map(least, worlds)) > RARE
    for guesser in GUESSERS.values():
        right = sum(rightly_guessed(pairs, guesser) for pairs in worlds)
        assert chance(right, 30 * PAIRS) > 0.01


def test_chance_is_the_coins() -> None:
    """Of four throws: two are anything, four or none are seen once in eight."""
    assert [chance(right, 4) for right in (2, 4, 0, 3)] == [1, 1 / 8, 1 / 8, 10 / 16]
    assert 31 / 40 < min(n for n in range(20, 41) if chance(n, 40) < RARE) / 40 <= 33 / 40
