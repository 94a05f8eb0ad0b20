"""Drafts: their owner's alone, changed by who has seen them, frozen by the first run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import lab
import pytest
from fakes import CHEAP, HOUR_MS, MEMBERS, OPEN, in_threads, png, refused_by_the_database
from lab import LAB
from sqlalchemy import text

from core.errors import (
    ExperimentNotFound,
    ExperimentRefused,
    InvalidImage,
    InvalidRequest,
    KeyConflict,
    MembershipRequired,
    PromptNotFound,
    StudioError,
)
from core.experiments import drafts
from core.experiments.shapes import CaseShape, Draft
from core.faults import ExperimentFault
from core.orders.sweep import SWEEP_AGE_S, sweep
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.studio import Studio

LATER = CaseShape("后来", {"mood": "x"})
NO_VALUE = CaseShape("没填", {})


def refused(reason: str, work: Callable[[], object]) -> None:
    """Assert that an experiment refuses this for this reason."""
    with pytest.raises(ExperimentRefused) as caught:
        work()
    assert caught.value.reason == reason


def upload(studio: Studio, person_id: str, colour: str = "red") -> str:
    """Let somebody upload a reference; return its name."""
    return references.keep(studio, person_id, check_reference(png(colour)), "boat.png").name


def drafted(studio: Studio, experiment_id: str = LAB) -> Draft:
    """Return an experiment's content as a draft of it would be filled in."""
    matrix = lab.matrix(studio, experiment_id)
    kept = matrix.experiment
    arms, cases = tuple(matrix.arms.values()), tuple(matrix.cases.values())
    return Draft(kept.question, arms, cases, kept.repeats, kept.voters, kept.own_votes)


def leave_members(studio: Studio) -> None:
    """Take the demo member's membership away."""
    with studio.database.write() as tx:
        tx.execute(text("UPDATE \"user\" SET is_member = FALSE WHERE id = 'demo-member'"))


def test_a_draft_is_kept_as_it_was_filled_in(studio: Studio) -> None:
    """All of it comes back as it was, and nothing of it is left after an edit."""
    made = lab.draft(studio)
    kept = lab.make(studio, made)
    assert (kept.owner, kept.revision) == (DEMO_USER, 1)
    assert drafted(studio) == made
    assert not lab.matrix(studio).is_running
    edited = Draft(" 更好？", made.arms[::-1], (LATER,), repeats=2, voters=3, own_votes=True)
    drafts.save(studio, DEMO_USER, LAB, edited, seen=1)
    assert drafted(studio) == lab.changed(edited, question="更好？")


def test_an_experiment_has_a_seed_of_its_own(studio: Studio) -> None:
    """It is the studio's next one, and stays."""
    lab.make(replace(studio, new_seed=lambda: 7))
    assert lab.matrix(studio).experiment.seed == 7


def test_a_draft_may_be_empty(studio: Studio) -> None:
    """What is missing is missing until it is run."""
    lab.make(studio, Draft())
    assert (lab.matrix(studio).arms, lab.matrix(studio).cases) == ({}, {})


def test_a_double_click_makes_one(studio: Studio) -> None:
    """The same id twice, even at one instant, is one draft; somebody else's id is refused."""
    made = lab.draft(studio)
    answers = in_threads(3, lambda _: lab.make(studio, made).id)
    assert answers == [LAB] * 3
    with pytest.raises(KeyConflict):
        lab.make(studio, made, person=DEMO_MEMBER)


def test_the_first_draft_compares_with_what_is_live(studio: Studio) -> None:
    """The live version is the base; another one stands beside it; the live one alone is alone."""
    lab.draft(studio)
    both = drafts.start_from(studio, CHEAP, f"{CHEAP}@2")
    assert [(arm.version_id, arm.is_base) for arm in both.arms] == [
        (f"{CHEAP}@1", True),
        (f"{CHEAP}@2", False),
    ]
    assert len(drafts.start_from(studio, CHEAP).arms) == 1
    with pytest.raises(InvalidRequest):
        drafts.start_from(studio, CHEAP, f"{OPEN}@1")


