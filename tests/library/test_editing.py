"""What people do to prompts: who may, what is kept, and what two of them at once come to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes import CHEAP, LIBRARY, MEMBERS, OPEN, form, in_threads, place
from sqlalchemy import func, select

from core import messages
from core.errors import (
    DecidedMeanwhile,
    InvalidRequest,
    KeyConflict,
    MembershipRequired,
    PersonNotFound,
    PromptNotFound,
    StudioError,
)
from core.library import editing, offering, prompts, seed, timeline, words
from core.library.editing import NewPrompt
from core.library.timeline import Timeline
from core.orders import submission
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import Decision, Prompt, PromptVersion

NEW = NewPrompt("新湖", "一片湖", "自然", 3, members_only=False, text="a {{size}} lake")
NEW_ID = "0a1b"


def save(studio: Studio, text: str, prompt_id: str = CHEAP, **values: str) -> editing.Saved:
    """Let the member save a version."""
    return editing.save_version(studio, DEMO_MEMBER, prompt_id, text, values, "试试")


def history(studio: Studio, prompt_id: str = CHEAP, person: str = DEMO_MEMBER) -> Timeline:
    """Return a prompt's history as somebody may know it."""
    return timeline.timeline(studio.database, people.find(studio.database, person), prompt_id)


def publish(studio: Studio, version_id: str, why: str = "更好", **more: Any) -> None:
    """Let the member, or somebody else, make a version live who has seen the last decision."""
    known = {"person_id": DEMO_MEMBER, "prompt_id": version_id.partition("@")[0]} | more
    seen = known.pop("seen", None) or history(studio, known["prompt_id"]).decisions[0].id
    offering.publish(studio, version_id=version_id, why=why, seen=seen, **known)


def counted(studio: Studio) -> tuple[int, ...]:
    """Return how many prompts, versions and decisions there are."""
    with studio.database.read() as session:
        return tuple(
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Prompt, PromptVersion, Decision)
        )


def start_again(studio: Studio, tmp_path: Path, toml: str = LIBRARY) -> None:
    """Read the library's file as the next start does."""
    path = tmp_path / "start.toml"
    path.write_text(toml, encoding="utf-8")
    seed.load_library(studio.database, path, now=studio.now())


def library(studio: Studio) -> dict[str, prompts.Card]:
    """Return the library as the member sees it."""
    person = people.find(studio.database, DEMO_MEMBER)
    return {card.id: card for card in prompts.cards(studio.database, person)}


# --------------------------------------------------------------------------------- a new prompt


def test_a_new_prompt_is_live_at_once(studio: Studio) -> None:
    """It stands at the library's end with its text and price, by its author's decision."""
    version = editing.create_prompt(
        studio, DEMO_USER, NEW_ID, replace(NEW, title=" 新\t 湖 ", note="初稿")
    )
    card = library(studio)[NEW_ID]
    assert list(library(studio))[-1] == NEW_ID
    assert (card.title, card.text, card.cost) == ("新 湖", "a {{size}} lake", 3)
    assert (card.version_id, card.from_file, card.missing) == (version.id, False, ("size",))
    known = history(studio, NEW_ID)
    assert [(each.by, each.version_id) for each in known.decisions] == [("演示用户", version.id)]
    assert (known.versions[0].author, known.versions[0].note) == ("演示用户", "初稿")


def test_a_new_prompt_can_be_ordered(studio: Studio) -> None:
    """An order of it is held at its price, with its own values in its text."""
    editing.create_prompt(studio, DEMO_USER, NEW_ID, replace(NEW, parameters={"size": " big "}))
    order = place(studio, prompt_id=NEW_ID)
    assert (order.cost, order.sent_text) == (3, "a big lake")


