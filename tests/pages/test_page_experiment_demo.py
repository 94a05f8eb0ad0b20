"""Whatever a page says of pictures that no AI made, it says that they are demo pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import lab
import pytest
from driver import button, drawer, ended, open_app, texts
from fakes import CHEAP, FakeProvider, FakeSeconds, make_studio
from lab_pages import opened
from streamlit.testing.v1 import AppTest

from core.experiments.shapes import Draft
from core.orders.pool import workers
from core.orders.specs import Maker
from core.people.people import DEMO_USER
from core.providers.demo import DemoProvider
from core.studio import Studio, use
from pages.parts.order_form import makers

MARK = "演示"


class InstantDemo(FakeProvider):
    """A service that bears the demo renderer's name, and paints nothing."""

    name = DemoProvider.name
    models = DemoProvider.models


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Studio]:
    """Make a studio with a demo service beside the fake one the current one."""
    made = make_studio("", tmp_path / "data", monotonic=FakeSeconds())
    demo = InstantDemo()
    with use(replace(made, services={**made.services, demo.name: demo})) as studio:
        yield studio
        workers.stop()
    made.database.dispose()


def one_demo_arm(studio: Studio) -> Draft:
    """Return a draft whose second arm is the demo renderer's."""
    demo = studio.services["demo"]
    model = demo.models[0]
    ours: dict[str, Any] = {"service": demo.name, "model": model.id, "size": model.sizes[0]}
    made = lab.draft(studio, cases=1)
    return replace(made, arms=(made.arms[0], replace(made.arms[1], **ours)))


def badges(app: AppTest) -> list[str]:
    return [each.value for each in app.markdown if "演示图片" in str(each.value)]


def test_a_draft_is_marked(here: Studio) -> None:
    """Its head, its quote, its card in the list and a trial of its demo arm all say so."""
    lab.make(here, one_demo_arm(here))
    app = opened("settings")
    assert any("orange-badge" in each for each in badges(app))
    (quote,) = [each.value for each in app.markdown if "2 代币" in each.value]
    assert "（演示图片）" in quote
    button(app, "试这一格").click().run()
    assert [order.provider for order in ended(here, DEMO_USER)] == ["demo"]
    app.run()
    assert "试画（演示图片），1 代币" in texts(app)
    assert badges(open_app("experiments.py", me=DEMO_USER))
    assert not app.exception


def test_a_run_is_marked(here: Studio) -> None:
    """The head, the matrix, the figures and the card say it; the other arm is not called so."""
    lab.make(here, one_demo_arm(here))
    lab.carry(here, lab.start(here))
    app = opened("matrix")
    assert any("orange-badge" in each for each in badges(app))
    arms = [name for name in app.dataframe[0].value.columns if "第" in name]
    assert [name.endswith("（演示）") for name in arms] == [False, True]
    heads = [str(head) for head in app.table[0].value.columns[1:]]
    assert [MARK in head for head in heads] == [False, True]
    assert "它们的数字不说明真实服务的表现" in texts(app)
    listed = open_app("experiments.py", me=DEMO_USER)
    assert "2 张图片" in texts(listed)
    assert badges(listed)
    assert not app.exception


def test_without_a_demo_arm_nothing_is_marked(here: Studio) -> None:
    """The card of an experiment of real services bears no mark."""
    lab.make(here, cases=1)
    assert not badges(open_app("experiments.py", me=DEMO_USER))


def test_a_versions_pictures_are_marked(here: Studio) -> None:
    """版本 says of a version's pictures how many are demo pictures, or that all are."""
    lab.make(here, one_demo_arm(here))
    lab.carry(here, lab.start(here))
    app = open_app(me=DEMO_USER, versions=CHEAP)
    (choice,) = drawer(app).get("radio")
    captions = list(choice.proto.captions)
    assert any("1 张演示图片" in each for each in captions)
    assert any("1 张图片　" in each for each in captions)


def test_a_tried_version_is_marked(here: Studio) -> None:
    """试一张 in the drawer of versions says of a demo picture that it is one, and of no other."""
    app = open_app(me=DEMO_USER, versions=CHEAP)
    for service, is_demo in (("demo", True), ("fake", False)):
        app.session_state[makers.CHOSEN] = (makers.offered(Maker(service)),)
        app.run()
        button(drawer(app), "试一张（1 代币）").click().run()
        assert ended(here, DEMO_USER)[0].provider == service
        app.run()
        said = texts(drawer(app))
        assert ("试画的演示图片（扣除 1 代币" in said, "试画（扣除" in said) == (
            is_demo,
            not is_demo,
        )
    assert not app.exception
