"""图库, through the frame as a browser's session runs it; and what core answers it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from driver import button, drawer, open_app, texts
from fakes import (
    CHEAP,
    MEMBERS,
    OPEN,
    PROMPT_TEXT,
    FakeClock,
    form,
    leave_out,
    make_studio,
    never,
    place,
    place_and_run,
    png,
    provider_of,
)
from sqlalchemy import update
from sqlmodel import col
from streamlit.testing.v1 import AppTest

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.listing.period import Period
from core.orders import generation, submission
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import gallery, references
from core.pictures.gallery import Neighbours, PictureFilter
from core.pictures.uploads import check_reference
from core.studio import Studio
from core.tables import Generation, User
from pages.parts.gallery import by_maker

DAY_MS = 24 * 3_600_000
MEMBERS_TEXT = "a dragon for members' eyes only"


def picture(
    studio: Studio, key: str, prompt_id: str = OPEN, person: str = DEMO_MEMBER, **more: Any
) -> Generation:
    """Order one picture and make it at once; a failure is kept in the order."""
    return place_and_run(studio, key, prompt_id, person=person, **more)


def failed_picture(studio: Studio) -> Generation:
    """Order a picture that the provider does not make."""
    provider_of(studio).queue(GenerationFailed(ProviderFault.NO_IMAGE))
    order = place(studio, "failed", person=DEMO_MEMBER)
    with pytest.raises(GenerationFailed):
        generation.run(studio, order.id, never())
    return order


def titles(app: AppTest) -> list[str]:
    """Return the titles on the cards; what is in the drawer stands in no container of a card."""
    return [
        image.proto.imgs[0].alt.split("，")[0]
        for image in app.get("image")
        if "/thumbnail/" in image.proto.imgs[0].url
    ]


def cards(app: AppTest) -> list[Any]:
    """Return the buttons that the cards are."""
    return [found for found in app.main.get("button") if str(found.key).startswith("view_")]


def links(node: Any) -> dict[str, str]:
    return {link.proto.label: link.proto.query_string for link in node.get("page_link")}


def no_longer_member(studio: Studio) -> None:
    with studio.database.write() as tx:
        tx.execute(update(User).where(col(User.id) == DEMO_MEMBER).values(is_member=False))


def remove_files(studio: Studio, *patterns: str) -> None:
    for pattern in patterns:
        for path in studio.settings.data_dir.glob(pattern):
            path.unlink()


def test_no_pictures(here: Studio) -> None:
    """Somebody without pictures is led to 生成 and sees no filter."""
    app = open_app("gallery.py")
    assert "这里还没有图片" in texts(app)
    assert "去生成第一张图片" in links(app)
    assert list(app.main.get("selectbox")) == []


def test_cards(here: Studio, clock: FakeClock) -> None:
    """Pictures come newest first, each with one line of title and time, and an alternative text."""
    picture(here, "a", OPEN)
    clock.advance(60_000)
    picture(here, "b", MEMBERS)
    app = open_app("gallery.py")
    assert titles(app) == ["龙", "灯塔"]
    assert app.get("image")[0].proto.imgs[0].alt == "龙，2026-09-21 22:14:20 生成"
    assert [card.label for card in cards(app)] == [
        "龙　:gray[09-21 22:14]",
        "灯塔　:gray[09-21 22:13]",
    ]
    assert "共 2 张" in texts(app.main)
    assert not app.exception


def test_card_of_another_year(here: Studio, clock: FakeClock) -> None:
    """A picture of another year says which; one of this year says the minute."""
    picture(here, "a", OPEN)
    clock.advance(366 * DAY_MS)
    assert [card.label for card in cards(open_app("gallery.py"))] == ["灯塔　:gray[2026-09-21]"]


def test_a_card_is_three_things(here: Studio) -> None:
    """A card costs a block, a picture and a button: most of a rerun is spent on 24 of them."""
    counts = []
    for number in range(3):
        picture(here, f"k{number}", CHEAP)
        counts.append(sum(1 for _ in open_app("gallery.py").main))
    assert counts[2] - counts[1] == counts[1] - counts[0] <= 4  # the grid's own cell is one more


def test_only_my_own(here: Studio) -> None:
    """Another person's pictures and wishes never appear."""
    picture(here, "a", person=DEMO_USER, wish="只有我自己知道")
    app = open_app("gallery.py")
    assert titles(app) == []
    picture(here, "b", CHEAP)
    app = open_app("gallery.py", picture_words="只有我自己知道")
    assert "共 0 张" in texts(app)
    assert "只有我自己知道" not in texts(app)


