"""生成 with versions: what is shown is what is ordered."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

import pytest
from driver import button, choose, ended, figure, open_app, texts
from fakes import CHEAP, LIBRARY, OPEN, form, never
from sqlalchemy import select
from sqlmodel import col
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.errors import AppTestError

from core.library import seed, versions
from core.library.versions import Content
from core.orders import endings, generation, submission
from core.orders.pool import workers
from core.people import people
from core.people.people import DEMO_MEMBER
from core.studio import Studio
from core.tables import Generation


@pytest.fixture
def app(app_studio: Studio) -> AppTest:
    """Open the app as the demo member, with the cheap prompt chosen."""
    opened = open_app()
    choose(opened, CHEAP)
    return opened


def decide(
    studio: Studio,
    words: str,
    cost: int,
    parameters: Mapping[str, str] | None = None,
    *,
    prompt_id: str = CHEAP,
) -> None:
    """Make a new text and price of a prompt, the cheap one, the live one."""
    content = Content(words, cost, parameters or {})
    with studio.database.write(alone=True) as tx:
        new = versions.add(tx, prompt_id, content, author=DEMO_MEMBER, now=studio.now())
        versions.decide(tx, new, by=DEMO_MEMBER, now=studio.now())


def badges(app: AppTest) -> list[str]:
    """Return what the cards say of their versions."""
    return re.findall(r"-badge\[(第 [^]]*)\]", "\n".join(card.value for card in app.markdown))


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
    assert badges(app) == ["第 2 版"]
    order(app)
    assert ordered(app_studio) == [(f"{CHEAP}@2", 7)]


def test_a_version_of_the_file_is_named_as_such(app_studio: Studio, app: AppTest) -> None:
    """What the file brought is 来自文件 beside its number; a first version says neither."""
    assert badges(app) == []
    file = app_studio.settings.data_dir / "library.toml"
    file.write_text(LIBRARY.replace("a pebble", "a boulder"), "utf-8")
    seed.load_library(app_studio.database, file, now=app_studio.now())
    app.run()
    assert badges(app) == ["第 2 版，来自文件"]


def second_half(app: AppTest) -> None:
    """Click 生成图片 again; a button that is off by now takes no click."""
    with suppress(AppTestError):
        order(app)


def test_a_decision_within_a_double_click_makes_no_second_order(
    app_studio: Studio, app: AppTest
) -> None:
    """The two halves are one wish, whichever version the page shows at the second."""
    order(app)
    decide(app_studio, "a boulder", 7)
    app.run()
    second_half(app)
    assert ordered(app_studio) == [(f"{CHEAP}@1", 1)]


def test_a_double_click_before_the_prompt_is_drawn_is_one_order(
    app_studio: Studio, app: AppTest
) -> None:
    """On a slow page 生成图片 may be clicked twice before the run of 选择 has shown the version."""
    app.session_state["prompt"] = OPEN
    app.session_state["version_shown"] = ""
    order(app)
    second_half(app)
    assert ordered(app_studio) == [(f"{OPEN}@1", 5)]


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
            endings.cancel(app_studio, DEMO_MEMBER, order.id)
        ledger = open_app("ledger.py", order=order.id)
        labels = [expander.label for expander in ledger.expander]
        assert "提示词全文" in labels
        assert ("实际发送的文字" in labels) == (key == "made")


def test_again_orders_what_the_result_shows(app_studio: Studio, app: AppTest) -> None:
    """再来一张 orders the version of the order above it, and says a price that is not today's."""
    order(app)
    ended(app_studio)
    app.run()
    assert "1 代币" not in button(app, "再来一张").help
    decide(app_studio, "a boulder", 7)
    app.run()
    assert "每张 1 代币" in button(app, "再来一张").help
    button(app, "再来一张").click().run()
    assert ordered(app_studio) == [(f"{CHEAP}@1", 1)] * 2


def test_again_keeps_the_values_of_variables(app_studio: Studio, app: AppTest) -> None:
    """再来一张 sends the text that was sent, though its values are not those of the version."""
    decide(app_studio, "a {{size}} pebble in {{season}}", 3, {"season": "spring"})
    asked = replace(form("k", CHEAP), variables=(("size", "big"), ("season", "winter")))
    workers.current().submit(DEMO_MEMBER, asked)
    ended(app_studio)
    decide(app_studio, "a boulder", 7)
    app.run()
    button(app, "再来一张").click().run()
    orders = ended(app_studio)
    assert [each.sent_text for each in orders] == ["a big pebble in winter"] * 2
    assert [json.loads(each.variables)["season"] for each in orders] == ["winter"] * 2


