"""A run: one hold for all cells or none, their rows beside it, nothing twice."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import lab
import pytest
from fakes import (
    CHEAP,
    MEMBERS,
    OPEN,
    form,
    in_threads,
    make_studio,
    order_of,
    provider_of,
    wait_until,
)
from lab import LAB
from sqlalchemy import event, text

from core.audit import audit
from core.errors import (
    ExperimentNotFound,
    ExperimentRefused,
    GenerationFailed,
    InsufficientTokens,
    InvalidRequest,
    MembershipRequired,
)
from core.experiments import drafts, plan, run
from core.experiments.plan import Came
from core.experiments.shapes import CaseShape
from core.faults import ProviderFault
from core.orders import submission
from core.orders.pool.workers import Pool
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import OrderStatus


def numbers(studio: Studio, person_id: str = DEMO_USER) -> tuple[int, int]:
    """Return a person's balance and held tokens."""
    person = people.find(studio.database, person_id)
    return person.balance, person.held


def refusal(found: pytest.ExceptionInfo[Any]) -> str | None:
    error: ExperimentRefused = found.value
    return error.reason


# ------------------------------------------------------------------------------ all or none


def test_a_run_holds_all_its_cells_at_once(studio: Studio) -> None:
    """2 arms × 3 cases × 2 repeats: one hold of 12, one placing, 12 cells, frozen since then."""
    lab.make(studio, cases=3, repeats=2)
    orders = lab.start(studio)
    assert numbers(studio) == (100, 12)
    assert len(orders) == len(lab.cells(studio)) == 12
    assert len({order.placed_by for order in orders}) == 1
    assert all(order.batch for order in orders)
    assert lab.matrix(studio).experiment.frozen_at == orders[0].created_at


def test_a_cell_is_an_order_like_any_other(studio: Studio) -> None:
    """It has its arm's version and model, its case's values, its place's key; it settles."""
    lab.make(studio, cases=1)
    lab.carry(studio, lab.start(studio))
    assert numbers(studio) == (98, 0)
    for cell in lab.cells(studio):
        order = order_of(studio, cell.order_id)
        arm = lab.matrix(studio).arms[cell.arm]
        assert order.status == OrderStatus.SETTLED
        assert (order.version_id, order.model) == (arm.version_id, arm.model)
        assert order.key == f"{LAB}:{cell.arm}:1:1:1"
        assert order.sent_text == ("a pebble" if arm.is_base else "a pebble, calm 1")


def test_arms_of_a_case_share_their_stored_seed(studio: Studio) -> None:
    """What differs between two arms is the version, not the dice."""
    lab.make(studio, cases=2, repeats=2)
    lab.start(studio)
    seeds: dict[Any, set[int]] = {}
    for cell in lab.cells(studio):
        order = order_of(studio, cell.order_id)
        seeds.setdefault((cell.case_number, cell.repeat), set()).add(order.seed)
    assert all(len(shared) == 1 for shared in seeds.values())
    assert len(set.union(*seeds.values())) == len(seeds), "each case and repeat has its own"


def test_cells_are_placed_in_the_plans_order(studio: Studio) -> None:
    """The instants of the orders follow the shuffled, interleaved plan."""
    lab.make(studio, cases=4)
    due = lab.matrix(studio).due(again=False)
    orders = lab.start(studio)
    ids = {cell.order_id: (cell.arm, cell.case_number) for cell in lab.cells(studio)}
    assert [ids[order.id] for order in orders] == [(c.place.arm, c.place.case) for c in due]
    instants = [order.created_at for order in orders]
    assert instants == sorted(set(instants))


def test_too_few_tokens_hold_nothing(studio: Studio) -> None:
    """One token short: no order, no cell, no freeze."""
    lab.make(studio, cases=8)
    for number, pictures in enumerate((4, 4, 4, 4, 1)):
        submission.submit(studio, DEMO_USER, form(f"k{number}", OPEN, pictures=pictures))
    assert numbers(studio) == (100, 85)
    with pytest.raises(InsufficientTokens):
        lab.start(studio)
    assert lab.cells(studio) == []
    assert lab.matrix(studio).experiment.frozen_at is None


