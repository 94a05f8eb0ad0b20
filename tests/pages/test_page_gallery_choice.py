"""图库's 多选, 收藏 and 回收站, through the frame as a browser's session runs it."""

from __future__ import annotations

import json

import pytest
from driver import button, drawer, open_app, texts
from fakes import CHEAP, HOUR_MS, OPEN, FakeClock, place_and_run
from streamlit.testing.v1 import AppTest

from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import stars, trash
from core.studio import Studio
from pages.parts import compare
from pages.parts.compare import Compared


@pytest.fixture
def orders(app_studio: Studio) -> list[str]:
    """Make three pictures of the demo member; return their orders, oldest first."""
    return [
        place_and_run(app_studio, f"k{number}", prompt, person=DEMO_MEMBER).id
        for number, prompt in enumerate((OPEN, CHEAP, CHEAP))
    ]


def shown(app: AppTest) -> set[str]:
    """Return the orders whose thumbnails stand in the grid."""
    urls = [image.proto.imgs[0].url for image in app.get("image")]
    return {url.split("/thumbnail/")[1].split("?")[0] for url in urls if "/thumbnail/" in url}


def pick(app: AppTest, *order_ids: str) -> AppTest:
    """Check the boxes of these cards."""
    for order_id in order_ids:
        box = app.checkbox(key=f"pick_{order_id}")
        box.set_value(not box.value).run()
    return app


def choosing(**address: str) -> AppTest:
    app = open_app("gallery.py", **address)
    app.toggle(key="choosing").set_value(True).run()
    return app


def view(app: AppTest, name: str) -> AppTest:
    return app.segmented_control(key="picture_view").set_value(name).run()


def test_cards_become_boxes(app_studio: Studio, orders: list[str]) -> None:
    """多选 makes a box of each card, whose label is the caption; off again, nothing is chosen."""
    app = choosing()
    assert not [b for b in app.get("button") if str(b.key).startswith("view_")]
    assert [box.label.split("　")[0] for box in app.checkbox] == ["石子", "石子", "灯塔"]
    assert not any(mark in box.label for box in app.checkbox for mark in "[]\\")
    pick(app, orders[0], orders[1])
    assert "已选 2 张" in texts(app)
    app.toggle(key="choosing").set_value(False).run()
    app.toggle(key="choosing").set_value(True).run()
    assert "已选 0 张" in texts(app)
    assert not app.exception


def test_a_drawing_unticks_no_box_that_is_clicked_meanwhile(
    app_studio: Studio, orders: list[str]
) -> None:
    """A box is told its value where the page changes it alone: else it undoes a younger click."""
    app = pick(choosing(), orders[0])
    assert not any(box.proto.set_value for box in app.checkbox)
    button(app, "全选本页").click().run()
    told = [box.proto.set_value for box in app.checkbox]
    assert (told, [box.value for box in app.checkbox]) == ([True, True, False], [True] * 3)


def test_a_tick_that_is_told_twice_is_one(app_studio: Studio, orders: list[str]) -> None:
    """Where a second click cut the first one's drawing short, its tick comes again, and stays."""
    app = choosing()
    box = app.checkbox(key=f"pick_{orders[0]}")
    app.session_state["chosen_pictures"] = ((DEMO_MEMBER, "全部"), [orders[0]])
    box.check().run()
    assert "已选 1 张" in texts(app)
    assert app.checkbox(key=f"pick_{orders[0]}").value


def test_all_of_the_page_and_none(app_studio: Studio, orders: list[str]) -> None:
    """全选本页 chooses what is shown, filters kept; 清除 chooses nothing."""
    app = choosing(picture_prompt="石子")
    button(app, "全选本页").click().run()
    assert "已选 2 张" in texts(app)
    assert all(box.value for box in app.checkbox)
    button(app, "清除").click().run()
    assert "已选 0 张" in texts(app)
    assert not any(box.value for box in app.checkbox)


def test_a_choice_outlives_a_filter_but_not_its_owner(
    app_studio: Studio, orders: list[str]
) -> None:
    """A search keeps what was chosen; another view or another person begins with nothing."""
    place_and_run(app_studio, "other", person=DEMO_USER)
    app = pick(choosing(), orders[0])
    app.text_input(key="picture_words").set_value("石").run()
    assert "已选 1 张" in texts(app)
    assert "已选 0 张" in texts(view(app, "收藏"))
    assert "已选 1 张" in texts(view(app, "全部"))
    app.selectbox(key="identity").set_value(DEMO_USER).run()
    assert "已选 0 张" in texts(app)