def test_failed_orders_are_no_pictures(here: Studio) -> None:
    """An order without a picture has no card."""
    failed_picture(here)
    assert "这里还没有图片" in texts(open_app("gallery.py"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({"picture_prompt": "灯塔"}, ["灯塔"]),
        ({"picture_prompt": "龙"}, ["龙"]),
        ({"picture_category": "自然"}, ["石子", "灯塔"]),
        ({"picture_category": "自然", "picture_words": "小船"}, ["灯塔"]),
        ({"picture_words": "石"}, ["石子"]),
        ({"picture_words": "100%"}, ["石子"]),
        ({"picture_words": "_"}, []),
        ({"picture_days": ["2026-09-22", "2026-09-22"]}, ["石子"]),
        ({"picture_days": ["2026-09-22", "2026-09-30"]}, ["龙", "石子"]),
        ({"picture_prompt": "没有这个", "picture_days": ["x", "y"]}, ["龙", "石子", "灯塔"]),
    ],
)
def test_filters(
    here: Studio, clock: FakeClock, address: dict[str, Any], expected: list[str]
) -> None:
    """Prompt, category, words and days in the address narrow the pictures; nonsense does not."""
    picture(here, "a", OPEN, wish="清晨的小船")
    clock.advance(DAY_MS)
    picture(here, "b", CHEAP, wish="100% 的小石头")
    clock.advance(DAY_MS)
    picture(here, "c", MEMBERS)
    app = open_app("gallery.py", **address)
    assert titles(app) == expected
    assert f"共 {len(expected)} 张" in texts(app)
    assert not app.exception


def test_days_are_the_viewers(here: Studio, clock: FakeClock) -> None:
    """A picture belongs to the day that the viewer's clock showed, up to its last millisecond."""
    midnight = 1_790_006_400_000  # 2026-09-22 00:00 in Shanghai, still the 21st in UTC
    clock.now = midnight - 1
    picture(here, "a", OPEN)
    clock.now = midnight
    picture(here, "b", CHEAP)
    assert titles(open_app("gallery.py", picture_days=["2026-09-21", "2026-09-21"])) == ["灯塔"]
    assert titles(open_app("gallery.py", picture_days=["2026-09-22", "2026-09-22"])) == ["石子"]


def test_nothing_matches(here: Studio) -> None:
    """When nothing matches, one button shows all pictures again."""
    picture(here, "a")
    app = open_app("gallery.py", picture_words="没有这种", picture_category="自然")
    assert "没有符合条件的图片" in texts(app)
    button(app, "清除筛选").click().run()
    assert titles(app) == ["灯塔"]
    assert set(app.query_params) == {"me", "form"}  # the form's is of 生成, where a session begins


def test_pages(here: Studio) -> None:
    """The address names the page; what is out of range is the nearest one; a new filter begins."""
    for number in range(25):
        picture(here, f"k{number}", CHEAP)
    assert len(titles(open_app("gallery.py"))) == 24
    for asked in ("2", "9", "99999999999999999999999"):
        assert len(titles(open_app("gallery.py", picture_page=asked))) == 1
    for asked in ("0", "-3", "x", ""):
        assert len(titles(open_app("gallery.py", picture_page=asked))) == 24
    app = open_app("gallery.py", picture_page="2")
    app.text_input(key="picture_words").set_value("石").run()
    assert len(titles(app)) == 24
    assert not app.exception


