"""What people see of experiments, and what they say of pictures."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import booth
import lab
import pytest
from booth import MAYA
from fakes import (
    CHEAP,
    HOUR_MS,
    MEMBERS,
    in_threads,
    place_and_run,
    provider_of,
    refused_by_the_database,
)
from lab import LAB
from sqlalchemy import event, text

from core.errors import (
    ExperimentNotFound,
    ExperimentRefused,
    GenerationFailed,
    InvalidRequest,
    PersonNotFound,
)
from core.experiments import drafts, judging, overview, run, sets
from core.experiments.overview import ExperimentFilter, ExperimentRow, State
from core.experiments.views import reads
from core.experiments.views.view import ExperimentView
from core.faults import ProviderFault
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import trash
from core.providers.demo import DemoProvider
from core.studio import Studio
from core.tables import Answer, Reason

YES, NO, UNSURE = Answer.USABLE, Answer.UNUSABLE, Answer.UNSURE


def view(studio: Studio, person_id: str = DEMO_USER, experiment_id: str = LAB) -> ExperimentView:
    """Return an experiment as a person sees it."""
    return reads.find(studio.database, people.find(studio.database, person_id), experiment_id)


def listed(studio: Studio, person_id: str = DEMO_USER, **chosen: Any) -> list[ExperimentRow]:
    """Return the first page of the list as a person sees it."""
    person = people.find(studio.database, person_id)
    wanted = ExperimentFilter(**chosen)
    page = overview.list_experiments(studio.database, person, wanted, number=1, size=20)
    return list(page.rows)


def judge_all(studio: Studio, person_id: str = DEMO_USER, answer: Answer = YES) -> None:
    """Let somebody say the same of every picture."""
    for cell in view(studio, person_id).unjudged_by(person_id):
        judging.judge(studio, person_id, cell.order_id, answer)


# ------------------------------------------------------------------------------ states and list


def test_an_experiment_goes_through_its_states(studio: Studio) -> None:
    """草稿, 运行中, 待评, 有结论, 已归档: the list and the page say the same at each."""
    lab.make(studio, cases=1)
    seen = []

    def look(state: State) -> None:
        assert view(studio).state == state
        assert [row.state for row in listed(studio, state=state)] == [state]
        seen.append(state)

    look(State.DRAFT)
    orders = lab.start(studio)
    look(State.RUNNING)
    lab.carry(studio, orders)
    look(State.JUDGING)
    judge_all(studio)
    look(State.DONE)
    judging.undo(studio, DEMO_USER, orders[0].id)
    look(State.JUDGING)
    drafts.archive(studio, DEMO_USER, LAB)
    look(State.ARCHIVED)
    assert set(seen) == set(State)
    assert listed(studio) == []


def test_where_votes_are_planned_judging_alone_ends_nothing(studio: Studio) -> None:
    """Before its reveal such an experiment waits, whatever its owner says of the pictures."""
    lab.make(studio, cases=1, voters=2)
    lab.carry(studio, lab.start(studio))
    judge_all(studio)
    assert view(studio).state == State.JUDGING


def test_a_run_without_a_picture_concludes_nothing(studio: Studio) -> None:
    """Where all failed there is nothing to judge: it waits to be filled up."""
    lab.make(studio, cases=1)
    provider_of(studio).queue(*(GenerationFailed(ProviderFault.NETWORK),) * 2)
    lab.carry(studio, lab.start(studio))
    assert view(studio).state == State.JUDGING


def test_the_list_says_what_each_has_come_to(studio: Studio) -> None:
    """Question, arms, cases, pictures, tokens, and a strip of pictures that may be shown."""
    lab.make(studio, cases=2)
    provider_of(studio).queue(GenerationFailed(ProviderFault.NETWORK))
    orders = lab.start(studio)
    lab.carry(studio, orders)
    (row,) = listed(studio, DEMO_MEMBER)
    assert (row.owner, row.prompt_title, row.question) == ("演示用户", "石子", "哪张更像水墨？")
    assert (row.arms, row.cases, row.places, row.ended) == (2, 2, 4, 4)
    assert (row.pictures, row.spent) == (3, 3)
    assert set(row.strip) == {order.id for order in orders[1:]}


def test_cells_are_of_their_experiment(studio: Studio) -> None:
    """The list and the page of one have its own cells alone, oldest first, pictures or none."""
    made = lab.draft(studio, cases=2)
    for name, cases in (("small", made.cases[:1]), ("large", made.cases)):
        lab.make(studio, lab.changed(made, cases=cases), id=name)
    small = lab.start(studio, "small")
    lab.carry(studio, small)
    large = lab.start(studio, "large")
    provider_of(studio).queue(GenerationFailed(ProviderFault.NETWORK))
    lab.carry(studio, large)
    for name, orders, pictures in (("small", small, 2), ("large", large, 3)):
        cells = view(studio, experiment_id=name).cells
        assert [cell.order_id for cell in cells] == [order.id for order in orders]
        (row,) = [each for each in listed(studio) if each.id == name]
        assert (row.pictures, row.places) == (pictures, len(orders))
        assert list(row.strip) == [order.id for order in orders][-pictures:]


def test_filters_of_the_list(studio: Studio) -> None:
    """Others' drafts are in no list; mine is mine; waiting is what I may judge and have not."""
    booth.voter(studio, MAYA)
    made = lab.draft(studio)
    lab.make(studio, made, id="draft", person=MAYA)
    lab.make(studio, made, id="hers", person=MAYA)
    lab.carry(studio, lab.start(studio, "hers", person=MAYA))
    votes = lab.changed(made, voters=2)
    lab.make(studio, votes, id="blind", person=MAYA)
    lab.carry(studio, lab.start(studio, "blind", person=MAYA))

    def ids(person_id: str, **chosen: Any) -> set[str]:
        return {row.id for row in listed(studio, person_id, **chosen)}

    assert ids(DEMO_USER) == {"hers", "blind"}
    assert ids(MAYA) == {"draft", "hers", "blind"}
    assert ids(DEMO_USER, mine=True) == set()
    assert ids(DEMO_USER, waiting=True) == {"hers"}
    assert ids(MAYA, waiting=True) == {"hers", "blind"}
    for cell in view(studio, DEMO_USER, "hers").unjudged_by(DEMO_USER):
        judging.judge(studio, DEMO_USER, cell.order_id, UNSURE)
    assert ids(DEMO_USER, waiting=True) == set()


