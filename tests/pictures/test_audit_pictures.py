"""Each corruption of a picture's row, or an upload's, is found by the rule named for it."""

from __future__ import annotations

import pytest
from corruptions import Corruption, Found, check, order, spoilt  # noqa: F401 - a fixture

PICTURE = f"WHERE generation_id = {order('s')}"


def picture(change: str) -> str:
    return f"UPDATE generatedimage SET {change} {PICTURE}"


def copied(picture_id: str, order_id: str) -> str:
    return f"""
        INSERT INTO generatedimage
        SELECT {picture_id}, {order_id}, mime, width, height, size_bytes, sha256, created_at,
          user_id, ordered_at, starred_at, trashed_at, purged_at
        FROM generatedimage {PICTURE}"""


MEASURED, SINGLE, UPLOAD = "pictures_are_measured", "pictures_are_single", "uploads_are_somebodys"
ITS_ORDER, BIN = "pictures_are_their_orders", "pictures_go_by_the_bin"
CORRUPTIONS: dict[str, Corruption] = {
    "a picture gone": Corruption("settled_has_one_image", f"DELETE FROM generatedimage {PICTURE}"),
    "a picture of a lost order": Corruption("image_has_order", picture("generation_id = 'lost'")),
    "a picture of no order": Corruption(
        "image_has_order", picture("generation_id = NULL"), "sqlite"
    ),
    "a picture of a held order": Corruption(
        "image_has_order", picture(f"generation_id = {order('h')}")
    ),
    "a picture of a released order": Corruption("image_has_order", copied("'x'", order("r"))),
    "a second picture of an order": Corruption(SINGLE, copied("'x'", "generation_id")),
    "an id twice": Corruption(SINGLE, copied("id", order("h"))),
    "an unknown kind": Corruption(MEASURED, picture("mime = 'image/bmp'")),
    "no width": Corruption(MEASURED, picture("width = 0")),
    "no height": Corruption(MEASURED, picture("height = 0")),
    "no bytes": Corruption(MEASURED, picture("size_bytes = 0")),
    "half a width": Corruption(MEASURED, picture("width = 48.5"), "sqlite"),
    "half a height": Corruption(MEASURED, picture("height = 32.5"), "sqlite"),
    "half a byte": Corruption(MEASURED, picture("size_bytes = 115.5"), "sqlite"),
    "half an instant": Corruption(MEASURED, picture("created_at = 0.5"), "sqlite"),
    "a digest cut short": Corruption(MEASURED, picture("sha256 = 'e3e5'")),
    "no digest": Corruption(MEASURED, picture("sha256 = NULL"), "sqlite"),
    "a picture of somebody else": Corruption(ITS_ORDER, picture("user_id = 'demo-member'")),
    "a picture of nobody": Corruption(ITS_ORDER, picture("user_id = 'nobody'")),
    "ordered at another time": Corruption(ITS_ORDER, picture("ordered_at = ordered_at + 1")),
    "a picture of an order that is not settled": Corruption(
        ITS_ORDER, f"UPDATE generation SET status = 'held' WHERE id = {order('s')}"
    ),
    "purged from nowhere": Corruption(BIN, picture("purged_at = created_at + 9")),
    "purged before it was trashed": Corruption(
        BIN, picture("trashed_at = created_at + 9, purged_at = created_at + 8")
    ),
    "trashed before it was made": Corruption(BIN, picture("trashed_at = created_at - 1")),
    "starred before it was made": Corruption(BIN, picture("starred_at = created_at - 1")),
    "half an instant of starring": Corruption(
        BIN, picture("starred_at = created_at + 0.5"), "sqlite"
    ),
    "half an instant of trashing": Corruption(
        BIN, picture("trashed_at = created_at + 0.5"), "sqlite"
    ),
    "half an instant of purging": Corruption(
        BIN, picture("trashed_at = created_at, purged_at = created_at + 0.5"), "sqlite"
    ),
    "an upload of nobody": Corruption(UPLOAD, "UPDATE uploadedreference SET user_id = 'nobody'"),
    "an upload without its name": Corruption(UPLOAD, "UPDATE uploadedreference SET name = 'x'"),
    "an upload twice": Corruption(
        UPLOAD, "INSERT INTO uploadedreference SELECT * FROM uploadedreference"
    ),
}


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_corruption_is_named(spoilt: Found, what: str, request: pytest.FixtureRequest) -> None:  # noqa: F811
    """What was changed with triggers, checks and keys off is named by the rule that it breaks."""
    check(spoilt, CORRUPTIONS[what], request)