def test_another_person_begins_without_filter(here: Studio) -> None:
    """A filter chosen for one person's pictures is gone for the next person."""
    picture(here, "a")
    picture(here, "b", person=DEMO_USER)
    app = open_app("gallery.py", picture_words="没有这种")
    app.selectbox(key="identity").set_value(DEMO_USER).run()
    assert titles(app) == ["灯塔"]


def test_drawer(here: Studio) -> None:
    """The drawer shows the picture, everything it was made with, and the way to its entry."""
    order = picture(here, "a", wish="清晨", seed=77)
    app = open_app("gallery.py")
    cards(app)[0].click().run()
    opened = drawer(app)
    shown = texts(opened)
    for fact in ("灯塔", "自然", "5 代币", "48 × 32", "PNG"):
        assert fact in shown
    (more,) = [found for found in opened.get("expander") if found.label == "更多信息"]
    assert not more.proto.expanded
    for fact in ("77", "Fake", "1\\:1", "用时"):
        assert fact in texts(more)
    sent = f"{PROMPT_TEXT}\n清晨"
    assert [text.value for text in opened.get("text")] == ["清晨", PROMPT_TEXT, sent]
    (image,) = opened.get("image")
    assert f"/img/original/{order.id}?" in image.proto.imgs[0].url
    assert image.proto.imgs[0].alt.startswith("灯塔，")
    assert links(opened) == {"在账本中查看这笔消耗": f"me={DEMO_MEMBER}&order={order.id}"}
    assert [b.label for b in opened.get("download_button")] == ["下载", "带标识下载"]
    assert "GB 45438-2025" in shown
    (original,) = opened.get("link_button")
    assert f"/img/original/{order.id}?" in original.proto.url
    assert app.query_params["picture"] == order.id
    assert not app.exception


def test_drawer_after_a_reload(here: Studio) -> None:
    """The address alone opens the drawer."""
    order = picture(here, "a")
    assert "灯塔" in texts(drawer(open_app("gallery.py", picture=order.id)))


def test_drawer_with_reference(here: Studio) -> None:
    """The reference stands beside the picture, under the name that the person gave it."""
    name = references.keep(here, DEMO_MEMBER, check_reference(png()), "图.png").name
    order = picture(here, "a", reference=name, reference_name="我的*图*.png")
    opened = drawer(open_app("gallery.py", picture=order.id))
    assert any(f"/img/reference/{name}?" in i.proto.imgs[0].url for i in opened.get("image"))
    assert "我的*图*.png" in [text.value for text in opened.get("text")]


def test_own_words_are_no_markdown(here: Studio) -> None:
    """A wish is shown as it was written and never reaches Markdown, which would load pictures."""
    wish = "![x](http://evil.example/x.png)"
    order = picture(here, "a", wish=wish)
    app = open_app("gallery.py", picture=order.id)
    assert wish in [text.value for text in drawer(app).get("text")]
    assert not any("evil" in str(element.value) for element in app.markdown)
    assert not any("evil" in image.proto.imgs[0].alt for image in app.get("image"))


@pytest.mark.parametrize("order_id", ["0123456789abcdef", "x' OR 1=1 --", "../../secret.key"])
def test_unknown_picture(here: Studio, order_id: str) -> None:
    """A picture that does not exist is answered with a hint, and the message can be put away."""
    picture(here, "a")
    app = open_app("gallery.py", picture=order_id)
    assert "找不到这个订单" in texts(app)
    assert not app.get("dialog")
    button(app, "知道了").click().run()
    assert "找不到这个订单" not in texts(app)
    assert "picture" not in app.query_params


