"""What a rerun of a page asks of the database: each thing once, and no more with more to show."""

from __future__ import annotations

import lab
import pytest
from driver import asked_by, open_app
from fakes import CHEAP, place_and_run

from core.people.people import DEMO_MEMBER
from core.studio import Studio

# Transactions, and statements in them. The frame's has the person, the open orders, and what the
# page asks before it is drawn.
MOST_ASKED = {
    "generate.py": (1, 5),  # there: the library, the last results, and those seen at once
    "gallery.py": (2, 6),  # there: what can be chosen; later the count, and the page
    "ledger.py": (
        2,
        8,
    ),  # there: titles, and who made pictures; later what one has and was granted, count and page
}
# The frame's: the person, the open orders; the experiment, what is around it, its arms, cases,
# what was said, and its cells.
OF_EXPERIMENT = (1, 7)


@pytest.mark.parametrize("page", MOST_ASKED)
def test_a_rerun_reads_each_thing_once(app_studio: Studio, page: str) -> None:
    """A rerun makes so many transactions and statements, and as many with more to show."""
    for number in range(3):
        place_and_run(app_studio, f"k{number}", CHEAP, person=DEMO_MEMBER)
        app = open_app(page)
        assert asked_by(app_studio, app.run) == MOST_ASKED[page]
    assert not app.exception


def test_a_rerun_of_an_experiment_reads_it_once(app_studio: Studio) -> None:
    """All of an experiment comes with the person, by as many statements with more cells."""
    for cases in (1, 3):
        made = lab.make(app_studio, id=f"lab-{cases}", cases=cases, person=DEMO_MEMBER)
        lab.carry(app_studio, lab.start(app_studio, made.id, person=DEMO_MEMBER))
        app = open_app("experiments.py", e=made.id, tab="matrix")
        assert asked_by(app_studio, app.run) == OF_EXPERIMENT
    assert not app.exception