def test_more_than_64_cells_are_refused(studio: Studio) -> None:
    """2 arms × 17 cases × 2 repeats are 68."""
    lab.make(studio, cases=17, repeats=2)
    with pytest.raises(ExperimentRefused) as caught:
        lab.start(studio)
    assert (refusal(caught), caught.value.facts["cells"]) == ("too_many", 68)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"question": ""}, "question"),
        ({"question": " \n"}, "question"),
        ({"arms": ()}, "arms"),
        ({"arms": (lab.arm(f"{CHEAP}@1", is_base=True),)}, "arms"),
        ({"arms": (lab.arm(f"{CHEAP}@1"), lab.arm(f"{CHEAP}@2"))}, "base"),
        ({"arms": (lab.arm(f"{CHEAP}@1", is_base=True), lab.arm(f"{CHEAP}@1"))}, "same_arms"),
        ({"cases": ()}, "cases"),
    ],
)
def test_what_is_not_ready_is_refused(studio: Studio, changes: Any, reason: str) -> None:
    """A run needs a question, 2 to 4 different arms with one base, and a case."""
    lab.make(studio, lab.changed(lab.draft(studio), **changes))
    with pytest.raises(ExperimentRefused) as caught:
        lab.start(studio)
    assert refusal(caught) == reason
    assert numbers(studio) == (100, 0)


@pytest.mark.parametrize(
    ("person", "voters", "runs"),
    [
        (DEMO_MEMBER, 1, False),
        (DEMO_MEMBER, 0, True),
        (DEMO_USER, 1, True),
    ],
)
def test_whom_links_open_as_runs_nothing_blind(
    studio: Studio, person: str, voters: int, runs: bool
) -> None:
    """Voters' links name nobody, and so open as the demo member, who would see every arm."""
    lab.make(studio, cases=1, voters=voters, person=person)
    if runs:
        assert len(lab.start(studio, person=person)) == 2
        return
    with pytest.raises(ExperimentRefused) as caught:
        lab.start(studio, person=person)
    assert refusal(caught) == "anybody_owns"
    assert numbers(studio, person) == (100, 0)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"service": "gone"}, "service"),
        ({"model": "gone"}, "model"),
        ({"aspect_ratio": "7:1"}, "aspect_ratio"),
        ({"size": "16K"}, "size"),
    ],
)
def test_what_no_service_makes_is_refused(studio: Studio, changes: Any, reason: str) -> None:
    """An arm whose service, model or shape is gone by now keeps the whole run from beginning."""
    made = lab.draft(studio)
    arms = (made.arms[0], lab.arm(made.arms[1].version_id, **changes))
    lab.make(studio, lab.changed(made, arms=arms))
    with pytest.raises(InvalidRequest) as caught:
        lab.start(studio)
    assert caught.value.reason == reason


def test_a_missing_value_names_its_case_and_arm(studio: Studio) -> None:
    """A variable that an arm's version needs and a case leaves blank is said with both numbers."""
    made = lab.draft(studio)
    blank = (made.cases[0], CaseShape("空的", {"mood": "  "}))
    lab.make(studio, lab.changed(made, cases=blank))
    with pytest.raises(InvalidRequest) as caught:
        lab.start(studio)
    assert caught.value.reason == "case_missing"
    assert caught.value.facts == {"name": "mood", "case": 2, "arm": 2}


# ------------------------------------------------------------------------------ what was agreed


def test_another_price_than_agreed_is_refused(studio: Studio) -> None:
    """A quote for fewer cells, or of an earlier revision, holds nothing and says what it is now."""
    made = lab.draft(studio)
    lab.make(studio, made)
    agreed = run.quoted(studio, DEMO_USER, LAB)
    assert (agreed.cells, agreed.tokens) == (4, 4)
    more = lab.changed(made, repeats=2)
    drafts.save(studio, DEMO_USER, LAB, more, seen=1)
    with pytest.raises(ExperimentRefused) as caught:
        run.start(studio, DEMO_USER, LAB, agreed)
    assert refusal(caught) == "changed"
    assert numbers(studio) == (100, 0)


