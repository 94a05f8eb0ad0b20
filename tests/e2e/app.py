"""What a person sees and does, by the Chinese labels that they read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from e2e.server import Server
from PIL import Image
from playwright.sync_api import ConsoleMessage, Download, Locator, Page, Request, expect
from playwright.sync_api import TimeoutError as NotInTime

PATIENCE_MS = 90_000  # what nothing here may take, with two cores that others use as well
OPENINGS, OPEN_MS = 8, 5_000  # how often a list is opened, and how long it may take to show
DOUBLE_CLICK_MS = 80  # between the two clicks of a quick hand; Streamlit runs both
SIDEBAR_FIGURES = ("余额", "预留", "可用")
STEPS = ("验证", "生成", "保存", "完成")

_READY = "[data-testid=stApp][data-test-script-state=notRunning]"


class App:
    """One tab, looked at by one person."""

    def __init__(
        self,
        page: Page,
        server: Server,
        person: str | None = None,
        traffic: Traffic | None = None,
    ) -> None:
        self.page = page
        self.traffic = traffic
        self.server = server
        self.person = person
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(f"uncaught: {error}"))
        page.on("console", self._note)

    def _note(self, said: ConsoleMessage) -> None:
        # On a deep link Streamlit looks for its server below the page's path first: two 404s.
        looks_for_server = re.search(r"/\w+/_stcore/(health|host-config)$", said.location["url"])
        if said.type == "error" and not looks_for_server:
            self.problems.append(said.text)

    # ------------------------------------------------------------------------- going somewhere

    def open(self, path: str = "/", **query: str) -> App:
        """Go to an address, as the person unless the address names another."""
        named = {"me": self.person} if self.person and not self.server.issuer else {}
        words = urlencode(named | query)
        self.page.goto(f"{self.server.url}{path}{'?' if words else ''}{words}")
        return self.wait()

    def reload(self) -> App:
        """Press F5."""
        self.page.reload()
        return self.wait()

    def wait(self) -> App:
        """Return when the frame is there and the page has been drawn to its end."""
        self.settle()
        expect(self.page.get_by_test_id("stMetric").first).to_be_attached()
        return self.settle()

    def settle(self) -> App:
        """Return when the server is not drawing; right after a click it may not have begun."""
        expect(self.page.locator(_READY)).to_be_attached()
        return self

    def expect_connected(self, connected: bool = True) -> None:
        """Expect that the browser has noticed whether there is a server."""
        state = self.page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]")
        expect(state).to_have_count(int(connected))

    def choose_model(self, label: str) -> App:
        """Make a model the form's only one."""
        self._open_models().get_by_text(label).click()
        expect(self.main.locator(".st-key-chosen_models").get_by_text(label)).to_be_visible()
        return self._close_models()

    def compare_models(self, *labels: str) -> App:
        """Take models in beside the form's first."""
        choice = self._open_models()
        choice.get_by_text("并排对比几个模型").click()
        for label in labels:
            self.settle()
            choice.get_by_text(label).click()
            expect(choice.locator("label").filter(has_text=label).locator("input")).to_be_checked()
        return self._close_models()

    def _open_models(self) -> Locator:
        self.main.get_by_role("button", name="选择模型，或并排对比").click()
        choice = self.page.get_by_test_id("stPopoverBody")
        expect(choice.get_by_text("并排对比几个模型")).to_be_visible()
        return choice

    def _close_models(self) -> App:
        self.settle()
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_test_id("stPopoverBody")).to_have_count(0)
        return self.settle()

    def go(self, title: str) -> App:
        """Click a page's name in the sidebar."""
        link = self.sidebar.get_by_role("link", name=title, exact=True)
        link.click()
        expect(link).to_have_attribute("aria-current", "page")
        return self.wait()

    def second_tab(self, path: str = "/") -> App:
        """Open one more tab in the same browser profile."""
        return App(self.page.context.new_page(), self.server, self.person).open(path)

    # ---------------------------------------------------------------------------- what is there

    @property
    def sidebar(self) -> Locator:
        return self.page.get_by_test_id("stSidebar")

    @property
    def main(self) -> Locator:
        return self.page.get_by_test_id("stMain")

    def button(self, name: str, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=True)

    def figure(self, name: str) -> Locator:
        """Return the value of 余额, 预留 or 可用 in the sidebar, or of 预计消耗 … on the page."""
        return self._figure(self.sidebar if name in SIDEBAR_FIGURES else self.main, name)

    def main_figure(self, name: str) -> Locator:
        """Return the value of a figure on the page itself, 余额 on 账本 for one."""
        return self._figure(self.main, name)

    def _figure(self, place: Locator, name: str) -> Locator:
        label = self.page.get_by_test_id("stMetricLabel").get_by_text(name, exact=True)
        return place.get_by_test_id("stMetric").filter(has=label).get_by_test_id("stMetricValue")

    def expect_tokens(self, balance: int, held: int = 0) -> None:
        """Expect the sidebar's three figures."""
        expect(self.figure("余额")).to_have_text(str(balance))
        expect(self.figure("预留")).to_have_text(str(held))
        expect(self.figure("可用")).to_have_text(str(balance - held))

    def toast(self, text: str) -> Locator:
        return self.page.get_by_test_id("stToast").filter(has_text=text)

    def alert(self, text: str) -> Locator:
        return self.main.get_by_test_id("stAlert").filter(has_text=text)

    def card(self, prompt_id: str) -> Locator:
        return self.page.locator(f".st-key-card_{prompt_id}")

    @property
    def open_orders(self) -> Locator:
        """Return what was placed together and is being made, each with one status."""
        return self.page.locator("[class*=st-key-making_]")

    @property
    def results(self) -> Locator:
        """Return what is in 最近结果, newest first: what was placed together stands together."""
        return self.page.locator("[class*=st-key-placing_]")

    def result(self, order_id: str) -> Locator:
        return self.page.locator(f".st-key-result_{order_id}")

    @property
    def pictures(self) -> Locator:
        return self.results.get_by_test_id("stImage").locator("img")

    @property
    def cards(self) -> Locator:
        """Return the cards of 图库, newest first: a click anywhere on one opens it."""
        return self.main.locator("[class*=st-key-cell_]")

    @staticmethod
    def step(where: Locator, name: str) -> Locator:
        """Return one step's line: an icon, whose name is text in the DOM, and the step."""
        return where.get_by_text(re.compile(rf"(^|\s)\S+ {name}(\s|$)"))

    # -------------------------------------------------------------------------------- doing it

    def choose(self, prompt_id: str) -> None:
        """Click 选择 on a card and wait until it says 已选; on a phone nobody sees that."""
        self.button("选择", self.card(prompt_id)).click()
        expect(self.card(prompt_id).get_by_text("已选", exact=True).first).to_be_attached()
        self.settle()

    def wish(self, words: str) -> None:
        """Write something into 补充描述 and leave the field."""
        field = self.page.get_by_label("补充描述")
        field.fill(words)
        field.blur()

    def more_settings(self) -> None:
        """Open 更多设置."""
        self.main.get_by_test_id("stExpander").get_by_text("更多设置", exact=True).click()

    def switch_on(self, name: str) -> None:
        """Turn a switch on."""
        switch = self.page.get_by_role("switch", name=name)
        self.settle()
        switch.locator("xpath=ancestor::label").click()
        expect(switch).to_be_checked()
        self.settle()

    def pick(self, control: str, option: str) -> None:
        """Click an option of 画幅, 图片数量 or 尺寸."""
        group = self.page.get_by_test_id("stButtonGroup").filter(has_text=control)
        group.get_by_text(option, exact=True).click()

    def select(self, label: str, option: str, at: Locator | None = None) -> None:
        """Choose an option of a closed list; `at` is the list where several have its label."""
        field = at or self.main.get_by_role("combobox", name=label)
        wanted = self.page.get_by_role("option", name=option, exact=True)
        for _ in range(OPENINGS):
            self.settle()
            field.click()
            with suppress(NotInTime):  # a rerun of an earlier input has closed the list: once more
                wanted.click(timeout=OPEN_MS)
                break
        expect(field).to_have_value(option)
        self.settle()

    def upload(self, name: str, data: bytes, mime: str = "image/jpeg") -> None:
        """Give a file to the uploader 参考图片."""
        chooser = self.page.get_by_test_id("stFileUploader").locator("input[type=file]")
        chooser.set_input_files({"name": name, "mimeType": mime, "buffer": data})

    def expect_reference(self, name: str) -> None:
        """Expect the preview of the checked reference."""
        expect(self.main.get_by_alt_text("参考图片预览")).to_be_visible()
        said = self.main.locator(".st-key-reference").get_by_text(name, exact=True)
        expect(said).to_be_visible()  # elsewhere the uploader says the same while it sends

    def generate(self) -> None:
        """Click 生成图片 when it can be clicked."""
        expect(self.button("生成图片")).to_be_enabled()
        self.button("生成图片").click()

    def double_click(self, button: Locator) -> None:
        """Click twice at one spot, as a real hand does: the page may change in between."""
        button.scroll_into_view_if_needed()
        expect(button).to_be_enabled()
        box = button.bounding_box()
        assert box is not None
        spot = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.mouse.click(*spot)
        self.page.wait_for_timeout(DOUBLE_CLICK_MS)
        self.page.mouse.click(*spot)

    def download(self, button: Locator) -> tuple[str, bytes]:
        """Click a download; return the file's name and bytes."""
        with self.page.expect_download() as caught:
            button.click()
        download: Download = caught.value
        return download.suggested_filename, Path(download.path()).read_bytes()


