"""Which cells are placed: all of a matrix once, and again only what came to nothing."""

from __future__ import annotations

from collections import defaultdict

import pytest

from core.experiments import plan
from core.experiments.plan import Came, Place, Try
from core.providers.contract import MAX_SEED
from core.tables import OrderStatus

MATRIX = plan.places([1, 2], [1, 2, 3, 4], 2)


def tried(came: Came, *, place: Place = MATRIX[0], attempt: int = 1) -> Try:
    return Try(place, attempt, came)


def test_a_matrix_has_each_place_once() -> None:
    """2 arms × 4 cases × 2 repeats are 16 places, numbered from 1."""
    assert len(MATRIX) == len(set(MATRIX)) == 16
    assert (MATRIX[0], MATRIX[-1]) == (Place(1, 1, 1), Place(2, 4, 2))


def test_the_first_run_places_every_cell_once() -> None:
    """Each place gets its first attempt, and nothing is left for a second call."""
    cells = plan.to_place(MATRIX, [], seed=7, again=False)
    assert sorted(cell.place for cell in cells) == MATRIX
    assert {cell.attempt for cell in cells} == {1}
    tries = [Try(cell.place, cell.attempt, Came.OPEN) for cell in cells]
    assert plan.to_place(MATRIX, tries, seed=7, again=False) == []
    assert plan.to_place(MATRIX, tries, seed=7, again=True) == []


def test_a_later_case_runs_alone() -> None:
    """What was added to a matrix is all that its next run places."""
    tries = [Try(place, 1, Came.PICTURE) for place in MATRIX]
    wider = plan.places([1, 2], [1, 2, 3, 4, 5], 2)
    cells = plan.to_place(wider, tries, seed=7, again=False)
    assert {cell.place.case for cell in cells} == {5}
    assert len(cells) == 4


@pytest.mark.parametrize(
    ("came", "attempts"),
    [
        (Came.NOTHING, [2]),
        (Came.STOPPED, [2]),
        (Came.BLOCKED, []),
        (Came.PICTURE, []),
        (Came.OPEN, []),
    ],
)
def test_only_what_came_to_nothing_is_tried_again(came: Came, attempts: list[int]) -> None:
    """A picture counts, a block stays, an open order is waited for; a fault has another attempt."""
    cells = plan.to_place(MATRIX, [tried(came)], seed=7, again=True)
    assert [cell.attempt for cell in cells] == attempts


def test_the_last_try_decides_whatever_order_they_are_read_in() -> None:
    """After attempts 1 and 2 came to nothing comes 3; a picture at 2 ends it."""
    both = [tried(Came.NOTHING, attempt=2), tried(Came.NOTHING)]
    (cell,) = plan.to_place(MATRIX, both, seed=7, again=True)
    assert cell.attempt == 3
    ended = [tried(Came.PICTURE, attempt=2), tried(Came.NOTHING)]
    assert plan.to_place(MATRIX, ended, seed=7, again=True) == []


def test_what_failed_is_not_run_with_what_is_new() -> None:
    """A run places no second attempt, and filling up no first one."""
    tries = [tried(Came.NOTHING)]
    run = plan.to_place(MATRIX, tries, seed=7, again=False)
    again = plan.to_place(MATRIX, tries, seed=7, again=True)
    assert MATRIX[0] not in {cell.place for cell in run}
    assert [cell.place for cell in again] == [MATRIX[0]]


def test_arms_of_one_case_and_repeat_share_a_seed() -> None:
    """Two arms differ by their version alone; repeats and cases have seeds of their own."""
    seeds = defaultdict(set)
    for cell in plan.to_place(MATRIX, [], seed=7, again=False):
        seeds[cell.place.case, cell.place.repeat].add(cell.seed)
        assert 0 <= cell.seed <= MAX_SEED
    assert all(len(shared) == 1 for shared in seeds.values())
    assert len({seed for shared in seeds.values() for seed in shared}) == 8


def test_a_second_attempt_has_the_seed_of_the_first() -> None:
    """Filling up makes the very picture that was missed."""
    (cell,) = plan.to_place(MATRIX, [tried(Came.NOTHING)], seed=7, again=True)
    first = {each.place: each.seed for each in plan.to_place(MATRIX, [], seed=7, again=False)}
    assert cell.seed == first[cell.place]


def test_the_order_is_random_kept_and_interleaved() -> None:
    """The same seed gives the same order, another one another; arms of a case stay side by side."""
    first = plan.to_place(MATRIX, [], seed=7, again=False)
    assert first == plan.to_place(reversed(MATRIX), [], seed=7, again=False)
    assert [c.place for c in first] != [
        c.place for c in plan.to_place(MATRIX, [], seed=8, again=False)
    ]
    pairs = list(zip(first[::2], first[1::2], strict=True))
    for one, other in pairs:
        assert (one.place.case, one.place.repeat) == (other.place.case, other.place.repeat)
    assert {one.place.arm for one, _ in pairs} == {1, 2}


@pytest.mark.parametrize(
    ("status", "code", "reason", "came"),
    [
        (OrderStatus.HELD, "", "", Came.OPEN),
        (OrderStatus.SETTLED, "", "", Came.PICTURE),
        (OrderStatus.RELEASED, "GENERATION_FAILED", "prompt_blocked", Came.BLOCKED),
        (OrderStatus.RELEASED, "GENERATION_FAILED", "image_blocked", Came.BLOCKED),
        (OrderStatus.RELEASED, "GENERATION_FAILED", "network", Came.NOTHING),
        (OrderStatus.RELEASED, "GENERATION_FAILED", "no_image", Came.NOTHING),
        (OrderStatus.RELEASED, "CANCELLED", "", Came.STOPPED),
        (OrderStatus.RELEASED, "STOPPING", "", Came.STOPPED),
        (OrderStatus.RELEASED, "INVALID_IMAGE", "image_blocked", Came.NOTHING),
    ],
)
def test_only_a_service_blocks(status: str, code: str, reason: str, came: Came) -> None:
    """A block is the service's word on the prompt or its picture; all else may be tried again."""
    assert plan.came_of(status, code, reason) == came
