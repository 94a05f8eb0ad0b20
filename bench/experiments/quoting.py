"""What a run would cost, before anybody clicks: read, planned and priced in one go."""

from __future__ import annotations

from collections.abc import Iterator

from bench import data
from bench.experiments import lab
from bench.experiments.lab import CASES_A_RUN
from bench.measure import Figure, Goal, Times
from bench.parts import instant_studio
from bench.replay import recorded, replay
from bench.workspace import POSTGRESQL, SQLITE, Workspace
from core.experiments import offer
from core.studio import now_ms
from core.tables import MAX_CELLS

GOAL = Goal(50)
ENTRIES, QUICK_ENTRIES = 100_000, 1_000
WARM_UP = 3


def measure(place: Workspace) -> Iterator[Figure]:
    """Yield how long a quote of the biggest run takes, for somebody with a long history."""
    for database in (SQLITE, POSTGRESQL):
        yield _quote(place, database)


def _quote(place: Workspace, database: str) -> Figure:
    settings = place.settings(database)
    studio = instant_studio(settings)
    entries = place.repeats(ENTRIES, QUICK_ENTRIES)
    written = data.write(studio.database, data.Plan(entries, now=now_ms()))
    studio.database.dispose()
    owned = lab.open_lab(settings, data.HEAVY)
    studio, experiment_id = owned.studio, lab.make(owned, CASES_A_RUN)

    def quote() -> None:
        """Ask as a page does whose person has no tokens: what would fit is looked for too."""
        offer.find(studio, owned.owner, experiment_id, available=0)

    ours, bare = Times(), Times()
    for number in range(place.repeats(60, 10) + WARM_UP):
        timed = ours if number >= WARM_UP else Times()
        with timed.one():
            quote()
        with recorded(studio.database) as sent:
            quote()
        bare.ms.append(replay(studio.database, sent) * 1000)
    studio.database.dispose()
    had = f"{len(written.heavy_pictures):,} pictures before"
    note = f"an owner with {had}; floor: the same statements on the driver"
    return ours.figure(f"{database}: quote of {MAX_CELLS}", floor=bare, goal=GOAL, note=note)
