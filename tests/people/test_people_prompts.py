"""People and the library: what is made, what is refused, and what stays locked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fakes import CHEAP, LIBRARY, MEMBERS, OPEN, form, in_threads, never
from sqlalchemy import text

from core.audit import audit
from core.errors import InvalidRequest, PersonNotFound
from core.library import prompts, seed
from core.orders import generation, submission
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.settings import LIBRARY_FILE
from core.studio import Studio
from core.tables import Generation


def create(studio: Studio, name: str, person_id: str = "0a11") -> Any:
    """Make a person with 100 tokens."""
    return people.create(
        studio.database, person_id, name, is_member=False, opening=100, now=studio.now()
    )


def library(studio: Studio, tmp_path: Path, toml: str) -> None:
    """Load another library."""
    path = tmp_path / "other.toml"
    path.write_text(toml, encoding="utf-8")
    seed.load_library(studio.database, path, now=studio.now())


def test_the_demo_people_have_an_opening_grant(studio: Studio) -> None:
    """A member and one who is not begin with 100 tokens, given by an entry each."""
    member, user = (people.find(studio.database, who) for who in (DEMO_MEMBER, DEMO_USER))
    assert (member.is_member, user.is_member) == (True, False)
    assert (member.available, user.available) == (100, 100)
    assert audit(studio.database).entries == 2


def test_a_new_name_begins_with_a_grant(studio: Studio) -> None:
    """A person of one's own has the trimmed name and an opening entry."""
    made = create(studio, "  王 \t 小明 ")
    assert (made.name, made.balance) == ("王 小明", 100)
    assert audit(studio.database).entries == 3


def test_a_double_click_makes_one_person(studio: Studio) -> None:
    """The same fresh id twice is the same person with one opening."""
    create(studio, "Ann")
    assert create(studio, "Bob").name == "Ann"
    assert audit(studio.database).people == 3


def test_clicks_at_the_same_instant_make_one_person(studio: Studio) -> None:
    """Eight creations of one id at once return the same person, and none raises."""
    results = in_threads(8, lambda _: create(studio, "Ann").id)
    assert results == ["0a11"] * 8
    assert audit(studio.database).entries == 3


@pytest.mark.sqlite_first
@pytest.mark.parametrize(
    "name",
    [
        *("", "   ", "x" * 21, "a\0b", "a\u202eb", "\ud800"),
        *("\u3164", "\u2800", " \u115f\u1160 ", "\ufe0f", "\uffa0\u034f"),
    ],
    ids=ascii,
)
def test_a_name_that_is_none_is_refused(studio: Studio, name: str) -> None:
    """Empty, long and unprintable names, and those that nobody sees, make nobody."""
    with pytest.raises(InvalidRequest) as caught:
        create(studio, name)
    assert caught.value.reason == "name"
    assert audit(studio.database).people == 2


@pytest.mark.sqlite_first
@pytest.mark.parametrize(
    "name",
    [
        *("王小明", "ｗang", " 王 小明", "WANG", "演示会员", "演示 用户"),
        *("演示会员\ufe0f", "演示\U000e0100会员", "\u3164演示会员", "W\u115fang", "wan\u034fg"),
        *("演示\u2800会员", "王\u17b4小明", "ｗ\ufe00ang", "Re\u034f\u0301my"),
    ],
    ids=ascii,
)
def test_a_name_that_somebody_has_is_refused(studio: Studio, name: str) -> None:
    """A name that reads like somebody's makes nobody: capitals, width and the unseen aside."""
    create(studio, "王小明")
    create(studio, "Wang", "0a12")
    create(studio, "Rémy", "0a13")
    with pytest.raises(InvalidRequest, match="name_taken"):
        create(studio, name, "0a14")
    assert audit(studio.database).people == 5


def test_a_name_of_before_is_compared_as_it_reads(studio: Studio) -> None:
    """Somebody who already has a name with unseen letters in it keeps it from others."""
    create(studio, "王\ufe0f小明")
    with pytest.raises(InvalidRequest, match="name_taken"):
        create(studio, "王小明", "0a12")


def test_one_name_at_the_same_instant_makes_one_person(studio: Studio) -> None:
    """Of eight people who take one name at once, one gets it and seven are told."""
    results = in_threads(8, lambda number: create(studio, "Ann", f"0a1{number}"))
    assert sum(isinstance(result, InvalidRequest) for result in results) == 7
    assert audit(studio.database).people == 3


