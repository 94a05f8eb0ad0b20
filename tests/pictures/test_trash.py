"""The bin: what leaves the gallery comes back, or loses its files after 30 days; its row stays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import shelves
from fakes import (
    PNG,
    FakeClock,
    FakeSeconds,
    gone,
    in_threads,
    make_studio,
    moments_of,
    place,
    place_and_run,
    png,
)
from structlog.testing import capture_logs

from core.audit import audit, describe
from core.errors import StorageFailed
from core.orders.sweep import sweep
from core.orders.views import reads
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import gallery, references, stars, trash
from core.pictures.gallery import PictureFilter
from core.pictures.uploads import check_reference
from core.studio import Studio
from core.tables import GeneratedImage, OrderStatus

pytestmark = [pytest.mark.both_storages, pytest.mark.folder_first]

DAY_MS = 24 * 3600 * 1000
KEEP_MS = 30 * DAY_MS  # what the pages promise


@pytest.fixture
def clock() -> FakeClock:
    """Return the studio's clock."""
    return FakeClock()


@pytest.fixture
def here(
    database_url: str, tmp_path: Path, clock: FakeClock, storage: dict[str, Any]
) -> Iterator[Studio]:
    """Return a studio on each database whose clocks stand still; its books end clean."""
    made = {"clock": clock, "monotonic": FakeSeconds(), **storage}
    studio = make_studio(database_url, tmp_path / "data", **made)
    yield studio
    report = audit(studio.database)
    studio.database.dispose()
    assert report.clean, "\n".join(describe(report))


def image(studio: Studio, order_id: str, person_id: str = DEMO_USER) -> GeneratedImage:
    """Return the row of an order's picture, as a page reads it."""
    person = people.find(studio.database, person_id)
    found = reads.find(studio.database, person, order_id).image
    assert found is not None
    return found


def listed(studio: Studio, person_id: str = DEMO_USER, **chosen: Any) -> list[str]:
    """Return the orders that a list of the gallery shows, in its order."""
    wanted = PictureFilter(**chosen)
    page = gallery.list_pictures(studio.database, person_id, wanted, number=1, size=50)
    assert page.total == len(page.rows)
    return [card.order_id for card in page.rows]


def in_bin(studio: Studio) -> list[str]:
    return listed(studio, is_trash=True)


def has_files(studio: Studio, order_id: str) -> tuple[bool, bool]:
    """Return whether an order's original and thumbnail are there."""
    thumbnail = f"thumbnails/{order_id}.jpg" in shelves.of(studio).keys("thumbnails")
    return studio.images.find_original(order_id) is not None, thumbnail


def test_a_picture_leaves_and_comes_back(here: Studio, clock: FakeClock) -> None:
    """In the bin it is in no other list, keeps its files and says since when; 撤销 undoes all."""
    first, second = (place_and_run(here, key).id for key in "ab")
    clock.advance(5)
    assert trash.trash(here, DEMO_USER, [first]) == [first]
    assert listed(here) == [second]
    assert in_bin(here) == [first]
    assert image(here, first).trashed_at == clock.now
    assert has_files(here, first) == (True, True)
    assert trash.restore(here, DEMO_USER, [first]) == [first]
    assert sorted(listed(here)) == sorted([first, second])
    assert in_bin(here) == []
    assert image(here, first).trashed_at is None


def test_once_is_enough(here: Studio, clock: FakeClock) -> None:
    """Moving or undoing twice moves nothing the second time, and changes no instant."""
    order = place_and_run(here).id
    assert trash.restore(here, DEMO_USER, [order]) == []
    assert trash.trash(here, DEMO_USER, [order, order]) == [order]
    since = image(here, order).trashed_at
    clock.advance(1000)
    assert trash.trash(here, DEMO_USER, [order]) == []
    assert image(here, order).trashed_at == since
    assert trash.restore(here, DEMO_USER, [order]) == [order]
    assert trash.restore(here, DEMO_USER, [order]) == []


def test_only_ones_own_pictures_move(here: Studio) -> None:
    """Of a list of anything, only one's own pictures move, in the order that was asked for."""
    mine = [place_and_run(here, key).id for key in "abc"]
    other = place_and_run(here, "other", person=DEMO_MEMBER).id
    held = place(here, "held").id
    asked = [mine[2], other, "", "x" * 999, "\0", "\ud800", "nobody's", held, mine[0]]
    assert trash.trash(here, DEMO_USER, asked) == [mine[2], mine[0]]
    assert trash.restore(here, DEMO_MEMBER, asked) == []
    assert trash.trash(here, DEMO_USER, []) == []
    assert listed(here) == [mine[1]]
    assert listed(here, DEMO_MEMBER) == [other]


