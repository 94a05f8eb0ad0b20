"""What 图库 offers to take along: its parts, each drawn alone."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from fakes import place_and_run
from streamlit.testing.v1 import AppTest

from core.downloads import selection
from core.downloads.selection import MOST, Selection
from core.people.people import DEMO_USER
from core.settings import ROOT
from core.studio import Studio

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
    from core.orders import reads
    from core.people import people
    from core.studio import current_studio
    from pages.parts.gallery import labelled_download

    database = current_studio().database
    life = reads.find(database, people.find(database, "demo-user"), order_id)
    labelled_download.draw(life.order, key="labelled")


def test_the_labelled_copy_says_the_rule_and_its_source(app_studio: Studio) -> None:
    """The button's help names rule and standard; where the file is gone there is no button."""
    order = place_and_run(app_studio, "a")
    (button,) = drawn(labelled_download, order.id).get("download_button")
    assert button.proto.label == "带标识下载"
    for words in ("GB 45438-2025", "《人工智能生成合成内容标识办法》", "「AI生成」", "原图"):
        assert words in button.proto.help
    app_studio.images.remove(order.id)
    assert not drawn(labelled_download, order.id).get("download_button")