def test_the_list_tells_nobody_of_sealed_arms(studio: Studio) -> None:
    """Others than the owner learn neither how many arms there are, nor what came of any."""
    lab.make(studio, voters=2)
    lab.carry(studio, lab.start(studio))
    (seen,) = listed(studio, DEMO_MEMBER)
    assert seen.is_sealed
    assert (seen.arms, seen.ended, seen.pictures, seen.spent, seen.strip) == (0, 0, 0, 0, ())
    (own,) = listed(studio)
    assert not own.is_sealed
    assert (own.arms, own.ended, own.pictures, own.spent, len(own.strip)) == (2, 4, 4, 4, 4)


# ------------------------------------------------------------------------------ one of them


def test_a_link_opens_it_for_everybody_and_an_unknown_one_for_nobody(studio: Studio) -> None:
    """Who is no owner sees the same matrix; an unknown id is never replaced by another."""
    lab.make(studio)
    lab.carry(studio, lab.start(studio))
    mine, hers = view(studio), view(studio, DEMO_MEMBER)
    assert (mine.is_own, hers.is_own) == (True, False)
    assert (mine.arms, mine.cells) == (hers.arms, hers.cells)
    assert len(mine.counted) == len(mine.places) == 4
    assert reads.of_order(studio.database, mine.cells[0].order_id) == LAB
    assert reads.of_order(studio.database, place_and_run(studio, "x").id) is None
    for unknown in ("gone", "", "a\0b", "x" * 65):
        with pytest.raises(ExperimentNotFound):
            view(studio, experiment_id=unknown)


def test_a_members_text_is_in_nothing_that_others_read(studio: Studio) -> None:
    """Who may not read the prompt sees pictures, and neither texts nor values."""
    lab.make(studio, prompt_id=MEMBERS, person=DEMO_MEMBER, cases=1)
    lab.carry(studio, lab.start(studio, person=DEMO_MEMBER))
    seen = view(studio)
    assert (seen.is_locked, len(seen.cells)) == (True, 2)
    for secret in ("dragon", "mood", "calm"):
        assert secret not in repr(seen)
        assert secret not in repr(listed(studio))
    assert "dragon" in view(studio, DEMO_MEMBER).arms[1].text


