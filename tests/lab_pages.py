"""An experiment's page for tests: run to its end, opened by its link, its figures read."""

from __future__ import annotations

from typing import Any

import lab
from driver import button, open_app
from fakes import FakeSeconds
from lab import LAB
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

from core.people.people import DEMO_USER
from core.studio import Studio
from pages.parts.experiments.seen import SEEN_S


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


def press(studio: Studio, app: AppTest, label: str, *, after_s: float = SEEN_S) -> None:
    """Press a key of 筛选 or 盲评 so long after what it answers to was drawn."""
    _wait(studio, after_s)
    button(app, label).click().run()
    assert not app.exception


def press_late(studio: Studio, app: AppTest, *keys: Any) -> None:
    """Press such keys, some as they were drawn before, once what is drawn now has been seen."""
    _wait(studio, SEEN_S)
    app._run(WidgetStates(widgets=[WidgetState(id=key.id, trigger_value=True) for key in keys]))
    assert not app.exception


def _wait(studio: Studio, seconds: float) -> None:
    assert isinstance(studio.monotonic, FakeSeconds)
    studio.monotonic.advance(seconds)


def figures(app: AppTest) -> dict[str, list[str]]:
    """Return what each line of the table of figures says of each arm."""
    return {row.iloc[0]: list(row.iloc[1:]) for _, row in app.table[0].value.iterrows()}
