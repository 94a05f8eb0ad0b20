"""A rerun of 矩阵 with 64 pictures beside a bare page that draws the same table."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from urllib.parse import urlencode

from bench.beside_bare import Seen, beside_bare
from bench.measure import Figure
from bench.parts import PERSON
from bench.server import BARE, Server, serving
from bench.workspace import Workspace
from core.tables import MAX_CELLS

DRAWN_INSTEAD = {"dataframe": "matrix"}  # the bare page's own table is no matrix


def measure(place: Workspace, server: Server, experiment_id: str) -> Iterator[Figure]:
    """Yield the figures of the page of an experiment that has run."""
    query = urlencode({"me": PERSON, "e": experiment_id, "tab": "matrix"})
    seen = Seen(f"矩阵 of {MAX_CELLS}", "experiments", query, DRAWN_INSTEAD)
    with serving(BARE, place.folder("bare")) as bare:
        yield from asyncio.run(beside_bare(place, seen, server, bare))
    server.check()
