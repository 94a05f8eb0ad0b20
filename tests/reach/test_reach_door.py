"""What one person can't reach of another's by addresses, parameters and raw websocket messages.

The real server is asked as no browser asks it. Its people are chosen by `?me=`, as in the demo, or
bring the cookie of their sign-in.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from databases import FILLED, fresh
from dumps import rows_of
from e2e import issuer
from reach.scene import ISSUER, KINDS, MINE, SECRET, THEIRS, Scene, email_of, scene
from streamlit.proto.Common_pb2 import FileUploaderState, UploadedFileInfo
from streamlit.proto.WidgetStates_pb2 import WidgetState
from web.test_door import get, put, run

from bench.server import APP, Server, serving
from bench.visitor import Unanswered, Visitor, visiting
from core.downloads import selection
from core.downloads.selection import Selection
from core.orders import endings
from core.orders.statistics.fold import fold

LAB = "lab"
REFUSED = (400, 403, 404)


@dataclass(frozen=True)
class Running:
    """A server, and what there is on it."""

    server: Server
    there: Scene
    kind: str

    @property
    def addresses(self) -> dict[str, tuple[str, dict[str, str]]]:
        """Return the pages that show something by its name, each with the parameters for it."""
        there = self.there
        return {
            "an order": ("ledger", {"order": there.order}),
            "a cancelled order": ("ledger", {"order": there.open_order}),
            "a cell's order": ("ledger", {"order": there.cell}),
            "a picture": ("gallery", {"picture": there.order}),
            "a cell's picture": ("gallery", {"picture": there.cell}),
            "a reference": ("", {"reference": there.reference, "prompt": "open"}),
            "a blind matrix": ("experiments", {"e": LAB, "tab": "matrix"}),
            "a blind contrast": ("experiments", {"e": LAB, "tab": "contrast"}),
            "a blind culling": ("experiments", {"e": LAB, "tab": "culling"}),
            "a blind conclusion": ("experiments", {"e": LAB, "tab": "conclusion"}),
        }

    @property
    def secrets(self) -> list[bytes]:
        """Return what no other than the owner may be sent: words, addresses of files, tokens."""
        there = self.there
        files = [("original", there.order), ("thumbnail", there.order)]
        files += [("original", there.cell), ("thumbnail", there.cell)]
        files += [("reference", there.reference)]
        words = [f"/img/{kind}/{name}" for kind, name in files]
        return [word.encode() for word in (SECRET, *words, there.token)]


# Each server takes seconds to start: `make test` has one on PostgreSQL, `test-slow` all.
IN_A_FILE = [pytest.param((kind, "sqlite"), id=f"{kind}-sqlite") for kind in KINDS]
ON_A_SERVER = [
    pytest.param(
        (kind, "postgresql"),
        id=f"{kind}-postgresql",
        marks=() if kind == "signed in" else pytest.mark.slow,
    )
    for kind in KINDS
]


@pytest.fixture(scope="module", params=[*IN_A_FILE, *ON_A_SERVER])
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """Start the app on a folder and a database in which two people have things of their own."""
    kind, database = request.param
    folder = tmp_path_factory.mktemp("reach")
    with (
        fresh(request, folder, database, FILLED) as url,
        scene(kind, url, folder / "data") as there,
    ):
        folder = folder / "data"
        # The app's keepers would end and fold orders in the middle of a test, which compares rows.
        endings.cancel(there.studio, THEIRS, there.open_order)
        fold(there.studio.database, rest=lambda _: False)
        known = {
            "SECRET_KEY": there.studio.images.secret.decode(),
            "ADMINS": there.studio.settings.admins,
            "MESSAGES_PER_S": "1000",
            "DATABASE_URL": url,
        }
        with serving(_command(kind, folder), folder, **known) as server:
            yield Running(server, there, kind)


def _command(kind: str, folder: Path) -> tuple[str, ...]:
    """Return how the app is started where such people are; nobody comes back from the issuer."""
    if kind == "demo":
        return APP
    secrets = issuer.write_secrets(folder, port=9, issuer=ISSUER)
    *run_app, port = APP
    return (*run_app, "--secrets.files", str(secrets), port)


@asynccontextmanager
async def tab_of(
    running: Running, person: str, path: str, named: dict[str, str]
) -> AsyncIterator[Visitor]:
    """Open a page in a tab of somebody's, which keeps whatever it is sent."""
    query = urlencode({"me": person} | named)
    async with visiting(running.server.url, query, cookie=_cookie(running, person)) as visitor:
        visitor.heard = []
        await visitor.open(path, query)
        if path:  # the first run has told where the pages are
            await visitor.open(path, query)
        yield visitor


