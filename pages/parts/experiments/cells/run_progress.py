"""How far a run is, and about how long it still takes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from statistics import fmean

import streamlit as st

from core.experiments.plan import UNDONE, Came, Planned
from core.experiments.quoting import quote
from core.experiments.quoting.quote import ArmPrice
from core.experiments.views.view import CellView, ExperimentView
from core.studio import current_studio
from pages.parts import formats
from pages.parts.experiments.cells import cell_words


def is_running(view: ExperimentView) -> bool:
    """Return whether any of the experiment's orders is open."""
    return any(cell.tried.came == Came.OPEN for cell in view.cells)


def draw(view: ExperimentView) -> None:
    """Draw the bar, with what has ended without a picture and the time left."""
    counted = view.counted
    ended = sum(cell.tried.came not in UNDONE for cell in counted.values())
    words = [f"已完成 {ended}/{len(view.places)} 格", *_misses(counted.values()), *_left(view)]
    st.progress(ended / len(view.places), "，".join(words))


def _misses(cells: Iterable[CellView]) -> list[str]:
    """Return how many places have ended without a picture, by how."""
    misses = [cell_words.state(cell) for cell in cells if cell.tried.came in cell_words.ENDED]
    return [f"{state} {count} 格" for state, count in Counter(misses).items()]


def _left(view: ExperimentView) -> list[str]:
    """Return about how long it takes, by what each arm's pictures took here so far."""
    pace = _pace(view)
    prices = {
        number: ArmPrice(arm.cost, arm.shape.service, {}, pace[number])
        for number, arm in view.arms.items()
    }
    open_cells = [
        Planned(cell.tried.place, cell.tried.attempt, seed=0)
        for cell in view.cells
        if cell.tried.came == Came.OPEN
    ]
    workers = current_studio().settings.workers
    left = quote.quote(open_cells, prices, revision=0, workers=workers).seconds
    if left is None:
        return ["第一张完成后估计剩余时间"]
    return [f"约剩 {formats.seconds(round(left) * 1000)}"] if left >= 1 else ["马上完成"]


def _pace(view: ExperimentView) -> dict[int, float | None]:
    """Return each arm's mean seconds a picture; of one without any, that of all arms."""
    times: dict[int, list[int]] = defaultdict(list)
    for cell in view.cells:
        if cell.took_ms is not None:
            times[cell.tried.place.arm].append(cell.took_ms)
    every = [took_ms for of_arm in times.values() for took_ms in of_arm]
    if not every:
        return dict.fromkeys(view.arms)
    return {arm: fmean(times[arm] or every) / 1000 for arm in view.arms}