class Traffic:
    """What reaches the browser in one tab: HTTP bodies and websocket frames.

    Streamlit's own bundles (/static/, read from its wheel) are left out: they are large.
    """

    def __init__(self, page: Page) -> None:
        self._received: list[bytes] = []
        page.on("websocket", lambda socket: socket.on("framereceived", self._keep))
        page.on("requestfinished", self._read)

    def _read(self, request: Request) -> None:
        answer = request.response()
        if answer and answer.ok and "/static/" not in request.url:
            self._received.append(answer.body())

    def _keep(self, payload: str | bytes) -> None:
        self._received.append(payload.encode() if isinstance(payload, str) else payload)

    @property
    def size(self) -> int:
        return sum(map(len, self._received))

    def mentions(self, phrases: Iterable[str]) -> list[str]:
        """Return the phrases that were received, as they are or escaped as in JSON."""
        whole = b"\0".join(self._received)
        return [
            phrase
            for phrase in phrases
            if phrase.encode() in whole or phrase.encode("unicode_escape") in whole
        ]


def jpeg(width: int = 640, height: int = 480, *, colour: str = "teal") -> bytes:
    """Return a photo-like JPEG of one colour with a lighter half."""
    image = Image.new("RGB", (width, height), colour)
    image.paste("white", (width // 2, 0, width, height))
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()
