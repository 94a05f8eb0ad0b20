"""Each corruption of an experiment is found by the rule named for it."""

from __future__ import annotations

import pytest
from corruptions import Corruption, Found, check, spoilt  # noqa: F401 - a fixture

WHOLE, SOMEBODYS, COMPLETE = (
    "experiments_are_whole",
    "experiments_are_somebodys",
    "what_was_run_is_complete",
)
ARMS, CASES, MATCH = (
    "arms_are_of_their_prompt",
    "cases_are_their_owners",
    "cells_match_their_orders",
)
ONE, SINGLE, SEED = "cells_have_one_picture", "cells_are_single", "cells_share_their_seed"
LOST = "orders_of_a_run_are_cells"
JUDGED, SETS = "judgements_are_of_pictures", "sets_are_somebodys"

FIRST = "arm = 1 AND case_number = 1 AND repeat = 1 AND attempt = 1"
OF_CELL = f"id = (SELECT order_id FROM cell WHERE {FIRST})"
ALL = "SELECT * FROM judgement"
CLICK = "SELECT id FROM generation WHERE key = 's:0'"
SECOND = "SELECT order_id FROM cell WHERE attempt = 2"


def experiment(change: str) -> str:
    return f"UPDATE experiment SET {change}"


def arm(change: str) -> str:
    return f"UPDATE arm SET {change} WHERE number = 2"


def cell(change: str) -> str:
    return f"UPDATE cell SET {change} WHERE {FIRST}"


def order(change: str) -> str:
    return f"UPDATE generation SET {change} WHERE {OF_CELL}"


def before_the_second(change: str) -> str:
    """Return a change of the order whose failure a second attempt made good."""
    return f"""
        UPDATE generation SET {change} WHERE id = (
          SELECT b.order_id FROM cell b JOIN cell c ON c.attempt = 2 AND b.attempt = 1
            AND b.arm = c.arm AND b.repeat = c.repeat)"""


def judgement(change: str) -> str:
    return f"UPDATE judgement SET {change} WHERE n = 2"


