"""`python -m core.worker`, except that the provider costs nothing: the engine is measured."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bench.parts import InstantProvider
from core.orders.engine.worker import Worker
from core.settings import Settings
from core.studio import open_parts
from core.worker import work

if __name__ == "__main__":
    service = InstantProvider()
    studio = replace(open_parts(Settings()), services={service.name: service})
    asyncio.run(work(Worker(studio)))