def test_a_double_click_makes_one_prompt(studio: Studio) -> None:
    """Eight creations at one instant make one prompt; another wish under its id is a conflict."""
    made = in_threads(8, lambda _: editing.create_prompt(studio, DEMO_USER, NEW_ID, NEW).id)
    assert made == [f"{NEW_ID}@1"] * 8
    assert counted(studio) == (4, 4, 4)
    others = (
        (DEMO_MEMBER, NEW),
        (DEMO_USER, replace(NEW, title="别的")),
        (DEMO_USER, replace(NEW, text="别的")),
        (DEMO_USER, replace(NEW, category="别的")),
    )
    for person, wish in others:
        with pytest.raises(KeyConflict):
            editing.create_prompt(studio, person, NEW_ID, wish)
    with pytest.raises(KeyConflict):
        editing.create_prompt(studio, DEMO_MEMBER, OPEN, NEW)
    assert counted(studio) == (4, 4, 4)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": " \n "}, "prompt_title"),
        ({"title": "湖" * (words.MAX_TITLE + 1)}, "prompt_title"),
        ({"title": "湖\u202e"}, "prompt_title"),
        ({"title": "湖\0"}, "prompt_title"),
        ({"description": ""}, "prompt_description"),
        ({"description": "湖" * (words.MAX_DESCRIPTION + 1)}, "prompt_description"),
        ({"category": "\ud800"}, "prompt_category"),
        ({"category": "湖" * (words.MAX_CATEGORY + 1)}, "prompt_category"),
        ({"note": "湖" * (words.MAX_NOTE + 1)}, "version_note"),
        ({"text": " \n"}, "version_text"),
        ({"text": "a\0b"}, "version_text"),
        ({"text": "湖" * (words.MAX_TEXT + 1)}, "version_long"),
        ({"text": "a {{lake"}, "prompt_text"),
        ({"parameters": {"colour": "red"}}, "variable_unknown"),
        ({"cost": 0}, "cost"),
        ({"cost": True}, "cost"),
        ({"cost": 2**53}, "cost"),
    ],
    ids=str,
)
def test_a_prompt_that_cant_be_kept_is_refused(
    sqlite_studio: Studio, change: dict[str, Any], reason: str
) -> None:
    """Blank, long and unprintable words, broken braces and no price make nothing."""
    before = counted(sqlite_studio)
    with pytest.raises(InvalidRequest) as caught:
        editing.create_prompt(sqlite_studio, DEMO_USER, NEW_ID, replace(NEW, **change))
    assert caught.value.reason == reason
    message = messages.explain(caught.value.code, reason, caught.value.facts)
    assert message.what != messages.explain("INVALID_REQUEST").what
    assert "？" not in message.what
    assert counted(sqlite_studio) == before


def test_words_at_their_limit_are_kept(sqlite_studio: Studio) -> None:
    """The longest title, text and note are taken whole."""
    full = replace(
        NEW, title="湖" * words.MAX_TITLE, text="湖" * words.MAX_TEXT, note="湖" * words.MAX_NOTE
    )
    version = editing.create_prompt(sqlite_studio, DEMO_USER, NEW_ID, full)
    assert (version.text, version.note) == (full.text, full.note)
    assert library(sqlite_studio)[NEW_ID].title == full.title


@pytest.mark.parametrize("prompt_id", ["", "A", "a@1", "湖", "a" * 65])
def test_a_prompts_id_is_one_like_the_files(sqlite_studio: Studio, prompt_id: str) -> None:
    """An id of other letters, or none, makes no prompt."""
    with pytest.raises(InvalidRequest):
        editing.create_prompt(sqlite_studio, DEMO_USER, prompt_id, NEW)
    assert counted(sqlite_studio) == (3, 3, 3)


# --------------------------------------------------------------------------------- a new version


def test_a_saved_version_is_not_live(studio: Studio) -> None:
    """It has the next number, its author, its note and the live price; the card stays."""
    saved = save(studio, "\n a {{size}} boulder \n", size=" big ", colour="  ")
    version = saved.version
    assert (saved.is_new, version.number, version.text) == (True, 2, "a {{size}} boulder")
    assert (version.author, version.note, version.cost) == (DEMO_MEMBER, "试试", 1)
    assert history(studio).versions[0].parameters == {"size": "big"}
    assert library(studio)[CHEAP].number == 1


