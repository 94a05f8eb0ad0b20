"""Measure and print everything, or the points that are named: `python -m bench pages people`.

`--quick` takes small sizes and few repeats: it shows that the benchmark works, not what the app
costs, and keeps no results.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator

from bench import report
from bench.measure import Figure, table
from bench.workspace import Workspace, workspace
from core.settings import ROOT

POINTS = {
    "order": "an order without its provider",
    "pages": "server time of a rerun",
    "people": "people at once",
    "start": "start",
    "books": "generator, audit, recovery",
    "experiments": "quote, run, matrix, culling, votes",
    "machines": "workers and a bucket beside pool and folder",
}


def main() -> int:
    """Measure; return 1 if a goal was missed."""
    asked = argparse.ArgumentParser(prog="bench", description=__doc__)
    asked.add_argument("points", nargs="*", metavar="point", help=", ".join(POINTS))
    asked.add_argument("--quick", action="store_true")
    options = asked.parse_args()
    if unknown := set(options.points) - set(POINTS):
        asked.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(POINTS)}")
    facts = {"revision": report.revision(), "machine": report.machine()}
    measured: dict[str, list[Figure]] = {}
    with workspace(quick=options.quick) as place:
        for name in options.points or POINTS:
            print(f"\n## {name}: {POINTS[name]}\n", flush=True)
            began = os.getloadavg()[0]
            measured[name] = list(_told(_measurement(name)(place)))
            print("\n".join(table(measured[name])), flush=True)
            print(f"\nload {began:.1f} when it began, {os.getloadavg()[0]:.1f} at its end")
    if not options.quick:
        print(f"\nkept in {report.save(facts, measured).relative_to(ROOT)}")
    missed = [
        figure for figures in measured.values() for figure in figures if figure.is_met is False
    ]
    return 1 if missed else 0


def _measurement(name: str) -> Callable[[Workspace], Iterator[Figure]]:
    """Return a point's function; imported late, because some need what others do without."""
    if name == "order":
        from bench.order_cost import measure
    elif name == "pages":
        from bench.pages import measure
    elif name == "people":
        from bench.people import measure
    elif name == "start":
        from bench.start import measure
    elif name == "books":
        from bench.books import measure
    elif name == "machines":
        from bench.machines import measure
    else:
        from bench.experiments.measured import measure
    return measure


def _told(figures: Iterator[Figure]) -> Iterator[Figure]:
    """Name each figure on standard error as soon as it is there: a run takes minutes."""
    for figure in figures:
        print(f"  {figure.name}", file=sys.stderr, flush=True)
        yield figure


if __name__ == "__main__":
    sys.exit(main())