def test_picture_of_somebody_else(here: Studio) -> None:
    """Another person's picture is as unknown as one that does not exist."""
    order = picture(here, "a", person=DEMO_USER, wish="只有我自己知道")
    app = open_app("gallery.py", picture=order.id)
    assert "请在侧边栏切换演示身份" in texts(app)
    assert not app.get("dialog")
    assert not app.get("image")
    assert "只有我自己知道" not in texts(app)


def test_members_text(here: Studio) -> None:
    """The text of a members' prompt is for members: it goes when the membership goes."""
    order = picture(here, "a", MEMBERS)
    assert MEMBERS_TEXT in texts(drawer(open_app("gallery.py", picture=order.id)))
    no_longer_member(here)
    app = open_app("gallery.py", picture=order.id)
    assert "龙" in texts(drawer(app))
    assert MEMBERS_TEXT not in texts(app)


def test_text_is_not_searched(here: Studio) -> None:
    """The search never tells what stands in a prompt's text."""
    picture(here, "a", MEMBERS)
    assert titles(open_app("gallery.py", picture_words="dragon")) == []


def test_picture_file_is_gone(here: Studio) -> None:
    """Without its file a picture says so, on its card and in the drawer, and all else is there."""
    order = picture(here, "a", wish="清晨")
    picture(here, "b", CHEAP)
    remove_files(here, f"*/{order.id}.*")
    app = open_app("gallery.py", picture=order.id)
    assert texts(app).count("图片文件读不到了") == 2
    assert "清晨" in texts(drawer(app))
    assert not drawer(app).get("download_button")
    assert not drawer(app).get("link_button")
    assert titles(app) == ["石子"]
    assert not app.exception


def test_reference_file_is_gone(here: Studio) -> None:
    """A lost reference is said, and the picture is still shown."""
    name = references.keep(here, DEMO_MEMBER, check_reference(png()), "图.png").name
    order = picture(here, "a", reference=name)
    remove_files(here, "references/*")
    app = open_app("gallery.py", picture=order.id)
    assert "参考图片的文件读不到了" in texts(drawer(app))
    assert len(drawer(app).get("image")) == 1


def test_again_with_the_same_parameters(here: Studio) -> None:
    """用同样参数再生成 fills the form and orders nothing."""
    name = references.keep(here, DEMO_MEMBER, check_reference(png()), "图.png").name
    order = picture(here, "a", wish="清晨", seed=77, reference=name)
    app = open_app("gallery.py", picture=order.id)
    button(app, "用同样参数再生成").click().run()
    assert app.text_area(key="wish").value == "清晨"
    assert app.number_input(key="seed").value == 77
    assert app.session_state["prompt"] == OPEN
    assert app.session_state["chosen_reference"].name == name
    page = gallery.list_pictures(here.database, DEMO_MEMBER, PictureFilter(), number=1, size=9)
    assert page.total == 1
    assert not app.exception


def test_neighbours(here: Studio, clock: FakeClock) -> None:
    """From the drawer one goes to the newer and older picture of the filtered gallery."""
    for number, prompt_id in enumerate((OPEN, CHEAP, OPEN)):
        picture(here, f"k{number}", prompt_id)
        clock.advance(1000)
    app = open_app("gallery.py", picture_prompt="灯塔")
    cards(app)[0].click().run()
    newest = app.query_params["picture"]
    assert button(app, "较新").disabled
    keys = {b.label: b.proto.shortcut for b in drawer(app).get("button") if b.proto.shortcut}
    assert keys == {"较新": "left", "较旧": "right", "收藏": "s"}
    button(app, "较旧").click().run()
    assert app.query_params["picture"] != newest
    assert "灯塔" in texts(drawer(app))
    assert button(app, "较旧").disabled


def test_order_that_failed(here: Studio) -> None:
    """The address of an order without a picture tells why, and leads to the ledger."""
    order = failed_picture(here)
    opened = drawer(open_app("gallery.py", picture=order.id))
    assert "图片服务没有给出图片。没有扣除任何代币。" in texts(opened)
    assert links(opened)["在账本中查看这个订单"] == f"me={DEMO_MEMBER}&order={order.id}"