def _cookie(running: Running, person: str) -> str:
    if running.kind == "demo":
        return ""
    claims = {"email": email_of(person), "email_verified": True}
    kept = issuer.cookie_of(person, running.server.url, ISSUER, **claims)
    return f"{kept['name']}={kept['value']}"


async def told(running: Running, person: str, path: str, named: dict[str, str]) -> list[bytes]:
    """Return which secrets a page sends to somebody."""
    async with tab_of(running, person, path, named) as visitor:
        sent = b"\0".join(visitor.heard or [])
        return [secret for secret in running.secrets if secret in sent]


@pytest.mark.slow
def test_parameters_show_nothing_of_anothers(running: Running) -> None:
    """An address that names what is another's sends neither its words nor where its files are."""
    sent = {
        name: run(told(running, MINE, path, named))
        for name, (path, named) in running.addresses.items()
    }
    assert {name: secrets for name, secrets in sent.items() if secrets} == {}


def test_the_owner_is_shown_it(running: Running) -> None:
    """The same addresses do show their owner what the test above looks for."""
    found = [run(told(running, THEIRS, *running.addresses[name])) for name in ("a picture",)]
    assert SECRET.encode() in found[0]
    assert f"/img/original/{running.there.order}".encode() in b"\0".join(found[0])


@pytest.mark.slow
def test_anothers_widgets_do_nothing(running: Running) -> None:
    """Whatever buttons the owner is offered: sent from another's tab, no row changes."""

    async def press() -> None:
        for path, named in running.addresses.values():
            async with tab_of(running, THEIRS, path, named) as theirs:
                offered = theirs.widget_ids()
            async with tab_of(running, MINE, path, named) as mine:
                for name in sorted(offered - mine.widget_ids()):
                    with suppress(Unanswered):
                        await mine.send(WidgetState(id=name, trigger_value=True))

    for path, named in running.addresses.values():  # what a first look opens is opened now
        run(told(running, MINE, path, named))
    before = rows_of(running.there.studio.database)
    run(press())
    assert rows_of(running.there.studio.database) == before


def test_an_upload_is_its_sessions_alone(running: Running) -> None:
    """A file that one session has uploaded is nothing to another that sends its id as its own."""
    form = {"prompt": "open"}

    async def take() -> list[str]:
        async with (
            tab_of(running, THEIRS, "", form) as theirs,
            tab_of(running, MINE, "", form) as mine,
        ):
            session, data = theirs.session_id, running.there.original
            status, _ = await asyncio.to_thread(put, running.server, session, "f1", data)
            assert status == 204
            url = f"/_stcore/upload_file/{session}/f1"
            info = UploadedFileInfo(file_id="f1", name="a.png", size=len(data))
            info.file_urls.upload_url = info.file_urls.delete_url = url
            info.file_urls.file_id = "f1"
            state = WidgetState(id=mine.id_of("参考图片"))
            state.file_uploader_state_value.CopyFrom(FileUploaderState(uploaded_file_info=[info]))
            mine.heard = []
            await mine.send(state)
            return [
                part
                for part in ("/img/reference/", "a.png")
                if part.encode() in b"".join(mine.heard or [])
            ]

    before = rows_of(running.there.studio.database)
    assert run(take()) == []
    assert rows_of(running.there.studio.database) == before


def test_addresses_of_files_are_refused(running: Running) -> None:
    """Without the app's own signature, or with that of something else, no file is sent."""
    there, server = running.there, running.server
    images, now = there.studio.images, there.studio.now()
    mine = images.address("original", "0" * 16, now)
    packed = selection.address(images, Selection(MINE, ("0" * 16,)), now)
    refused = {
        "a picture without a signature": f"/img/original/{there.order}",
        "a picture by another's signature": mine.replace("0" * 16, there.order),
        "a thumbnail by another's signature": mine.replace("0" * 16, there.order).replace(
            "original", "thumbnail"
        ),
        "a reference by another's signature": mine.replace("0" * 16, there.reference).replace(
            "original", "reference"
        ),
        "a zip of another's picture": packed.replace("0" * 16, there.order),
        "a zip of another person": packed.replace(f"person={MINE}", f"person={THEIRS}"),
        "a ballot by a guess": f"/ballot/{there.cell}",
        "a ballot by its pair": f"/ballot/{there.pair}",
        "a file of another's session": f"/media/{there.order}.png",
        "a folder's file": f"/img/original/../originals/{there.order}",
        "Streamlit's figures": "/_stcore/metrics",
    }
    came_to = {name: get(server, address)[0] for name, address in refused.items()}
    assert {name: status for name, status in came_to.items() if status not in REFUSED} == {}
