"""采用: what a verdict makes live, what is kept as its proof, and who may."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import booth
import lab
import pytest
from admins import team
from booth import ANNE, ARM, BASE, MAYA
from fakes import CHEAP, MEMBERS, FakeProvider, in_threads, make_studio
from lab import LAB
from sqlalchemy import update
from sqlmodel import col, select

from core import messages
from core.audit import audit
from core.errors import (
    DecidedMeanwhile,
    ExperimentRefused,
    InvalidRequest,
    MembershipRequired,
    NotAllowed,
    StudioError,
)
from core.experiments import adopting, drafts
from core.experiments.adopting import Proof
from core.experiments.verdict.rule import Kind
from core.experiments.voting import reveals
from core.library import offering, timeline
from core.library.timeline import Decided, Timeline
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import Choice, Decision, Reveal, User

WHY = "盲评里更好"


def history(studio: Studio, prompt_id: str = CHEAP, person: str = DEMO_MEMBER) -> Timeline:
    return timeline.timeline(studio.database, people.find(studio.database, person), prompt_id)


def last(studio: Studio) -> Decided:
    return history(studio).decisions[0]


def revealed(studio: Studio, what: str = ARM, *, cases: int = 6, **more: Any) -> None:
    """Run an experiment whose one wanted vote a pair Anne gives."""
    booth.ended(studio, voters=1, cases=cases, **more)
    booth.vote_all(studio, ANNE, what)


def adopt(studio: Studio, person: str = DEMO_USER, *, arm: int = 2, **more: Any) -> None:
    """Adopt what the verdict on an arm is for, as somebody who has seen the last decision."""
    given = {"why": WHY, "seen": None} | more
    given["seen"] = given["seen"] or last(studio).id
    adopting.adopt(studio, person, LAB, arm, **given)


def version_of(studio: Studio, arm: int) -> str:
    return lab.matrix(studio).arms[arm].version_id


def proof(studio: Studio) -> Proof | None:
    return adopting.proof_of(last(studio).proof)


def test_a_winner_becomes_the_live_version_with_its_verdict(studio: Studio) -> None:
    """The decision says who, why, and the verdict word by word as the reveal has it."""
    revealed(studio)
    adopt(studio)
    decided = last(studio)
    assert (decided.version_id, decided.by, decided.why) == (version_of(studio, 2), "演示用户", WHY)
    kept = proof(studio)
    assert kept is not None
    assert (kept.experiment_id, kept.look, kept.arm) == (LAB, 1, 2)
    seen = booth.conclusion(studio)
    assert seen is not None
    assert kept.verdict == seen.revealed[0].verdicts[2]
    assert kept.verdict.kind == Kind.ARM
    assert audit(studio.database).clean


def test_a_proposer_adopts_nothing(studio: Studio) -> None:
    """With roles on its owner needs the right to publish, verdict or not."""
    revealed(studio)
    before = last(studio)
    with pytest.raises(NotAllowed) as refused:
        adopt(team(studio))
    assert refused.value.reason == "publish"
    assert last(studio) == before


def test_a_base_that_is_better_is_what_is_adopted(studio: Studio) -> None:
    """Where the arm was made live meanwhile, its verdict leads back to the base."""
    revealed(studio, BASE)
    other = version_of(studio, 2)
    offering.publish(studio, DEMO_USER, CHEAP, other, why="先试试", seen=last(studio).id or 0)
    adopt(studio)
    assert last(studio).version_id == version_of(studio, 1)
    kept = proof(studio)
    assert kept is not None
    assert kept.verdict.kind == Kind.BASE


@pytest.mark.parametrize(
    ("what", "cases", "kind"),
    [(Choice.SAME, 6, Kind.NO_DIFFERENCE), (ARM, 5, Kind.TOO_FEW)],
)
def test_what_is_not_clear_is_adopted_as_such(
    sqlite_studio: Studio, what: str, cases: int, kind: Kind
) -> None:
    """A decision is its owner's: the proof says that the verdict did not name a winner."""
    revealed(sqlite_studio, what, cases=cases)
    adopt(sqlite_studio)
    kept = proof(sqlite_studio)
    assert kept is not None
    assert kept.verdict.kind == kind


@pytest.mark.parametrize("arm", [1, 2])
def test_demo_pictures_prove_nothing(tmp_path: Path, arm: int) -> None:
    """Where no AI has made one side's pictures, the decision is kept without a proof."""
    demo = FakeProvider()
    demo.name = "demo"
    studio = make_studio("", tmp_path / "data", also=(demo,))
    made = lab.draft(studio, cases=6)
    arms = list(made.arms)
    arms[arm - 1] = replace(arms[arm - 1], service="demo")
    lab.make(studio, replace(made, voters=1, arms=tuple(arms)))
    lab.carry(studio, lab.start(studio))
    booth.voter(studio)
    booth.vote_all(studio, ANNE)
    adopt(studio)
    assert last(studio).version_id == version_of(studio, 2)
    assert (last(studio).proof, last(studio).why) == ("", WHY)
    studio.database.dispose()