def test_nobody_has_an_unknown_id(studio: Studio) -> None:
    """An id that no person has is answered as such, whatever an address may hold."""
    for person_id in ("nobody", "", "x" * 1000, "' OR 1=1 --"):
        with pytest.raises(PersonNotFound):
            people.find(studio.database, person_id)


@pytest.mark.parametrize("person_id", ["\0", "\ud800"], ids=repr)
def test_an_id_that_is_no_text_is_unknown_too(studio: Studio, person_id: str) -> None:
    """An address with bytes that no database takes names nobody, instead of an error."""
    with pytest.raises(PersonNotFound):
        people.find(studio.database, person_id)


def test_titles_are_found(studio: Studio) -> None:
    """Titles of the whole library come back by id."""
    assert prompts.titles(studio.database) == {OPEN: "灯塔", CHEAP: "石子", MEMBERS: "龙"}


def test_a_locked_card_has_no_text(studio: Studio) -> None:
    """Who is not a member sees that a members' prompt exists and costs 8, never its text."""
    cards = prompts.cards(studio.database, people.find(studio.database, DEMO_USER))
    locked = {card.id: card for card in cards}[MEMBERS]
    assert (locked.locked, locked.text, locked.cost) == (True, None, 8)
    assert "dragon" not in repr(cards)
    open_to = prompts.cards(studio.database, people.find(studio.database, DEMO_MEMBER))
    assert [card.locked for card in open_to] == [False] * 3
    assert "dragon" in repr(open_to)


def test_the_library_keeps_the_order_of_its_file(studio: Studio) -> None:
    """Cards come as they stand in the file."""
    person = people.find(studio.database, DEMO_USER)
    assert [card.id for card in prompts.cards(studio.database, person)] == [OPEN, CHEAP, MEMBERS]


def test_a_prompt_that_leaves_the_file_stays_for_history(studio: Studio, tmp_path: Path) -> None:
    """Loading a smaller library hides the others; old orders keep text and price."""
    (order,) = submission.submit(studio, DEMO_USER, form("k", CHEAP))
    generation.run(studio, order.id, never())
    first_only = LIBRARY.split("[[prompt]]")[1].replace("cost = 5", "cost = 6")
    library(studio, tmp_path, f"[[prompt]]{first_only}")
    person = people.find(studio.database, DEMO_USER)
    assert [(card.id, card.cost) for card in prompts.cards(studio.database, person)] == [(OPEN, 6)]
    assert CHEAP in prompts.titles(studio.database)
    with studio.database.read() as session:
        row = session.get_one(Generation, order.id)
    assert (row.cost, row.prompt_text, row.prompt_title) == (1, "a pebble", "石子")


@pytest.mark.sqlite_first
@pytest.mark.parametrize(
    "change",
    [
        ("cost = 5", "cost = 0"),
        ("cost = 5", "cost = 5.0"),
        ("cost = 5", "cost = true"),
        ("cost = 5", ""),
        ("cost = 5", "cost = 5\ncolour = 'red'"),
        ('id = "cheap"', 'id = "open"'),
        ('title = "灯塔"', 'title = ""'),
        ("[[prompt]]", "[[prompt"),
    ],
    ids=repr,
)
def test_a_file_that_is_no_library_changes_nothing(
    studio: Studio, tmp_path: Path, change: tuple[str, str]
) -> None:
    """A wrong file is refused before anything is changed."""
    with pytest.raises(ValueError, match=r".+"):
        library(studio, tmp_path, LIBRARY.replace(*change))
    with studio.database.read() as session:
        archived = session.execute(text("SELECT COUNT(*) FROM prompt WHERE archived")).scalar_one()
        made = session.execute(text("SELECT COUNT(*) FROM promptversion")).scalar_one()
    assert (archived, made) == (0, 3)


@pytest.mark.skipif(not LIBRARY_FILE.exists(), reason="data/prompts.toml is not written yet")
def test_the_real_library_is_what_was_promised(sqlite_studio: Studio) -> None:
    """Nine prompts: six open at 5 tokens, three for members at 8 and 10."""
    seed.load_library(sqlite_studio.database, LIBRARY_FILE, now=sqlite_studio.now())
    person = people.find(sqlite_studio.database, DEMO_USER)
    cards = prompts.cards(sqlite_studio.database, person)
    assert sorted((card.members_only, card.cost) for card in cards)[:6] == [(False, 5)] * 6
    assert {card.cost for card in cards if card.members_only} == {8, 10}
    assert len(cards) == 9
    assert {"自然", "科幻", "奇幻"} <= {card.category for card in cards}
