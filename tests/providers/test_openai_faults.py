"""Each way in which a service of OpenAI's protocol refuses or fails ends in its own code.

Real HTTP runs against the stand-ins; `tests.services.openai_cases` says what each script means.
"""

from __future__ import annotations

import logging

import pytest
from structlog.testing import capture_logs

from core import log, messages
from core.faults import ProviderFault as Fault
from core.providers.calling import Caller, Cancel
from core.providers.openai import OpenAIProvider, faults
from core.providers.openai.dialect import ServiceRow
from core.providers.reasons import REASONS
from tests.services.fake_openai import FakeOpenai
from tests.services.gemini_asking import KEY, PATIENCE_S, PROMPT, no_sleep
from tests.services.openai_asking import ROWS, failure, provider_at, request_to
from tests.services.openai_cases import ALL, CASES, LASTS, MADE

pytest_plugins = ("tests.services.openai_fixtures",)

Speakers = dict[str, FakeOpenai]
Askers = dict[str, OpenAIProvider]
EACH = [(service, script) for service, cases in CASES.items() for script in cases]


def test_every_script_is_tested() -> None:
    """No way of answering is left out of the tables."""
    assert {script for _, script in EACH} | MADE | LASTS == ALL


@pytest.mark.parametrize(("service", "script"), EACH)
def test_each_case_has_its_code(
    service: str,
    script: str,
    speakers: Speakers,
    askers: Askers,
    asker: Caller,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Each is told apart, tried as often as it is worth, and shows neither key nor prompt."""
    fake = speakers[service]
    fake.script = script
    log.configure("json")
    with caplog.at_level(logging.DEBUG), capture_logs() as logs:
        error = failure(asker, askers[service])
    fault, asked = CASES[service][script]
    assert error.fault is fault
    assert sum(request.wants_picture for request in fake.asked) == asked
    assert error.service_reason in REASONS | {""}
    words = {name: said for name, said in error.facts.items() if name != "status"}
    assert {type(said) for said in words.values()} <= {str}
    assert error.facts.get("status", 400) in range(400, 600)
    for secret in (KEY, KEY[:8]):  # a part, too, as OpenAI shows it
        assert secret not in f"{error.facts}{logs}{caplog.text}"
    assert PROMPT.splitlines()[0] not in f"{logs}{caplog.text}"
    assert "https://" not in f"{error.facts}{logs}"


@pytest.mark.parametrize(("service", "script"), [("openai", "moderation"), ("zhipu", "zhipu_1301")])
def test_a_block_that_names_no_side_says_so(
    service: str, script: str, speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """Whether the words or the picture were blocked is not told, and people read that."""
    speakers[service].queue(script)
    error = failure(asker, askers[service])
    assert (error.fault, error.service_reason) == (Fault.PROMPT_BLOCKED, "PROMPT_OR_IMAGE")
    shown = messages.explain(error.code, error.reason, error.facts).what
    assert "（原因：服务没有说明问题出在文字还是图片）" in shown


@pytest.mark.parametrize("service", [name for name, row in ROWS.items() if row.needs_key])
def test_a_wrong_key_names_its_own_setting(
    service: str, speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """The operator reads which of several keys it is."""
    speakers[service].queue("unauthenticated")
    assert failure(asker, askers[service]).facts["setting"] == f"{service.upper()}_API_KEY"


def test_an_unknown_code_is_not_kept(speakers: Speakers, askers: Askers, asker: Caller) -> None:
    """It may be anything: the status decides, and of the words one plain line is shown."""
    speakers["openai"].queue("unknown_code")
    with capture_logs() as logs:
        error = failure(asker, askers["openai"])
    assert (error.fault, error.service_reason) == (Fault.REQUEST_REJECTED, "")
    assert error.detail == "Something new."
    assert "brand_new_code" not in f"{error.facts}{logs}"
    refused = [line for line in logs if line["event"] == "openai.refused"]
    assert [(line["service"], line["http"], line["code"]) for line in refused] == [
        ("openai", 400, "")
    ]


def test_the_wait_is_the_services() -> None:
    """Milliseconds count before seconds, and both before our own waiting times."""
    waited: list[float] = []

    async def remember(seconds: float) -> None:
        waited.append(seconds)

    with FakeOpenai() as fake:
        caller = Caller(PATIENCE_S, sleep=remember)
        fake.queue("rate_limited", "retry_after", "picture")
        assert caller.call(provider_at(fake), request_to("openai"), Cancel()).data
    assert waited == [1.5, 2.0]


def test_a_service_may_forbid_another_try(
    speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """Its header counts before our table."""
    speakers["openai"].queue("not_again", "picture")
    assert failure(asker, askers["openai"]).retries == 0


def test_a_refused_connection_is_tried_three_times() -> None:
    """Nobody there is a network fault; nothing was sent, so it is tried again."""
    pauses: list[float] = []

    async def remember(seconds: float) -> None:
        pauses.append(seconds)

    with FakeOpenai() as gone:
        provider = provider_at(gone)
    assert failure(Caller(PATIENCE_S, sleep=remember), provider).fault is Fault.NETWORK
    assert len(pauses) == 2


def test_a_redirect_takes_no_key_along(
    speakers: Speakers, elsewhere: FakeOpenai, askers: Askers, asker: Caller
) -> None:
    """Neither a call nor the fetching of a picture follows one: nothing arrives there."""
    elsewhere.forget()
    for service in ("openai", "zhipu"):
        speakers[service].queue("redirect")
        assert failure(asker, askers[service]).fault is Fault.NETWORK
    speakers["zhipu"].queue("at_moved")
    assert failure(asker, askers["zhipu"]).fault is Fault.UNREADABLE_ANSWER
    assert elsewhere.asked == []


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.name)
def test_each_code_of_the_table_is_worth_what_its_fault_is(row: ServiceRow) -> None:
    """A service's own code is retried as often as the same fault by its status would be."""
    tries = {Fault.RATE_LIMITED: 2, Fault.SERVICE_FAULT: 1}
    for code, fault in row.codes.items():
        found = faults._row_of(code, 400, row)
        assert (found.fault, found.retries) == (fault, tries.get(fault, 0))
        assert (found.about == "key") == (fault is Fault.KEY_INVALID)


def test_every_code_of_the_protocol_has_a_script() -> None:
    """What the documents name is answered by the stand-in, and so tested above."""
    with FakeOpenai() as fake:
        provider, caller = provider_at(fake), Caller(PATIENCE_S, sleep=no_sleep)
        seen = set()
        with capture_logs() as logs:
            for script in CASES["openai"]:
                if script not in ("flood", "flood_400", "bomb", "bomb_503"):
                    fake.script = script
                    failure(caller, provider)
                    seen |= {line["code"] for line in logs if line["event"] == "openai.refused"}
    assert seen >= faults.CODES.keys()