def refused(studio: Studio, **more: Any) -> StudioError:
    """Return why nothing is adopted; no decision is made."""
    before = last(studio).id
    with pytest.raises(StudioError) as caught:
        adopt(studio, **more)
    assert last(studio).id == before
    assert messages.explain(caught.value.code, caught.value.reason).what
    return caught.value


def test_only_the_owner_adopts_and_only_what_is_revealed(studio: Studio) -> None:
    """Before the reveal, during another look, by somebody else, of the base: nothing is decided."""
    booth.ended(studio, voters=1, cases=1)
    assert refused(studio).reason == "not_revealed"
    booth.vote_all(studio, ANNE)
    assert refused(studio, person=DEMO_MEMBER).reason == "not_owner"
    for arm in (1, 3):
        error = refused(studio, arm=arm)
        assert (type(error), error.reason) == (InvalidRequest, "version")
    drafts.extend(studio, DEMO_USER, LAB, voters=1, seen=lab.matrix(studio).experiment.revision)
    assert isinstance(error := refused(studio), ExperimentRefused)
    assert error.reason == "not_revealed"


def test_where_no_votes_are_planned_nothing_is_adopted(sqlite_studio: Studio) -> None:
    """There is no verdict that a decision could rest on."""
    lab.make(sqlite_studio)
    lab.carry(sqlite_studio, lab.start(sqlite_studio))
    assert refused(sqlite_studio).reason == "not_revealed"


def test_members_prompts_are_decided_by_members(studio: Studio) -> None:
    """An owner who is no member any more adopts nothing."""
    booth.voter(studio, MAYA)
    booth.ended(studio, voters=1, cases=1, prompt_id=MEMBERS, person=MAYA)
    booth.vote_all(studio, ANNE)
    with studio.database.write() as tx:
        tx.execute(update(User).where(col(User.id) == MAYA).values(is_member=False))
    seen = history(studio, MEMBERS).decisions[0].id
    with pytest.raises(MembershipRequired):
        adopting.adopt(studio, MAYA, LAB, 2, why=WHY, seen=seen)
    assert history(studio, MEMBERS).decisions[0].id == seen


def test_proofs_of_members_prompts_are_for_members(studio: Studio) -> None:
    """Others learn which version is live and since when, not what it rests on."""
    booth.voter(studio, MAYA)
    booth.ended(studio, voters=1, cases=1, prompt_id=MEMBERS, person=MAYA)
    booth.vote_all(studio, ANNE)
    seen = history(studio, MEMBERS).decisions[0].id
    adopting.adopt(studio, MAYA, LAB, 2, why=WHY, seen=seen)
    assert history(studio, MEMBERS).decisions[0].proof
    decided = history(studio, MEMBERS, DEMO_USER).decisions[0]
    assert (decided.proof, decided.why) == ("", "")


def test_two_clicks_are_one_decision(studio: Studio) -> None:
    """Of two at once with one sight the second changes nothing; another's is named, not lost."""
    revealed(studio, cases=1)
    seen = last(studio).id
    results = in_threads(2, lambda _: adopt(studio, seen=seen))
    assert results == [None, None]
    with studio.database.read() as session:
        adopted = session.scalars(select(Decision).where(Decision.why == WHY)).all()
    assert len(adopted) == 1
    assert isinstance(refused(studio, seen=seen, why="另一句"), DecidedMeanwhile)


def test_a_proof_stays_as_it_stood(studio: Studio) -> None:
    """Another look and its reveal change nothing of what was kept."""
    revealed(studio, cases=1)
    adopt(studio)
    kept = proof(studio)
    drafts.extend(studio, DEMO_USER, LAB, voters=1, seen=lab.matrix(studio).experiment.revision)
    reveals.reveal(studio, DEMO_USER, LAB)
    assert proof(studio) == kept
    with studio.database.read() as session:
        assert len(session.scalars(select(Reveal)).all()) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "proof",
        "e1",
        "[]",
        "null",
        "{}",
        '{"experiment": "e", "look": 1, "arm": 2}',
        '{"verdict": 3}',
    ],
)
def test_what_is_no_verdict_is_no_proof(text: str) -> None:
    """Whatever a decision's text says, it breaks no page."""
    assert adopting.proof_of(text) is None


def test_questions_are_found_by_experiment(sqlite_studio: Studio) -> None:
    """A timeline names the experiments that its decisions rest on; one that is gone is left out."""
    lab.make(sqlite_studio)
    found = adopting.questions_of(sqlite_studio.database, [LAB, "gone"])
    assert found == {LAB: "哪张更像水墨？"}
