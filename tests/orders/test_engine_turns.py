"""Turns of orders that workers in other processes make: given once, and fair all the same."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import example, given
from hypothesis import strategies as st

from core.orders.engine.turns import Line, next_turn

PEOPLE = "abcd"
EVENTS = st.lists(st.sampled_from([*PEOPLE, *PEOPLE, "", "", ""]), min_size=12, max_size=60)


def play(events: list[str]) -> Iterator[tuple[int, str, int]]:
    """Let orders come ("a": one of a's) and be taken (""); yield when each came, whose, when taken.

    In the end all are.
    """
    waiting: list[tuple[int, int, str]] = []  # turn, tick, person
    for tick, event in enumerate([*events, *[""] * len(events)]):
        if event:
            turns = {person: [turn for turn, _, of in waiting if of == person] for person in PEOPLE}
            lines = {person: Line(min(own), max(own)) for person, own in turns.items() if own}
            waiting.append((next_turn(lines, event), tick, event))
        elif waiting:
            first = min(waiting)
            waiting.remove(first)
            yield first[1], first[2], tick


@given(EVENTS)
@example([*"bbaaaaaaa", "", "b"])
@example([*"aaabc", "", "", "b", "", "c", "", "b", "", "c", "", "b", "", "c"])
def test_nobody_is_passed_three_times(events: list[str]) -> None:
    """While an order waits, nobody begins more than two orders more than its own person.

    And nothing is lost, and each person's orders begin as they came.
    """
    history = list(play(events))
    assert len(history) == sum(map(bool, events))
    for came, person, taken in history:
        meanwhile = [(at, of) for at, of, began in history if came < began < taken]
        own = [at for at, of in meanwhile if of == person]
        assert all(at < came for at in own)
        for other in PEOPLE:
            assert sum(of == other for _, of in meanwhile) <= len(own) + 2


def test_a_click_waits_for_one_order_of_each_other_person() -> None:
    """Behind 80 orders of one person, another's click is the second to begin, not the 81st."""
    taken = [of for _, of, _ in play([*"a" * 80, *"bb"])]
    assert "".join(taken)[:5] == "ababa"


def test_gaps_put_nobody_far_back() -> None:
    """Who has cancelled all but the last of many orders keeps nobody else behind them."""
    assert next_turn({"a": Line(19, 19), "b": Line(0, 9)}, "c") == 1
    assert next_turn({"a": Line(19, 19)}, "c") == 19