def test_a_change_must_have_seen_the_last_one(studio: Studio) -> None:
    """Of two tabs the second is told, and nothing of the first is lost."""
    made = lab.draft(studio)
    lab.make(studio, made)
    first, second = lab.changed(made, repeats=2), lab.changed(made, repeats=3)
    assert drafts.save(studio, DEMO_USER, LAB, first, seen=1) == 2
    refused("changed", lambda: drafts.save(studio, DEMO_USER, LAB, second, seen=1))
    assert lab.matrix(studio).experiment.repeats == 2
    answers = in_threads(3, lambda _: drafts.save(studio, DEMO_USER, LAB, second, seen=2))
    assert sorted(map(str, answers)) == ["3", *["EXPERIMENT_REFUSED/changed"] * 2]


def test_only_the_owner_changes_and_deletes(studio: Studio) -> None:
    """Somebody else is refused, and an unknown id is unknown."""
    made = lab.draft(studio)
    lab.make(studio, made)
    works: tuple[Callable[[str, str], object], ...] = (
        lambda who, what: drafts.save(studio, who, what, made, seen=1),
        lambda who, what: drafts.extend(studio, who, what, cases=[LATER], seen=1),
        lambda who, what: drafts.delete(studio, who, what),
        lambda who, what: drafts.archive(studio, who, what),
    )
    for work in works:
        refused("not_owner", lambda work=work: work(DEMO_MEMBER, LAB))  # type: ignore[misc]
        with pytest.raises(ExperimentNotFound):
            work(DEMO_USER, "gone")
        with pytest.raises(ExperimentNotFound):
            work(DEMO_USER, "a\0b")


def test_the_first_run_freezes(studio: Studio) -> None:
    """After it nothing is changed or deleted; cases and arms are added, but no second base."""
    made = lab.draft(studio)
    lab.make(studio, made)
    refused("not_run", lambda: drafts.extend(studio, DEMO_USER, LAB, cases=[LATER], seen=1))
    refused("not_run", lambda: drafts.archive(studio, DEMO_USER, LAB))
    orders = lab.start(studio)
    refused("running", lambda: drafts.archive(studio, DEMO_USER, LAB))
    lab.carry(studio, orders)
    refused("frozen", lambda: drafts.save(studio, DEMO_USER, LAB, made, seen=1))
    refused("frozen", lambda: drafts.delete(studio, DEMO_USER, LAB))
    wide = lab.arm(f"{CHEAP}@2", aspect_ratio="16:9")
    assert drafts.extend(studio, DEMO_USER, LAB, arms=[wide], cases=[LATER], seen=1) == 2
    matrix = lab.matrix(studio)
    assert (matrix.arms[3], matrix.cases[3]) == (wide, LATER)
    base = lab.arm(f"{CHEAP}@1", aspect_ratio="16:9", is_base=True)
    refused("base", lambda: drafts.extend(studio, DEMO_USER, LAB, arms=[base], seen=2))
    refused("changed", lambda: drafts.extend(studio, DEMO_USER, LAB, cases=[LATER], seen=1))
    drafts.archive(studio, DEMO_USER, LAB)
    refused("archived", lambda: drafts.extend(studio, DEMO_USER, LAB, cases=[LATER], seen=2))
    drafts.archive(studio, DEMO_USER, LAB, on=False)
    drafts.extend(studio, DEMO_USER, LAB, cases=[LATER], seen=2)


def test_an_extension_has_the_limits_of_a_draft(studio: Studio) -> None:
    """What was there counts: no fifth arm and no 65th case comes in a second step."""
    lab.make(studio)
    lab.carry(studio, lab.start(studio))
    arms = [lab.arm(f"{CHEAP}@2", size=size) for size in ("1K", "2K", "4K")]
    for more, reason in (({"arms": arms}, "arms"), ({"cases": [LATER] * 63}, "cases")):
        with pytest.raises(InvalidRequest) as caught:
            drafts.extend(studio, DEMO_USER, LAB, seen=1, **more)
        assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"arms": [lab.arm(f"{CHEAP}@2")]}, ExperimentRefused(ExperimentFault.SAME_ARMS)),
        ({"cases": [LATER] * 33}, ExperimentRefused(ExperimentFault.TOO_MANY)),
        ({"cases": [NO_VALUE]}, InvalidRequest("case_missing")),
    ],
    ids=["equal arms", "more than a run", "a case without its value"],
)
def test_what_no_run_would_place_is_not_added(
    studio: Studio, more: dict[str, Any], refusal: StudioError
) -> None:
    """An extension can't be taken back: one that would lock the experiment is refused whole."""
    lab.make(studio)
    lab.carry(studio, lab.start(studio))
    before = lab.matrix(studio)
    with pytest.raises(type(refusal)) as caught:
        drafts.extend(studio, DEMO_USER, LAB, seen=1, **more)
    assert caught.value.reason == refusal.reason
    after = lab.matrix(studio)
    assert (after.arms, after.cases, after.experiment.revision) == (
        *(before.arms, before.cases),
        1,
    )


