"""The experiment of docs/screenshots/: eight lakes by the demo renderer, judged by two voters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import booth
import lab
from booth import ARM, BASE
from sqlmodel import col, select

from core.experiments import judging
from core.experiments.shapes import CaseShape, Draft
from core.library import versions
from core.library.versions import Content
from core.people import people
from core.providers.demo import DemoProvider
from core.settings import Settings
from core.studio import Studio, open_studio
from core.tables import Answer, Cell, Pair

PROMPT = "misty-lake"
OWNER, FIRST, SECOND = "owner-lin", "voter-wang", "voter-zhao"
NAMES = {OWNER: "小林", FIRST: "小王", SECOND: "小赵"}
CASES = {
    "春天的湖": "春天，桃花",
    "夏天的湖": "夏天，荷花",
    "秋天的湖": "秋天，红叶",
    "冬天的湖": "冬天，初雪",
    "雨后的湖": "雨后，彩虹",
    "月下的湖": "满月，夜色",
    "大风的湖": "大风，乌云",
    "清晨的湖": "清晨，炊烟",
}
LOOK_FOR = "远山至少有三层"
DISPUTED = 4  # the case on which the voters differ
SEEN_FIRST = 3  # pairs that one has judged when 盲评 is looked at


@contextmanager
def studio_of(folder: Path) -> Iterator[Studio]:
    """Open what a server keeps in this folder, beside it."""
    studio = open_studio(Settings(data_dir=folder, image_provider=DemoProvider.name))
    yield studio
    studio.database.dispose()


def run(studio: Studio) -> None:
    """Run the experiment to its end, and judge some of its pictures."""
    for person_id, name in NAMES.items():
        people.create(
            studio.database, person_id, name, is_member=True, opening=500, now=studio.now()
        )
    lab.make(studio, _draft(studio), person=OWNER, prompt_id=PROMPT)
    lab.carry(studio, lab.start(studio, person=OWNER))
    with studio.database.read() as session:
        cells = session.scalars(select(Cell).order_by(col(Cell.case_number))).all()
    for cell, answer in zip(cells, (Answer.USABLE, Answer.USABLE, Answer.UNUSABLE), strict=False):
        judging.judge(studio, OWNER, cell.order_id, answer)


def vote_some(studio: Studio) -> None:
    """Let one voter judge the first few pairs."""
    booth.vote_all(studio, FIRST, _preferred, most=SEEN_FIRST)


def vote_rest(studio: Studio) -> None:
    """Let both voters judge what is left for them, which reveals."""
    booth.vote_all(studio, FIRST, _preferred)
    booth.vote_all(studio, SECOND, ARM)


def _preferred(pair: Pair) -> str:
    return BASE if pair.case_number == DISPUTED else ARM


def _draft(studio: Studio) -> Draft:
    with studio.database.read() as session:
        live = versions.live(session, PROMPT)
    assert live is not None
    ink = Content(f"水墨画风，留白，{{{{时节}}}}。{live.text}", live.cost)
    made: dict[str, Any] = {"service": DemoProvider.name, "model": DemoProvider.models[0].id}
    return Draft(
        question="哪张更像水墨？",
        arms=(
            lab.arm(live.id, is_base=True, **made),
            lab.arm(lab.add_version(studio, ink, PROMPT), **made),
        ),
        cases=tuple(
            CaseShape(title, {"时节": season}, look_for=LOOK_FOR) for title, season in CASES.items()
        ),
        voters=2,
    )
