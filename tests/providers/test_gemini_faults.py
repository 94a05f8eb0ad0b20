"""Each way in which Gemini refuses or fails ends in its own code, charges nothing, hides the key.

The real SDK and real HTTP run against the stand-in; `CASES` says what each of its scripts means.
"""

from __future__ import annotations

import logging
import warnings

import httpx2
import pytest
from google.genai import errors, types
from structlog.testing import capture_logs

from core import log, messages
from core.errors import GenerationFailed
from core.faults import ProviderFault as Fault
from core.providers.calling import Caller
from core.providers.gemini import GeminiProvider, answers
from core.providers.gemini.faults import EXCEPTIONS, translated
from core.providers.reasons import REASONS
from core.providers.refusals import CODES
from core.providers.transport import UnreadableBody
from tests.services.common_cases import COMMON_CASES, LASTING
from tests.services.common_cases import PICTURES as COMMON_PICTURES
from tests.services.fake_gemini import FakeGemini
from tests.services.gemini_asking import KEY, failure
from tests.services.gemini_cases import CASES as OWN_CASES
from tests.services.gemini_cases import PICTURES as OWN_PICTURES
from tests.services.gemini_scripts import BLOCK_REASONS, FINISH_REASONS, SCRIPTS

pytest_plugins = ("tests.services.gemini_fixtures",)
# The SDK warns in the service's own words of what it does not know: it must never come to know it.
pytestmark = pytest.mark.filterwarnings("error:(?s).*is not a valid:UserWarning")

CASES = COMMON_CASES | OWN_CASES
PICTURES = OWN_PICTURES | COMMON_PICTURES


def test_every_script_is_tested() -> None:
    """No way of answering is left out of the table above."""
    assert set(CASES) | PICTURES | LASTING == set(SCRIPTS)