def test_compare_takes_two_to_four(app_studio: Studio, orders: list[str]) -> None:
    """对比 opens with two to four pictures: their originals, side by side, as plain data."""
    app = pick(choosing(), orders[0])
    assert button(app, "对比").disabled
    pick(app, orders[2])
    button(app, "对比").click().run()
    (component,) = drawer(app).get("bidi_component")
    data = json.loads(component.proto.json)["pictures"]
    assert [
        f"/img/original/{order}?" in one["address"]
        for order, one in zip((orders[0], orders[2]), data, strict=True)
    ] == [True, True]
    assert data[0]["caption"].startswith("灯塔　1:1　种子")
    assert not app.exception


@pytest.mark.parametrize("count", [0, 1, 5])
def test_compare_refuses_other_numbers(count: int) -> None:
    """Whoever draws one picture, or five, has made a mistake."""
    with pytest.raises(ValueError, match="compared"):
        compare.draw([Compared("/img", "", "")] * count, key="k")


def test_chosen_pictures_go_to_the_bin_and_back(app_studio: Studio, orders: list[str]) -> None:
    """移到回收站 takes the chosen at once, says so, and 撤销 brings just them back."""
    trash.trash(app_studio, DEMO_MEMBER, [orders[2]])
    app = pick(choosing(), *orders[:2])
    button(app, "移到回收站").click().run()
    assert shown(app) == set()
    assert "2 张图片已移到回收站，30 天后删除文件。" in texts(app)
    assert shown(view(app, "回收站")) == set(orders)
    button(app, "撤销").click().run()
    assert shown(app) == {orders[2]}
    assert shown(view(app, "全部")) == set(orders[:2])
    assert "已移到回收站" not in texts(app)
    assert not app.exception


def test_the_bin_gives_back(app_studio: Studio, orders: list[str]) -> None:
    """The bin is a view that the address names, and 恢复 brings the chosen back."""
    trash.trash(app_studio, DEMO_MEMBER, orders[:2])
    app = choosing(picture_view="回收站")
    assert shown(app) == set(orders[:2])
    pick(app, orders[0])
    button(app, "恢复").click().run()
    assert shown(app) == {orders[1]}
    assert shown(view(app, "全部")) == {orders[0], orders[2]}


def test_only_the_bin_has_pictures(app_studio: Studio, orders: list[str]) -> None:
    """Who has thrown everything away sees the first words again, and still reaches the bin."""
    trash.trash(app_studio, DEMO_MEMBER, orders)
    app = open_app("gallery.py")
    assert "这里还没有图片" in texts(app)
    assert shown(view(app, "回收站")) == set(orders)


def test_the_drawer_moves_and_brings_back(app_studio: Studio, orders: list[str]) -> None:
    """The drawer closes on 移到回收站 and 撤销 is offered; in the bin it has 恢复."""
    app = open_app("gallery.py", picture=orders[0])
    button(drawer(app), "移到回收站").click().run()
    assert not app.get("dialog")
    assert "picture" not in app.query_params
    assert shown(app) == set(orders[1:])
    assert "1 张图片已移到回收站" in texts(app)
    app = open_app("gallery.py", picture=orders[0])
    assert "这张图片在回收站里" in texts(drawer(app))
    button(drawer(app), "恢复").click().run()
    assert shown(app) == set(orders)


def test_a_star(app_studio: Studio, orders: list[str]) -> None:
    """收藏 in the drawer, with the key S, puts a picture among the favourites, and takes it out."""
    app = open_app("gallery.py", picture=orders[0])
    assert button(drawer(app), "收藏").proto.shortcut == "s"
    button(drawer(app), "收藏").click().run()
    assert button(drawer(app), "取消收藏")
    app = open_app("gallery.py", picture_view="收藏")
    assert shown(app) == {orders[0]}
    card = app.button(key=f"view_{orders[0]}")
    assert card.label.startswith(":orange[:material/star:] 灯塔")
    stars.star(app_studio, DEMO_MEMBER, orders[0], on=False)
    app.run()
    assert "没有收藏的图片" in texts(app)


def test_a_purged_picture(here: Studio, clock: FakeClock) -> None:
    """A purged picture's address says that it is gone and leads to its entry."""
    order = place_and_run(here, "k", person=DEMO_MEMBER)
    trash.trash(here, DEMO_MEMBER, [order.id])
    clock.advance(31 * 24 * HOUR_MS)
    assert trash.purge(here) == 1
    opened = drawer(open_app("gallery.py", picture=order.id))
    assert "图片已删除" in texts(opened)
    assert not opened.get("image")
