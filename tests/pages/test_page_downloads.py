"""What 图库 offers to take along: its parts, each drawn alone."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from driver import button, texts
from fakes import failing, place_and_run, png, provider_of
from streamlit.testing.v1 import AppTest

from core.downloads import labelled, selection
from core.downloads.selection import MOST, Selection
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures.uploads import ANSWER_LIMITS
from core.settings import ROOT, Settings
from core.studio import Studio
from core.web.door.guard import Limits
from pages.parts.gallery import origin_box as origin_box_part
from pages.parts.order_form import reference

STYLE = (ROOT / "pages/parts/frame/style.css").read_text("utf-8")


def drawn(part: Any, *args: Any) -> AppTest:
    """Return a session that shows one part alone."""
    app = AppTest.from_function(part, args=args, default_timeout=20)
    return app.run()


def zip_link(person_id: str, order_ids: list[str]) -> None:
    """Draw the link for some orders."""
    from core.people import people
    from core.studio import current_studio
    from pages.parts.gallery import zip_link

    zip_link.draw(people.find(current_studio().database, person_id), order_ids)


def test_the_link_opens_what_was_chosen(app_studio: Studio) -> None:
    """It downloads in the same tab from an address that is this person's and these orders'."""
    ids = [place_and_run(app_studio, key).id for key in "ab"]
    (html,) = drawn(zip_link, DEMO_USER, ids).get("html")
    found = re.search(r'<a [^>]*href="([^"]+)" download>下载所选（2 张）</a>', html.proto.body)
    assert found
    address = urlsplit(unescape(found[1]))
    assert (address.scheme, address.netloc, address.path) == ("", "", selection.ROUTE)
    words = dict(parse_qsl(address.query))
    opened = selection.open_signed(app_studio.images, **words, now_ms=app_studio.now())
    assert opened == Selection(DEMO_USER, tuple(ids), "Asia/Shanghai")


def test_none_and_too_many_get_no_link(app_studio: Studio) -> None:
    """Without a choice there is nothing to draw; beyond the limit the limit is said."""
    assert not drawn(zip_link, DEMO_USER, []).get("html")
    app = drawn(zip_link, DEMO_USER, [f"{number:016x}" for number in range(MOST + 1)])
    assert not app.get("html")
    assert [caption.value for caption in app.caption] == ["一次最多下载 200 张，现在选了 201 张。"]


def test_the_link_is_as_easy_to_hit_as_a_button() -> None:
    """It is 44 px high, what a finger needs."""
    rule = re.search(r"a\.zip-link \{(.*?)\}", STYLE, re.DOTALL)
    assert rule
    assert "min-height: 44px" in rule[1]


def labelled_download(order_id: str) -> None:
    """Draw the button for an order of the demo user's."""
    from core.orders.views import reads
    from core.people import people
    from core.studio import current_studio
    from pages.parts.gallery import labelled_download

    database = current_studio().database
    life = reads.find(database, people.find(database, "demo-user"), order_id)
    if labelled_download.draw(life.order, key="labelled"):
        labelled_download.draw_rule(life.order)


def test_the_labelled_copy_says_the_rule_and_its_source(app_studio: Studio) -> None:
    """Rule and standard stand on the page, not only in a help, which phones can't show.

    Where the file is gone there is neither.
    """
    order = place_and_run(app_studio, "a")
    app = drawn(labelled_download, order.id)
    (button,) = app.get("download_button")
    assert button.proto.label == "带标识下载"
    (rule,) = app.caption
    for words in ("GB 45438-2025", "《人工智能生成合成内容标识办法》", "“AI生成”", "原图"):
        assert words in rule.value
    app_studio.images.remove(order.id)
    app = drawn(labelled_download, order.id)
    assert not app.get("download_button")
    assert not app.caption


def origin_box() -> None:
    """Draw the box as the demo user."""
    from core.people import people
    from core.studio import current_studio
    from pages.parts.gallery import origin_box

    origin_box.draw(people.find(current_studio().database, "demo-user"))


def put_in(app: AppTest, name: str, data: bytes) -> AppTest:
    """Put a file into the box."""
    return app.file_uploader[0].set_value((name, data, "image/png")).run()


def test_an_original_is_found_and_offered_again(app_studio: Studio) -> None:
    """The box says that it is the original, and from when; the uploader is empty for the next."""
    order = place_and_run(app_studio, "a", wish="有雾")
    app = drawn(origin_box)
    assert app.file_uploader[0].proto.max_upload_size_mb == 40
    put_in(app, "我的*图*.png", png())
    assert "这就是原图" in app.success[0].value
    assert [text.value for text in app.text] == ["我的*图*.png", "有雾"]
    assert "**灯塔**" in texts(app)
    assert app.file_uploader[0].value is None
    again = button(app, "用同样参数再生成")
    assert "按提示词现在的版本和价格，确认后再下单" in again.help
    button(app, "查看全部参数").click().run()
    assert app.query_params["picture"] == order.id


def test_a_labelled_copy_is_found_without_being_called_the_original(app_studio: Studio) -> None:
    """What the file says of itself is told as that."""
    order = place_and_run(app_studio, "a")
    app = put_in(drawn(origin_box), "b.jpg", labelled.copy_of(app_studio.images, order))
    assert not app.success
    assert "文件信息里写着这个订单号" in app.info[0].value


def test_equal_pictures_are_counted(app_studio: Studio) -> None:
    """Where two orders made the same bytes, the box says that there is another."""
    for key in "ab":
        place_and_run(app_studio, key)
    assert "你还有 1 张和它一模一样的图片" in texts(put_in(drawn(origin_box), "a.png", png()))


@pytest.mark.parametrize("data", [b"", b"no picture", png("red")])
def test_what_is_not_ones_own_is_not_found(app_studio: Studio, data: bytes) -> None:
    """Another person's picture, and any other file, get the same words."""
    provider_of(app_studio).queue(png("red"))
    place_and_run(app_studio, "a", person=DEMO_MEMBER)
    app = put_in(drawn(origin_box), "x.png", data)
    assert app.info[0].value.startswith("没有找到：")
    assert not app.button


def test_a_database_that_is_gone_is_said_and_the_box_stays(app_studio: Studio) -> None:
    """A failing search is an error with a way on, not a crash."""
    place_and_run(app_studio, "a")
    app = drawn(origin_box)
    with failing(app_studio.database.engine, "generatedimage"):
        put_in(app, "a.png", png())
    assert len(app.error) == 1
    assert app.file_uploader


def test_the_largest_original_passes_the_server_and_the_guard() -> None:
    """40 MB is the server's limit, a tab may keep one such file, and a reference stays small."""
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert config["server"]["maxUploadSize"] == origin_box_part.MOST_MB
    room = Settings.model_fields["upload_mb_per_session"].default * 1_000_000
    assert room > origin_box_part.MOST_MB * 2**20
    assert room == Limits().upload_bytes_each
    assert reference.BROWSER_MB == 10
    assert ANSWER_LIMITS.bytes <= origin_box_part.MOST_MB * 2**20
