"""Each way in which Stability AI refuses or fails ends in its own code, and hides the key.

Real HTTP runs against the stand-in; the tables say what each of its scripts means.
"""

from __future__ import annotations

import logging

import pytest
from structlog.testing import capture_logs

from core.errors import GenerationFailed
from core.providers.calling import Caller
from core.providers.stability import StabilityProvider
from tests.services.common_cases import COMMON_CASES, LASTING
from tests.services.common_cases import PICTURES as COMMON_PICTURES
from tests.services.fake_stability import FakeStability
from tests.services.gemini_asking import KEY
from tests.services.stability_asking import failure
from tests.services.stability_cases import CASES, CHECKS, PICTURES
from tests.services.stability_scripts import SCRIPTS

pytest_plugins = ("tests.services.gemini_fixtures", "tests.services.stability_fixtures")

ALL = COMMON_CASES | CASES


def test_every_script_is_tested() -> None:
    """No way of answering is left out of the tables."""
    assert set(ALL) | PICTURES | COMMON_PICTURES | LASTING | set(CHECKS) == set(SCRIPTS)


@pytest.mark.parametrize("script", ALL)
def test_each_case_has_its_code(
    script: str,
    stability: FakeStability,
    caller: Caller,
    stability_provider: StabilityProvider,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Each refusal and failure is told apart, tried as often as it is worth, and keeps the key."""
    stability.script = script
    with caplog.at_level(logging.DEBUG), capture_logs() as lines:
        error = failure(caller, stability_provider)
    assert (error.fault, len(stability.asked)) == ALL[script]
    assert error.__cause__ is None
    assert error.__context__ is None, "the HTTP library's error carries the request with its key"
    told = f"{error!r} {error.facts} {lines} {caplog.text}"
    assert KEY not in told
    assert "http:" not in error.detail
    assert "lighthouse" not in f"{lines} {caplog.text}"


@pytest.mark.parametrize(
    ("script", "reason", "detail"),
    [
        ("filtered", "CONTENT_FILTERED", ""),
        ("finish_NEW_REASON", "UNKNOWN", ""),
        ("words_in_finish", "UNKNOWN", ""),
        ("moderated", "CONTENT_MODERATION", "Your request was flagged by our content moderation"),
        ("moderated_oddly", "CONTENT_MODERATION", "Your request was flagged by our"),
        ("bad_request", "", "prompt: must not be empty; seed: too large"),
        ("echo_key", "", "Cannot use …, see … or …"),
        ("odd_alphabet", "", "Cannot use … nor …."),
        ("odd_errors", "", "No."),
        ("bad_gateway", "", ""),
    ],
)
def test_a_failure_says_why(
    script: str,
    reason: str,
    detail: str,
    stability: FakeStability,
    caller: Caller,
    stability_provider: StabilityProvider,
) -> None:
    """A known reason and the service's words come along; no key and no address does."""
    stability.script = script
    error = failure(caller, stability_provider)
    assert error.service_reason == reason
    assert error.detail.startswith(detail)
    assert bool(error.detail) == bool(detail)


def test_the_service_says_when_to_come_back(
    stability: FakeStability, caller: Caller, stability_provider: StabilityProvider
) -> None:
    """`Retry-After` is heeded where it stands, in seconds or as a date."""
    for script, earliest, latest in (("retry_after", 2, 2), ("retry_at", 3.5, 5)):
        stability.script = script
        wait = failure(caller, stability_provider).retry_after
        assert wait is not None
        assert earliest <= wait <= latest
    stability.script = "rate_limited"
    assert failure(caller, stability_provider).retry_after is None


@pytest.mark.parametrize("script", CHECKS)
def test_a_failed_check_says_why(
    script: str,
    stability: FakeStability,
    caller: Caller,
    stability_provider: StabilityProvider,
) -> None:
    """A check is tried once; what is no number of credits is no answer, and 404 no model."""
    stability.queue(script)
    with pytest.raises(GenerationFailed) as caught:
        caller.check(stability_provider)
    assert caught.value.fault is CHECKS[script]
    assert len(stability.asked) == 1
    if script == "not_found":
        assert caught.value.facts == {"setting": "STABILITY_BASE_URL"}