def test_a_cell_that_failed_meanwhile_is_another_bargain(studio: Studio) -> None:
    """Who agreed to fill up one cell does not pay for two."""
    lab.make(studio, cases=1)
    provider_of(studio).queue(*(GenerationFailed(ProviderFault.NETWORK),) * 2)
    first, second = lab.start(studio)
    lab.carry(studio, [first])
    agreed = run.quoted(studio, DEMO_USER, LAB, again=True)
    lab.carry(studio, [second])
    with pytest.raises(ExperimentRefused) as caught:
        run.start(studio, DEMO_USER, LAB, agreed, again=True)
    assert refusal(caught) == "other_cost"
    assert caught.value.facts == {"cells": 2, "tokens": 2}


# ------------------------------------------------------------------------------ nothing twice


def test_a_double_click_is_one_run(studio: Studio) -> None:
    """Two tabs and two clicks at one instant: one hold, and both are shown the same orders."""
    lab.make(studio, cases=3)
    agreed = run.quoted(studio, DEMO_USER, LAB)
    answers = in_threads(4, lambda _: run.start(studio, DEMO_USER, LAB, agreed))
    assert all(isinstance(orders, list) for orders in answers), answers
    ids = {tuple(sorted(o.id for o in orders)) for orders in answers}  # type: ignore[attr-defined]
    assert len(ids) == 1
    assert numbers(studio) == (100, 6)
    assert len(lab.cells(studio)) == 6


def test_one_person_runs_one_experiment(studio: Studio) -> None:
    """The second waits until the first has ended; another person's does not."""
    made = lab.draft(studio)
    for name, person in (("one", DEMO_USER), ("two", DEMO_USER), ("hers", DEMO_MEMBER)):
        lab.make(studio, made, id=name, person=person)
    orders = lab.start(studio, "one")
    with pytest.raises(ExperimentRefused) as caught:
        lab.start(studio, "two")
    assert (refusal(caught), caught.value.facts["experiment"]) == ("other_running", "one")
    lab.start(studio, "hers", person=DEMO_MEMBER)
    lab.carry(studio, orders)
    lab.start(studio, "two")


def test_two_experiments_at_one_instant_are_one(studio: Studio) -> None:
    """Of two runs that race, whichever holds second is refused, and has held nothing."""
    made = lab.draft(studio)
    names = ("one", "two")
    for name in names:
        lab.make(studio, made, id=name)
    agreed = {name: run.quoted(studio, DEMO_USER, name) for name in names}
    answers = in_threads(2, lambda n: run.start(studio, DEMO_USER, names[n], agreed[names[n]]))
    refused = [each for each in answers if isinstance(each, ExperimentRefused)]
    assert [error.reason for error in refused] == ["other_running"]
    assert numbers(studio) == (100, 4)


@pytest.mark.parametrize("turn", range(3))
def test_a_run_and_an_edit_at_one_instant(studio: Studio, turn: int) -> None:
    """Either the run is of what was agreed to, or the edit stands and nothing runs."""
    made = lab.draft(studio)
    lab.make(studio, made)
    agreed = run.quoted(studio, DEMO_USER, LAB)
    edited = lab.changed(made, repeats=2)
    works = (
        lambda: run.start(studio, DEMO_USER, LAB, agreed),
        lambda: drafts.save(studio, DEMO_USER, LAB, edited, seen=1),
    )
    ran, saved = in_threads(2, lambda n: works[n]())
    if isinstance(ran, list):
        assert isinstance(saved, ExperimentRefused)
        assert (saved.reason, lab.matrix(studio).experiment.repeats) == ("frozen", 1)
        assert len(lab.cells(studio)) == 4
    else:
        assert isinstance(ran, ExperimentRefused)
        assert (ran.reason, saved) == ("changed", 2)
        assert (lab.cells(studio), numbers(studio)) == ([], (100, 0))


def test_an_edit_comes_before_or_after_what_a_run_reads(postgres: Any, tmp_path: Path) -> None:
    """An edit in the middle of a run's hold waits for its end: cells are of what was read."""
    studio = make_studio(postgres.make(), tmp_path / "data")
    made = lab.draft(studio)
    lab.make(studio, made)
    agreed = run.quoted(studio, DEMO_USER, LAB)
    edited, refused = lab.changed(made, repeats=2), []

    def edit() -> None:
        with suppress(ExperimentRefused):
            drafts.save(studio, DEMO_USER, LAB, edited, seen=1)
            return
        refused.append(True)

    editor = threading.Thread(target=edit)

    def edit_now(_: Any, __: Any, sql: str, *___: Any) -> None:
        if "INSERT INTO cell " in sql:
            editor.start()
            wait_until(lambda: not editor.is_alive() or _waits(studio), "the edit waited or ended")

    event.listen(studio.database.engine, "before_cursor_execute", edit_now)
    run.start(studio, DEMO_USER, LAB, agreed)
    editor.join()
    assert (refused, lab.matrix(studio).experiment.repeats) == ([True], 1)
    studio.database.dispose()


