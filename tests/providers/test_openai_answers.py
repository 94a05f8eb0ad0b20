"""What comes back of OpenAI's protocol: pictures, counts and prices, checks; and calls given up."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest

from core.errors import Cancelled, GenerationFailed
from core.faults import ProviderFault as Fault
from core.providers.calling import Caller, Cancel
from core.providers.catalog import estimate_picture
from core.providers.contract import Checked, Proof, Usage
from core.providers.openai import OpenAIProvider
from tests.services.fake_openai import FakeOpenai
from tests.services.gemini_asking import KEY, PATIENCE_S, no_sleep
from tests.services.openai_asking import ROWS, failure, models_of, provider_at, request_to
from tests.services.openai_cases import MADE
from tests.services.openai_rules import RULES
from tests.services.openai_shapes import USED_SEED
from tests.services.replies import tiny

pytest_plugins = ("tests.services.openai_fixtures",)

Speakers = dict[str, FakeOpenai]
Askers = dict[str, OpenAIProvider]
COUNTED = Usage(
    text_in=21,
    picture_in=100,
    picture_out=1056,
    raw={"input_tokens": 121, "output_tokens": 1056, "total_tokens": 1177},
)


@pytest.mark.parametrize(
    ("service", "script"),
    [
        (service, script)
        for service in RULES
        for script in sorted(MADE)
        if script != "other_alphabet" or ROWS[service].dialect.answer == "b64_json"
    ],
)
def test_a_picture_comes_back(
    service: str, script: str, speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """Its bytes are unchanged, whatever stands beside it and in whatever form it comes."""
    speakers[service].queue(script)
    answer = asker.call(askers[service], request_to(service), Cancel())
    assert answer.data == tiny()
    assert KEY not in repr(answer)
    assert str(answer.data) not in repr(answer)


def test_what_is_said_beside_a_picture_is_kept(
    speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """Usage, the seed that was used and the model's name are each kept where a service says it."""
    openai, ark, zhipu, siliconflow = (
        asker.call(askers[name], request_to(name), Cancel())
        for name in ("openai", "ark", "zhipu", "siliconflow")
    )
    assert (openai.usage, openai.seed, openai.model_version) == (COUNTED, None, "")
    raw = {"output_tokens": 16_280, "total_tokens": 16_280, "generated_images": 1}
    assert ark.usage == Usage(picture_out=16_280, raw=raw)
    assert ark.model_version == models_of("ark")[0].id
    assert (zhipu.usage, zhipu.seed) == (None, None)
    assert siliconflow.seed == USED_SEED


