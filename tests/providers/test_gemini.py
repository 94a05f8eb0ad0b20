"""What Gemini is sent and what comes back, with the real SDK and real HTTP; the ways it fails
are in test_gemini_faults.py.
"""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from core.errors import Cancelled, GenerationFailed
from core.faults import ProviderFault as Fault
from core.providers.calling import Caller, Cancel
from core.providers.contract import Usage
from core.providers.gemini import GeminiProvider
from core.studio import Studio
from tests.services.fake_gemini import FakeGemini
from tests.services.gemini_asking import (
    KEY,
    MODELS,
    PATIENCE_S,
    PROMPT,
    REFERENCE,
    REQUEST,
    failure,
    provider_at,
)
from tests.services.gemini_shapes import pick

pytest_plugins = ("tests.services.gemini_fixtures",)

ROOT = Path(__file__).parents[2]
PICTURES = ("picture", "text_and_picture", "thoughts", "jpeg_as_png", "cut_with_picture", "gzipped")


@pytest.mark.parametrize("script", PICTURES)
def test_a_picture_comes_back(
    script: str, fake: FakeGemini, caller: Caller, provider: GeminiProvider
) -> None:
    """The picture is taken unchanged, wherever it stands in the answer and whatever its label."""
    fake.script = script
    answer = caller.call(provider, REQUEST, Cancel())
    with Image.open(BytesIO(answer.data)) as image:
        assert image.size == (16, 16)
        assert image.format == ("JPEG" if script == "jpeg_as_png" else "PNG")
    said = {"text_and_picture": "Here it is. Enjoy.", "gzipped": "Here. " * 333 + "H…"}
    assert answer.text == said.get(script, "")
    assert answer.finish_reason == ("MAX_TOKENS" if script == "cut_with_picture" else "STOP")
    assert answer.model_version == f"{MODELS[0].id}-001"
    counts = {
        "prompt_token_count": 21,
        "candidates_token_count": 1120,
        "total_token_count": 1141,
    }
    told = Usage(text_in=21, picture_in=0, text_out=0, picture_out=1120, raw=counts)
    assert answer.usage == told
    assert str(answer.data) not in repr(answer)


def test_each_call_gets_its_own_answer(caller: Caller) -> None:
    """Of calls beside each other none gets the picture of another."""
    texts = [f"picture {number}" for number in range(12)]
    with FakeGemini(paint=lambda asked: asked.text.encode() * 500) as fake:
        provider = provider_at(fake.url)
        with ThreadPoolExecutor(len(texts)) as pool:
            asked = [dataclasses.replace(REQUEST, text=text) for text in texts]
            made = pool.map(lambda request: caller.call(provider, request, Cancel()).data, asked)
            assert list(made) == [text.encode() * 500 for text in texts]


def test_a_provider_outlives_its_loop(fake: FakeGemini, provider: GeminiProvider) -> None:
    """When the event loop had to be replaced, the next call opens a client that belongs to it."""
    for _ in range(2):
        assert Caller(PATIENCE_S).call(provider, REQUEST, Cancel()).data


def test_no_word_of_a_service_gets_past(
    fake: FakeGemini, caller: Caller, provider: GeminiProvider
) -> None:
    """Words instead of codes and names are dropped; free words come without key and escapes."""
    fake.script = "words_everywhere"
    answer = caller.call(provider, REQUEST, Cancel())
    assert answer.finish_reason == "UNKNOWN"
    assert answer.model_version == ""
    assert answer.usage == Usage(raw={"total_token_count": 5})
    assert answer.text == f"… {' '.join(PROMPT.split())} SECRET …"
    fake.queue("words_everywhere")
    assert caller.check(provider).name == MODELS[0].id


def test_everything_ordered_is_sent(
    fake: FakeGemini, caller: Caller, provider: GeminiProvider
) -> None:
    """Prompt, wish, reference, format, size and seed arrive; nothing unsupported does."""
    caller.call(provider, REQUEST, Cancel())
    (asked,) = fake.asked
    assert asked.path == f"/v1beta/models/{MODELS[0].id}:generateContent"
    assert asked.key == KEY
    assert KEY not in asked.path + str(asked.body)
    assert asked.text == PROMPT
    assert asked.references == [("image/png", REFERENCE.data)]
    assert pick(asked.image, "aspectRatio") == "16:9"
    assert pick(asked.image, "imageSize") == "2K"
    assert set(asked.config) == {"responseModalities", "imageConfig", "seed"}
    assert asked.config["seed"] == 7
    assert asked.config["responseModalities"] == ["TEXT", "IMAGE"]


def test_what_a_model_does_not_take_is_not_sent(fake: FakeGemini, caller: Caller) -> None:
    """A model without seeds gets none, and an order without a reference sends none."""
    seedless = provider_at(fake.url, api_version="v1")
    seedless.models = (dataclasses.replace(MODELS[0], seed=False),)
    caller.call(seedless, dataclasses.replace(REQUEST, reference=None), Cancel())
    (asked,) = fake.asked
    assert "seed" not in asked.config
    assert asked.references == []
    assert asked.version == "v1"