@pytest.mark.parametrize(("tokens", "live", "can"), [(5, 7, True), (1, 1, False)])
def test_again_needs_the_price_of_its_version(
    app_studio: Studio, tokens: int, live: int, can: bool
) -> None:
    """再来一张 needs the tokens of the version that it orders, not of today's."""
    own = people.create(
        app_studio.database, "own", "自己", is_member=True, opening=tokens + 3, now=app_studio.now()
    )
    decide(app_studio, "three pebbles", 3)
    workers.current().submit(own.id, form("k", CHEAP))
    ended(app_studio, own.id)
    decide(app_studio, "other pebbles", live)
    assert button(open_app(me=own.id), "再来一张").disabled != can


def test_what_needs_values_is_refused_before_the_click(app_studio: Studio, app: AppTest) -> None:
    """A live text with a variable that has no value turns 生成图片 off, and the page says why."""
    decide(app_studio, "a {{size}} pebble", 3)
    app.run()
    assert button(app, "生成图片").disabled
    assert "提示词里的“size”还没有填。" in texts(app).replace("\\", "")
    decide(app_studio, "a {{size}} pebble", 3, {"size": "big"})
    app.run()
    assert not button(app, "生成图片").disabled


def test_the_same_parameters_are_filled_in_with_todays_version(
    app_studio: Studio, app: AppTest
) -> None:
    """用同样参数再生成 fills a form that shows the live version and its price, and orders that."""
    order(app)
    (made,) = ended(app_studio)
    decide(app_studio, "a boulder", 7)
    gallery = open_app("gallery.py", picture=made.id)
    filled = button(gallery, "用同样参数再生成").click().run()
    assert figure(filled, "预计消耗") == "7 代币"
    order(filled)
    assert ordered(app_studio)[-1] == (f"{CHEAP}@2", 7)


@pytest.fixture
def with_values(app_studio: Studio) -> str:
    """Return an order of a big pebble in winter, whose text has spring and no size of its own."""
    decide(app_studio, "a {{size}} pebble in {{season}}", 3, {"season": "spring"})
    asked = replace(form("k", CHEAP), variables=(("size", "big"), ("season", "winter")))
    workers.current().submit(DEMO_MEMBER, asked)
    (made,) = ended(app_studio)
    return made.id


def filled_from(order_id: str) -> AppTest:
    gallery = open_app("gallery.py", picture=order_id)
    filled: AppTest = button(gallery, "用同样参数再生成").click().run()
    return filled


def test_the_same_parameters_bring_the_values_of_variables(
    app_studio: Studio, with_values: str
) -> None:
    """用同样参数再生成 brings the order's values, says which, and orders with them."""
    app = filled_from(with_values)
    assert "变量：size＝big；season＝winter" in texts(app).replace("\\", "")
    order(app)
    assert [each.sent_text for each in ended(app_studio)] == ["a big pebble in winter"] * 2


def test_brought_values_outlive_a_reload(app_studio: Studio, with_values: str) -> None:
    """The address names the order whose values they are, which nobody else can have."""
    assert filled_from(with_values).query_params["values_of"] == with_values
    order(open_app(prompt=CHEAP, values_of=with_values))
    assert [each.sent_text for each in ended(app_studio)] == ["a big pebble in winter"] * 2
    stranger = open_app(me=people.DEMO_USER, prompt=CHEAP, values_of=with_values)
    assert "winter" not in texts(stranger)
    assert button(stranger, "生成图片").disabled
    assert "values_of" not in stranger.query_params
    decide(app_studio, "a {{season}}", 3, {"season": "spring"}, prompt_id=OPEN)
    assert "winter" not in texts(open_app(prompt=OPEN, values_of=with_values)), "another prompt"


def test_brought_values_give_way(app_studio: Studio, with_values: str) -> None:
    """To the text's own on a click, to another prompt, and where the live text has no such name."""
    app = open_app(prompt=CHEAP, values_of=with_values)
    button(app, "改用默认值").click().run()
    assert "winter" not in texts(app)
    assert "values_of" not in app.query_params
    assert button(app, "生成图片").disabled, "the size has no value of its own"
    app = open_app(prompt=CHEAP, values_of=with_values)
    choose(app, OPEN)
    choose(app, CHEAP)
    assert "winter" not in texts(app)
    decide(app_studio, "a pebble in {{season}}", 3, {"season": "spring"})
    app = open_app(prompt=CHEAP, values_of=with_values)
    assert "变量：season＝winter" in texts(app)
    order(app)
    assert ended(app_studio)[0].sent_text == "a pebble in winter"


def test_values_that_are_the_texts_own_are_not_said(app_studio: Studio) -> None:
    """An order with the default values brings nothing: what the page says is what is different."""
    decide(app_studio, "a pebble in {{season}}", 3, {"season": "spring"})
    workers.current().submit(DEMO_MEMBER, form("k", CHEAP))
    (made,) = ended(app_studio)
    app = filled_from(made.id)
    assert "变量：" not in texts(app)
    assert "values_of" not in app.query_params
