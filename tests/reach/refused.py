"""The table: each way to another's things through core, and what it must come to.

A row is what an attacker calls with their own id and the other's, and the error that refuses it, or
the value that gives nothing away. Nothing of it may change a row of the database.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import lab
from fakes import CHEAP, form
from reach.scene import MINE, MY_SET, THEIR_SET, THEIRS, VOTER, Scene

from core.administration import access, people_acts, prompt_acts
from core.administration.record import Click
from core.downloads import archive, provenance
from core.downloads.selection import Selection
from core.errors import (
    ExperimentRefused,
    InvalidImage,
    KeyConflict,
    NotAllowed,
    OrderNotFound,
    StudioError,
)
from core.experiments import adopting, drafts, judging, overview, run, sets
from core.experiments.overview import ExperimentFilter
from core.experiments.shapes import CaseShape, Draft
from core.experiments.views import reads as experiment_views
from core.experiments.voting import reveals, votes
from core.ledger import statement
from core.ledger.statement import EntryFilter
from core.listing.period import Period
from core.orders import endings, submission
from core.orders.specs import OrderForm
from core.orders.views import reads, results, standing
from core.orders.views.reads import OrderFilter
from core.pictures import gallery, references, stars, trash
from core.pictures.gallery import PictureFilter
from core.tables import Answer, Choice, Role

Refusal = type[StudioError]


class Row(NamedTuple):
    """One way: what is called, and what must come of it, an error's class or a value."""

    call: Callable[[Scene], Any]
    gives: Any


def _with_their_reference(scene: Scene) -> OrderForm:
    return form("mine", reference=scene.reference)


def _listed(scene: Scene, **more: Any) -> list[str]:
    chosen = PictureFilter(**more)
    page = gallery.list_pictures(scene.studio.database, MINE, chosen, number=1, size=9)
    return [str(card) for card in page.rows]


def _case(scene: Scene) -> CaseShape:
    return CaseShape("偷来的用例", {"mood": "calm"}, reference=scene.reference)


def _draft(scene: Scene) -> Draft:
    return lab.changed(
        Draft(arms=tuple(lab.matrix(scene.studio).arms.values())),
        question="哪张更好？",
        cases=(_case(scene),),
    )


def _plain(scene: Scene) -> Draft:
    return lab.changed(_draft(scene), cases=(CaseShape("用例"),))


