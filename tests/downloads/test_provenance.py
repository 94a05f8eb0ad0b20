"""A picture that comes back is known by its bytes, then by the number in it; only to its owner."""

from __future__ import annotations

from pathlib import Path

import hostile
import pytest
from fakes import FakeClock, make_studio, place, place_and_run, png, provider_of

from core.downloads import labelled, provenance
from core.downloads.provenance import END_BYTES, FoundBy, Origin
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio


def find(studio: Studio, data: bytes, person: str = DEMO_USER) -> Origin | None:
    """Ask where a file is from, as somebody."""
    return provenance.find(studio.database, people.find(studio.database, person), data)


def test_an_original_is_known_by_its_bytes(studio: Studio) -> None:
    """The downloaded original leads to its order, with picture and entry."""
    provider_of(studio).queue(png("navy"), png("gold"))
    order = place_and_run(studio, "a")
    place_and_run(studio, "b")
    found = find(studio, studio.images.read_original(order.id))
    assert found is not None
    assert (found.life.order.id, found.by, found.alike) == (order.id, FoundBy.BYTES, 0)
    assert found.life.image
    assert found.life.entry


def test_a_labelled_copy_is_known_by_its_number(studio: Studio) -> None:
    """The copy has other bytes, and says its order."""
    order = place_and_run(studio, "a")
    found = find(studio, labelled.copy_of(studio.images, order))
    assert found is not None
    assert (found.life.order.id, found.by) == (order.id, FoundBy.NUMBER)


def test_of_equal_pictures_the_newest_is_shown_and_the_others_are_counted(tmp_path: Path) -> None:
    """Three orders with the same bytes are one answer that says so."""
    clock = FakeClock()
    studio = make_studio("", tmp_path / "data", clock=clock)
    for key in "abc":
        clock.advance(1000)
        last = place_and_run(studio, key)
    found = find(studio, png())
    assert found is not None
    assert (found.life.order.id, found.alike) == (last.id, 2)
    studio.database.dispose()


def test_another_persons_picture_is_as_unknown_as_any(studio: Studio) -> None:
    """Neither its bytes nor its number tell anything to anybody but its owner."""
    order = place_and_run(studio, "a", person=DEMO_MEMBER)
    for data in (png(), labelled.copy_of(studio.images, order)):
        assert find(studio, data, DEMO_MEMBER)
        assert find(studio, data, DEMO_USER) is None


def test_bytes_go_before_a_number(studio: Studio) -> None:
    """An original that carries another order's number is from the order that made it."""
    first = place_and_run(studio, "a")
    forged = png("red") + f"picture-order:{first.id}".encode()
    provider_of(studio).queue(forged)
    second = place_and_run(studio, "b")
    found = find(studio, forged)
    assert found is not None
    assert (found.life.order.id, found.by) == (second.id, FoundBy.BYTES)


def test_the_first_number_of_ones_own_counts(studio: Studio) -> None:
    """Numbers of nobody, of somebody else and of an order without a picture are passed over."""
    others = place_and_run(studio, "a", person=DEMO_MEMBER)
    still_open = place(studio, "b")
    mine = place_and_run(studio, "c")
    names = ("0" * 16, others.id, still_open.id, mine.id)
    found = find(studio, b"".join(f"picture-order:{name} ".encode() for name in names))
    assert found is not None
    assert found.life.order.id == mine.id


def test_a_deleted_picture_is_known_all_the_same(sqlite_studio: Studio) -> None:
    """Its file may be gone; what was booked stays."""
    order = place_and_run(sqlite_studio, "a")
    sqlite_studio.images.remove(order.id)
    found = find(sqlite_studio, png())
    assert found is not None
    assert found.life.order.id == order.id


@pytest.mark.parametrize("data", [b"", b"\0", png("red"), hostile.many_scans(500), b"<svg>" * 9])
def test_any_other_file_is_unknown(sqlite_studio: Studio, data: bytes) -> None:
    """What nobody made here, broken and hostile files included, is simply not found."""
    place_and_run(sqlite_studio, "a")
    assert find(sqlite_studio, data) is None


def test_a_large_file_is_searched_at_its_ends(sqlite_studio: Studio) -> None:
    """Metadata stands at the start or the end; the middle of 40 MB is not searched."""
    number = f"picture-order:{place_and_run(sqlite_studio, 'a').id}".encode()
    much = bytes(20 * END_BYTES)
    assert find(sqlite_studio, number + much * 2)
    assert find(sqlite_studio, much * 2 + number)
    assert find(sqlite_studio, much + number + much) is None
