"""An experiment of four versions of one prompt, made, run and extended as its owner does."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial

from bench.parts import PERSON, InstantProvider, add_person, instant_studio, silence
from core.experiments import drafts, run
from core.experiments.overview import State
from core.experiments.shapes import ArmShape, CaseShape, Draft
from core.experiments.views import reads
from core.library import editing
from core.library.editing import NewPrompt
from core.orders.pool.workers import Pool
from core.people import people
from core.settings import Settings
from core.studio import Studio
from core.tables import MAX_CELLS

PROMPT = "bench-prompt"
VALUE = "地点"  # the prompt's variable
TEXT = f"水墨画，{{{{{VALUE}}}}}，留白，远山，一叶小舟"
STYLES = ("", "，淡彩", "，晨雾", "，雨后")  # one for each arm
ARMS = len(STYLES)
CASES_A_RUN = MAX_CELLS // ARMS
PLACES = ("西湖", "太湖", "乌镇", "绍兴", "黄山", "漓江", "洱海", "鼓浪屿")
LOOK_S = 0.01  # between two looks whether all has ended: the resolution of a run's time


@dataclass(frozen=True)
class Lab:
    """A studio whose provider costs nothing, and the versions that its experiments compare."""

    studio: Studio
    owner: str
    versions: tuple[str, ...]


def open_lab(settings: Settings, owner: str = PERSON) -> Lab:
    """Open a studio with a prompt of four versions; its owner is made unless already there."""
    studio = instant_studio(settings)
    silence()
    if owner == PERSON:
        add_person(studio, owner)
    new = NewPrompt("江南水墨", "四版同题", "基准", 5, members_only=False, text=TEXT)
    first = editing.create_prompt(studio, owner, PROMPT, new).id
    others = (
        editing.save_version(studio, owner, PROMPT, TEXT + style, {}).version.id
        for style in STYLES[1:]
    )
    return Lab(studio, owner, (first, *others))


@dataclass(frozen=True)
class Size:
    """How often each version is drawn for a case, and how many people are to vote on each pair."""

    repeats: int = 1
    voters: int = 0


ONCE = Size()


def make(lab: Lab, cases: int, size: Size = ONCE) -> str:
    """Make an experiment of all versions on so many cases; return its id."""
    model = InstantProvider.models[0]
    made_with = (InstantProvider.name, model.id, model.aspect_ratios[0], model.sizes[0])
    arms = tuple(
        ArmShape(version, *made_with, is_base=number == 0)
        for number, version in enumerate(lab.versions)
    )
    draft = Draft(
        "哪一版的留白更好？", arms, _cases(0, cases), repeats=size.repeats, voters=size.voters
    )
    return drafts.create(lab.studio, lab.studio.new_id(), lab.owner, PROMPT, draft).id


def place(lab: Lab, pool: Pool, experiment_id: str) -> None:
    """Run what is due of an experiment, as somebody does who agrees to what it costs."""
    agreed = run.quoted(lab.studio, lab.owner, experiment_id)
    pool.place(partial(run.start, lab.studio, lab.owner, experiment_id, agreed))


def wait_until_ended(lab: Lab, person_id: str = "") -> None:
    """Return when none of a person's tokens, the owner's by default, is on hold any more."""
    while people.find(lab.studio.database, person_id or lab.owner).held:
        time.sleep(LOOK_S)


def filled(lab: Lab, pool: Pool, cases: int, *, a_run: int = CASES_A_RUN, size: Size = ONCE) -> str:
    """Run an experiment on so many cases, `a_run` of them at a time; return its id."""
    there = min(cases, a_run)
    experiment_id = make(lab, there, size)
    revision = _run(lab, pool, experiment_id, there * size.repeats)
    while there < cases:
        more = _cases(there, min(a_run, cases - there))
        drafts.extend(lab.studio, lab.owner, experiment_id, cases=more, seen=revision)
        there += len(more)
        revision = _run(lab, pool, experiment_id, there * size.repeats)
    return experiment_id


def _run(lab: Lab, pool: Pool, experiment_id: str, rows: int) -> int:
    place(lab, pool, experiment_id)
    wait_until_ended(lab)
    return check(lab, experiment_id, rows * ARMS)


def check(lab: Lab, experiment_id: str, pictures: int) -> int:
    """Return an experiment's revision; raise where it has not ended with so many pictures."""
    person = people.find(lab.studio.database, lab.owner)
    view = reads.find(lab.studio.database, person, experiment_id)
    found = sum(cell.has_file for cell in view.cells)
    if view.state == State.RUNNING or found != pictures:
        raise RuntimeError(f"{found} of {pictures} pictures: what was measured is worth nothing")
    return view.experiment.revision


def picture_orders(lab: Lab, experiment_id: str) -> list[str]:
    """Return the orders of an experiment's pictures, in the order in which they are judged."""
    person = people.find(lab.studio.database, lab.owner)
    view = reads.find(lab.studio.database, person, experiment_id)
    return [cell.order_id for cell in view.unjudged_by(lab.owner)]


def _cases(after: int, count: int) -> tuple[CaseShape, ...]:
    return tuple(
        CaseShape(f"用例 {number + 1}", {VALUE: PLACES[number % len(PLACES)]}, "有留白，有小舟")
        for number in range(after, after + count)
    )