def test_a_version_has_the_live_price(studio: Studio, tmp_path: Path) -> None:
    """The price is the one that is live when it is written, whatever an earlier version cost."""
    first = save(studio, "a boulder")
    start_again(studio, tmp_path, LIBRARY.replace("cost = 1", "cost = 2"))
    again = save(studio, "a boulder")
    assert (first.version.cost, again.version.cost, again.is_new) == (1, 2, True)


def test_content_that_was_there_is_that_version(studio: Studio) -> None:
    """The same content makes no version, keeps its first author and note, and says so."""
    again = save(studio, "a pebble ")
    assert (again.is_new, again.version.id, again.version.author) == (False, f"{CHEAP}@1", None)
    assert counted(studio) == (3, 3, 3)


def test_one_content_saved_at_once_is_one_version(studio: Studio) -> None:
    """Eight savings of one content make one version, and say which of them made it."""
    ends = in_threads(8, lambda _: save(studio, "a boulder"))
    saved = [each for each in ends if isinstance(each, editing.Saved)]
    assert sorted((each.version.number, each.is_new) for each in saved) == [
        *([(2, False)] * 7),
        (2, True),
    ]


def test_different_contents_saved_at_once_are_all_kept(studio: Studio) -> None:
    """Eight people who save at one instant get the numbers 2 to 9."""
    numbers = in_threads(8, lambda n: save(studio, f"pebble {n}").version.number)
    assert sorted(map(str, numbers)) == [str(number) for number in range(2, 10)]


# ---------------------------------------------------------------------------------- which is live


def test_a_decision_makes_a_version_live(studio: Studio) -> None:
    """The card shows it, and the history says who decided, when and why."""
    save(studio, "a boulder")
    publish(studio, f"{CHEAP}@2", " 更像\n石头 ")
    assert library(studio)[CHEAP].text == "a boulder"
    last = history(studio).decisions[0]
    assert (last.version_id, last.by, last.why) == (f"{CHEAP}@2", "演示会员", "更像 石头")


def test_to_go_back_is_a_decision(studio: Studio) -> None:
    """An earlier version is made live again as it is: no version is written."""
    save(studio, "a boulder")
    publish(studio, f"{CHEAP}@2")
    publish(studio, f"{CHEAP}@1", "回退")
    known = history(studio)
    assert (known.live.number, len(known.versions)) == (1, 2)
    assert [each.version_id for each in known.decisions] == [
        f"{CHEAP}@{number}" for number in (1, 2, 1)
    ]


def test_who_decides_second_is_told_of_the_first(studio: Studio) -> None:
    """Of two people who saw the same live version one decides; the other is told all of it."""
    save(studio, "a boulder")
    save(studio, "a cliff")
    seen = history(studio).decisions[0].id
    publish(studio, f"{CHEAP}@2", "像石头", person_id=DEMO_USER, seen=seen)
    with pytest.raises(DecidedMeanwhile) as caught:
        publish(studio, f"{CHEAP}@3", seen=seen)
    last = history(studio).decisions[0]
    facts = {"version": f"{CHEAP}@2", "number": 2, "since": last.since}
    assert caught.value.facts == facts | {"by": "演示用户", "why": "像石头"}
    said = messages.explain(caught.value.code, None, caught.value.facts).what
    assert "第 2 版（演示用户，像石头）" in said
    assert history(studio).live.number == 2


def test_a_decision_of_the_file_counts_as_one(studio: Studio, tmp_path: Path) -> None:
    """Who decides after the file has brought a new text is told so, by whom and without a why."""
    seen = history(studio).decisions[0].id
    save(studio, "a cliff")
    start_again(studio, tmp_path, LIBRARY.replace("a pebble", "a boulder"))
    with pytest.raises(DecidedMeanwhile) as caught:
        publish(studio, f"{CHEAP}@2", seen=seen)
    assert caught.value.facts["by"] is None
    said = messages.explain(caught.value.code, None, caught.value.facts).what
    assert f"第 3 版（{messages.FROM_FILE}）" in said