def test_a_draft_has_one_base(studio: Studio) -> None:
    """Two of them are refused, before the database is asked."""
    made = lab.draft(studio)
    twice = tuple(replace(arm, is_base=True) for arm in made.arms)
    refused("base", lambda: lab.make(studio, lab.changed(made, arms=twice)))


def test_it_is_archived_once_and_not_before_it_was_run(studio: Studio) -> None:
    """A clock that was set back, and a second click an hour later, move the instant nowhere."""
    lab.make(studio)
    lab.carry(studio, lab.start(studio))
    frozen_at = lab.matrix(studio).experiment.frozen_at
    assert frozen_at is not None
    for hours in (-1, 1):
        at = frozen_at + hours * HOUR_MS
        drafts.archive(replace(studio, now=lambda at=at: at), DEMO_USER, LAB)  # type: ignore[misc]
        assert lab.matrix(studio).experiment.archived_at == frozen_at


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE experiment SET question = 'another'",
        "UPDATE experiment SET repeats = 2",
        "UPDATE experiment SET voters = 3",
        "UPDATE experiment SET own_votes = NOT own_votes",
        "UPDATE experiment SET seed = seed + 1",
        "UPDATE experiment SET owner = 'demo-member'",
        "UPDATE experiment SET frozen_at = NULL",
        "DELETE FROM experiment",
        "UPDATE arm SET size = '2K'",
        "UPDATE arm SET is_base = NOT is_base",
        "DELETE FROM arm WHERE number = 2",
        "UPDATE experimentcase SET title = 'another'",
        "DELETE FROM experimentcase",
        "UPDATE cell SET attempt = attempt + 1",
        "DELETE FROM cell",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_frozen(studio: Studio, change: str) -> None:
    """Whoever comes with SQL changes and takes away nothing of an experiment that has run."""
    lab.make(studio)
    lab.carry(studio, lab.start(studio))
    words = "append-only" if "cell" in change else "frozen"
    with refused_by_the_database(words), studio.database.write() as tx:
        tx.execute(text(change))


@pytest.mark.parametrize(
    "change",
    [
        "INSERT OR REPLACE INTO experiment SELECT * FROM experiment",
        "INSERT OR REPLACE INTO arm SELECT * FROM arm",
        "INSERT OR REPLACE INTO experimentcase SELECT * FROM experimentcase",
        "INSERT OR REPLACE INTO cell SELECT * FROM cell",
    ],
)
def test_nothing_frozen_is_replaced(sqlite_studio: Studio, change: str) -> None:
    """INSERT OR REPLACE, which fires no DELETE trigger in a shell, is refused as well."""
    lab.make(sqlite_studio)
    lab.start(sqlite_studio)
    with refused_by_the_database(), sqlite_studio.database.write() as tx:
        tx.execute(text("PRAGMA recursive_triggers = OFF"))
        tx.execute(text(change))


def test_a_draft_is_deleted_with_all_of_it(studio: Studio) -> None:
    """Nothing of it is left."""
    lab.make(studio)
    drafts.delete(studio, DEMO_USER, LAB)
    with studio.database.read() as session:
        for table in ("experiment", "arm", "experimentcase"):
            assert session.scalar(text(f"SELECT COUNT(*) FROM {table}")) == 0


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"question": "?" * 501}, "question"),
        ({"question": "a\0"}, "question"),
        ({"repeats": 5}, "repeats"),
        ({"repeats": True}, "repeats"),
        ({"voters": -1}, "voters"),
        ({"arms": (lab.arm(f"{CHEAP}@1"),) * 5}, "arms"),
        ({"arms": (lab.arm(f"{OPEN}@1"),)}, "version"),
        ({"arms": (lab.arm("a\0"),)}, None),
        ({"cases": (LATER,) * 65}, "cases"),
        ({"cases": (CaseShape(" "),)}, "case_title"),
        ({"cases": (CaseShape("x" * 101),)}, "case_title"),
        ({"cases": (CaseShape("a", look_for="x" * 501),)}, "case_look_for"),
        ({"cases": (CaseShape("a", {"n" * 21: "x"}),)}, "case_value"),
        ({"cases": (CaseShape("a", {"n": "x" * 201}),)}, "case_value"),
        ({"cases": (CaseShape("a", {"n": "\ud800"}),)}, "case_text"),
    ],
)
def test_what_no_row_keeps_is_refused(studio: Studio, changes: Any, reason: str | None) -> None:
    """Too much, too long, or not storable: refused as such, and nothing is kept."""
    with pytest.raises(InvalidRequest) as caught:
        lab.make(studio, lab.changed(Draft(), **changes))
    assert caught.value.reason == reason
    with pytest.raises(ExperimentNotFound):
        lab.matrix(studio)