def test_a_redirect_takes_no_key_along(
    fake: FakeGemini, other: FakeGemini, caller: Caller, provider: GeminiProvider
) -> None:
    """A 307 to another origin is not followed: nothing arrives there, the key least of all."""
    fake.queue("redirect", "redirect")
    assert failure(caller, provider).fault is Fault.NETWORK
    with pytest.raises(GenerationFailed):
        caller.check(provider)
    assert len(fake.asked) == 2
    assert other.asked == []


def test_the_environment_re_routes_nothing(
    fake: FakeGemini, other: FakeGemini, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the SDK would take from the environment changes neither key nor address."""
    monkeypatch.setenv("GOOGLE_API_KEY", "another-key")
    monkeypatch.setenv("GEMINI_API_KEY", "another-key")
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", other.url)
    monkeypatch.setenv("GOOGLE_GENAI_API_VERSION", "v1")
    monkeypatch.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
    monkeypatch.setenv("GOOGLE_GENAI_USE_ENTERPRISE", "true")
    caller.call(provider_at(fake.url), REQUEST, Cancel())
    assert [(asked.key, asked.version) for asked in fake.asked] == [(KEY, "v1beta")]
    assert other.asked == []


@pytest.mark.parametrize("key", ["two\nlines", "ключ"])
def test_a_key_that_no_header_can_carry_is_invalid(
    key: str, fake: FakeGemini, caller: Caller
) -> None:
    """Such a key is told as a wrong key, without being shown."""
    error = failure(caller, provider_at(fake.url, key))
    assert error.fault is Fault.KEY_INVALID
    assert key not in f"{error!r}{error.facts}"
    assert fake.asked == []


def test_without_a_key_nobody_is_asked(fake: FakeGemini, caller: Caller) -> None:
    """A missing key is named, and every call says so without a connection."""
    keyless = provider_at(fake.url, None)
    assert keyless.missing == ("GEMINI_API_KEY",)
    error = failure(caller, keyless)
    assert (error.fault, error.service_reason) == (Fault.KEY_INVALID, "NO_KEY")
    assert error.facts["setting"] == "GEMINI_API_KEY"
    assert fake.asked == []


def test_a_refused_connection_is_tried_three_times() -> None:
    """Nobody there is a network fault; nothing was sent, so it is tried again."""
    pauses: list[float] = []

    async def remember(seconds: float) -> None:
        pauses.append(seconds)

    with FakeGemini() as gone:
        url = gone.url
    assert failure(Caller(PATIENCE_S, sleep=remember), provider_at(url)).fault is Fault.NETWORK
    assert len(pauses) == 2


def test_a_hang_ends_with_the_socket_timeout(fake: FakeGemini, caller: Caller) -> None:
    """A service that never answers is time over, and is not asked twice: it may be painting."""
    fake.script = "hang"
    assert failure(caller, provider_at(fake.url, timeout_s=0.3)).fault is Fault.TIMED_OUT
    assert len(fake.asked) == 1


def test_the_deadline_defeats_dripping(fake: FakeGemini, provider: GeminiProvider) -> None:
    """A byte now and then resets every socket timeout, but not the one total deadline."""
    fake.script = "drip"
    patient = provider_at(fake.url, timeout_s=0.4)
    began = time.monotonic()
    assert failure(Caller(2.0), patient).fault is Fault.TIMED_OUT
    assert 1.9 < time.monotonic() - began < PATIENCE_S
    assert len(fake.asked) == 1


def test_a_cancel_acts_at_once(fake: FakeGemini, caller: Caller, provider: GeminiProvider) -> None:
    """Taking an order back ends a hanging call in moments, not with its deadline."""
    fake.script = "hang"
    cancel, ended = Cancel(), threading.Event()
    thread = threading.Thread(target=_until_cancelled, args=(caller, provider, cancel, ended))
    thread.start()
    assert fake.arrived.acquire(timeout=PATIENCE_S)
    began = time.monotonic()
    cancel.set()
    assert ended.wait(PATIENCE_S)
    assert time.monotonic() - began < PATIENCE_S / 2
    thread.join()


def _until_cancelled(
    caller: Caller, provider: GeminiProvider, cancel: Cancel, ended: threading.Event
) -> None:
    with pytest.raises(Cancelled):
        caller.call(provider, REQUEST, cancel)
    ended.set()


def test_opening_a_studio_loads_no_sdk(tmp_path: Path) -> None:
    """Neither the demo nor a studio with a key waits for google-genai at its start."""
    code = """
import sys
from core.providers import catalog, gemini
from core.settings import Settings
from core.studio import open_studio
for key in (None, "a-key"):
    studio = open_studio(Settings(gemini_api_key=key))
    print(studio.default_service.name, sorted({"google.genai", "httpx2"} & set(sys.modules)))
"""
    environment = {"DATA_DIR": str(tmp_path), "PATH": "/usr/bin"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == ["demo []", "gemini []"], done.stderr


def test_a_studio_takes_its_models_from_the_settings(gemini_studio: Studio) -> None:
    """With a key the provider is Gemini, and the first model of the table is the default."""
    assert gemini_studio.default_service.name == "gemini"
    assert gemini_studio.default_service.models == MODELS