@pytest.mark.parametrize("other", [f"{CHEAP}@3", f"{CHEAP}@2"], ids=["another", "the same"])
def test_two_decisions_at_once_are_one(studio: Studio, other: str) -> None:
    """Two people at one instant: one decision, the other is told; also for the same version."""
    save(studio, "a boulder")
    save(studio, "a cliff")
    seen = history(studio).decisions[0].id
    wishes = ((DEMO_MEMBER, f"{CHEAP}@2"), (DEMO_USER, other))
    ends = in_threads(2, lambda n: publish(studio, wishes[n][1], person_id=wishes[n][0], seen=seen))
    assert sorted(map(str, map(type, ends))) == sorted(map(str, (type(None), DecidedMeanwhile)))
    assert len(history(studio).decisions) == 2


def test_a_double_click_is_one_decision(studio: Studio) -> None:
    """The same person, version and words at one instant: one decision, and nobody is refused."""
    save(studio, "a boulder")
    seen = history(studio).decisions[0].id
    assert in_threads(8, lambda _: publish(studio, f"{CHEAP}@2", seen=seen)) == [None] * 8
    assert len(history(studio).decisions) == 2


def test_the_same_words_later_are_another_decision(studio: Studio) -> None:
    """What was decided in between is told also to who decided the same before it."""
    save(studio, "a boulder")
    seen = history(studio).decisions[0].id
    for number in (2, 1, 2):
        publish(studio, f"{CHEAP}@{number}")
    with pytest.raises(DecidedMeanwhile):
        publish(studio, f"{CHEAP}@2", seen=seen)
    assert len(history(studio).decisions) == 4


@pytest.mark.parametrize(
    ("version_id", "why", "reason"),
    [
        (f"{CHEAP}@1", "更好", "version_live"),
        (f"{CHEAP}@9", "更好", "version"),
        (f"{CHEAP}@2", " ", "decision_why"),
        (f"{CHEAP}@2", "好" * (words.MAX_WHY + 1), "decision_why"),
        (f"{CHEAP}@2", "好\0", "decision_why"),
    ],
)
def test_a_decision_that_says_nothing_is_refused(
    sqlite_studio: Studio, version_id: str, why: str, reason: str
) -> None:
    """The live version again, one that is not there, and no words make no decision."""
    save(sqlite_studio, "a boulder")
    before = counted(sqlite_studio)
    with pytest.raises(InvalidRequest) as caught:
        publish(sqlite_studio, version_id, why)
    assert caught.value.reason == reason
    assert counted(sqlite_studio) == before


def test_another_prompts_version_is_none(sqlite_studio: Studio) -> None:
    """A version of one prompt is never live for another."""
    seen = history(sqlite_studio, OPEN).decisions[0].id
    with pytest.raises(InvalidRequest):
        publish(sqlite_studio, f"{CHEAP}@1", prompt_id=OPEN, seen=seen)


# ---------------------------------------------------------------------------------------- archive


def test_an_archived_prompt_leaves_the_library(studio: Studio) -> None:
    """It can't be chosen, ordered, edited or decided about; its history stays; it comes back."""
    save(studio, "a boulder")
    for _ in range(2):
        offering.archive(studio, DEMO_MEMBER, CHEAP)
    assert CHEAP not in library(studio)
    assert history(studio).is_archived
    for refused in (
        lambda: submission.submit(studio, DEMO_MEMBER, form("k", CHEAP, version_id=f"{CHEAP}@2")),
        lambda: save(studio, "a cliff"),
        lambda: publish(studio, f"{CHEAP}@2"),
    ):
        with pytest.raises(PromptNotFound):
            refused()
    offering.unarchive(studio, DEMO_MEMBER, CHEAP)
    assert library(studio)[CHEAP].text == "a pebble"
    assert place(studio, prompt_id=CHEAP).status == "held"


