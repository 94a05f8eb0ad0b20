"""The address of a selection opens for whom and what it was signed, and nothing else."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from core.downloads import selection
from core.downloads.selection import MOST, Selection
from core.pictures import signing
from core.pictures.storage import ImageStore
from core.pictures.store.folder import Folder

NOW_MS = 1_790_000_000_123
HOUR_MS = 3_600_000
IDS = tuple(f"{number:016x}" for number in range(MOST))
STORE = ImageStore(Folder(Path("nowhere")), b"secret")
CHOSEN = Selection("演示 &会员", IDS[:3], "Asia/Shanghai")
PARTS = ("person", "zone", "orders", "until", "signature")


def parts_of(address: str) -> list[str]:
    """Return what an address says, as the route reads it."""
    query = dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))
    return [query[name] for name in PARTS]


def opened(parts: list[str], now_ms: int = NOW_MS, store: ImageStore = STORE) -> Selection | None:
    """Open an address's parts."""
    person, zone, orders, until, signature = parts
    return selection.open_signed(store, person, zone, orders, until, signature, now_ms)


def test_an_address_opens_what_it_was_made_for() -> None:
    """Person, time zone and orders come back, each order once and in the order of choosing."""
    parts = parts_of(selection.address(STORE, CHOSEN, NOW_MS))
    assert opened(parts) == CHOSEN
    twice = Selection("p", (IDS[2], IDS[1], IDS[2]))
    found = opened(parts_of(selection.address(STORE, twice, NOW_MS)))
    assert found is not None
    assert found.order_ids == (IDS[2], IDS[1])


@pytest.mark.parametrize("place", range(len(PARTS)))
def test_no_part_can_be_changed(place: int) -> None:
    """Another person, zone, order, end or signature opens nothing."""
    parts = parts_of(selection.address(STORE, CHOSEN, NOW_MS))
    for changed in ("", "0", f"{parts[place]}0", parts[place][1:], "９", "\ud800", "é"):
        assert opened([*parts[:place], changed, *parts[place + 1 :]]) is None, changed
    assert opened(parts, store=ImageStore(Folder(Path("nowhere")), b"another")) is None


def test_no_word_can_stand_in_for_the_next() -> None:
    """What moves from one part into its neighbour breaks the signature."""
    person, zone, *rest = parts_of(selection.address(STORE, CHOSEN, NOW_MS))
    assert opened([f"{person}\n{zone}", "", *rest]) is None
    assert opened([f'{person}", "{zone}', "", *rest]) is None


def test_what_was_signed_for_something_else_opens_nothing() -> None:
    """A signature of the same words for another purpose is none for a zip."""
    person, zone, orders, until, right = parts_of(selection.address(STORE, CHOSEN, NOW_MS))
    assert right == signing.sign(STORE.secret, "zip", person, zone, orders, until)
    for purpose in ("picture", ""):
        other = signing.sign(STORE.secret, purpose, person, zone, orders, until)
        assert opened([person, zone, orders, until, other]) is None


def test_an_address_ends_within_two_hours() -> None:
    """It lasts for one hour at least and two at most, to the millisecond."""
    parts = parts_of(selection.address(STORE, CHOSEN, NOW_MS))
    until_ms = int(parts[3]) * 1000
    assert NOW_MS + HOUR_MS < until_ms <= NOW_MS + 2 * HOUR_MS
    assert opened(parts, until_ms - 1)
    assert opened(parts, until_ms) is None


def test_two_hundred_fit_into_an_address_that_proxies_take() -> None:
    """The longest address is well below the 8,000 letters that nginx takes."""
    full = Selection("x" * 64, IDS, "America/Argentina/ComodRivadavia")
    assert len(selection.address(STORE, full, NOW_MS)) < 4_000


@pytest.mark.parametrize(
    "ids",
    [(), ("",), (*IDS, "f" * 16), ("../../etc/passwd",), (f"{IDS[0]}.png",), (f"{IDS[0]}\n",)],
)
def test_what_is_no_selection_gets_no_address(ids: tuple[str, ...]) -> None:
    """None, too many, and what is no order's id are refused before anything is signed."""
    with pytest.raises(ValueError, match="not a selection"):
        selection.address(STORE, Selection("p", ids), NOW_MS)
