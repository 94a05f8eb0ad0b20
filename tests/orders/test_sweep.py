"""What the hourly sweep takes after a day of grace, and what it leaves to whoever needs it."""

from __future__ import annotations

import pytest
import shelves
from fakes import HOUR_MS, FakeClock, form, never, png
from structlog.testing import capture_logs

from core.errors import Cancelled
from core.orders import endings, generation, submission
from core.orders.sweep import SWEEP_AGE_S, sweep
from core.people.people import DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.studio import Studio

pytestmark = pytest.mark.both_storages

STRANGE = "0123456789abcdef"  # an order that this database does not know
PICTURE = check_reference(png("red"))


@pytest.fixture
def clock(sqlite_studio: Studio) -> FakeClock:
    """Return the studio's clock."""
    clock = FakeClock()
    object.__setattr__(sqlite_studio, "now", clock)
    return clock


def age(studio: Studio, clock: FakeClock, hours: float) -> None:
    """Make every picture so old by the studio's clock."""
    shelves.of(studio).date((clock.now - hours * HOUR_MS) / 1000)


def files(studio: Studio) -> set[str]:
    """Return all picture files."""
    return shelves.of(studio).keys()


def order(studio: Studio, end: str, reference: str | None = None) -> str:
    """Place an order with files and carry it to where the sweep finds it; return its id."""
    (placed,) = submission.submit(studio, DEMO_USER, form(end, reference=reference))
    if end == "settled":
        generation.run(studio, placed.id, never())
    elif end == "released":
        endings.release(studio, [placed.id], Cancelled())
    if end != "settled":  # a file that a crash or a refusing disk left behind
        studio.images.store_original(placed.id, PICTURE)
    return placed.id


@pytest.mark.parametrize(("hours", "goes"), [(23.9, False), (24.1, True)])
def test_a_day_of_grace(sqlite_studio: Studio, clock: FakeClock, hours: float, goes: bool) -> None:
    """What nobody names goes after 24 hours and not before."""
    studio = sqlite_studio
    order(studio, "released")
    studio.images.store_reference(PICTURE)
    age(studio, clock, hours)
    with capture_logs() as events:
        assert sweep(studio) == (3 if goes else 0)
    assert len(files(studio)) == (0 if goes else 3)
    assert events == [{"event": "files.swept", "removed": 3 if goes else 0, "log_level": "info"}]
    assert SWEEP_AGE_S == 24 * 3600


def test_orders_that_are_open_or_settled_keep_their_files(
    sqlite_studio: Studio, clock: FakeClock
) -> None:
    """However old, the files of held and settled orders stay; those of released ones go."""
    studio = sqlite_studio
    held, settled, released = (order(studio, end) for end in ("held", "settled", "released"))
    age(studio, clock, 10_000)
    assert sweep(studio) == 2
    assert studio.images.find_original(held)
    assert studio.images.find_original(settled)
    assert studio.images.find_original(released) is None


@pytest.mark.parametrize("end", ["held", "settled", "released"])
def test_a_reference_that_any_order_names_stays(
    sqlite_studio: Studio, clock: FakeClock, end: str
) -> None:
    """A person sees what was ordered with which reference, also where nothing came of it."""
    studio = sqlite_studio
    named = references.keep(studio, DEMO_USER, check_reference(png("blue")), "blue.png").name
    unnamed = studio.images.store_reference(check_reference(png("green")))
    order(studio, end, reference=named)
    age(studio, clock, 10_000)
    sweep(studio)
    kept = shelves.of(studio).keys("references")
    assert kept == {f"references/{named}"} != {f"references/{unnamed}"}


def test_another_databases_files_stay(sqlite_studio: Studio, clock: FakeClock) -> None:
    """Where one file is of an order not known here, another database uses the folder too.

    All references stay then, whatever the later questions find, and our own released files go.
    """
    studio = sqlite_studio
    released = order(studio, "released")
    studio.images.store_original(STRANGE, PICTURE)
    shelves.of(studio).delete(f"thumbnails/{STRANGE}.jpg")  # only the first kind is strange
    studio.images.store_reference(PICTURE)
    age(studio, clock, 48)
    assert sweep(studio) == 2
    assert studio.images.find_original(released) is None
    assert studio.images.find_original(STRANGE)
    assert studio.images.read_reference(PICTURE.name) == PICTURE.data
