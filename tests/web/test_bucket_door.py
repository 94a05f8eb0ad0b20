"""The whole app on a bucket: pictures and zips come from it, by our own addresses."""

from __future__ import annotations

import http.client
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import shelves
from fakes import PATIENCE_S, make_studio, place_and_run, png
from shelves import S3, Shelf

from bench.server import APP, Server, serving
from core.downloads import selection
from core.downloads.selection import Selection
from core.people.people import DEMO_USER


def ask(server: Server, address: str) -> Any:
    """Return the answer to a GET."""
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=PATIENCE_S)
    connection.request("GET", address)
    return connection.getresponse()


@pytest.mark.slow
def test_the_app_works_on_a_bucket(s3: S3, tmp_path: Path) -> None:
    """Ready; original, thumbnail and zip by signed addresses; no picture and no key on the disk."""
    storage = s3.settings()
    studio = make_studio("", tmp_path / "data", **storage)
    order = place_and_run(studio)
    env = {name.upper(): value for name, value in storage.items()}
    with serving(
        APP, studio.settings.data_dir, SECRET_KEY=studio.images.secret.decode(), **env
    ) as server:
        assert ask(server, "/readyz").status == 200
        shown = ask(server, studio.images.address("original", order.id, studio.now()))
        assert (shown.status, shown.read()) == (200, png())
        assert shown.getheader("content-security-policy") == "default-src 'none'; sandbox"
        small = ask(server, studio.images.address("thumbnail", order.id, studio.now()))
        assert small.read() == studio.images.read_thumbnail(order.id)
        assert ask(server, f"/img/original/{order.id}").status == 403
        chosen = Selection(DEMO_USER, (order.id,))
        sent = ask(server, selection.address(studio.images, chosen, studio.now())).read()
        with zipfile.ZipFile(io.BytesIO(sent)) as found:
            assert found.read(found.namelist()[0]) == png()
        said = server.log.read_text(encoding="utf-8")
    on_disk = {path.name for path in studio.settings.data_dir.iterdir()}
    assert on_disk.isdisjoint(shelves.FOLDERS)
    assert shelves.SECRET not in said
    assert Shelf(studio.images.store).keys() == {
        f"originals/{order.id}.png",
        f"thumbnails/{order.id}.jpg",
    }
    studio.database.dispose()
