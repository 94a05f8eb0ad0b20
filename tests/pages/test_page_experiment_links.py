"""The ways between an experiment and the orders that are its cells."""

from __future__ import annotations

from pathlib import Path

import lab
import pytest
from driver import button, drawer, open_app, texts
from fakes import CHEAP, make_studio, place_and_run
from lab import LAB
from lab_pages import opened
from streamlit.testing.v1 import AppTest

from core.orders.pool import workers
from core.people.people import DEMO_USER
from core.studio import Studio, use
from core.tables import Prompt, User


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


def test_a_link_survives_a_restart_and_new_names(here: Studio, tmp_path: Path) -> None:
    """It opens the same tab of the same experiment after both, and after each of two reloads."""
    lab.make(here, cases=1)
    lab.carry(here, lab.start(here))
    link = {"e": LAB, "tab": "contrast"}
    seen = texts(opened("contrast"))
    for _ in range(2):
        assert texts(open_app("experiments.py", me=DEMO_USER, **link)) == seen
    with here.database.write() as tx:
        prompt = tx.get_one(Prompt, CHEAP)
        prompt.title, prompt.edited = "卵石", True  # or the file would call it as before
        tx.get_one(User, DEMO_USER).name = "改了名的人"
    again = make_studio("", tmp_path / "data")  # as the next process finds it
    with use(again):
        app = open_app("experiments.py", me=DEMO_USER, **link)
        told = texts(app)
        workers.stop()
    again.database.dispose()
    assert told == seen.replace("石子", "卵石").replace("演示用户", "改了名的人")
    assert not app.exception