def test_the_bin_of_before_is_first(here: Studio, clock: FakeClock) -> None:
    """The bin shows last what went into it first, whenever the pictures were made."""
    orders = []
    for key in "abc":
        orders.append(place_and_run(here, key).id)
        clock.advance(1000)
    for order in (orders[2], orders[0], orders[1]):
        trash.trash(here, DEMO_USER, [order])
        clock.advance(1000)
    assert in_bin(here) == [orders[1], orders[0], orders[2]]


def test_a_clock_set_back(here: Studio, clock: FakeClock) -> None:
    """A picture is never trashed or starred before it was made."""
    order = place_and_run(here)
    clock.advance(-DAY_MS)
    trash.trash(here, DEMO_USER, [order.id])
    stars.star(here, DEMO_USER, order.id, on=True)
    found = image(here, order.id)
    assert (found.trashed_at, found.starred_at) == (order.ended_at, order.ended_at)


def test_files_go_after_30_days(here: Studio, clock: FakeClock) -> None:
    """A day before nothing goes; then both files do, and the row says when, digest and all."""
    kept, order = (place_and_run(here, key).id for key in "ab")
    before = image(here, order)
    trash.trash(here, DEMO_USER, [order])
    clock.advance(KEEP_MS - 1)
    assert trash.purge(here) == 0
    assert has_files(here, order) == (True, True)
    clock.advance(1)
    with capture_logs() as events:
        assert trash.purge(here) == 1
    assert [event["event"] for event in events] == ["pictures.purged"]
    assert has_files(here, order) == (False, False)
    assert has_files(here, kept) == (True, True)
    assert in_bin(here) == []
    assert listed(here) == [kept]
    assert trash.purge(here) == 0
    after = image(here, order)
    assert after.purged_at == clock.now
    assert after.sha256 == before.sha256


def test_what_came_back_in_time_stays(here: Studio, clock: FakeClock) -> None:
    """The days begin anew each time that a picture goes to the bin."""
    order = place_and_run(here).id
    trash.trash(here, DEMO_USER, [order])
    clock.advance(KEEP_MS - 1)
    trash.restore(here, DEMO_USER, [order])
    clock.advance(1)
    assert trash.purge(here) == 0
    trash.trash(here, DEMO_USER, [order])
    assert trash.purge(here) == 0
    assert trash.restore(here, DEMO_USER, [order]) == [order]


def test_nothing_brings_back_what_is_purged(here: Studio, clock: FakeClock) -> None:
    """After the purge neither 撤销 nor a second move nor a star does anything."""
    order = place_and_run(here).id
    trash.trash(here, DEMO_USER, [order])
    clock.advance(KEEP_MS)
    trash.purge(here)
    assert trash.restore(here, DEMO_USER, [order]) == []
    assert trash.trash(here, DEMO_USER, [order]) == []
    stars.star(here, DEMO_USER, order, on=True)
    assert image(here, order).starred_at is None
    assert listed(here) == listed(here, starred=True) == in_bin(here) == []


def test_more_than_one_statement_takes(here: Studio, clock: FakeClock) -> None:
    """However many are asked for, all of them move, and all of them are purged in the end."""
    orders = [place_and_run(here, key).id for key in "abc"]
    unknown = [f"{number:016x}" for number in range(2000)]
    assert trash.trash(here, DEMO_USER, [*unknown, *orders]) == orders
    clock.advance(KEEP_MS)
    assert trash.purge(here) == 3


