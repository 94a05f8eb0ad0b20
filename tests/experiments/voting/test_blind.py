"""The copies that voters see: one codec, one box, no metadata, and an address that says nothing."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import booth
import lab
import pytest
from booth import ANNE
from fakes import png, provider_of
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from starlette.applications import Starlette
from starlette.testclient import TestClient

from core.audit import audit
from core.errors import StorageFailed
from core.experiments.voting import blind
from core.orders.sweep import sweep
from core.people.people import DEMO_USER
from core.pictures import trash, uploads
from core.studio import Studio
from core.web.image_route import ballot_route

DAY_MS = 24 * 3600 * 1000


def encoded(kind: str, width: int, height: int, **more: Any) -> bytes:
    """Return a picture of a format, which names its maker in every way that it has."""
    buffer = BytesIO()
    exif = Image.Exif()
    exif[305] = "maker"  # Software
    if kind == "PNG":
        more["pnginfo"] = PngInfo()
        more["pnginfo"].add_text("Software", "maker")
    if kind == "JPEG":
        more["comment"] = b"maker"
    picture = Image.effect_noise((width, height), 90).convert("RGB")
    picture.save(buffer, kind, exif=exif, icc_profile=None, **more)
    return buffer.getvalue()


def client(studio: Studio) -> TestClient:
    """Build an app with the voters' route alone."""
    return TestClient(
        Starlette(routes=[ballot_route(lambda token: blind.open_token(studio, token))])
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_copy_is_a_jpeg_of_pixels_alone(kind: str) -> None:
    """Whatever the original is and says, its copy has the same format and says nothing."""
    copy = uploads.blind_copy(encoded(kind, 300, 200))
    assert b"maker" not in copy
    with Image.open(BytesIO(copy)) as seen:
        assert (seen.format, seen.mode, seen.size) == ("JPEG", "RGB", (300, 200))
        assert set(seen.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not seen.getexif()


@pytest.mark.parametrize(
    ("size", "shown"),
    [((2048, 1024), (1024, 512)), ((1024, 1536), (683, 1024)), ((64, 32), (64, 32))],
)
def test_a_copy_fits_one_box(size: tuple[int, int], shown: tuple[int, int]) -> None:
    """At most 1024 px a side, in its own proportions, and never enlarged."""
    with Image.open(BytesIO(uploads.blind_copy(png("teal", *size)))) as seen:
        assert seen.size == shown


def test_what_reaches_a_voter_is_the_same_for_every_arm(sqlite_studio: Studio) -> None:
    """Two arms of two formats: status, headers and their order are equal, but for the length."""
    studio = sqlite_studio
    provider_of(studio).queue(encoded("PNG", 90, 90), encoded("JPEG", 90, 90))
    booth.ended(studio, cases=1)
    seen = booth.sight(studio)
    answers = [
        client(studio).get(f"/ballot/{token}") for token in (seen.left_token, seen.right_token)
    ]
    left, right = (
        [h for h in each.headers.items() if h[0] != "content-length"] for each in answers
    )
    assert left == right
    assert dict(left) == {
        "cache-control": "private, max-age=3600",
        "content-disposition": "inline",
        "content-security-policy": "default-src 'none'; sandbox",
        "content-type": "image/jpeg",
        "x-content-type-options": "nosniff",
    }
    assert [each.status_code for each in answers] == [200, 200]
    assert len({each.content for each in answers}) == 2


def test_a_token_shows_the_side_that_it_was_given_for(sqlite_studio: Studio) -> None:
    """The left token is the left picture, whichever arm that is for this voter."""
    studio = sqlite_studio
    colours = iter(["red", "blue"] * 4)
    provider_of(studio).queue(*(png(next(colours)) for _ in range(8)))
    booth.ended(studio, cases=4)
    for person in (ANNE, booth.BOB):
        for pair_id in booth.vote_all(studio, person):
            ballot = booth.ballot(studio, person, pair_id)
            pair = booth.pair(studio, pair_id)
            orders = [pair.arm_order, pair.base_order][:: 1 if ballot.arm_is_left else -1]
            tokens = (ballot.left_token, ballot.right_token)
            for token, order in zip(tokens, orders, strict=True):
                assert blind.open_token(studio, token) == studio.images.read_blind(order)
                assert uploads.blind_copy(studio.images.read_original(order)) == (
                    studio.images.read_blind(order)
                )


def test_other_addresses_show_nothing(sqlite_studio: Studio) -> None:
    """No token, another's guess, an order's own id: all are unknown, and kept by no browser."""
    booth.ended(sqlite_studio, cases=1)
    seen = booth.sight(sqlite_studio)
    order = lab.cells(sqlite_studio)[0].order_id
    for words in (
        order,
        "0" * 32,
        seen.left_token.upper(),
        seen.left_token[:-1],
        "a%00b",
        "x" * 9000,
    ):
        answer = client(sqlite_studio).get(f"/ballot/{words}")
        assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")
    for folder in ("blind", "ballot"):
        assert sqlite_studio.images.open_signed(folder, order, "9999999999", "0" * 64, 0) is None


def test_a_disk_that_fails_is_said(sqlite_studio: Studio) -> None:
    """Nobody is told that a picture is gone when it only can't be read now."""

    def failing(_: str) -> bytes:
        raise StorageFailed("files")

    answer = TestClient(Starlette(routes=[ballot_route(failing)])).get("/ballot/x")
    assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store")


def test_copies_are_made_before_a_token_is_told_and_once(sqlite_studio: Studio) -> None:
    """Both are there when the sight is; the next voter's are the same files."""
    studio = sqlite_studio
    booth.ended(studio, cases=1)
    seen = booth.sight(studio)
    pair = booth.pair(studio, seen.pair_id)
    folder = studio.settings.data_dir / "blind"
    made = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert {path.stem for path in made} == {pair.arm_order, pair.base_order}
    booth.sight(studio, booth.BOB)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == made


def test_a_copy_that_is_gone_is_made_again(sqlite_studio: Studio) -> None:
    """A restored database brings no copies: an open page still shows its pictures."""
    studio = sqlite_studio
    booth.ended(studio, cases=1)
    seen = booth.sight(studio)
    before = blind.open_token(studio, seen.left_token)
    for path in (studio.settings.data_dir / "blind").iterdir():
        path.unlink()
    assert blind.open_token(studio, seen.left_token) == before
    assert len(list((studio.settings.data_dir / "blind").iterdir())) == 1


def test_a_picture_that_is_gone_shows_nothing(sqlite_studio: Studio) -> None:
    """A restored database whose pictures were lost: the address is one of no picture, no error."""
    studio = sqlite_studio
    booth.ended(studio, cases=1)
    seen = booth.sight(studio)
    pair = booth.pair(studio, seen.pair_id)
    for path in studio.settings.data_dir.rglob("*"):
        if path.stem in (pair.arm_order, pair.base_order):
            path.unlink()
    assert blind.open_token(studio, seen.left_token) is None


def test_a_copy_goes_with_its_picture(sqlite_studio: Studio) -> None:
    """Purged, its token shows nothing, no copy is left, and the audit of files looks for that."""
    studio = sqlite_studio
    booth.ended(studio, cases=1, voters=1)
    seen = booth.sight(studio)
    pair = booth.pair(studio, seen.pair_id)
    booth.vote_all(studio, ANNE)
    orders = [pair.arm_order, pair.base_order]
    kept = studio.images.read_blind(orders[0])
    trash.trash(studio, DEMO_USER, orders)
    assert blind.open_token(studio, seen.left_token) is not None, "the bin gives back"
    later = replace(studio, now=lambda: studio.now() + 31 * DAY_MS)
    assert trash.purge(later) == 2
    assert list((studio.settings.data_dir / "blind").iterdir()) == []
    studio.images.store_blind(orders[0], kept)  # as somebody who looked at that instant
    assert blind.open_token(studio, seen.left_token) is None
    assert blind.open_token(studio, seen.right_token) is None
    assert sweep(replace(studio, now=lambda: studio.now() + 62 * DAY_MS)) == 1
    assert list((studio.settings.data_dir / "blind").iterdir()) == []
    assert audit(studio.database, images=studio.images).clean


def test_the_sweep_and_the_audit_leave_copies_alone(sqlite_studio: Studio) -> None:
    """However old they are: what they are copies of is there."""
    studio = sqlite_studio
    booth.ended(studio, cases=1)
    booth.sight(studio)
    assert sweep(replace(studio, now=lambda: studio.now() + 62 * DAY_MS)) == 0
    assert len(list((studio.settings.data_dir / "blind").iterdir())) == 2
    assert audit(studio.database, images=studio.images).clean
