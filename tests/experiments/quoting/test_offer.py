"""An offer: what running would be now, what keeps it from running, what the tokens cover."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes import CHEAP
from lab import LAB, carry, draft, make, start

from core import messages
from core.errors import ExperimentRefused, InvalidRequest
from core.experiments import drafts, run
from core.experiments.quoting import offer
from core.experiments.shapes import CaseShape, Draft
from core.faults import ExperimentFault
from core.library import offering
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio


def test_what_is_offered_can_be_run(studio: Studio) -> None:
    """The quote is the run's own, and nothing is missing."""
    make(studio, cases=3)
    offered = offer.find(studio, DEMO_USER, LAB, available=100)
    assert offered.quote == run.quoted(studio, DEMO_USER, LAB)
    assert (offered.faults, offered.fits) == ((), None)


def test_all_that_is_missing_is_said(studio: Studio) -> None:
    """Not the first fault alone: the question, then each case without a value."""
    made = draft(studio, cases=2, question="")
    cases = tuple(type(case)(case.title) for case in made.cases)
    make(studio, type(made)(arms=made.arms, cases=cases))
    faults = offer.find(studio, DEMO_USER, LAB, available=100).faults
    assert isinstance(faults[0], ExperimentRefused)
    assert faults[0].reason == ExperimentFault.QUESTION
    assert [f.facts["case"] for f in faults if isinstance(f, InvalidRequest)] == [1, 2]


def test_more_than_one_run_takes(studio: Studio) -> None:
    """A run of over 64 cells is said to be one before anybody clicks."""
    make(studio, cases=33)
    (fault,) = offer.find(studio, DEMO_USER, LAB, available=100).faults
    assert (fault.reason, fault.facts["cells"]) == (ExperimentFault.TOO_MANY, 66)


def test_what_the_tokens_cover(studio: Studio) -> None:
    """Repeats are cut before cases, and nothing is offered in place of what can be paid."""
    make(studio, cases=3, repeats=2)  # 12 tokens
    assert offer.find(studio, DEMO_USER, LAB, available=12).fits is None
    assert offer.find(studio, DEMO_USER, LAB, available=11).fits == (3, 1)
    assert offer.find(studio, DEMO_USER, LAB, available=5).fits == (2, 1)
    assert offer.find(studio, DEMO_USER, LAB, available=1).fits is None


def test_what_has_run_is_offered_no_smaller(studio: Studio) -> None:
    """After a run the cases stand: only the new cells are quoted."""
    made = draft(studio, cases=2)
    make(studio, made)
    carry(studio, start(studio))
    drafts.extend(studio, DEMO_USER, LAB, cases=made.cases[:2], seen=1)
    offered = offer.find(studio, DEMO_USER, LAB, available=3)
    assert (offered.quote.cells, offered.fits) == (4, None)


def test_an_archived_prompt_is_said_beforehand(studio: Studio) -> None:
    """Its experiment can't run, as its run would say: the first fault says why."""
    make(studio, cases=1)
    offering.archive(studio, DEMO_MEMBER, CHEAP)
    offered = offer.find(studio, DEMO_USER, LAB, available=100)
    assert [fault.reason for fault in offered.faults] == [ExperimentFault.PROMPT_GONE]
    assert offered.quote.cells == 2


MORE = CaseShape("更多", {"mood": "calm"})
CLICKS: dict[str, Callable[[Studio], object]] = {
    "运行": start,
    "试这一格": lambda studio: run.trial(studio, DEMO_USER, LAB, arm=1, case=1, key="k"),
    "an edit": lambda studio: drafts.save(studio, DEMO_USER, LAB, Draft(), seen=1),
    "追加": lambda studio: drafts.extend(studio, DEMO_USER, "ran", cases=[MORE], seen=1),
    "复制实验": lambda studio: drafts.copy(studio, "copy", DEMO_MEMBER, LAB),
}


@pytest.mark.parametrize("click", CLICKS.values(), ids=CLICKS)
def test_an_archived_prompt_is_said_of_the_experiment(
    studio: Studio, click: Callable[[Studio], object]
) -> None:
    """Whatever is clicked, the advice is of an experiment: there is no other prompt to choose."""
    made = draft(studio, cases=1)
    for name in ("ran", LAB):
        make(studio, made, id=name)
    carry(studio, start(studio, "ran"))
    offering.archive(studio, DEMO_MEMBER, CHEAP)
    with pytest.raises(ExperimentRefused) as refused:
        click(studio)
    assert refused.value.reason == ExperimentFault.PROMPT_GONE
    said = messages.explain(refused.value.code, refused.value.reason)
    assert said.what == messages.explain("PROMPT_NOT_FOUND").what
    assert "新建实验" in said.advice


def test_only_the_owner_is_offered_anything(studio: Studio) -> None:
    """Who does not pay is told so."""
    make(studio)
    with pytest.raises(ExperimentRefused) as refused:
        offer.find(studio, DEMO_MEMBER, LAB, available=100)
    assert refused.value.reason == ExperimentFault.NOT_OWNER
