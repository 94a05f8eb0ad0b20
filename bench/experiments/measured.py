"""7: experiments: a quote, a run and the clicks in it, a matrix, culling by keys, blind votes."""

from __future__ import annotations

from collections.abc import Iterator

from bench.experiments import culling, lab, matrix, quoting, running, voting
from bench.experiments.lab import ARMS, CASES_A_RUN
from bench.measure import Figure
from bench.server import INSTANT_APP, serving
from bench.workspace import Workspace
from core.orders.pool.workers import Pool

CULLED, QUICK_CULLED = 200, 64  # pictures


def measure(place: Workspace) -> Iterator[Figure]:
    """Yield all figures of experiments: first without pages, then of pages with real pictures."""
    yield from quoting.measure(place)
    yield from running.measure(place)
    settings = place.settings()
    owned = lab.open_lab(settings)
    pool = Pool(owned.studio).start()
    try:
        small = lab.filled(owned, pool, CASES_A_RUN)
        big = lab.filled(owned, pool, place.repeats(CULLED, QUICK_CULLED) // ARMS)
    finally:
        pool.stop()
    with serving(INSTANT_APP, settings.data_dir) as server:
        yield from matrix.measure(place, server, small)
        yield from culling.measure(place, server, owned, big)
    owned.studio.database.dispose()
    yield from voting.measure(place)
