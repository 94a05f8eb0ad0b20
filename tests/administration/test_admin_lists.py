"""What administrators read: everybody, every prompt, every act; page by page and as a whole."""

from __future__ import annotations

import pytest
from admins import acts_of, click, join, team
from driver import sent_by
from fakes import CHEAP, MEMBERS, OPEN, place

from core.administration import access, acts, library, members, people_acts
from core.administration.acts import ActFilter
from core.administration.members import RECENT_MS, Member, MemberFilter
from core.errors import NotAllowed, PersonNotFound
from core.library import offering
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import Role


def found(studio: Studio, **chosen: object) -> dict[str, Member]:
    """Return the first page of the people of a filter, by id."""
    wanted = MemberFilter(**chosen)  # type: ignore[arg-type]
    page = members.list_members(studio.database, wanted, now=studio.now(), number=1, size=50)
    return {row.id: row for row in page.rows}


def test_activity_is_what_was_ordered_of_late(studio: Studio) -> None:
    """Orders of the last 30 days are counted; the last one of all is told, however long ago."""
    place(studio, "new", OPEN)
    old = place(studio, "old", OPEN, person=DEMO_MEMBER)
    later = members.list_members(
        studio.database, MemberFilter(), now=old.created_at + RECENT_MS + 1, number=1, size=9
    )
    rows = {row.id: row for row in later.rows}
    assert (rows[DEMO_MEMBER].recent_orders, rows[DEMO_MEMBER].last_order_at) == (0, old.created_at)
    now = found(studio)
    assert (now[DEMO_USER].recent_orders, now[DEMO_USER].held, now[DEMO_USER].available) == (
        1,
        5,
        95,
    )


def test_people_are_narrowed(studio: Studio) -> None:
    """By words of name or e-mail, signs of patterns being letters; by role; by membership."""
    boss = team(studio)
    join(boss, "ann", Role.PUBLISHER)
    join(boss, "a_n")
    assert set(found(studio, words="演示")) == {DEMO_MEMBER, DEMO_USER}
    assert set(found(studio, words="ANN@")) == {"ann"}
    assert set(found(studio, words="a_n")) == {"a_n"}
    assert set(found(studio, words="a example")) == {"ann", "a_n", DEMO_MEMBER}
    assert set(found(studio, role=Role.PUBLISHER)) == {"ann"}
    named = {"admin_emails": frozenset({"ann@example.com"})}
    assert set(found(studio, role=Role.PUBLISHER, **named)) == set()
    assert "ann" in found(studio, role=Role.ADMINISTRATOR, **named)
    assert set(found(studio, is_member=True)) == {DEMO_MEMBER}
    assert set(found(studio, is_member=False)) == {DEMO_USER, "ann", "a_n"}
    assert found(studio, words="%") == {}


def test_pages_and_the_export_are_the_same_people(studio: Studio) -> None:
    """The newest first, each once, with the same facts."""
    for number in range(5):
        join(team(studio) if number == 0 else studio, f"p{number}")
    place(studio, "a", OPEN)
    now = studio.now()
    chosen = MemberFilter()
    paged = [
        row
        for number in (1, 2, 3, 4)
        for row in members.list_members(
            studio.database, chosen, now=now, number=number, size=2
        ).rows
    ]
    assert paged == list(members.all_members(studio.database, chosen, now=now))
    assert len(paged) == 7
    assert members.find_member(studio.database, DEMO_USER, now=now) in paged
    with pytest.raises(PersonNotFound):
        members.find_member(studio.database, "nobody", now=now)


def test_a_page_takes_as_many_statements_however_many_there_are(studio: Studio) -> None:
    """The count, the page, and the activity of its rows alone."""
    team(studio)
    few = len(sent_by(studio, lambda: found(studio)))
    for number in range(20):
        join(studio, f"p{number}")
    assert len(sent_by(studio, lambda: found(studio))) == few


def test_the_record_is_narrowed(studio: Studio) -> None:
    """By its kind, by a person, by words of names and reasons; the newest first."""
    boss = team(studio)
    ann = join(boss, "ann", Role.PUBLISHER)
    people_acts.adjust_balance(boss, click("a", reason="补偿 50%"), DEMO_USER, 5)
    people_acts.adjust_balance(boss, click("b", reason="奖励"), ann, 5)

    def kinds(**chosen: object) -> list[tuple[str, str | None]]:
        wanted = ActFilter(**chosen)  # type: ignore[arg-type]
        page = acts.list_acts(studio.database, wanted, number=1, size=9)
        assert page.rows == list(acts.all_acts(studio.database, wanted))
        return [(row.kind, row.person) for row in page.rows]

    assert kinds() == [("balance", "ann"), ("balance", "演示用户"), ("role", "ann")]
    assert kinds(kind="role") == [("role", "ann")]
    assert kinds(person_id=ann) == [("balance", "ann"), ("role", "ann")]
    assert kinds(words="50%") == [("balance", "演示用户")]
    assert kinds(words="演示会员 奖励") == [("balance", "ann")]
    assert len(acts_of(studio)) == 3


def test_every_prompt_is_listed_and_no_text(studio: Studio) -> None:
    """Archived ones come last; members' prompts have no text in it."""
    offering.archive(studio, DEMO_MEMBER, OPEN)
    rows = library.prompts(studio.database)
    assert [(row.id, row.archived) for row in rows] == [
        (CHEAP, False),
        (MEMBERS, False),
        (OPEN, True),
    ]
    assert "dragon" not in str(rows)
    assert [each.cost for each in library.versions(studio.database, MEMBERS)] == [8]


def test_only_administrators_are_let_in(studio: Studio) -> None:
    """By the setting or the table; nobody without sign-in, and no stranger."""
    boss = team(studio)
    access.admit(boss, DEMO_MEMBER)
    access.admit(boss, join(boss, "ann", Role.ADMINISTRATOR))
    refused = ((boss, DEMO_USER), (boss, join(boss, "bob", Role.PUBLISHER)), (studio, DEMO_MEMBER))
    for asked, person_id in refused:
        with pytest.raises(NotAllowed):
            access.admit(asked, person_id)
    with pytest.raises(PersonNotFound):
        access.admit(boss, "nobody")
