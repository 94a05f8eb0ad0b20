"""An experiment's page for tests: run to its end, opened by its link, its figures read."""

from __future__ import annotations

from typing import Any

import lab
from driver import open_app
from lab import LAB
from streamlit.testing.v1 import AppTest

from core.people.people import DEMO_USER
from core.studio import Studio


def run_all(studio: Studio, **more: Any) -> list[str]:
    """Run an experiment of two arms to its end; return its orders."""
    lab.make(studio, **more)
    orders = lab.start(studio)
    lab.carry(studio, orders)
    return [order.id for order in orders]


def opened(tab: str = "settings", person: str = DEMO_USER) -> AppTest:
    """Open a tab of the experiment by its link, as somebody."""
    app = open_app("experiments.py", me=person, e=LAB, tab=tab)
    assert not app.exception
    return app


def figures(app: AppTest) -> dict[str, list[str]]:
    """Return what each line of the table of figures says of each arm."""
    return {row.iloc[0]: list(row.iloc[1:]) for _, row in app.table[0].value.iterrows()}
