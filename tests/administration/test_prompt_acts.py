"""What administrators do to prompts: the price, the live version, the archive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from admins import acts_of, click, join, said, team
from fakes import CHEAP, LIBRARY, MEMBERS, OPEN, in_threads, place

from core.administration import library, prompt_acts
from core.errors import DecidedMeanwhile, InvalidRequest, NotAllowed, PromptNotFound
from core.library import editing, prompts, seed, timeline
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import Role

EVERY_ACT: dict[str, Callable[..., bool]] = {
    "cost": lambda team, by, seen: prompt_acts.set_cost(team, by, CHEAP, 3, seen=seen),
    "archived": lambda team, by, _: prompt_acts.archive(team, by, CHEAP),
}


def row(studio: Studio, prompt_id: str = CHEAP) -> library.PromptRow:
    """Return a prompt as an administrator sees it."""
    return next(row for row in library.prompts(studio.database) if row.id == prompt_id)


def seen(studio: Studio, prompt_id: str = CHEAP) -> int:
    return row(studio, prompt_id).decision


def price(studio: Studio, cost: Any, key: str = "k", prompt_id: str = CHEAP, **more: Any) -> bool:
    known = {"seen": seen(studio, prompt_id)} | more
    return prompt_acts.set_cost(studio, click(key), prompt_id, cost, **known)


def test_a_price_is_a_new_live_version(studio: Studio) -> None:
    """Its text is the same; it is live by the administrator's decision; later orders pay it."""
    boss = team(studio)
    before = place(studio, "a", CHEAP)
    assert price(boss, 3)
    assert (before.cost, place(studio, "b", CHEAP).cost) == (1, 3)
    told = timeline.timeline(studio.database, people.find(studio.database, DEMO_MEMBER), CHEAP)
    assert [version.text for version in told.versions] == ["a pebble"] * 2
    assert (told.decisions[0].by, told.decisions[0].why) == ("演示会员", "补偿")
    assert [said(act) for act in acts_of(studio)] == [("cost", CHEAP, "1", "3", "补偿")]


def test_a_price_of_before_is_the_version_of_before(studio: Studio) -> None:
    """Going back to it makes no third version."""
    boss = team(studio)
    price(boss, 3, "a")
    price(boss, 1, "b")
    assert row(studio).version_id == "cheap@1"
    assert len(library.versions(studio.database, CHEAP)) == 2


def test_who_administers_need_not_be_a_member(studio: Studio) -> None:
    """The price of a members' prompt is changed without its text being read."""
    boss = team(studio)
    bob = join(boss, "bob", Role.ADMINISTRATOR)
    people_of = click("k", actor_id=bob)
    assert prompt_acts.set_cost(boss, people_of, MEMBERS, 9, seen=seen(studio, MEMBERS))
    assert row(studio, MEMBERS).cost == 9


def test_a_version_is_made_live(studio: Studio) -> None:
    """The decision is in the prompt's history, the act in the record."""
    boss = team(studio)
    saved = editing.save_version(boss, DEMO_USER, CHEAP, "a big pebble", {}).version
    assert prompt_acts.make_live(boss, click(), CHEAP, saved.id, seen=seen(studio))
    assert row(studio).version_id == saved.id
    assert said(acts_of(studio)[0])[:4] == ("live", CHEAP, "cheap@1", "cheap@2")


def test_archiving_and_restoring(studio: Studio, tmp_path: Path) -> None:
    """An archived prompt can't be ordered, also after the next start, until it is restored."""
    boss = team(studio)
    person = people.find(studio.database, DEMO_MEMBER)
    prompt_acts.archive(boss, click("a"), CHEAP)
    file = tmp_path / "library.toml"
    file.write_text(LIBRARY, "utf-8")
    seed.load_library(studio.database, file, now=studio.now())
    assert CHEAP not in {card.id for card in prompts.cards(studio.database, person)}
    prompt_acts.restore(boss, click("b"), CHEAP)
    assert CHEAP in {card.id for card in prompts.cards(studio.database, person)}
    assert [said(act)[2:4] for act in acts_of(studio)] == [("0", "1"), ("1", "0")]


@pytest.mark.parametrize("what", EVERY_ACT)
@pytest.mark.parametrize("role", [Role.PROPOSER, Role.PUBLISHER])
def test_only_administrators_act(studio: Studio, what: str, role: Role) -> None:
    """Others change nothing here and leave no row."""
    boss = team(studio)
    ann = join(boss, "ann", role)
    acts, before = len(acts_of(studio)), row(studio)
    with pytest.raises(NotAllowed):
        EVERY_ACT[what](boss, click(actor_id=ann), before.decision)
    assert (len(acts_of(studio)), row(studio)) == (acts, before)


@pytest.mark.parametrize("what", EVERY_ACT)
def test_a_repeated_key_does_nothing_and_says_so(studio: Studio, what: str) -> None:
    """Of six clicks with one key one acts."""
    boss, decision = team(studio), seen(studio)
    done = in_threads(6, lambda _: EVERY_ACT[what](boss, click(), decision))
    assert sorted(map(str, done)) == ["False"] * 5 + ["True"]
    assert len(acts_of(studio)) == 1


def test_a_decision_that_was_not_seen_stands(studio: Studio) -> None:
    """Of two administrators who price at once one hears that there is another price by now."""
    boss, decision = team(studio), seen(studio)
    done = in_threads(2, lambda number: price(boss, 3 + number, f"k{number}", seen=decision))
    assert sorted(type(each).__name__ for each in done) == ["DecidedMeanwhile", "bool"]
    with pytest.raises(DecidedMeanwhile):
        prompt_acts.make_live(boss, click("late"), CHEAP, "cheap@1", seen=decision)


@pytest.mark.parametrize("cost", [0, -1, 1.5, True, None, "3", 2**53])
def test_a_price_is_whole_tokens(studio: Studio, cost: Any) -> None:
    """What is no price is refused."""
    with pytest.raises(InvalidRequest) as refused:
        price(team(studio), cost)
    assert refused.value.reason == "cost"


def test_what_is_not_there_or_so_already_is_refused(studio: Studio) -> None:
    """An unknown prompt, another prompt's version, today's price, and what is live already."""
    boss = team(studio)
    with pytest.raises(PromptNotFound):
        prompt_acts.archive(boss, click(), "nothing")
    refusals: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: price(boss, 1), "unchanged"),
        (lambda: prompt_acts.restore(boss, click(), CHEAP), "unchanged"),
        (
            lambda: prompt_acts.make_live(boss, click(), CHEAP, "cheap@1", seen=seen(studio)),
            "unchanged",
        ),
        (
            lambda: prompt_acts.make_live(boss, click(), CHEAP, f"{OPEN}@1", seen=seen(studio)),
            "version",
        ),
    )
    for refused, reason in refusals:
        with pytest.raises(InvalidRequest) as told:
            refused()
        assert told.value.reason == reason
    assert acts_of(studio) == []
