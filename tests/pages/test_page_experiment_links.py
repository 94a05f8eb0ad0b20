"""The ways between an experiment and the orders that are its cells."""

from __future__ import annotations

import lab
import pytest
from driver import button, drawer, open_app
from fakes import place_and_run
from lab import LAB
from streamlit.testing.v1 import AppTest

from core.people.people import DEMO_USER
from core.studio import Studio


def links(app: AppTest) -> dict[str, str]:
    """Return the links of the open drawer: where each label leads, with what."""
    return {each.label: f"{each.page} {each.query_string}" for each in drawer(app).get("page_link")}


@pytest.mark.parametrize(
    ("page", "name"), [("ledger.py", "order"), ("gallery.py", "picture")], ids=["账本", "图库"]
)
def test_an_order_leads_to_its_experiment(app_studio: Studio, page: str, name: str) -> None:
    """所属实验 stands in the order's drawer where it is a cell, and only there."""
    lab.make(app_studio, cases=1)
    cell, *_ = orders = lab.start(app_studio)
    lab.carry(app_studio, orders)
    app = open_app(page, me=DEMO_USER, **{name: cell.id})
    assert f"e={LAB}" in links(app)["所属实验"]
    single = place_and_run(app_studio, "single", person=DEMO_USER)
    app = open_app(page, me=DEMO_USER, **{name: single.id})
    assert "所属实验" not in links(app)
    assert not app.exception


def test_the_bin_names_the_experiment(app_studio: Studio) -> None:
    """移到回收站 is refused for a cell's picture, with the question of who needs it."""
    lab.make(app_studio, cases=1)
    cell, *_ = orders = lab.start(app_studio)
    lab.carry(app_studio, orders)
    app = open_app("gallery.py", me=DEMO_USER, picture=cell.id)
    button(drawer(app), "移到回收站").click().run()
    assert [toast.value for toast in app.toast] == [
        "其中 1 张属于还没有结束的实验“哪张更像水墨？”，不能移到回收站。"
        "请先在“实验”里归档它；安排了盲评的，要先揭晓。"
    ]
    assert not app.exception
