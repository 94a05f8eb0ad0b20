"""参考图片: every kind of refusal with its reason, and a good one that stays."""

from __future__ import annotations

import random
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from e2e.app import App, jpeg
from e2e.server import Server
from playwright.sync_api import expect

Visit = Callable[..., App]

TRUNCATED = jpeg(1200, 900)[:-2_000]
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)
NOISE = b"\xff\xd8\xff\xe0" + random.Random(1).randbytes(6_000_000)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

REFUSED = {
    "a text in disguise": ("笔记.png", "你好".encode() * 50, "这个文件不是图片。"),
    "half a JPEG": ("半张.jpg", TRUNCATED, "图片文件已损坏，无法完整读取。"),
    "6 MB": ("太大.jpg", NOISE, "文件太大：6 MB，上限是 5 MB。"),
    "an iPhone's HEIC": ("手机.heic", HEIC, "这是 HEIC 图片（苹果手机的默认格式），暂不支持。"),
    "an SVG": ("矢量.svg", SVG, "暂不支持 SVG 格式。"),
    "nothing": ("空.jpg", b"", "文件是空的。"),
}


@pytest.mark.parametrize("scheme", ["light"])
def test_bad_files_are_refused_with_the_reason_and_a_good_one_is_taken(
    server: Server, visit: Visit, scheme: str
) -> None:
    """Each bad file is refused in Chinese with its reason; then a good one is taken."""
    app = visit(server, server.new_person(), color_scheme=scheme)
    for name, data, reason in REFUSED.values():
        app.upload(name, data)
        expect(app.alert(reason)).to_be_visible()
        expect(app.main.get_by_alt_text("参考图片预览")).to_have_count(0)
    app.upload("好的.jpg", jpeg())
    app.expect_reference("好的.jpg")
    expect(app.main.get_by_test_id("stAlert").filter(has_text="文件")).to_have_count(0)


@pytest.mark.slow
def test_a_reference_survives_navigation_and_reload_until_it_is_removed(
    server: Server, visit: Visit
) -> None:
    """It stays over pages and F5, until another or 移除; nobody else sees it by its address."""
    person = server.new_person()
    app = visit(server, person)
    app.upload("山.jpg", jpeg(800, 600, colour="olive"))
    app.expect_reference("山.jpg")
    app.go("图库").go("生成")
    app.expect_reference("山.jpg")
    app.reload()
    preview = app.main.get_by_alt_text("参考图片预览")
    expect(preview).to_be_visible()
    expect(preview).not_to_have_js_property("naturalWidth", 0)

    app.choose("misty-lake")
    app.generate()
    expect(app.pictures).to_have_count(1)
    (order,) = server.orders(person)
    assert order.reference is not None

    app.upload("海.jpg", jpeg(800, 600, colour="navy"))
    app.expect_reference("海.jpg")
    expect(app.main.get_by_text("山.jpg", exact=True)).to_have_count(0)
    theirs = parse_qs(urlsplit(app.page.url).query)["reference"][0]

    stranger = visit(server, server.new_person())
    stranger.open(reference=theirs)
    expect(stranger.alert("参考图片已不在服务器上。请重新上传参考图片。")).to_be_visible()
    expect(stranger.main.get_by_alt_text("参考图片预览")).to_have_count(0)
    expect(stranger.main.get_by_text("海.jpg")).to_have_count(0)

    app.button("移除").click()
    expect(preview).to_have_count(0)
    expect(app.page.get_by_test_id("stFileUploader")).to_be_visible()
    app.reload()
    expect(preview).to_have_count(0)