def test_the_file_takes_nothing_back_at_the_next_start(studio: Studio, tmp_path: Path) -> None:
    """What a person made stays, what was archived stays away, what was put back is there."""
    editing.create_prompt(studio, DEMO_USER, NEW_ID, NEW)
    offering.archive(studio, DEMO_USER, CHEAP)
    start_again(studio, tmp_path)
    assert list(library(studio)) == [OPEN, MEMBERS, NEW_ID]
    offering.unarchive(studio, DEMO_USER, CHEAP)
    first_only = "[[prompt]]".join(LIBRARY.split("[[prompt]]")[:2])
    start_again(studio, tmp_path, first_only)
    assert list(library(studio)) == [OPEN, CHEAP, NEW_ID]
    same_id = LIBRARY.replace(f'id = "{OPEN}"', f'id = "{NEW_ID}"')
    start_again(studio, tmp_path, same_id)
    card = library(studio)[NEW_ID]
    assert (card.title, card.text) == ("新湖", "a {{size}} lake")


# ------------------------------------------------------------------------------------- who may


ACTS: dict[str, Any] = {
    "save": lambda studio, who, prompt: editing.save_version(studio, who, prompt, "a cat", {}),
    "publish": lambda studio, who, prompt: offering.publish(
        studio, who, prompt, f"{prompt}@2", why="好", seen=history(studio).decisions[0].id
    ),
    "archive": offering.archive,
    "unarchive": offering.unarchive,
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("who", "prompt", "error"),
    [
        (DEMO_USER, MEMBERS, MembershipRequired),
        ("nobody", CHEAP, PersonNotFound),
        ("\0", CHEAP, PersonNotFound),
        (DEMO_MEMBER, "nothing", PromptNotFound),
        (DEMO_MEMBER, "\ud800", PromptNotFound),
    ],
    ids=["no member", "nobody", "no person's id", "no prompt", "no prompt's id"],
)
def test_who_may_not_changes_nothing(
    studio: Studio, act: str, who: str, prompt: str, error: type[StudioError]
) -> None:
    """A members' prompt for somebody who is none, an unknown person or prompt: refused."""
    save(studio, "a bigger dragon", MEMBERS)
    before = counted(studio)
    with pytest.raises(error):
        ACTS[act](studio, who, prompt)
    assert counted(studio) == before
    assert len(library(studio)) == 3


def test_only_members_make_members_prompts(studio: Studio) -> None:
    """Somebody who is no member makes no prompt that they could not read; a member does."""
    wish = replace(NEW, members_only=True)
    with pytest.raises(MembershipRequired):
        editing.create_prompt(studio, DEMO_USER, NEW_ID, wish)
    with pytest.raises(PersonNotFound):
        editing.create_prompt(studio, "nobody", NEW_ID, NEW)
    assert counted(studio) == (3, 3, 3)
    editing.create_prompt(studio, DEMO_MEMBER, NEW_ID, wish)
    assert library(studio)[NEW_ID].members_only


def test_no_reader_gives_a_members_text_to_others(studio: Studio) -> None:
    """Cards and the history tell that it exists; they keep texts, values, notes and whys."""
    secret = "秘密"
    editing.save_version(
        studio, DEMO_MEMBER, MEMBERS, f"a {{{{秘密}}}} {secret}", {secret: secret}, secret
    )
    publish(studio, f"{MEMBERS}@2", secret)
    user = people.find(studio.database, DEMO_USER)
    known = history(studio, MEMBERS, DEMO_USER)
    cards = {card.id: card for card in prompts.cards(studio.database, user)}
    other = prompts.of_version(studio.database, cards[MEMBERS], f"{MEMBERS}@1")
    told = repr((known, cards, other))
    assert secret not in told
    assert "dragon" not in told
    assert known.is_locked
    assert [(each.number, each.cost, each.is_live) for each in known.versions] == [
        (2, 8, True),
        (1, 8, False),
    ]
    assert secret in repr(history(studio, MEMBERS))