def test_order_that_is_open(here: Studio) -> None:
    """The address of an open order leads to 生成, where its progress is shown."""
    (order,) = submission.submit(here, DEMO_MEMBER, form("a"))
    opened = drawer(open_app("gallery.py", picture=order.id))
    assert "还在生成中" in texts(opened)
    assert "去看生成进度" in links(opened)


def test_prompt_that_left_the_library(here: Studio, tmp_path: Path) -> None:
    """Pictures of a prompt that left the library are still found by it, and it says so."""
    picture(here, "a")
    leave_out(OPEN, here)
    app = open_app("gallery.py")
    assert titles(app) == ["灯塔"]
    assert app.selectbox(key="picture_prompt").options == ["灯塔（已下架）"]


def made_by_three(studio: Studio) -> None:
    """Make three pictures, and have them be of three models."""
    orders = [picture(studio, f"k{number}", of) for number, of in enumerate((OPEN, CHEAP, MEMBERS))]
    made = (("second", "second-1"), ("second", "gone-2"), ("fake", "fake-1"))
    with studio.database.write() as tx:
        for order, (service, model) in zip(orders, made, strict=True):
            values = {"provider": service, "model": model}
            tx.execute(update(Generation).where(col(Generation.id) == order.id).values(**values))


def test_pictures_stand_under_their_models(here: Studio, clock: FakeClock) -> None:
    """按模型分组 shows the newest of each model, and 看全部 the others; filters and 多选 hold."""
    picture(here, "before")
    app = open_app("gallery.py")
    assert "按模型分组" not in [toggle.label for toggle in app.toggle], "there is one model"
    clock.advance(60_000)
    made_by_three(here)
    for number in range(by_maker.SIZE):
        picture(here, f"more{number}", MEMBERS)
    app = open_app("gallery.py", pictures_by_maker="true")
    assert [found.value for found in app.main.subheader] == [
        *("fake · Fake", "second · gone\\-2", "second · second\\-1"),
    ]
    assert titles(app) == ["龙"] * 6 + ["石子", "灯塔"]
    assert [found.value for found in app.main.caption if found.value.startswith("共")] == [
        *("共 10 张", "共 8 张", "共 1 张", "共 1 张"),
    ]
    app.toggle(key="choosing").set_value(True).run()
    button(app, "全选本页").click().run()
    assert "已选 8 张" in texts(app)
    app.text_input(key="picture_words").set_value("石").run()
    assert titles(app) == ["石子"]
    button(app, "清除筛选").click().run()
    button(app, "看全部").click().run()
    assert len(titles(app)) == 8
    assert app.selectbox(key="picture_maker").value is not None
    assert "pictures_by_maker" not in app.query_params
    app.segmented_control(key="picture_view").set_value("回收站").run()
    assert "按模型分组" not in [toggle.label for toggle in app.toggle]
    assert not app.exception


def test_who_made_it(here: Studio) -> None:
    """A service or a model that occurs narrows the pictures, until 清除筛选."""
    made_by_three(here)
    app = open_app("gallery.py")
    choice = app.selectbox(key="picture_maker")
    assert choice.options == [
        *("fake", "fake · Fake"),
        *("second", "second · gone-2", "second · second-1"),
    ]
    assert "清除筛选" not in [found.label for found in app.button]
    choice.set_value("second").run()
    assert sorted(titles(app)) == ["灯塔", "石子"]
    app = open_app("gallery.py", picture_maker="second · gone-2")
    assert titles(app) == ["石子"]
    cards(app)[0].click().run()
    assert button(app, "较新").disabled
    assert button(app, "较旧").disabled
    button(app.main, "清除筛选").click().run()
    assert sorted(titles(app)) == ["灯塔", "石子", "龙"]
    assert "picture_maker" not in app.query_params
    assert sorted(titles(open_app("gallery.py", picture_maker="没有这个"))) == [
        "灯塔",
        "石子",
        "龙",
    ]
    assert not app.exception