ORDERS = {
    "an order by its id": Row(
        lambda s: reads.find(s.studio.database, s.me, s.order), OrderNotFound
    ),
    "several orders": Row(
        lambda s: reads.find_all(s.studio.database, s.me, [s.order, s.open_order, s.cell]), {}
    ),
    "cancel an open order": Row(
        lambda s: endings.cancel(s.studio, MINE, s.open_order), OrderNotFound
    ),
    "cancel an ended order": Row(lambda s: endings.cancel(s.studio, MINE, s.order), OrderNotFound),
    "the open placings": Row(lambda s: results.open_placings(s.studio.database, s.me), []),
    "the last ended orders": Row(
        lambda s: results.last_ended(s.studio.database, s.me, orders=9), []
    ),
    "placings by their orders' ids": Row(
        lambda s: results.placings_of(s.studio.database, s.me, [s.order, s.open_order, s.cell]),
        [],
    ),
    "the desk's open orders": Row(
        lambda s: standing.find(s.studio.database, MINE).open_orders, frozenset()
    ),
    "the list of one's own orders": Row(
        lambda s: reads.list_orders(s.studio.database, OrderFilter(MINE), number=1, size=9).rows, []
    ),
}
PICTURES = {
    "the gallery": Row(_listed, []),
    "the gallery's bin": Row(lambda s: _listed(s, is_trash=True), []),
    "pictures beside one": Row(
        lambda s: gallery.neighbours(s.studio.database, MINE, PictureFilter(), s.order),
        gallery.Neighbours(None, None),
    ),
    "star a picture": Row(lambda s: stars.star(s.studio, MINE, s.order, on=True), None),
    "put a picture in the bin": Row(lambda s: trash.trash(s.studio, MINE, [s.order]), []),
    "take a picture out": Row(lambda s: trash.restore(s.studio, MINE, [s.order]), []),
    "where a picture is from": Row(
        lambda s: provenance.find(s.studio.database, s.me, s.original), None
    ),
    "pack pictures": Row(
        lambda s: list(archive.pack(s.studio, Selection(MINE, (s.order, s.cell)))), OrderNotFound
    ),
}
REFERENCES = {
    "a reference by its hash": Row(
        lambda s: references.find(s.studio.database, MINE, s.reference), InvalidImage
    ),
    "order with a reference": Row(
        lambda s: submission.submit(s.studio, MINE, _with_their_reference(s)), InvalidImage
    ),
    "a draft with a reference": Row(
        lambda s: drafts.create(s.studio, "mine", MINE, CHEAP, _draft(s)), InvalidImage
    ),
    "a set with a reference": Row(
        lambda s: sets.create(s.studio, "new", MINE, "新的", [_case(s)]), InvalidImage
    ),
    "one's own set with a reference": Row(
        lambda s: sets.save(s.studio, MINE, MY_SET, "我的用例", [_case(s)], seen=1), InvalidImage
    ),
}
EXPERIMENTS = {
    "make one's own under an id": Row(
        lambda s: drafts.create(s.studio, s.experiment, MINE, CHEAP, _plain(s)), KeyConflict
    ),
    "change an experiment": Row(
        lambda s: drafts.save(s.studio, MINE, s.experiment, _plain(s), seen=1), ExperimentRefused
    ),
    "extend it": Row(
        lambda s: drafts.extend(s.studio, MINE, s.experiment, voters=3, seen=1), ExperimentRefused
    ),
    "copy it while it is blind": Row(
        lambda s: drafts.copy(s.studio, "copy", MINE, s.experiment), ExperimentRefused
    ),
    "delete it": Row(lambda s: drafts.delete(s.studio, MINE, s.experiment), ExperimentRefused),
    "archive it": Row(lambda s: drafts.archive(s.studio, MINE, s.experiment), ExperimentRefused),
    "run it": Row(lambda s: lab.start(s.studio, person=MINE), ExperimentRefused),
    "stop it": Row(lambda s: run.stop(s.studio, MINE, s.experiment), ExperimentRefused),
    "try a cell of it": Row(
        lambda s: run.trial(s.studio, MINE, s.experiment, arm=1, case=1, key="t"), ExperimentRefused
    ),
    "reveal its votes": Row(
        lambda s: reveals.reveal(s.studio, MINE, s.experiment), ExperimentRefused
    ),
    "adopt an arm": Row(
        lambda s: adopting.adopt(s.studio, MINE, s.experiment, 2, why="我要", seen=1),
        ExperimentRefused,
    ),
    "judge a blind cell": Row(
        lambda s: judging.judge(s.studio, MINE, s.cell, Answer.USABLE), ExperimentRefused
    ),
    "judge a click's picture": Row(
        lambda s: judging.judge(s.studio, MINE, s.order, Answer.USABLE), ExperimentRefused
    ),
    "vote on a pair never shown": Row(
        lambda s: votes.vote(s.studio, MINE, s.pair, Choice.LEFT), ExperimentRefused
    ),
    "the cells while it is blind": Row(
        lambda s: experiment_views.find(s.studio.database, s.me, s.experiment).cells, ()
    ),
    "the arms while it is blind": Row(
        lambda s: experiment_views.find(s.studio.database, s.me, s.experiment).arms, {}
    ),
    "the list of one's own experiments": Row(
        lambda s: (
            overview.list_experiments(
                s.studio.database, s.me, ExperimentFilter(mine=True), number=1, size=9
            ).rows
        ),
        [],
    ),
}
SETS = {
    "make one's own under a set's id": Row(
        lambda s: sets.create(s.studio, THEIR_SET, MINE, "新的", []), KeyConflict
    ),
    "change a set": Row(
        lambda s: sets.save(s.studio, MINE, THEIR_SET, "改了", [], seen=1), ExperimentRefused
    ),
    "add to a set": Row(
        lambda s: sets.add_case_of(s.studio, MINE, THEIR_SET, s.order), ExperimentRefused
    ),
    "delete a set": Row(lambda s: sets.delete(s.studio, MINE, THEIR_SET), ExperimentRefused),
    "a case of an order": Row(
        lambda s: sets.case_of(s.studio.database, MINE, s.order), OrderNotFound
    ),
    "one's own set with an order": Row(
        lambda s: sets.add_case_of(s.studio, MINE, MY_SET, s.order), OrderNotFound
    ),
}
LEDGER = {
    "one's own entries": Row(
        lambda s: [
            entry.amount for entry in statement.all_entries(s.studio.database, EntryFilter(MINE))
        ],
        [100],
    ),
    "one's own statement": Row(
        lambda s: statement.overview(s.studio.database, MINE, Period())[0].balance, 100
    ),
}
# By who never administers, whoever else does.
CLICK = Click(VOTER, "a-click-of-cleo", "because")
ADMINISTRATION = {
    "the page": Row(lambda s: access.admit(s.studio, VOTER), NotAllowed),
    "another's balance": Row(
        lambda s: people_acts.adjust_balance(s.studio, CLICK, THEIRS, -1), NotAllowed
    ),
    "one's own balance": Row(
        lambda s: people_acts.adjust_balance(s.studio, CLICK, VOTER, 1), NotAllowed
    ),
    "another's membership": Row(
        lambda s: people_acts.set_membership(s.studio, CLICK, THEIRS, is_member=False), NotAllowed
    ),
    "one's own role": Row(
        lambda s: people_acts.set_role(s.studio, CLICK, VOTER, Role.ADMINISTRATOR), NotAllowed
    ),
    "a prompt's price": Row(
        lambda s: prompt_acts.set_cost(s.studio, CLICK, CHEAP, 9, seen=1), NotAllowed
    ),
    "a prompt's live version": Row(
        lambda s: prompt_acts.make_live(s.studio, CLICK, CHEAP, f"{CHEAP}@2", seen=1), NotAllowed
    ),
    "a prompt's archiving": Row(lambda s: prompt_acts.archive(s.studio, CLICK, CHEAP), NotAllowed),
}
ROWS = ORDERS | PICTURES | REFERENCES | EXPERIMENTS | SETS | LEDGER | ADMINISTRATION