def _waits(studio: Studio) -> bool:
    """Return whether a transaction of this database waits for another's lock."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    with studio.database.read() as session:
        return bool(session.scalar(text(f"{waiting} AND wait_event_type = 'Lock'")))


@pytest.mark.parametrize("turn", range(3))
def test_a_run_and_an_archiving_at_one_instant(studio: Studio, turn: int) -> None:
    """Later cells run, or the experiment is archived: never cells of an archived one."""
    lab.make(studio, cases=1)
    lab.carry(studio, lab.start(studio))
    drafts.extend(studio, DEMO_USER, LAB, cases=[CaseShape("后来", {"mood": "x"})], seen=1)
    agreed = run.quoted(studio, DEMO_USER, LAB)
    works = (
        lambda: run.start(studio, DEMO_USER, LAB, agreed),
        lambda: drafts.archive(studio, DEMO_USER, LAB),
    )
    ran, archived = in_threads(2, lambda n: works[n]())
    refused = [e for e in (ran, archived) if isinstance(e, ExperimentRefused)]
    assert [error.reason for error in refused] in (["archived"], ["running"])
    is_archived = lab.matrix(studio).experiment.archived_at is not None
    assert is_archived == (len(lab.cells(studio)) == 2)


# ------------------------------------------------------------------------------ who may


def test_only_the_owner_runs_stops_and_tries(studio: Studio) -> None:
    """Somebody else is refused, and an unknown id is said to be unknown."""
    lab.make(studio)
    agreed = run.quoted(studio, DEMO_USER, LAB)
    works = (
        lambda who, what: run.quoted(studio, who, what),
        lambda who, what: run.start(studio, who, what, agreed),
        lambda who, what: run.stop(studio, who, what),
        lambda who, what: run.trial(studio, who, what, arm=1, case=1, key="t"),
    )
    for work in works:
        with pytest.raises(ExperimentRefused) as caught:
            work(DEMO_MEMBER, LAB)
        assert refusal(caught) == "not_owner"
        for unknown in ("gone", "", "\0", "x" * 65):
            with pytest.raises(ExperimentNotFound):
                work(DEMO_USER, unknown)


def test_a_members_prompt_needs_membership_at_the_hold(studio: Studio) -> None:
    """Who was a member when the draft was made, and is none now, runs nothing."""
    lab.make(studio, prompt_id=MEMBERS, person=DEMO_MEMBER, cases=1)
    agreed = run.quoted(studio, DEMO_MEMBER, LAB)
    with studio.database.write() as tx:
        tx.execute(text("UPDATE \"user\" SET is_member = FALSE WHERE id = 'demo-member'"))
    with pytest.raises(MembershipRequired):
        run.start(studio, DEMO_MEMBER, LAB, agreed)
    assert (lab.cells(studio), numbers(studio, DEMO_MEMBER)) == ([], (100, 0))


# ------------------------------------------------------------------------------ stop, fill up


def test_a_stop_takes_back_what_has_not_begun(studio: Studio) -> None:
    """What is being made ends with its picture; the rest is given back and can be filled up."""
    lab.make(studio, cases=3)
    orders = lab.start(studio)
    lab.carry(studio, orders[:2])
    with studio.database.write() as tx:
        tx.execute(
            text("UPDATE generation SET started_at = created_at WHERE id = :id"),
            {"id": orders[2].id},
        )
    assert run.stop(studio, DEMO_USER, LAB) == 3
    assert numbers(studio) == (98, 1)
    assert order_of(studio, orders[2].id).status == OrderStatus.HELD
    assert run.stop(studio, DEMO_USER, LAB) == 0
    assert run.quoted(studio, DEMO_USER, LAB, again=True).cells == 3
    assert run.quoted(studio, DEMO_USER, LAB).cells == 0
    with studio.database.write() as tx:  # its worker has died: recovery, and that is all
        tx.execute(text("UPDATE generation SET started_at = NULL WHERE status = 'held'"))
    run.stop(studio, DEMO_USER, LAB)


@pytest.mark.parametrize("turn", range(3))
def test_a_stop_while_orders_settle(studio: Studio, turn: int) -> None:
    """Whoever wins an order, it ends once: with its picture, or given back."""
    lab.make(studio, cases=4)
    orders = lab.start(studio)
    works = (
        lambda: run.stop(studio, DEMO_USER, LAB),
        lambda: lab.carry(studio, orders),
        lambda: lab.carry(studio, orders[::-1]),
    )
    answers = in_threads(3, lambda n: works[n]())
    assert not [each for each in answers if isinstance(each, BaseException)]
    lab.carry(studio, orders)
    settled = [order_of(studio, o.id).status == OrderStatus.SETTLED for o in orders]
    assert numbers(studio) == (100 - sum(settled), 0)


def test_filling_up_tries_again_what_failed_and_leaves_a_block(studio: Studio) -> None:
    """Of a fault, a block and two pictures the fault alone gets attempt 2, with its own seed."""
    lab.make(studio, cases=2)
    provider_of(studio).queue(
        GenerationFailed(ProviderFault.NETWORK), GenerationFailed(ProviderFault.PROMPT_BLOCKED)
    )
    orders = lab.start(studio)
    lab.carry(studio, orders)
    assert numbers(studio) == (98, 0)
    (again,) = lab.start(studio, again=True)
    assert again.key.endswith(":2")
    assert again.seed == orders[0].seed
    lab.carry(studio, [again])
    came = [each.came for each in plan.last_tries(lab.matrix(studio).tries).values()]
    assert sorted(came) == [Came.BLOCKED, *[Came.PICTURE] * 3]
    with pytest.raises(ExperimentRefused) as caught:
        lab.start(studio, again=True)
    assert refusal(caught) == "nothing"


def test_a_later_case_runs_only_its_own_cells(studio: Studio) -> None:
    """An extension leaves what is there, and its quote is for what is new."""
    lab.make(studio, cases=2)
    lab.carry(studio, lab.start(studio))
    drafts.extend(studio, DEMO_USER, LAB, cases=[CaseShape("后来", {"mood": "x"})], seen=1)
    assert run.quoted(studio, DEMO_USER, LAB).cells == 2
    lab.carry(studio, lab.start(studio))
    assert {cell.case_number for cell in lab.cells(studio)} == {1, 2, 3}
    assert numbers(studio) == (94, 0)


def test_a_trial_freezes_nothing(studio: Studio) -> None:
    """One picture of an arm and a case is a click like any other, once for its key, and no cell."""
    lab.make(studio)
    (order,) = run.trial(studio, DEMO_USER, LAB, arm=2, case=1, key="t")
    (same,) = run.trial(studio, DEMO_USER, LAB, arm=2, case=1, key="t")
    assert (order.id, order.batch, order.sent_text) == (same.id, False, "a pebble, calm 1")
    assert lab.cells(studio) == []
    assert lab.matrix(studio).experiment.frozen_at is None
    with pytest.raises(InvalidRequest):
        run.trial(studio, DEMO_USER, LAB, arm=3, case=1, key="u")


# ------------------------------------------------------------------------------ the queue


def test_the_pool_queues_what_is_placed(studio: Studio) -> None:
    """Cells go through the same workers as clicks, behind them, once each."""
    lab.make(studio, cases=2)
    agreed = run.quoted(studio, DEMO_USER, LAB)
    pool = Pool(studio).start()
    try:
        for _ in range(2):
            pool.place(lambda: run.start(studio, DEMO_USER, LAB, agreed))
        lab.wait_for_end(studio)
    finally:
        pool.stop()
    assert numbers(studio) == (96, 0)
    assert len(provider_of(studio).requests) == 4


def test_a_run_that_dies_before_its_queue_is_given_back(studio: Studio) -> None:
    """Held and never queued: recovery releases all, and filling up finishes them."""
    lab.make(studio, cases=2)
    lab.start(studio)
    assert lab.recover(studio) == 4
    assert numbers(studio) == (100, 0)
    lab.carry(studio, lab.start(studio, again=True))
    assert numbers(studio) == (96, 0)
    assert audit(studio.database).clean
