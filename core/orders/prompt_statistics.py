"""How each prompt does: orders, success rate, durations, failures by code."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from core.database import Database
from core.library.prompts import titles
from core.orders.reads import OrderFilter, conditions
from core.tables import CANCELLED, Generation, OrderStatus


@dataclass(frozen=True)
class PromptStatistics:
    """How one prompt's orders of a period ended; durations in ms from order to picture."""

    prompt_id: str
    title: str
    orders: int
    settled: int
    released: int
    cancelled: int
    spent: int
    median_ms: int | None
    p95_ms: int | None
    failures: dict[str, int]  # by "code/reason"; cancelled orders are not failures

    @property
    def success_rate(self) -> float | None:
        """Return settled / (settled + failed), or None before anything has ended."""
        ended = self.settled + self.released - self.cancelled
        return self.settled / ended if ended else None


def by_prompt(database: Database, chosen: OrderFilter) -> list[PromptStatistics]:
    """Return the statistics of each prompt that was ordered, the most expensive first."""
    took = (col(Generation.ended_at) - col(Generation.created_at)).label("took")
    kinds = [col(Generation.prompt_id), col(Generation.status), took]
    kinds += [col(Generation.error_code), col(Generation.error_reason)]
    orders, cost = func.count().label("orders"), func.sum(col(Generation.cost)).label("cost")
    query = select(*kinds, orders, cost).where(*conditions(chosen)).group_by(*kinds)
    rows_of: dict[str, list[Any]] = defaultdict(list)
    with database.read() as session:
        for row in session.execute(query):
            rows_of[row.prompt_id].append(row)
    names = titles(database)
    found = [_sum_up(names[prompt_id], rows) for prompt_id, rows in rows_of.items()]
    return sorted(found, key=lambda prompt: (-prompt.spent, prompt.title))


def _sum_up(title: str, rows: list[Any]) -> PromptStatistics:
    """Sum up one prompt's rows, one for each way to end and duration, with their orders."""
    orders: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    for row in rows:
        orders[row.status] += row.orders
        if row.status == OrderStatus.RELEASED:
            failures["/".join(filter(None, (row.error_code, row.error_reason)))] += row.orders
    settled = [row for row in rows if row.status == OrderStatus.SETTLED]
    durations = sorted((row.took, row.orders) for row in settled)
    return PromptStatistics(
        prompt_id=rows[0].prompt_id,
        title=title,
        orders=orders.total(),
        settled=orders[OrderStatus.SETTLED],
        released=orders[OrderStatus.RELEASED],
        cancelled=failures.pop(CANCELLED, 0),
        spent=sum(int(row.cost) for row in settled),
        median_ms=_percentile(durations, 50),
        p95_ms=_percentile(durations, 95),
        failures=dict(failures),
    )


def _percentile(durations: list[tuple[int, int]], percent: int) -> int | None:
    """Return the nearest-rank percentile of sorted (duration, how often)."""
    rank = -(-sum(count for _, count in durations) * percent // 100)
    for duration, count in durations:
        rank -= count
        if rank <= 0:
            return duration
    return None
