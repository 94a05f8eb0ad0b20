"""The stand-in for Stability AI takes what the documents say, and nothing else."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from tests.services.fake_stability import FakeStability
from tests.services.replies import tiny

pytest_plugins = ("tests.services.stability_fixtures",)

HEADERS = {"Authorization": "Bearer a-key", "Accept": "application/json"}
IMAGE = {"image": ("reference.png", tiny(), "image/png")}
MODE = {"model": "sd3.5-large", "mode": "image-to-image", "strength": "0.5"}


def posted(
    stability: FakeStability, endpoint: str, files: Any = None, **more: Any
) -> httpx2.Response:
    """Return what a request gets; its fields are a form, unless `more` says otherwise."""
    fields = more.pop("fields", {})
    form = {name: (None, value) for name, value in {"prompt": "p", **fields}.items()}
    is_form = not more.keys() & {"json", "data"}
    sent = {"headers": HEADERS, "files": form | (files or {}) if is_form else None} | more
    with httpx2.Client(trust_env=False) as client:
        return client.post(f"{stability.url}/v2beta/stable-image/generate/{endpoint}", **sent)


@pytest.mark.parametrize(
    ("endpoint", "files", "fields"),
    [
        ("core", {}, {"aspect_ratio": "21:9", "seed": "4294967294", "style_preset": "anime"}),
        ("ultra", IMAGE, {"strength": "0", "aspect_ratio": "4:5"}),
        ("sd3", {}, {"model": "sd3.5-medium", "cfg_scale": "4"}),
        ("sd3", IMAGE, MODE),
    ],
)
def test_what_is_published_is_taken(
    endpoint: str, files: Any, fields: dict[str, str], stability: FakeStability
) -> None:
    """Each shape of a request in the documents gets a picture."""
    answer = posted(stability, endpoint, files, fields=fields)
    assert (answer.status_code, answer.json()["finish_reason"]) == (200, "SUCCESS")


@pytest.mark.parametrize(
    ("endpoint", "files", "fields"),
    [
        ("core", IMAGE, {}),
        ("core", {}, {"strength": "0.5"}),
        ("ultra", IMAGE, {}),
        ("ultra", {}, {"strength": "0.5"}),
        ("ultra", IMAGE, {"strength": "65"}),
        ("ultra", IMAGE, {"strength": "0.5", "mode": "image-to-image"}),
        ("sd3", IMAGE, {"strength": "0.5"}),
        ("sd3", IMAGE, MODE | {"aspect_ratio": "1:1"}),
        ("sd3", {}, MODE),
        ("sd3", {"mask": IMAGE["image"]}, MODE),
        ("sd3", {}, {"model": "sd3-large"}),
        ("core", {}, {"aspect_ratio": "4:3"}),
        ("core", {}, {"seed": "4294967295"}),
        ("core", {}, {"output_format": "gif"}),
        ("core", {}, {"n": "2"}),
        ("core", {}, {"prompt": ""}),
        ("core", {}, {"prompt": "a" * 10_001}),
    ],
)
def test_what_is_not_published_is_refused(
    endpoint: str, files: Any, fields: dict[str, str], stability: FakeStability
) -> None:
    """A field that is not there, in another form or beside the wrong one, is a bad request."""
    answer = posted(stability, endpoint, files, fields=fields)
    assert (answer.status_code, answer.json()["name"]) == (400, "bad_request")


@pytest.mark.parametrize(
    ("status", "more"),
    [
        (400, {"json": {"prompt": "p"}}),
        (400, {"data": {"prompt": "p"}}),
        (400, {"headers": HEADERS | {"Accept": "*/*"}}),
        (401, {"headers": {"Accept": "application/json"}}),
        (401, {"headers": HEADERS | {"Authorization": "a-key"}}),
        (413, {"files": {"prompt": (None, "a" * (10 * 1024 * 1024))}}),
    ],
)
def test_the_envelope_is_looked_at(
    status: int, more: dict[str, Any], stability: FakeStability
) -> None:
    """Only a form, with a bearer and a known `Accept`, of at most 10 MiB, is read at all."""
    assert posted(stability, "core", **more).status_code == status


def test_a_picture_comes_as_it_is_asked_for(stability: FakeStability) -> None:
    """With `image/*` the bytes come as they are, and the facts in headers."""
    answer = posted(stability, "core", headers=HEADERS | {"Accept": "image/*"})
    assert answer.content == tiny()
    assert answer.headers["finish-reason"] == "SUCCESS"
    assert int(answer.headers["seed"]) > 0
