"""An order's way through its true steps: 验证 → 生成 → 保存 → 完成."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core import messages
from core.orders.views.reads import OrderLife
from core.tables import Generation, OrderStatus, Step
from pages.parts import formats

State = Literal["waiting", "running", "complete", "error"]
FIRST_IN_LINE = "排队中，前面没有订单"
MARKS = {
    "waiting": ":gray[:material/radio_button_unchecked:]",
    "running": ":blue[:material/progress_activity:]",
    "complete": ":green[:material/check_circle:]",
    "error": ":red[:material/cancel:]",
}


@dataclass(frozen=True)
class StepTime:
    """One step as it stands: its name, its state, and how long it has taken, in ms."""

    label: str
    state: State
    took_ms: int | None


def step_times(order: Generation, now: int) -> list[StepTime]:
    """Return the four steps of an order as they stand at `now`."""
    begins = [order.created_at, order.generating_at, order.saving_at, None]
    if order.status == OrderStatus.SETTLED:
        begins[3] = order.ended_at
    end = now if order.ended_at is None else order.ended_at
    steps = []
    for number, step in enumerate(Step):
        began = begins[number]
        following = next((b for b in begins[number + 1 :] if b is not None), None)
        took = None if began is None else max(0, (following or end) - began)
        steps.append(StepTime(messages.STEPS[step], _state(order, began, following), took))
    return steps


def _state(order: Generation, began: int | None, following: int | None) -> State:
    if began is None:
        return "waiting"
    if following is not None or order.status == OrderStatus.SETTLED:
        return "complete"
    return "running" if order.status == OrderStatus.HELD else "error"


def step_lines(orders: Sequence[Generation], now: int) -> list[str]:
    """Return the four steps of orders placed together, one line of Markdown each.

    One order's with their durations, those of several with how many orders have passed them.
    """
    if len(orders) == 1:
        return [step_line(step) for step in step_times(orders[0], now)]
    each = zip(*(step_times(order, now) for order in orders), strict=True)
    return [_count_line(steps) for steps in each]


def state_of(orders: Sequence[Generation]) -> Literal["running", "complete", "error"]:
    """Return how orders placed together stand: running until all of them have ended."""
    if any(order.status == OrderStatus.HELD for order in orders):
        return "running"
    failed = any(order.status == OrderStatus.RELEASED for order in orders)
    return "error" if failed else "complete"


def step_name(order: Generation) -> str:
    """Return the name of the step that an order is at."""
    return messages.STEPS[order.step]


def queue_line(life: OrderLife) -> str:
    """Return where a waiting order stands in the queue."""
    if life.ahead == 0:
        return FIRST_IN_LINE
    return f"排队中，前面还有 {life.ahead} 个（含正在生成的）"


def step_line(step: StepTime) -> str:
    """Return a step as one line of Markdown: its mark, its name and its duration."""
    took = "" if step.took_ms is None else f"　{formats.seconds(step.took_ms)}"
    return f"{MARKS[step.state]} {step.label}{took}"


def took(order: Generation) -> str:
    """Return the steps of an ended order that took any time, in one line; empty for none."""
    steps = step_times(order, order.ended_at or order.created_at)
    return "、".join(
        f"{each.label} {formats.seconds(each.took_ms)}" for each in steps if each.took_ms
    )


def _count_line(steps: Sequence[StepTime]) -> str:
    """Return one step of several orders: where any is at work on it, it runs."""
    states = [step.state for step in steps]
    passed = states.count("complete")
    if "running" in states or "error" in states:
        state: State = "running" if "running" in states else "error"
    else:
        state = "complete" if passed == len(steps) else "waiting"
    return f"{MARKS[state]} {steps[0].label}　{passed}/{len(steps)}"
