"""Sets of cases: kept by name, taken by everybody, changed by their owner, grown from a picture."""

from __future__ import annotations

import lab
import pytest
from fakes import CHEAP, MEMBERS, place_and_run, png
from lab import LAB
from sqlalchemy import text

from core.errors import (
    CaseSetNotFound,
    ExperimentRefused,
    InvalidImage,
    InvalidRequest,
    KeyConflict,
    OrderNotFound,
)
from core.experiments import sets
from core.experiments.shapes import MAX_TITLE, CaseShape, Draft
from core.orders.sweep import SWEEP_AGE_S
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.studio import Studio
from core.tables import MAX_CASES

CASES = (CaseShape("雨后", {"mood": "calm"}, "水面"), CaseShape("雪"))


def upload(studio: Studio, person_id: str) -> str:
    """Let somebody upload a reference; return its name."""
    return references.keep(studio, person_id, check_reference(png("red")), "boat.png").name


def test_a_set_is_kept_listed_and_found(studio: Studio) -> None:
    """Name and cases come back in their order; everybody sees whose it is, empty ones too."""
    for _ in range(2):
        sets.create(studio, "set", DEMO_USER, " 雨  天 ", CASES)
    (row,) = sets.all_sets(studio.database)
    assert (row.name, row.owner_id, row.owner, row.cases) == ("雨 天", DEMO_USER, "演示用户", 2)
    assert sets.find(studio.database, "set").cases == CASES
    for unknown in ("gone", "", "a\0"):
        with pytest.raises(CaseSetNotFound):
            sets.find(studio.database, unknown)
    sets.create(studio, "empty", DEMO_MEMBER, "雪")
    assert [(row.name, row.cases) for row in sets.all_sets(studio.database)] == [
        ("雨 天", 2),
        ("雪", 0),
    ]


def test_an_edit_of_a_set_changes_no_experiment(studio: Studio) -> None:
    """An experiment's cases are copies."""
    sets.create(studio, "set", DEMO_USER, "雨", CASES)
    lab.make(studio, Draft(cases=sets.take(studio, DEMO_USER, "set")))
    assert sets.save(studio, DEMO_USER, "set", "雪", CASES[1:], seen=1) == 2
    assert sets.find(studio.database, "set").name == "雪"
    assert sets.save(studio, DEMO_USER, "set", "雪", CASES[::-1], seen=2) == 3
    assert sets.find(studio.database, "set").cases == CASES[::-1]
    assert tuple(lab.matrix(studio, LAB).cases.values()) == CASES
    sets.delete(studio, DEMO_USER, "set")
    assert len(lab.matrix(studio, LAB).cases) == 2
    assert sets.all_sets(studio.database) == []


def test_a_set_is_its_owners_to_change(studio: Studio) -> None:
    """Others are refused; of two tabs the second is told; names and ids are one person's once."""
    sets.create(studio, "set", DEMO_USER, "雨", CASES)
    for work in (
        lambda: sets.save(studio, DEMO_MEMBER, "set", "x", (), seen=1),
        lambda: sets.delete(studio, DEMO_MEMBER, "set"),
        lambda: sets.add_case_of(studio, DEMO_MEMBER, "set", "gone"),
        lambda: sets.save(studio, DEMO_USER, "set", "x", (), seen=2),
    ):
        with pytest.raises(ExperimentRefused):
            work()
    with pytest.raises(KeyConflict):
        sets.create(studio, "set", DEMO_MEMBER, "雨")
    sets.create(studio, "hers", DEMO_MEMBER, "雨")
    sets.create(studio, "other", DEMO_USER, "雪")
    for taken in (
        lambda: sets.create(studio, "third", DEMO_USER, "雪"),
        lambda: sets.save(studio, DEMO_USER, "set", "雪", (), seen=1),
        lambda: sets.create(studio, "third", DEMO_USER, " "),
        lambda: sets.create(studio, "third", DEMO_USER, "x" * 51),
        lambda: sets.create(studio, "third", DEMO_USER, "a\0"),
    ):
        with pytest.raises(InvalidRequest):
            taken()


def test_a_taken_case_brings_its_reference(studio: Studio) -> None:
    """Who takes a set may order with what its cases show; nobody names another's upload."""
    name = upload(studio, DEMO_MEMBER)
    case = CaseShape("船", reference=name, reference_name="boat.png")
    with pytest.raises(InvalidImage):
        sets.create(studio, "set", DEMO_USER, "船", [case])
    sets.create(studio, "set", DEMO_MEMBER, "船", [case])
    lab.make(studio, Draft(cases=sets.take(studio, DEMO_USER, "set")))
    assert lab.matrix(studio).cases[1].reference == name