def test_query_choices(studio: Studio) -> None:
    """Only prompts and categories of one's own pictures can be chosen, in the library's order."""
    assert gallery.choices(studio.database, DEMO_MEMBER) == gallery.Choices({}, [], [])
    picture(studio, "a", MEMBERS)
    picture(studio, "b", CHEAP)
    picture(studio, "c", OPEN, person=DEMO_USER)
    known = gallery.choices(studio.database, DEMO_MEMBER)
    assert list(known.prompts.items()) == [(CHEAP, "石子"), (MEMBERS, "龙")]
    assert known.categories == ["自然", "奇幻"]


def test_query_neighbours(database_url: str, tmp_path: Path) -> None:
    """Neighbours follow the gallery's order, pictures of one millisecond included."""
    studio = make_studio(database_url, tmp_path / "data", clock=FakeClock())  # it stands still
    for number in range(5):
        picture(studio, f"k{number}", CHEAP)
    other = picture(studio, "other", person=DEMO_USER)
    page = gallery.list_pictures(studio.database, DEMO_MEMBER, PictureFilter(), number=1, size=9)
    ids = [card.order_id for card in page.rows]
    for number, order_id in enumerate(ids):
        expected = Neighbours(
            newer=ids[number - 1] if number else None,
            older=ids[number + 1] if number + 1 < len(ids) else None,
        )
        got = gallery.neighbours(studio.database, DEMO_MEMBER, PictureFilter(), order_id)
        assert got == expected
    for unknown in ("nothing", other.id):
        got = gallery.neighbours(studio.database, DEMO_MEMBER, PictureFilter(), unknown)
        assert got == Neighbours(None, None)
    studio.database.dispose()


def test_query_filters(studio: Studio) -> None:
    """Words, prompt, category and period narrow the list together, the same on both databases."""
    one = picture(studio, "a", OPEN, wish="Blue 50%_x")
    picture(studio, "b", CHEAP, wish="blue")
    when = one.created_at

    def found(**chosen: Any) -> int:
        wanted = PictureFilter(**chosen)
        return gallery.list_pictures(studio.database, DEMO_MEMBER, wanted, number=1, size=9).total

    assert found() == 2
    assert found(words="BLUE") == 2
    assert found(words="blue 灯") == 1
    assert found(words="50%_") == 1
    assert found(words="%%") == 0
    assert found(prompt_id=CHEAP, category="自然") == 1
    assert found(prompt_id=CHEAP, category="奇幻") == 0
    assert found(period=Period(end=when)) == 0
    assert found(period=Period(start=when)) == 2
    assert people.find(studio.database, DEMO_MEMBER).held == 0


@pytest.mark.parametrize("count", [1, 4, 5, 6, 7])
def test_query_pages(database_url: str, tmp_path: Path, count: int) -> None:
    """All pages together are the whole list, newest first, whichever end a page is read from."""
    clock = FakeClock()
    studio = make_studio(database_url, tmp_path / "data", clock=clock)
    for number in range(count):
        picture(studio, f"k{number}", CHEAP)
        clock.advance(number % 2)  # two of a millisecond
    whole = gallery.list_pictures(studio.database, DEMO_MEMBER, PictureFilter(), number=1, size=50)
    pages = [
        gallery.list_pictures(studio.database, DEMO_MEMBER, PictureFilter(), number=number, size=2)
        for number in range(1, -(-count // 2) + 1)
    ]
    assert [card for page in pages for card in page.rows] == list(whole.rows)
    instants = [card.created_at for card in whole.rows]
    assert instants == sorted(instants, reverse=True)
    assert len(instants) == count
    studio.database.dispose()