@pytest.mark.parametrize(
    ("script", "cost"),
    [
        ("picture", "0.032585"),  # 21 at 5, 100 at 8 and 1,056 at 30 US dollars a million
        ("no_usage", None),
        ("no_details", None),  # what went in is not told apart
        ("odd_counts", None),
    ],
)
def test_a_picture_costs_what_its_tokens_cost(
    script: str, cost: str | None, speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """OpenAI names no price a picture: without all counts the cost is unknown."""
    speakers["openai"].queue(script)
    answer = asker.call(askers["openai"], request_to("openai"), Cancel())
    model = models_of("openai")[0]
    assert estimate_picture(model, "1K", answer.usage) == (Decimal(cost) if cost else None)


def test_no_word_of_a_service_gets_past(speakers: Speakers, askers: Askers, asker: Caller) -> None:
    """Words where a name or a count belongs are dropped."""
    speakers["ark"].queue("words_everywhere")
    answer = asker.call(askers["ark"], request_to("ark"), Cancel())
    assert (answer.model_version, answer.finish_reason, answer.text) == ("", "", "")


def test_each_call_gets_its_own_answer() -> None:
    """Of calls beside each other none gets the picture of another, at an address or in JSON."""
    texts = [f"picture {number}" for number in range(8)]
    caller = Caller(PATIENCE_S, sleep=no_sleep)
    for service in ("openai", "siliconflow"):
        with FakeOpenai(service, paint=lambda asked: asked.text.encode() * 500) as fake:
            provider = provider_at(fake)
            asked = [replace(request_to(service), text=text) for text in texts]
            with ThreadPoolExecutor(len(texts)) as pool:
                answers = [pool.submit(caller.call, provider, one, Cancel()) for one in asked]
            made = [answer.result().data for answer in answers]
            assert made == [text.encode() * 500 for text in texts]


def test_a_provider_outlives_its_loop(speakers: Speakers) -> None:
    """When the event loop had to be replaced, the next call opens clients that belong to it."""
    provider = provider_at(speakers["zhipu"])
    for _ in range(2):
        assert Caller(PATIENCE_S).call(provider, request_to("zhipu"), Cancel()).data


@pytest.mark.parametrize(
    ("service", "proof"),
    [("openai", Proof.KEY), ("siliconflow", Proof.KEY), ("local", Proof.MODEL)],
)
def test_a_check_says_what_it_proves(
    service: str, proof: Proof, speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """Where a call costs nothing it is made, and promises no more than the documents do."""
    assert askers[service].has_check
    model = models_of(service)[0].id
    assert asker.check(askers[service]) == Checked(model, proof)
    (asked,) = speakers[service].asked
    path = f"/v1/models/{model}" if service == "openai" else "/v1/models"
    assert (asked.method, asked.path, asked.key) == ("GET", path, KEY)


def test_where_no_free_call_is_known_none_is_made(askers: Askers) -> None:
    """方舟 and 智谱 document none."""
    assert not askers["ark"].has_check
    assert not askers["zhipu"].has_check


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("unauthenticated", Fault.KEY_INVALID),
        ("not_found", Fault.MODEL_RETIRED),
        ("bad_gateway", Fault.SERVICE_FAULT),
        ("not_json", Fault.UNREADABLE_ANSWER),
        ("wrong_list", Fault.UNREADABLE_ANSWER),
        ("redirect", Fault.NETWORK),
    ],
)
@pytest.mark.parametrize("service", ["openai", "local"])
def test_a_check_that_fails_says_why(
    service: str, script: str, fault: Fault, speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """It is asked once, and its failure is that of a picture."""
    speakers[service].queue(script)
    with pytest.raises(GenerationFailed) as caught:
        asker.check(askers[service])
    assert caught.value.fault is fault
    assert len(speakers[service].asked) == 1


def test_a_list_without_the_model_is_no_good_news(speakers: Speakers, asker: Caller) -> None:
    """Where the list of models proves that one is there, one that is not in it fails the check."""
    provider = provider_at(speakers["local"])
    provider.models = (replace(provider.models[0], id="not-served"),)
    with pytest.raises(GenerationFailed) as caught:
        asker.check(provider)
    assert caught.value.fault is Fault.MODEL_RETIRED


def test_a_model_that_left_the_table_is_not_asked_for(
    speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """In what form to ask for it would be a guess."""
    with pytest.raises(GenerationFailed) as caught:
        asker.call(askers["openai"], replace(request_to("openai"), model="gone-1"), Cancel())
    assert caught.value.fault is Fault.MODEL_RETIRED
    assert speakers["openai"].asked == []


@pytest.mark.parametrize("service", [name for name in RULES if name != "local"])
def test_without_a_key_nobody_is_asked(service: str, speakers: Speakers, asker: Caller) -> None:
    """A missing key is named by its setting, and every call says so without a connection."""
    keyless = provider_at(speakers[service], None)
    setting = f"{service.upper()}_API_KEY"
    assert keyless.missing == (setting,)
    error = failure(asker, keyless)
    assert (error.fault, error.service_reason) == (Fault.KEY_INVALID, "NO_KEY")
    assert error.facts["setting"] == setting
    assert speakers[service].asked == []


@pytest.mark.parametrize("key", ["two\nlines", "ключ"])
def test_a_key_that_no_header_can_carry_is_invalid(
    key: str, speakers: Speakers, asker: Caller
) -> None:
    """Such a key is told as a wrong key, without being shown."""
    error = failure(asker, provider_at(speakers["openai"], key))
    assert (error.fault, error.facts) == (Fault.KEY_INVALID, {"setting": "OPENAI_API_KEY"})
    assert speakers["openai"].asked == []


@pytest.mark.parametrize("script", ["hang", "at_hang"])
def test_a_hang_ends_with_the_socket_timeout(
    script: str, speakers: Speakers, asker: Caller
) -> None:
    """A service that never answers is time over, and is not asked twice: it may be painting."""
    fake = speakers["zhipu"]
    fake.queue(script)
    hasty = provider_at(fake, timeout_s=0.3)
    hasty._fetcher._options["timeout"] = 0.3
    assert failure(asker, hasty).fault is Fault.TIMED_OUT
    assert sum(asked.wants_picture for asked in fake.asked) == 1


def test_the_deadline_defeats_dripping(speakers: Speakers) -> None:
    """A byte now and then resets every socket timeout, but not the one total deadline."""
    speakers["openai"].queue("drip")
    patient = provider_at(speakers["openai"], timeout_s=0.4)
    began = time.monotonic()
    assert failure(Caller(2.0), patient).fault is Fault.TIMED_OUT
    assert 1.9 < time.monotonic() - began < PATIENCE_S
    assert len(speakers["openai"].asked) == 1


@pytest.mark.parametrize("script", ["hang", "at_hang"])
def test_a_cancel_acts_at_once(
    script: str, speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """Taking an order back ends a hanging call in moments, also that for the picture's file."""
    fake, cancel, ended = speakers["zhipu"], Cancel(), threading.Event()
    fake.queue(script)

    def until_cancelled() -> None:
        with pytest.raises(Cancelled):
            asker.call(askers["zhipu"], request_to("zhipu"), cancel)
        ended.set()

    thread = threading.Thread(target=until_cancelled)
    thread.start()
    for _ in range(2 if script == "at_hang" else 1):
        assert fake.arrived.acquire(timeout=PATIENCE_S)
    began = time.monotonic()
    cancel.set()
    assert ended.wait(PATIENCE_S)
    assert time.monotonic() - began < PATIENCE_S / 2
    thread.join()
