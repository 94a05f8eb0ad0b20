"""From a key to the next picture on the screen of a browser, at 200 pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.browser import chromium
from bench.experiments import keys, lab
from bench.experiments.lab import Lab
from bench.measure import Figure, Goal
from bench.server import Server, serving
from bench.workspace import Workspace

GOAL = Goal(150)
BARE = ("streamlit", "run", "bench/experiments/bare_culling.py", "--server.port")
KEY = "1"


def measure(place: Workspace, server: Server, owned: Lab, experiment_id: str) -> Iterator[Figure]:
    """Yield how long a key takes in 筛选, beside a page that does nothing but show the next."""
    orders = lab.picture_orders(owned, experiment_id)
    addresses, folder = _addresses(owned, server, orders), place.folder("bare-culling")
    query = f"me={owned.owner}&e={experiment_id}&tab=culling"
    with (
        keys.copies(place, addresses) as pictures,
        serving(BARE, folder, BENCH_PICTURES=pictures) as bare,
        chromium() as browser,
    ):
        ours = keys.open_page(browser, f"{server.url}/experiments?{query}")
        plain = keys.open_page(browser, bare.url)
        ours_ms, plain_ms = keys.in_turns(ours, plain, KEY, place.repeats(10, 1))
    note = f"{len(ours_ms.ms)} keys; floor: a bare page with one keyed button, same pictures ahead"
    name = f"筛选 of {len(orders)}: key to next picture"
    yield ours_ms.figure(name, floor=plain_ms, goal=GOAL, note=note)
    server.check()


def _addresses(owned: Lab, server: Server, orders: Sequence[str]) -> list[str]:
    images, now = owned.studio.images, owned.studio.now()
    return [server.url + images.address("original", order_id, now) for order_id in orders]