CORRUPTIONS: dict[str, Corruption] = {
    "no repeats": Corruption(WHOLE, experiment("repeats = 0")),
    "five repeats": Corruption(WHOLE, experiment("repeats = 5")),
    "half a repeat": Corruption(WHOLE, experiment("repeats = 1.5"), "sqlite"),
    "too many voters": Corruption(WHOLE, experiment("voters = 21")),
    "voters below nought": Corruption(WHOLE, experiment("voters = -1")),
    "half a voter": Corruption(WHOLE, experiment("voters = 0.5"), "sqlite"),
    "a seed below nought": Corruption(WHOLE, experiment("seed = -1")),
    "half a seed": Corruption(WHOLE, experiment("seed = 0.5"), "sqlite"),
    "no revision": Corruption(WHOLE, experiment("revision = 0")),
    "half a revision": Corruption(WHOLE, experiment("revision = 1.5"), "sqlite"),
    "frozen before it was made": Corruption(WHOLE, experiment("frozen_at = created_at - 1")),
    "archived before it was run": Corruption(WHOLE, experiment("archived_at = frozen_at - 1")),
    "archived and never run": Corruption(
        WHOLE, experiment("archived_at = frozen_at, frozen_at = NULL")
    ),
    "half an instant": Corruption(WHOLE, experiment("created_at = 0.5"), "sqlite"),
    "half an instant of freezing": Corruption(
        WHOLE, experiment("frozen_at = frozen_at + 0.5"), "sqlite"
    ),
    "half an instant of archiving": Corruption(
        WHOLE, experiment("archived_at = frozen_at + 0.5"), "sqlite"
    ),
    "one's own votes, perhaps": Corruption(WHOLE, experiment("own_votes = 2"), "sqlite"),
    "no id": Corruption(WHOLE, experiment("id = ''")),
    "an experiment of nobody": Corruption(SOMEBODYS, experiment("owner = 'nobody'")),
    "an experiment of no prompt": Corruption(SOMEBODYS, experiment("prompt_id = 'gone'")),
    "an experiment twice": Corruption(SOMEBODYS, "INSERT INTO experiment SELECT * FROM experiment"),
    "one arm": Corruption(COMPLETE, "DELETE FROM arm WHERE number = 2"),
    "no arm": Corruption(COMPLETE, "DELETE FROM arm"),
    "a gap among arms": Corruption(COMPLETE, arm("number = 3")),
    "five arms": Corruption(
        COMPLETE,
        "; ".join(
            "INSERT INTO arm SELECT experiment_id, MAX(number) + 1, MIN(version_id), 's', 'm',"
            " 'a', 'z', FALSE FROM arm GROUP BY experiment_id"
            for _ in range(3)
        ),
    ),
    "no base": Corruption(COMPLETE, "UPDATE arm SET is_base = FALSE"),
    "two bases": Corruption(COMPLETE, arm("is_base = TRUE")),
    "no case": Corruption(COMPLETE, "DELETE FROM experimentcase"),
    "a gap among cases": Corruption(COMPLETE, "UPDATE experimentcase SET number = 2"),
    "an arm of another prompt": Corruption(ARMS, arm("version_id = 'open@1'")),
    "an arm of no version": Corruption(ARMS, arm("version_id = 'cheap@9'")),
    "an arm of no experiment": Corruption(ARMS, arm("experiment_id = 'gone'")),
    "an arm twice": Corruption(ARMS, "INSERT INTO arm SELECT * FROM arm WHERE number = 1"),
    "a case of no experiment": Corruption(
        CASES, "UPDATE experimentcase SET experiment_id = 'gone'"
    ),
    "a case twice": Corruption(CASES, "INSERT INTO experimentcase SELECT * FROM experimentcase"),
    "a case of no experiment that shows nothing": Corruption(
        CASES, "UPDATE experimentcase SET experiment_id = 'gone', reference = NULL"
    ),
    "a case with what another has uploaded": Corruption(
        CASES, "UPDATE uploadedreference SET user_id = 'demo-user'"
    ),
    "a case with another's reference": Corruption(
        CASES, "UPDATE experimentcase SET reference = 'x.jpg'"
    ),
    "a kept case of no set": Corruption(CASES, "UPDATE keptcase SET set_id = 'gone'"),
    "a kept case with another's reference": Corruption(
        CASES, "UPDATE keptcase SET reference = 'x.jpg'"
    ),
    "a cell gone": Corruption(LOST, "DELETE FROM cell WHERE arm = 2 AND attempt = 1"),
    "a second attempt's cell gone": Corruption(LOST, "DELETE FROM cell WHERE attempt = 2"),
    "all cells gone": Corruption(LOST, "DELETE FROM cell"),
    "a cell without its order": Corruption(MATCH, cell("order_id = 'gone'")),
    "a cell of no experiment": Corruption(MATCH, cell("experiment_id = 'gone'")),
    "a cell of no arm": Corruption(MATCH, cell("arm = 4")),
    "a cell of another arm": Corruption(MATCH, cell("arm = 2")),
    "a cell of no case": Corruption(MATCH, cell("case_number = 9")),
    "a cell of no repeat": Corruption(MATCH, cell("repeat = 3")),
    "a cell of another repeat": Corruption(MATCH, cell("repeat = 2")),
    "a cell of no case, under its key": Corruption(
        MATCH, order("key = 'lab:1:9:1:1', reference = NULL") + "; " + cell("case_number = 9")
    ),
    "a cell of no repeat, under its key": Corruption(
        MATCH, order("key = 'lab:1:1:3:1'") + "; " + cell("repeat = 3")
    ),
    "a cell under another case's key": Corruption(
        MATCH, "UPDATE experimentcase SET number = 2; UPDATE cell SET case_number = 2"
    ),
    "a cell of another person": Corruption(MATCH, order("user_id = 'demo-user'")),
    "a cell of another prompt": Corruption(MATCH, order("prompt_id = 'open'")),
    "a cell that is a click": Corruption(MATCH, order("batch = FALSE")),
    "a cell from before the freeze": Corruption(MATCH, experiment("frozen_at = frozen_at + 99999")),
    "a cell of a draft": Corruption(MATCH, experiment("frozen_at = NULL")),
    "a cell of another version": Corruption(MATCH, order("version_id = 'cheap@2'")),
    "a cell of another service": Corruption(MATCH, order("provider = 'demo'")),
    "a cell of another model": Corruption(MATCH, order("model = 'fake-2'")),
    "a cell of another shape": Corruption(MATCH, order("aspect_ratio = '16:9'")),
    "a cell of another size": Corruption(MATCH, order("size = '2K'")),
    "a cell without its reference": Corruption(MATCH, order("reference = NULL")),
    "a cell under another key": Corruption(MATCH, order("key = 'x'")),
    "a second attempt after a picture": Corruption(
        ONE, before_the_second("status = 'settled', error_code = ''")
    ),
    "a second attempt after a block": Corruption(
        ONE, before_the_second("error_reason = 'prompt_blocked'")
    ),
    "a second attempt after a blocked picture": Corruption(
        ONE, before_the_second("error_reason = 'image_blocked'")
    ),
    "a third attempt after the first": Corruption(
        ONE, "UPDATE cell SET attempt = 3 WHERE attempt = 2"
    ),
    "an order in two cells": Corruption(SINGLE, cell(f"order_id = ({SECOND})")),
    "a cell twice": Corruption(
        SINGLE,
        f"""INSERT INTO cell (experiment_id, arm, case_number, repeat, attempt, order_id)
        SELECT experiment_id, arm, case_number, repeat, attempt, 'x' FROM cell WHERE {FIRST}""",
    ),
    "another seed": Corruption(SEED, order("seed = seed + 1")),
    "a judgement of no cell": Corruption(JUDGED, judgement(f"order_id = ({CLICK})")),
    "a judgement of a click": Corruption(JUDGED, f"UPDATE judgement SET order_id = ({CLICK})"),
    "a judgement of nobody": Corruption(JUDGED, "UPDATE judgement SET person_id = 'nobody'"),
    "a judgement of what has no picture": Corruption(
        JUDGED, f"UPDATE generation SET status = 'held' WHERE id = ({SECOND})"
    ),
    "a judgement gone": Corruption(JUDGED, "DELETE FROM judgement WHERE n = 1"),
    "a judgement twice": Corruption(JUDGED, f"INSERT INTO judgement {ALL} WHERE n = 1"),
    "a judgement numbered from 2": Corruption(JUDGED, "UPDATE judgement SET n = n + 1"),
    "an unknown answer": Corruption(JUDGED, judgement("answer = 'good'")),
    "an unknown answer without a reason": Corruption(
        JUDGED, judgement("answer = 'good', reason = ''")
    ),
    "an unknown reason": Corruption(JUDGED, judgement("reason = 'ugly'")),
    "a reason of what is usable": Corruption(JUDGED, judgement("answer = 'usable'")),
    "a set of nobody": Corruption(SETS, "UPDATE caseset SET owner = 'nobody'"),
    "a set twice": Corruption(SETS, "INSERT INTO caseset SELECT * FROM caseset"),
    "a set without a revision": Corruption(SETS, "UPDATE caseset SET revision = 0"),
}


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_corruption_is_named(spoilt: Found, what: str, request: pytest.FixtureRequest) -> None:  # noqa: F811
    """What was changed with triggers, checks and keys off is named by the rule that it breaks."""
    check(spoilt, CORRUPTIONS[what], request)