def test_a_kept_reference_is_not_swept(studio: Studio) -> None:
    """An upload that stands in a set is of use, however old."""
    name = upload(studio, DEMO_USER)
    sets.create(studio, "set", DEMO_USER, "船", [CaseShape("船", reference=name)])
    with studio.database.write() as tx:
        references.forget_unused(tx, before=studio.now() + SWEEP_AGE_S * 1000)
    with studio.database.read() as session:
        assert references.owned(session, DEMO_USER, name)


def test_a_set_grows_from_a_picture(studio: Studio) -> None:
    """Values and reference of an order of one's own become a case; the second title is told apart.

    Somebody else's order is none.
    """
    name = upload(studio, DEMO_USER)
    order = place_and_run(studio, "k", CHEAP, wish="雨后", reference=name)
    sets.create(studio, "set", DEMO_USER, "雨")
    for _ in range(2):
        sets.add_case_of(studio, DEMO_USER, "set", order.id)
    cases = sets.find(studio.database, "set").cases
    assert [case.title for case in cases] == ["雨后", "雨后 2"]
    assert {case.reference for case in cases} == {name}
    assert sets.find(studio.database, "set").revision == 3
    hers = place_and_run(studio, "h", MEMBERS, person=DEMO_MEMBER)
    for other in (hers.id, "gone", "a\0"):
        with pytest.raises(OrderNotFound):
            sets.add_case_of(studio, DEMO_USER, "set", other)


def test_a_case_has_the_title_that_is_given(studio: Studio) -> None:
    """A title of one's own beats the wish, is no longer than any, and changes nothing else.

    A refused one is told with the number that it would have had.
    """
    order = place_and_run(studio, "k", CHEAP, wish="雨后")
    begun = sets.case_of(studio.database, DEMO_USER, order.id, " 清  晨 ")
    sets.create(studio, "set", DEMO_USER, "雨", [begun])
    assert sets.add_case_of(studio, DEMO_USER, "set", order.id, "清 晨").title == "清 晨 2"
    with pytest.raises(InvalidRequest) as refused:
        sets.add_case_of(studio, DEMO_USER, "set", order.id, "长" * 101)
    assert (refused.value.reason, refused.value.facts["case"]) == ("case_title", 3)
    assert [case.title for case in sets.find(studio.database, "set").cases] == ["清 晨", "清 晨 2"]
    assert sets.case_of(studio.database, DEMO_USER, order.id).title == "雨后"
    with pytest.raises(OrderNotFound):
        sets.case_of(studio.database, DEMO_MEMBER, order.id)


def test_a_full_set_takes_no_more(studio: Studio) -> None:
    """The case beyond the limit is refused in words of its own, and the set stays as it was."""
    order = place_and_run(studio, "k", CHEAP)
    full = [CaseShape(f"用例 {number}") for number in range(MAX_CASES)]
    sets.create(studio, "set", DEMO_USER, "满", full[1:])
    sets.add_case_of(studio, DEMO_USER, "set", order.id)
    with pytest.raises(InvalidRequest) as refused:
        sets.add_case_of(studio, DEMO_USER, "set", order.id)
    assert (refused.value.reason, refused.value.facts["limit"]) == ("set_full", MAX_CASES)
    kept = sets.find(studio.database, "set")
    assert (len(kept.cases), kept.revision) == (MAX_CASES, 2)


def test_a_set_that_grows_has_limits(studio: Studio) -> None:
    """A long wish is cut to a title, also to a second one; the 65th case is refused."""
    order = place_and_run(studio, "k", CHEAP, wish="长" * 200)
    sets.create(studio, "set", DEMO_USER, "雨", CASES * 31)
    for _ in range(2):
        sets.add_case_of(studio, DEMO_USER, "set", order.id)
    long = [case.title for case in sets.find(studio.database, "set").cases[62:]]
    assert long == ["长" * MAX_TITLE, "长" * (MAX_TITLE - 4) + " 2"]
    with pytest.raises(InvalidRequest) as caught:
        sets.add_case_of(studio, DEMO_USER, "set", order.id)
    assert caught.value.reason == "set_full"


def test_a_members_values_do_not_leave_with_their_reader(studio: Studio) -> None:
    """Who is no member any more takes no value from an order of a members' prompt."""
    order = place_and_run(studio, "h", MEMBERS, person=DEMO_MEMBER)
    sets.create(studio, "set", DEMO_MEMBER, "龙")
    with studio.database.write() as tx:
        tx.execute(
            text("UPDATE generation SET variables = :values WHERE id = :id"),
            {"values": '{"mood": "secret"}', "id": order.id},
        )
        tx.execute(text("UPDATE \"user\" SET is_member = FALSE WHERE id = 'demo-member'"))
    assert sets.add_case_of(studio, DEMO_MEMBER, "set", order.id).variables == {}
    with studio.database.write() as tx:
        tx.execute(text("UPDATE generation SET variables = '{}' WHERE id = :id"), {"id": order.id})
