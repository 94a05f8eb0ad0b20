"""Which experiments a prompt's timeline names for each version, and to whom."""

from __future__ import annotations

from dataclasses import replace

import lab
from fakes import CHEAP, MEMBERS, OPEN
from sqlalchemy import event, text

from core.experiments import drafts
from core.experiments.overview import State
from core.experiments.views import version_use
from core.experiments.views.version_use import VersionUse
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio


def used(
    studio: Studio, person_id: str = DEMO_USER, prompt_id: str = CHEAP
) -> dict[str, VersionUse]:
    """Return what a person is told of a prompt's versions."""
    person = people.find(studio.database, person_id)
    return version_use.of_versions(studio.database, person, prompt_id)


def test_each_version_has_its_experiments(studio: Studio) -> None:
    """The newest few come first, and all are counted, whatever became of them."""
    made = lab.draft(studio, cases=1)
    live, other = (arm.version_id for arm in made.arms)
    for number in range(5):
        lab.make(studio, replace(made, question=f"第 {number} 个？"), id=f"e{number}")
    for number in (3, 4):
        lab.carry(studio, lab.start(studio, f"e{number}"))
    drafts.archive(studio, DEMO_USER, "e3", on=True)
    alone = replace(made, arms=(made.arms[0], replace(made.arms[0], is_base=False, size="2K")))
    lab.make(studio, alone, id="e5")
    lab.make(studio, prompt_id=OPEN, id="elsewhere")
    uses = used(studio)
    assert set(uses) == {live, other}
    assert [(each.id, each.question) for each in uses[other].newest] == [
        ("e4", "第 4 个？"),
        ("e3", "第 3 个？"),
        ("e2", "第 2 个？"),
    ]
    states = [each.state for each in uses[other].newest]
    assert states == [State.JUDGING, State.ARCHIVED, State.DRAFT]
    assert [each.id for each in uses[live].newest] == ["e5", "e4", "e3"]  # once, by either arm
    assert (uses[live].total, uses[other].total) == (6, 5)


def test_others_drafts_and_blind_arms_are_not_told(studio: Studio) -> None:
    """Others see what has run in the open; which versions are voted on, and drafts, only theirs."""
    made = lab.draft(studio, cases=1)
    for experiment_id, voters in (("draft", 0), ("blind", 2), ("open", 0)):
        lab.make(studio, replace(made, voters=voters), id=experiment_id)
    for experiment_id in ("blind", "open"):
        lab.carry(studio, lab.start(studio, experiment_id))
    theirs, own = (used(studio, each)[made.arms[0].version_id] for each in (DEMO_MEMBER, DEMO_USER))
    assert ([each.id for each in theirs.newest], theirs.total) == (["open"], 1)
    assert ({each.id for each in own.newest}, own.total) == ({"draft", "blind", "open"}, 3)


def test_a_members_prompt_is_for_members(studio: Studio) -> None:
    """Who may not read a prompt is told of none of its experiments, their own ones included."""
    lab.make(studio, prompt_id=MEMBERS, person=DEMO_MEMBER)
    lab.carry(studio, lab.start(studio, person=DEMO_MEMBER))
    assert len(used(studio, DEMO_MEMBER, MEMBERS)) == 2
    assert used(studio, DEMO_USER, MEMBERS) == {}
    with studio.database.write() as tx:
        tx.execute(text("UPDATE \"user\" SET is_member = FALSE WHERE id = 'demo-member'"))
    assert used(studio, DEMO_MEMBER, MEMBERS) == {}


def test_all_versions_take_one_query(studio: Studio) -> None:
    """However many versions and experiments there are, the database is asked once."""
    sent: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        sent.append(statement)

    person = people.find(studio.database, DEMO_USER)
    made = lab.draft(studio, cases=1)
    for number in range(3):
        lab.make(studio, made, id=f"e{number}")
    event.listen(studio.database.engine, "before_cursor_execute", note)
    version_use.of_versions(studio.database, person, CHEAP)
    event.remove(studio.database.engine, "before_cursor_execute", note)
    assert len([statement for statement in sent if statement.startswith("SELECT")]) == 1
    assert used(studio, prompt_id="gone") == used(studio, prompt_id="") == {}