def test_planned_votes_seal_arms_and_pictures(studio: Studio) -> None:
    """Others than the owner see the question and the references, and nothing to tell arms by."""
    lab.make(studio, voters=2)
    lab.carry(studio, lab.start(studio))
    seen = view(studio, DEMO_MEMBER)
    assert (seen.is_sealed, seen.arms, seen.cells, seen.figures) == (True, {}, (), {})
    assert "calm" not in repr(seen.cases)
    assert len(view(studio).cells) == 4


def test_a_matrix_is_read_by_few_queries(studio: Studio) -> None:
    """However many cells, arms and answers: the same number of statements."""

    def statements(experiment_id: str) -> int:
        said: list[str] = []

        def note(*given: Any) -> None:
            said.append(given[2])

        event.listen(studio.database.engine, "before_cursor_execute", note)
        view(studio, experiment_id=experiment_id)
        event.remove(studio.database.engine, "before_cursor_execute", note)
        return len(said)

    made = lab.draft(studio, cases=4)
    lab.make(studio, lab.changed(made, cases=made.cases[:1]), id="small")
    lab.make(studio, made, id="large")
    for name in ("small", "large"):
        lab.carry(studio, lab.start(studio, name))
    assert statements("small") == statements("large") <= 10


# ------------------------------------------------------------------------------ judging


def test_the_last_answer_counts_and_each_is_a_row(studio: Studio) -> None:
    """Unusable, why, taken back, usable: four rows, and the last one is what is said."""
    lab.make(studio, cases=1)
    order = lab.start(studio)[0]
    lab.carry(studio, [order])

    def said() -> dict[str, tuple[str, str]]:
        cell = next(c for c in view(studio).cells if c.order_id == order.id)
        return {who: (one.answer, one.reason) for who, one in cell.said.items()}

    assert judging.judge(studio, DEMO_USER, order.id, NO) == 1
    assert judging.judge(studio, DEMO_USER, order.id, NO, Reason.HANDS) == 2
    assert judging.judge(studio, DEMO_USER, order.id, NO, Reason.HANDS) == 2
    assert said() == {DEMO_USER: ("unusable", "hands")}
    assert judging.undo(studio, DEMO_USER, order.id)
    assert said() == {}
    assert judging.judge(studio, DEMO_USER, order.id, YES) == 4
    judging.judge(studio, DEMO_MEMBER, order.id, UNSURE)
    assert said() == {DEMO_USER: ("usable", ""), DEMO_MEMBER: ("unsure", "")}
    lab.carry(studio, lab.start(studio))


def test_there_may_be_nothing_to_undo(studio: Studio) -> None:
    """Taking back what was never said adds no row."""
    lab.make(studio, cases=1)
    orders = lab.start(studio)
    lab.carry(studio, orders)
    assert not judging.undo(studio, DEMO_USER, orders[0].id)
    with studio.database.read() as session:
        assert session.scalar(text("SELECT COUNT(*) FROM judgement")) == 0


def test_presses_at_one_instant_are_numbered(studio: Studio) -> None:
    """Two tabs at once: both answers are rows, no number twice, and no error."""
    lab.make(studio, cases=1)
    orders = lab.start(studio)
    lab.carry(studio, orders)
    answers = (YES, NO, UNSURE, YES)
    kept = in_threads(4, lambda n: judging.judge(studio, DEMO_USER, orders[0].id, answers[n]))
    assert all(type(number) is int for number in kept), kept
    with studio.database.read() as session:
        numbers = list(session.scalars(text("SELECT n FROM judgement ORDER BY n")))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) in (3, 4)


def test_only_a_picture_of_an_experiment_is_judged(studio: Studio) -> None:
    """No open cell, no other order, no reason but of what is unusable, no stranger."""
    lab.make(studio, cases=1)
    made, waiting = lab.start(studio)
    lab.carry(studio, [made])
    for order_id in (waiting.id, place_and_run(studio, "x").id, "gone", "a\0"):
        with pytest.raises(ExperimentRefused) as caught:
            judging.judge(studio, DEMO_USER, order_id, YES)
        assert caught.value.reason == "no_picture"
    with pytest.raises(InvalidRequest):
        judging.judge(studio, DEMO_USER, made.id, YES, Reason.HANDS)
    for nobody in ("nobody", "a\0"):
        with pytest.raises(PersonNotFound):
            judging.judge(studio, nobody, made.id, YES)
    lab.carry(studio, [waiting])


