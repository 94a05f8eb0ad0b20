"""生成 with versions: what is shown is what is ordered."""

from __future__ import annotations

import pytest
from driver import button, choose, open_app
from fakes import CHEAP, OPEN, form, never
from sqlalchemy import select
from sqlmodel import col
from streamlit.testing.v1 import AppTest

from core.library import versions
from core.library.versions import Content
from core.orders import generation, submission
from core.people.people import DEMO_MEMBER
from core.studio import Studio
from core.tables import Generation


@pytest.fixture
def app(app_studio: Studio) -> AppTest:
    """Open the app as the demo member, with the cheap prompt chosen."""
    opened = open_app()
    choose(opened, CHEAP)
    return opened


def decide(studio: Studio, words: str, cost: int) -> None:
    """Make a new text and price of the cheap prompt the live one."""
    with studio.database.write(alone=True) as tx:
        new = versions.add(tx, CHEAP, Content(words, cost), author=DEMO_MEMBER, now=studio.now())
        versions.decide(tx, new, by=DEMO_MEMBER, now=studio.now())


def order(app: AppTest) -> None:
    button(app, "生成图片").click().run()


def ordered(studio: Studio) -> list[tuple[str | None, int]]:
    """Return the version and the price of each order, in order."""
    with studio.database.read() as session:
        rows = session.scalars(select(Generation).order_by(col(Generation.created_at))).all()
    return [(row.version_id, row.cost) for row in rows]


def test_a_click_orders_the_version_that_was_shown(app_studio: Studio, app: AppTest) -> None:
    """A decision after the page was drawn changes neither price nor text of what is clicked."""
    decide(app_studio, "a boulder", 7)
    order(app)
    assert ordered(app_studio) == [(f"{CHEAP}@1", 1)]


def test_the_next_drawing_shows_the_new_version(app_studio: Studio, app: AppTest) -> None:
    """A rerun shows the live version's number and price, and a click orders that."""
    decide(app_studio, "a boulder", 7)
    app.run()
    assert [badge for badge in app.markdown if "第 2 版" in badge.value]
    order(app)
    assert ordered(app_studio) == [(f"{CHEAP}@2", 7)]


def test_another_prompt_has_another_version(app_studio: Studio, app: AppTest) -> None:
    """Who chooses another prompt orders that one's version."""
    choose(app, OPEN)
    order(app)
    assert ordered(app_studio) == [(f"{OPEN}@1", 5)]


def test_a_text_that_was_never_sent_is_not_called_sent(app_studio: Studio, app: AppTest) -> None:
    """An order taken back before 生成 shows no 实际发送的文字; one that was made shows it."""
    for key in ("made", "cancelled"):
        (order,) = submission.submit(app_studio, DEMO_MEMBER, form(key, CHEAP, wish="one bird"))
        if key == "made":
            generation.run(app_studio, order.id, never())
        else:
            generation.cancel(app_studio, DEMO_MEMBER, order.id)
        ledger = open_app("ledger.py", order=order.id)
        labels = [expander.label for expander in ledger.expander]
        assert "提示词全文" in labels
        assert ("实际发送的文字" in labels) == (key == "made")