def test_a_death_after_the_mark_leaves_files_to_the_sweep(here: Studio, clock: FakeClock) -> None:
    """Who dies between the row and the disk leaves no picture without files, only files to take."""
    order = place_and_run(here).id
    trash.trash(here, DEMO_USER, [order])
    clock.now = now_of(here, order) + KEEP_MS
    moments_of(here).once("committed", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        trash.purge(here)
    assert image(here, order).purged_at is not None
    assert has_files(here, order) == (True, True)
    assert sweep(here) == 2
    assert has_files(here, order) == (False, False)


def now_of(studio: Studio, order_id: str) -> int:
    """Return an instant, in ms, after both the order's and its file's."""
    written_s = shelves.of(studio).written_s(shelves.original(studio, order_id))
    return max(studio.now(), int(written_s * 1000))


def test_a_death_before_the_mark_changes_nothing(here: Studio, clock: FakeClock) -> None:
    """Where the mark can't be committed, the picture is in the bin with its files."""
    order = place_and_run(here).id
    trash.trash(here, DEMO_USER, [order])
    clock.advance(KEEP_MS)
    moments_of(here).once("commit", gone())
    with pytest.raises(StorageFailed):
        trash.purge(here)
    assert has_files(here, order) == (True, True)
    assert trash.restore(here, DEMO_USER, [order]) == [order]


@shelves.folder_only
def test_a_file_that_can_not_be_deleted_is_tried_again(here: Studio, clock: FakeClock) -> None:
    """It keeps no other from going, and goes with a later sweep."""
    stuck, other = sorted(place_and_run(here, key).id for key in "ab")
    trash.trash(here, DEMO_USER, [stuck, other])
    clock.now = now_of(here, stuck) + KEEP_MS
    path = here.settings.data_dir / shelves.original(here, stuck)
    data = path.read_bytes()
    path.unlink()
    path.mkdir()  # no unlink takes it
    assert trash.purge(here) == 2
    assert has_files(here, other) == (False, False)
    assert path.exists()
    path.rmdir()
    path.write_bytes(data)
    clock.now = now_of(here, stuck) + 2 * DAY_MS
    sweep(here)
    assert has_files(here, stuck) == (False, False)


def test_sweeps_leave_the_bin_alone(here: Studio, clock: FakeClock) -> None:
    """However old, the files of what is in the bin stay until they are purged."""
    order = place_and_run(here).id
    trash.trash(here, DEMO_USER, [order])
    clock.now = now_of(here, order) + 400 * DAY_MS
    assert sweep(here) == 0
    assert has_files(here, order) == (True, True)


def test_addresses_open_until_the_purge(here: Studio, clock: FakeClock) -> None:
    """The bin shows its pictures; a look that has begun ends, and none begins after the purge."""
    order = place_and_run(here).id
    trash.trash(here, DEMO_USER, [order])
    clock.advance(KEEP_MS)
    asked = parse_qs(urlsplit(here.images.address("original", order, clock.now)).query)
    signed = (asked["until"][0], asked["signature"][0], clock.now)
    found = here.images.open_signed("original", order, *signed)
    assert found is not None
    looking = found.pieces()
    seen = next(looking)
    trash.purge(here)
    assert seen + b"".join(looking) == PNG
    assert here.images.open_signed("original", order, *signed) is None


def test_its_order_can_be_made_again(here: Studio, clock: FakeClock) -> None:
    """What is purged keeps all that it was ordered with, its reference too, however often swept."""
    name = references.keep(here, DEMO_USER, check_reference(png("red")), "red.png").name
    first = place_and_run(here, "a", wish="清晨", reference=name)
    trash.trash(here, DEMO_USER, [first.id])
    clock.now = now_of(here, first.id) + KEEP_MS
    trash.purge(here)
    sweep(here)
    person = people.find(here.database, DEMO_USER)
    order = reads.find(here.database, person, first.id).order
    again = place_and_run(here, "b", order.prompt_id, wish=order.wish, reference=order.reference)
    assert again.status == OrderStatus.SETTLED
    assert listed(here) == [again.id]


@pytest.mark.parametrize("what", [trash.trash, trash.restore])
def test_of_many_at_once_one_wins(here: Studio, what: object) -> None:
    """Of ten who trash, or undo, the same pictures at once, each picture is moved by one."""
    orders = [place_and_run(here, key).id for key in "abcd"]
    if what is trash.restore:
        trash.trash(here, DEMO_USER, orders)
    assert callable(what)
    results = in_threads(10, lambda n: what(here, DEMO_USER, orders[:: -1 if n % 2 else 1]))
    moved = [order for result in results if isinstance(result, list) for order in result]
    assert not [result for result in results if isinstance(result, BaseException)]
    assert sorted(moved) == sorted(orders)
    assert sorted(in_bin(here)) == (sorted(orders) if what is trash.trash else [])


def test_a_purge_and_an_undo_at_once(here: Studio, clock: FakeClock) -> None:
    """Exactly one has each picture: it is back with its files, or purged without them."""

    def purge_or_undo(orders: list[str], number: int) -> int | list[str]:
        return trash.restore(here, DEMO_USER, orders) if number else trash.purge(here)

    for number in range(8):
        orders = [place_and_run(here, f"{number}{key}").id for key in "ab"]
        trash.trash(here, DEMO_USER, orders)
        clock.advance(KEEP_MS)
        purged, restored, undone = in_threads(3, partial(purge_or_undo, orders))
        assert isinstance(purged, int)
        assert isinstance(restored, list)
        assert isinstance(undone, list)
        assert purged + len(restored) + len(undone) == 2
        for order in orders:
            is_back = order in restored + undone
            assert has_files(here, order) == (is_back, is_back)
            assert (image(here, order).purged_at is None) == is_back


def test_a_star_and_a_move_at_once(here: Studio) -> None:
    """Starring and trashing one picture at once does both."""

    def star_or_move(order: str, number: int) -> None:
        if number:
            stars.star(here, DEMO_USER, order, on=True)
        else:
            trash.trash(here, DEMO_USER, [order])

    for key in "abcdef":
        order = place_and_run(here, key).id
        assert in_threads(2, partial(star_or_move, order)) == [None, None]
        found = image(here, order)
        assert found.trashed_at is not None
        assert found.starred_at is not None
