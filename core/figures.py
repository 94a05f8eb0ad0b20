"""How each prompt does: orders, success rate, durations, failures by code."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from core.database import Database
from core.errors import Cancelled
from core.models import Generation, OrderStatus
from core.orders import OrderFilter, conditions


@dataclass(frozen=True)
class PromptFigures:
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


def by_prompt(database: Database, chosen: OrderFilter) -> list[PromptFigures]:
    """Return the figures of each prompt that was ordered, the most expensive first."""
    with database.snapshot() as session:
        ends = _ends(session, chosen)
        durations = _durations(session, chosen)
    by_title: dict[str, list[Any]] = defaultdict(list)
    for row in ends:
        by_title[row.prompt_id].append(row)
    figures = [_figures(rows, durations.get(prompt, {})) for prompt, rows in by_title.items()]
    return sorted(figures, key=lambda prompt: (-prompt.spent, prompt.title))


def _ends(session: Session, chosen: OrderFilter) -> list[Any]:
    keys = (col(Generation.prompt_id), col(Generation.status))
    reasons = (col(Generation.error_code), col(Generation.error_reason))
    query = (
        select(
            *keys,
            *reasons,
            func.max(col(Generation.prompt_title)).label("title"),
            func.count().label("orders"),
            func.sum(col(Generation.cost)).label("cost"),
        )
        .where(*conditions(chosen))
        .group_by(*keys, *reasons)
    )
    return list(session.execute(query))


def _durations(session: Session, chosen: OrderFilter) -> dict[str, dict[int, int]]:
    """Return, by prompt, the 50th and 95th percentile (nearest rank) of settled orders in ms."""
    took = (col(Generation.ended_at) - col(Generation.created_at)).label("took")
    prompt = col(Generation.prompt_id)
    ranked = (
        select(
            prompt.label("prompt_id"),
            took,
            func.row_number().over(partition_by=prompt, order_by=took).label("rank"),
            func.count().over(partition_by=prompt).label("orders"),
        )
        .where(*conditions(chosen), col(Generation.status) == OrderStatus.SETTLED)
        .subquery()
    )
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for percent in (50, 95):
        # The nearest rank, ceil(percent / 100 * orders), in whole numbers on both databases.
        rank = (ranked.c.orders * percent + 99) // 100
        query = select(ranked.c.prompt_id, ranked.c.took).where(ranked.c.rank == rank)
        for prompt_id, milliseconds in session.execute(query):
            found[prompt_id][percent] = milliseconds
    return found


def _figures(rows: list[Any], percentiles: dict[int, int]) -> PromptFigures:
    orders: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    for row in rows:
        orders[row.status] += row.orders
        if row.status == OrderStatus.RELEASED:
            failures["/".join(filter(None, (row.error_code, row.error_reason)))] += row.orders
    cancelled = failures.pop(Cancelled.code, 0)
    return PromptFigures(
        prompt_id=rows[0].prompt_id,
        title=max(row.title for row in rows),
        orders=orders.total(),
        settled=orders[OrderStatus.SETTLED],
        released=orders[OrderStatus.RELEASED],
        cancelled=cancelled,
        spent=sum(int(row.cost) for row in rows if row.status == OrderStatus.SETTLED),
        median_ms=percentiles.get(50),
        p95_ms=percentiles.get(95),
        failures=dict(failures),
    )
