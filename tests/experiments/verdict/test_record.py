"""A verdict as text."""

from __future__ import annotations

from judgements import pair, pairs

from core.experiments.verdict import record
from core.experiments.verdict.rule import decide


def test_what_is_kept_comes_back() -> None:
    """Every kind of verdict, with its numbers and what it misses, is read as it was written."""
    given = [
        *pairs("a a a a a a a a", arm=2),
        *pairs("a b a b aab b a =", arm=3),
        pair(4, "a", arm=4),
    ]
    made = decide(given, base=1, arms=[1, 2, 3, 4], cases=range(1, 9), looks=1)
    assert record.from_text(record.to_text(made)) == made
    assert len({each.kind for each in made.values()}) == 3


def test_the_same_verdict_is_the_same_text() -> None:
    """Arms are written in order, whichever was decided first."""
    made = decide(pairs("a a a a a a"), base=1, arms=[3, 2], cases=range(1, 7), looks=1)
    assert record.to_text({3: made[3], 2: made[2]}) == record.to_text(made)
    assert record.to_text(made).startswith('{"2": {"kind": "too_few", "cases": 6,')
