"""Which open cells wait, and which somebody works on."""

from __future__ import annotations

import lab
from fakes import store_as_its_worker
from lab import LAB

from core.experiments.plan import Came
from core.experiments.views import reads
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio


def test_a_cell_says_whether_it_has_begun(studio: Studio) -> None:
    """Of two open cells the one that a worker has taken says so, and neither has a picture."""
    lab.make(studio, cases=1)
    first, _ = lab.start(studio)
    store_as_its_worker(studio, first)
    person = people.find(studio.database, DEMO_USER)
    view = reads.find(studio.database, person, LAB)
    assert {cell.tried.came for cell in view.cells} == {Came.OPEN}
    assert {cell.order_id for cell in view.cells if cell.has_begun} == {first.id}
    assert not any(cell.has_file for cell in view.cells)