def test_a_members_prompt_is_members_to_try(studio: Studio) -> None:
    """Who is no member makes and copies no experiment of it; an unknown prompt is unknown."""
    with pytest.raises(MembershipRequired):
        lab.make(studio, prompt_id=MEMBERS)
    with pytest.raises(PromptNotFound):
        lab.make(studio, Draft(), prompt_id="gone")
    name = upload(studio, DEMO_MEMBER)
    case = CaseShape("船", {"mood": "x"}, reference=name)
    made = lab.draft(studio, prompt_id=MEMBERS)
    lab.make(studio, lab.changed(made, cases=(case,)), prompt_id=MEMBERS, person=DEMO_MEMBER)
    with pytest.raises(MembershipRequired):
        drafts.copy(studio, "mine", DEMO_USER, LAB)
    with studio.database.read() as session:
        assert not references.owned(session, DEMO_USER, name)


def test_who_is_no_member_any_more_changes_nothing(studio: Studio) -> None:
    """An experiment of a members' prompt is neither edited nor extended by its former member."""
    made = lab.draft(studio, prompt_id=MEMBERS, cases=1)
    for name in (LAB, "run"):
        lab.make(studio, made, id=name, prompt_id=MEMBERS, person=DEMO_MEMBER)
    lab.carry(studio, lab.start(studio, "run", person=DEMO_MEMBER))
    leave_members(studio)
    with pytest.raises(MembershipRequired):
        drafts.save(studio, DEMO_MEMBER, LAB, made, seen=1)
    with pytest.raises(MembershipRequired):
        drafts.extend(studio, DEMO_MEMBER, "run", cases=[LATER], seen=1)


def test_somebody_elses_experiment_is_copied_with_its_references(studio: Studio) -> None:
    """The copy is the copier's draft, references usable; one's uploads are no other's to name."""
    name = upload(studio, DEMO_MEMBER)
    case = CaseShape("船", {"mood": "x"}, reference=name, reference_name="boat.png")
    made = lab.changed(lab.draft(studio), cases=(case,), repeats=2)
    with pytest.raises(InvalidImage):
        lab.make(studio, made)
    lab.make(studio, made, person=DEMO_MEMBER)
    lab.start(studio, person=DEMO_MEMBER)
    for _ in range(2):
        copied = drafts.copy(studio, "mine", DEMO_USER, LAB)
    assert (copied.owner, copied.frozen_at) == (DEMO_USER, None)
    assert drafted(studio, "mine") == drafted(studio) == made
    orders = lab.start(studio, "mine")
    assert {order.reference for order in orders} == {name}


def test_what_is_sealed_is_copied_by_nobody_else(studio: Studio) -> None:
    """A copy would name the arms before the reveal; the owner's own has all of it."""
    lab.make(studio, lab.changed(lab.draft(studio), voters=2, own_votes=True))
    with pytest.raises(ExperimentRefused) as caught:
        drafts.copy(studio, "theirs", DEMO_MEMBER, LAB)
    assert caught.value.reason == "sealed"
    drafts.copy(studio, "mine", DEMO_USER, LAB)
    assert drafted(studio, "mine") == drafted(studio)


def test_a_reference_of_a_case_is_not_swept(studio: Studio) -> None:
    """An upload that stands in a draft is of use, however old; one that stands nowhere is not."""
    kept, lost = upload(studio, DEMO_USER), upload(studio, DEMO_USER, "blue")
    lab.make(studio, Draft(cases=(CaseShape("船", reference=kept),)))
    with studio.database.write() as tx:
        references.forget_unused(tx, before=studio.now() + SWEEP_AGE_S * 1000)
    with studio.database.read() as session:
        assert references.owned(session, DEMO_USER, kept)
        assert not references.owned(session, DEMO_USER, lost)
    sweep(studio)