@pytest.mark.parametrize("script", CASES)
def test_each_case_has_its_code(
    script: str,
    fake: FakeGemini,
    caller: Caller,
    provider: GeminiProvider,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Each refusal and failure is told apart, tried as often as it is worth, and keeps the key."""
    fake.script = script
    expected, tries = CASES[script]
    with caplog.at_level(logging.DEBUG), capture_logs() as lines:
        error = failure(caller, provider)
    assert (error.fault, len(fake.asked)) == (expected, tries)
    assert error.__cause__ is None
    assert error.__context__ is None, "the SDK's error carries the request with its key"
    told = f"{error!r} {error.facts} {lines} {caplog.text}"
    assert KEY not in told
    assert "http" not in error.detail
    assert "lighthouse" not in f"{lines} {caplog.text}"


@pytest.mark.parametrize("script", [name for name in CASES if name.startswith(("block_", "fin"))])
def test_a_block_says_its_reason(
    script: str, fake: FakeGemini, caller: Caller, provider: GeminiProvider
) -> None:
    """A known reason comes along, but for those that say nothing; any other word is UNKNOWN."""
    fake.script = script
    reason = script.partition("_")[2]
    said = failure(caller, provider).service_reason
    if reason in ("STOP", "FINISH_REASON_UNSPECIFIED"):
        assert said == ""
    else:
        assert said == ("UNKNOWN" if reason == "NEW_REASON" else reason)


@pytest.mark.parametrize(
    ("script", "text_in", "picture_out"),
    [("finish_IMAGE_SAFETY", 21, 1120), ("refusal", 21, 1120), ("block_SAFETY", None, None)],
)
def test_a_refusal_says_what_it_used(
    script: str,
    text_in: int | None,
    picture_out: int | None,
    fake: FakeGemini,
    caller: Caller,
    provider: GeminiProvider,
) -> None:
    """What was counted for a picture that nobody gets comes with the failure."""
    fake.script = script
    used = failure(caller, provider).usage
    assert used is not None
    assert (used.text_in, used.picture_out) == (text_in, picture_out)
    assert used.raw["prompt_token_count"] == 21


def test_a_reason_is_shown_in_chinese() -> None:
    """A person reads why in words; a reason that we have no words for is never shown itself."""
    for reason, words in (("SAFETY", "内容安全"), ("kept of old", "未知原因")):
        error = GenerationFailed(Fault.PROMPT_BLOCKED, service_reason=reason)
        shown = messages.explain(error.code, error.reason, error.facts).what
        assert words in shown
        assert reason not in shown
        assert messages.finish_reason(reason) == words
    assert set(messages.SERVICE_REASONS) == REASONS


def test_a_refusal_comes_with_its_words(
    fake: FakeGemini, caller: Caller, provider: GeminiProvider
) -> None:
    """An answer of words alone is NO_IMAGE, with those words and without their addresses."""
    fake.script = "refusal"
    detail = failure(caller, provider).detail
    assert detail == "I can't draw that, but I can describe it. See … for why."


@pytest.mark.parametrize(
    ("script", "earliest", "latest"),
    [("retry_after", 2, 2), ("rate_limited", 17, 17), ("retry_at", 4, 5)],
)
def test_the_service_says_when_to_come_back(
    script: str,
    earliest: float,
    latest: float,
    fake: FakeGemini,
    caller: Caller,
    provider: GeminiProvider,
) -> None:
    """Seconds in a header, a date in a header, and `RetryInfo` in the body are all understood."""
    fake.script = script
    wait = failure(caller, provider).retry_after
    assert wait is not None
    assert earliest <= wait <= latest


@pytest.mark.parametrize("script", ["echo_key", "key_invalid"])
def test_an_error_is_told_without_keys(
    script: str, fake: FakeGemini, caller: Caller, provider: GeminiProvider
) -> None:
    """The service's words are shown, but no key, ours or another, and no address."""
    fake.script = script
    detail = failure(caller, provider).detail
    assert detail in (
        "Cannot use …, see … or …",
        "API key not valid. Please pass a valid API key.",
    )


def test_a_warning_of_the_sdk_would_fail_these_tests() -> None:
    """The mark at the top of this module catches what the SDK says of an unknown reason."""
    with pytest.raises(UserWarning, match="is not a valid"):
        types.FinishReason("a reason\nof two lines")


def test_a_warning_of_the_sdk_carries_no_words(capsys: pytest.CaptureFixture[str]) -> None:
    """Should the SDK warn all the same, in a service's words, the log has the kind and place."""
    with warnings.catch_warnings():
        log.configure("text")
        warnings.simplefilter("always")
        types.FinishReason("raw words\n\x1b[31mof a service")
    logged = capsys.readouterr().err
    assert "UserWarning" in logged
    assert "raw words" not in logged
    assert len(logged.splitlines()) == 1


def _all_below(root: type[BaseException]) -> set[type[BaseException]]:
    return {root}.union(*(_all_below(below) for below in root.__subclasses__()))


def _named(module: object) -> set[type[Exception]]:
    """Return the exceptions that a module defines, but for warnings."""
    found = {thing for thing in vars(module).values() if isinstance(thing, type)}
    raised = {thing for thing in found if issubclass(thing, Exception)}
    return {thing for thing in raised if not issubclass(thing, Warning)}


def test_every_exception_of_both_libraries_is_in_the_table() -> None:
    """No class that the SDK or its HTTP library defines falls through to the last row."""
    known = tuple(kind for kind, _ in EXCEPTIONS[:-1])
    foreign = _named(errors) | _named(httpx2) | _all_below(httpx2.HTTPError)
    assert len(foreign) > 30
    assert [kind for kind in foreign if not issubclass(kind, known)] == []


@pytest.mark.parametrize(
    ("error", "fault", "retries"),
    [
        (httpx2.ConnectError("x"), Fault.NETWORK, 2),
        (httpx2.ConnectTimeout("x"), Fault.NETWORK, 2),
        (httpx2.ReadTimeout("x"), Fault.TIMED_OUT, 0),
        (httpx2.WriteTimeout("x"), Fault.TIMED_OUT, 0),
        (httpx2.PoolTimeout("x"), Fault.TIMED_OUT, 0),
        (httpx2.ReadError("x"), Fault.NETWORK, 0),
        (httpx2.RemoteProtocolError("x"), Fault.NETWORK, 0),
        (httpx2.ProxyError("x"), Fault.NETWORK, 0),
        (httpx2.UnsupportedProtocol("x"), Fault.SETTINGS, 0),
        (httpx2.InvalidURL("x"), Fault.SETTINGS, 0),
        (UnreadableBody("x"), Fault.UNREADABLE_ANSWER, 0),
        (httpx2.LocalProtocolError("x"), Fault.KEY_INVALID, 0),
        (UnicodeEncodeError("ascii", "x", 0, 1, "x"), Fault.KEY_INVALID, 0),
        (RuntimeError("the client has been closed"), Fault.INTERNAL, 0),
        (ZeroDivisionError("a bug"), Fault.INTERNAL, 0),
    ],
)
def test_an_exception_is_translated(error: Exception, fault: Fault, retries: int) -> None:
    """Each class has its meaning, and only what was never sent is worth more tries."""
    told = translated(error)
    assert (told.fault, told.retries, told.detail) == (fault, retries, "")


def test_every_reason_of_the_sdk_is_in_the_tables() -> None:
    """The tables, the stand-in and the SDK name the same reasons: a new SDK shows what is new."""
    blocks, ends = set(types.BlockedReason.__members__), set(types.FinishReason.__members__)
    assert set(answers.BLOCK_REASONS) == set(BLOCK_REASONS) == blocks
    assert set(answers.FINISH_REASONS) == set(FINISH_REASONS) == ends


def test_every_fault_has_its_words() -> None:
    """Whatever the tables say, a person reads a message of its own with a way on."""
    plain = messages.explain("GENERATION_FAILED")
    for fault in {row.fault for row in CODES.values()} | {row.fault for _, row in EXCEPTIONS}:
        assert messages.explain("GENERATION_FAILED", fault.value) != plain