def test_sealed_and_archived_pictures_are_not_judged(studio: Studio) -> None:
    """Where votes are planned the owner alone judges; what is archived is judged by nobody."""
    lab.make(studio, cases=1, voters=1)
    orders = lab.start(studio)
    lab.carry(studio, orders)
    with pytest.raises(ExperimentRefused) as caught:
        judging.judge(studio, DEMO_MEMBER, orders[0].id, YES)
    assert caught.value.reason == "sealed"
    judging.judge(studio, DEMO_USER, orders[0].id, YES)
    drafts.archive(studio, DEMO_USER, LAB)
    with pytest.raises(ExperimentRefused) as caught:
        judging.judge(studio, DEMO_USER, orders[0].id, NO)
    assert caught.value.reason == "archived"


def test_a_picture_that_is_gone_for_good_is_not_judged(studio: Studio) -> None:
    """What was deleted while its experiment was archived is there no more to be judged."""
    lab.make(studio, cases=1)
    orders = lab.start(studio)
    lab.carry(studio, orders)
    drafts.archive(studio, DEMO_USER, LAB)
    trash.trash(studio, DEMO_USER, [orders[0].id])
    later = studio.now() + 31 * 24 * HOUR_MS
    assert trash.purge(replace(studio, now=lambda: later)) == 1
    drafts.archive(studio, DEMO_USER, LAB, on=False)
    with pytest.raises(ExperimentRefused) as caught:
        judging.judge(studio, DEMO_USER, orders[0].id, YES)
    assert caught.value.reason == "no_picture"


@pytest.mark.parametrize(
    "change", ["UPDATE judgement SET answer = 'usable'", "DELETE FROM judgement"]
)
def test_judgements_are_append_only(studio: Studio, change: str) -> None:
    """Nobody changes what was said."""
    lab.make(studio, cases=1)
    lab.carry(studio, lab.start(studio))
    judge_all(studio)
    with refused_by_the_database("append-only"), studio.database.write() as tx:
        tx.execute(text(change))


def test_the_figures_are_those_of_the_rows(studio: Studio) -> None:
    """A failure that was made good, a usable and an unusable picture: tokens, not known money."""
    lab.make(studio, cases=2)
    provider_of(studio).queue(GenerationFailed(ProviderFault.NETWORK))
    orders = lab.start(studio)
    lab.carry(studio, orders)
    lab.carry(studio, lab.start(studio, again=True))
    failed = next(
        cell for cell in view(studio).cells if cell.tried.attempt == 1 and cell.error_code
    )
    number = failed.tried.place.arm
    first, second = [c for c in view(studio).counted.values() if c.tried.place.arm == number]
    judging.judge(studio, DEMO_USER, first.order_id, YES)
    assert view(studio).figures[number].each_usable is None
    judging.judge(studio, DEMO_USER, second.order_id, NO)
    made = view(studio).figures[number]
    assert (made.pictures, made.failed, made.judged, made.usable) == (2, 0, 2, 1)
    assert made.each_usable is not None
    assert (made.each_usable.tokens, made.each_usable.money) == (Fraction(2), {"USD": None})
    assert made.median_ms is not None


def test_what_never_reached_a_service_has_cost_nothing(studio: Studio) -> None:
    """A cell that was taken back before anybody asked a service has a known price: none."""
    lab.make(studio, cases=1)
    lab.start(studio)
    run.stop(studio, DEMO_USER, LAB)
    assert {cell.picture_micros for cell in view(studio).cells} == {0}
    assert sets.all_sets(studio.database) == []
    assert listed(studio)[0].prompt_id == CHEAP


def test_a_failed_call_of_a_free_service_has_cost_nothing(studio: Studio) -> None:
    """Who needs no key sends no bill, whatever came of it; of the others it is not known."""
    free = DemoProvider(fault="blocked")
    both = replace(studio, services={**studio.services, free.name: free})
    made = lab.draft(both, cases=1)
    ours: dict[str, Any] = {"service": free.name, "model": free.models[0].id}
    lab.make(both, replace(made, arms=(made.arms[0], replace(made.arms[1], **ours))))
    provider_of(both).queue(GenerationFailed(ProviderFault.PROMPT_BLOCKED))
    lab.carry(both, lab.start(both))
    assert {c.tried.place.arm: c.picture_micros for c in view(both).cells} == {1: None, 2: 0}
    money = {arm: each.spent.money for arm, each in view(both).figures.items()}
    assert money == {1: {"USD": None}, 2: {"USD": 0}}
