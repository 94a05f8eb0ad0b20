"""What stands around any service's refusals: one table, whatever the service is called."""

from __future__ import annotations

import httpx2
import pytest

from core import messages
from core.faults import ProviderFault as Fault
from core.providers import refusals
from core.providers.contract import Named
from core.providers.transport import UnreadableBody

NAMED = Named("toy", key="TOY_KEY", address="TOY_URL")
DATE = "Wed, 21 Oct 2026 07:28:00 GMT"
LATER = "Wed, 21 Oct 2026 07:28:07 GMT"


@pytest.mark.parametrize(
    ("code", "fault", "retries"),
    [
        (400, Fault.REQUEST_REJECTED, 0),
        (401, Fault.KEY_INVALID, 0),
        (402, Fault.QUOTA_EXHAUSTED, 0),
        (403, Fault.FORBIDDEN, 0),
        (404, Fault.MODEL_RETIRED, 0),
        (413, Fault.REQUEST_REJECTED, 0),
        (418, Fault.SERVICE_FAULT, 0),
        (422, Fault.REQUEST_REJECTED, 0),
        (429, Fault.RATE_LIMITED, 2),
        (500, Fault.SERVICE_FAULT, 1),
        (503, Fault.SERVICE_FAULT, 2),
        (507, Fault.SERVICE_FAULT, 0),
        (204, Fault.UNREADABLE_ANSWER, 0),
        (302, Fault.NETWORK, 0),
        (999, Fault.UNREADABLE_ANSWER, 0),
    ],
)
def test_a_status_means_the_same_of_every_service(code: int, fault: Fault, retries: int) -> None:
    """A status alone says what happened and how many more tries it is worth."""
    told = refusals.failure(refusals.row_of(code), NAMED, retry_after=3)
    assert (told.fault, told.retries) == (fault, retries)
    assert told.retry_after == (3 if retries else None)


@pytest.mark.parametrize(
    ("code", "told"), [(418, 418), (451, 451), (507, 507), (400, None), (302, None)]
)
def test_an_unknown_refusal_is_told_by_its_status(code: int, told: int | None) -> None:
    """Of a status that no table has, people read the number; of a known one its meaning."""
    failure = refusals.failure(refusals.row_of(code), NAMED)
    assert failure.facts.get("status") == told
    said = messages.explain(failure.code, failure.reason, failure.facts).what
    assert ("（状态码：" in said) == (told is not None)


@pytest.mark.parametrize(
    ("error", "fault", "setting"),
    [
        (httpx2.LocalProtocolError("x"), Fault.KEY_INVALID, "TOY_KEY"),
        (httpx2.InvalidURL("x"), Fault.SETTINGS, "TOY_URL"),
        (httpx2.ConnectError("x"), Fault.NETWORK, None),
        (UnreadableBody("x"), Fault.UNREADABLE_ANSWER, None),
        (ZeroDivisionError("x"), Fault.INTERNAL, None),
    ],
)
def test_a_failure_names_the_setting_of_its_own_service(
    error: Exception, fault: Fault, setting: str | None
) -> None:
    """What the operator has to set right is a fact of the error, and the failing service's."""
    told = refusals.translated(error, NAMED)
    assert (told.fault, told.facts.get("setting")) == (fault, setting)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": LATER, "date": DATE}, 7.0),
        ({"retry-after": DATE, "date": LATER}, 0.0),
        ({"retry-after": LATER}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-2"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(headers: dict[str, str], wait: float | None) -> None:
    """A date counts by the service's own clock, and what is neither is not waited for."""
    assert refusals.retry_after(headers) == wait
