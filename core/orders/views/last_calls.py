"""What each service's last orders came to, whichever process made them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from core.database import Source, reading
from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.providers.last_calls import NEVER, LastCalls, together, was_answered, was_heard
from core.tables import Generation, OrderStatus

NEWEST = 200  # orders that are looked through: of what came before them nothing is said
# By its name: a reason of another version of this app is none.
_FAULTS = {fault.value: fault for fault in ProviderFault}
_OURS = (None, ProviderFault.INTERRUPTED, ProviderFault.INTERNAL)  # a dead process, a mistake here

# In the order of its index, and built once.
_NEWEST = (
    select(
        col(Generation.provider),
        col(Generation.status),
        col(Generation.error_code),
        col(Generation.error_reason),
        col(Generation.ended_at),
    )
    .order_by(col(Generation.created_at).desc(), col(Generation.id).desc())
    .limit(bindparam("most"))
)


def of_services(source: Source) -> dict[str, LastCalls]:
    """Return what the newest orders say of the services that were asked for them, by name."""
    with reading(source) as session:
        return _summed(session.execute(_NEWEST, {"most": NEWEST}))


def _summed(rows: Iterable[Any]) -> dict[str, LastCalls]:
    found: dict[str, LastCalls] = {}
    for row in rows:
        found[row.provider] = together(found.get(row.provider, NEVER), _said_by(row))
    return found


def _said_by(row: Any) -> LastCalls:
    """Return what one order says of its service: nothing, unless the service was asked."""
    if row.status == OrderStatus.SETTLED:
        return LastCalls(ok_at=row.ended_at)
    if row.error_code != GenerationFailed.code:
        return NEVER
    fault = _FAULTS.get(row.error_reason)
    if was_answered(fault):
        return LastCalls(ok_at=row.ended_at)
    if fault in _OURS or not was_heard(fault):
        return NEVER
    return LastCalls(None, row.ended_at, fault, "picture", is_failing=True)
