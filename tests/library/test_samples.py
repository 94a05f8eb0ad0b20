"""The prompts' sample pictures: what ships, what a team puts in its place, what a name finds."""

from __future__ import annotations

import io
import os
import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest
from fakes import png
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from core.library import samples
from core.providers.demo.mark import MARGIN, draw_mark
from core.providers.demo.samples import CHARACTER, HEIGHT, MOST_BYTES, SEEDS, WIDTH, sample
from core.settings import LIBRARY_FILE, SAMPLES_FOLDER
from core.web.image_route import sample_route

PROMPTS = tomllib.loads(LIBRARY_FILE.read_text("utf-8"))["prompt"]
TEXTS = {prompt["id"]: prompt["text"] for prompt in PROMPTS}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the samples of two prompts, and beside it a file of nobody's."""
    (tmp_path / "secret.webp").write_bytes(b"not to be read")
    inside = tmp_path / "samples"
    inside.mkdir()
    for name in ("lake.webp", "tree.webp"):
        (inside / name).write_bytes(b"RIFF\x00\x00\x00\x00WEBPVP8 ")
    return inside


def values(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), np.float32)


@pytest.mark.parametrize("prompt_id", TEXTS)
def test_each_prompt_ships_with_a_marked_sample(prompt_id: str) -> None:
    """A sample of 480 × 320 in at most 40 KB, with 演示 large enough to be read on a card."""
    data = (SAMPLES_FOLDER / f"{prompt_id}.webp").read_bytes()
    picture = values(data)
    assert picture.shape == (HEIGHT, WIDTH, 3) == (320, 480, 3)
    assert len(data) <= MOST_BYTES == 40_000
    mark, margin = draw_mark(round(HEIGHT * CHARACTER)), round(HEIGHT * MARGIN)
    strokes = np.asarray(mark)[..., 3] > 200
    corner = picture[-margin - mark.height : -margin, -margin - mark.width : -margin]
    assert corner[strokes].mean() > corner[~strokes].mean() + 60


def test_the_command_paints_what_ships() -> None:
    """Whoever runs it again gets the pictures that are there, but for the packing."""
    shipped = values((SAMPLES_FOLDER / "desert-dusk.webp").read_bytes())
    painted = values(sample(TEXTS["desert-dusk"], SEEDS["desert-dusk"]))
    assert np.abs(shipped - painted).mean() < 3


def test_a_picture_of_the_teams_own_is_shown_instead(folder: Path) -> None:
    """A PNG or JPEG of the same name goes before the shipped WebP; without it that is back."""
    assert urlsplit(samples.addresses(folder)["lake"]).path == "/sample/lake.webp"
    for suffix in ("jpg", "png"):
        (folder / f"lake.{suffix}").write_bytes(png())
        assert urlsplit(samples.addresses(folder)["lake"]).path == f"/sample/lake.{suffix}"
    assert urlsplit(samples.addresses(folder)["tree"]).path == "/sample/tree.webp"
    for suffix in ("jpg", "png"):
        (folder / f"lake.{suffix}").unlink()
    assert urlsplit(samples.addresses(folder)["lake"]).path == "/sample/lake.webp"


def test_one_odd_file_hides_no_other(folder: Path) -> None:
    """A link in a circle and a name that is no text are passed over."""
    (folder / "loop.webp").symlink_to(folder / "loop.webp")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.webp")).write_bytes(b"RIFF")
    assert set(samples.addresses(folder)) == {"lake", "tree"}
    assert samples.find("lake.webp", folder) == folder / "lake.webp"


def test_another_picture_has_another_address(folder: Path) -> None:
    """Browsers keep a sample; one that has changed is not the one they keep."""
    before = samples.addresses(folder)
    assert samples.addresses(folder) == before
    os.utime(folder / "lake.webp", ns=(1, 1))
    after = samples.addresses(folder)
    assert after["lake"] != before["lake"]
    assert after["tree"] == before["tree"]


def test_what_is_no_picture_is_no_sample(folder: Path) -> None:
    """Other files, folders and a folder that is not there have no addresses and are not found."""
    (folder / "lake.svg").write_text("<svg onload=alert(1)>")
    (folder / "deep.png").mkdir()
    assert set(samples.addresses(folder)) == {"lake", "tree"}
    assert samples.find("lake.svg", folder) is samples.find("deep.png", folder) is None
    assert samples.addresses(folder / "nowhere") == {}
    assert samples.find("lake.webp", folder / "nowhere") is None


def test_a_name_with_any_letters_finds_its_way(folder: Path) -> None:
    """An id of a team's own stands in the address as a browser can ask for it."""
    (folder / "山 & 水.png").write_bytes(png())
    address = samples.addresses(folder)["山 & 水"]
    assert address.isascii()
    assert unquote(urlsplit(address).path) == "/sample/山 & 水.png"
    assert samples.find("山 & 水.png", folder) == folder / "山 & 水.png"


def test_the_route_serves_samples_and_nothing_else(folder: Path) -> None:
    """A sample comes as the picture it is, kept for an hour; no path leads out of the folder."""
    app = Starlette(routes=[sample_route(lambda name: samples.find(name, folder))])
    with TestClient(app) as client:
        answer = client.get(samples.addresses(folder)["lake"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
        assert "max-age=3600" in answer.headers["cache-control"]
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        for name in ("nobody.webp", "..%2Fsecret.webp", "%2e%2e/secret.webp", "lake", "%00.webp"):
            assert client.get(f"/sample/{name}").status_code == 404, name
