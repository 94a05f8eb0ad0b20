"""What Stability AI is sent and what comes back, over real HTTP; the ways it fails are in
test_stability_faults.py.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import threading
import time
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from fakes import png
from PIL import Image

from core.errors import Cancelled, GenerationFailed
from core.faults import ProviderFault as Fault
from core.providers.calling import Caller, Cancel
from core.providers.contract import MAX_SEED, Checkable, Checked, Proof, Reference
from core.providers.stability import StabilityProvider
from core.providers.stability.fields import MAX_FRAME, MAX_PROMPT, MAX_REQUEST, form_of
from core.providers.stability.measure import sides_of
from tests.services.fake_stability import FakeStability
from tests.services.gemini_asking import KEY, PATIENCE_S, PROMPT
from tests.services.replies import tiny
from tests.services.stability_asking import MODELS, REQUEST, failure, provider_at
from tests.services.stability_shapes import ANY_SEED, BALANCE

pytest_plugins = ("tests.services.gemini_fixtures", "tests.services.stability_fixtures")

ROOT = Path(__file__).parents[2]
IDS = [model.id for model in MODELS]
REFERENCE = Reference(png(width=64, height=64), "image/png")
LARGE, ULTRA = "sd3.5-large", "ultra"
BASE = {"prompt": PROMPT, "seed": "7", "output_format": "png"}


def jpeg(width: int, height: int, **options: bool) -> bytes:
    """Return a JPEG of this size."""
    buffer = BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "JPEG", **options)
    return buffer.getvalue()


@pytest.mark.parametrize("model", IDS)
def test_everything_ordered_is_sent(
    model: str, stability: FakeStability, caller: Caller, stability_provider: StabilityProvider
) -> None:
    """Each model gets prompt, format and seed at its own address; nothing else goes along."""
    answer = caller.call(stability_provider, replace(REQUEST, model=model), Cancel())
    assert (answer.data, answer.finish_reason, answer.usage) == (tiny(), "STOP", None)
    (asked,) = stability.asked
    endpoint, chosen = ("sd3", {"model": model}) if model.startswith("sd3") else (model, {})
    assert asked.path == f"/v2beta/stable-image/generate/{endpoint}"
    assert asked.fields == {**BASE, **chosen, "aspect_ratio": "16:9"}
    assert asked.references == []
    assert (asked.key, asked.headers["accept"]) == (KEY, "application/json")
    assert KEY not in asked.path + str(asked.parts)


@pytest.mark.parametrize("model", [each.id for each in MODELS if each.references])
def test_a_reference_is_sent_with_its_strength(
    model: str, stability: FakeStability, caller: Caller, stability_provider: StabilityProvider
) -> None:
    """The bytes arrive unchanged; where the reference decides the format, none is sent."""
    request = replace(REQUEST, model=model, reference=REFERENCE, strength=40)
    caller.call(stability_provider, request, Cancel())
    (asked,) = stability.asked
    assert [(each.data, each.mime) for each in asked.references] == [(REFERENCE.data, "image/png")]
    own = {"model": model, "mode": "image-to-image"}
    mode = {"aspect_ratio": "16:9"} if model == ULTRA else own
    assert asked.fields == {**BASE, **mode, "strength": "0.4"}


def test_the_table_says_what_the_request_does() -> None:
    """The form's choices follow the request: references, strength, and whose the format is."""
    for model in MODELS:
        request = replace(REQUEST, model=model.id, reference=REFERENCE)
        if not model.references:
            with pytest.raises(GenerationFailed, match="request_rejected") as caught:
                form_of(request)
            assert caught.value.service_reason == "REFERENCE_NOT_TAKEN"
            continue
        form = form_of(request)
        assert model.has_strength == ("strength" in form)
        assert model.keeps_reference_format == ("aspect_ratio" not in form)
    assert all(model.seed and model.prices.keys() == set(model.sizes) for model in MODELS)
    assert all(model.note for model in MODELS)


@pytest.mark.parametrize(
    ("percent", "sent"), [(None, b"0.65"), (1, b"0.01"), (50, b"0.5"), (99, b"0.99"), (100, b"1")]
)
def test_percent_become_a_part_of_one(percent: int | None, sent: bytes) -> None:
    """The strength is 0 to 1 on the wire, and 0.65 where the order names none."""
    request = replace(REQUEST, model=LARGE, reference=REFERENCE, strength=percent)
    assert form_of(request)["strength"] == (None, sent)


def test_no_seed_of_ours_is_left_to_chance(
    stability: FakeStability, caller: Caller, stability_provider: StabilityProvider
) -> None:
    """0 would be a random seed: it is sent as a number that no other seed of ours becomes."""
    used = [
        caller.call(stability_provider, replace(REQUEST, seed=seed), Cancel()).seed
        for seed in (0, 1, MAX_SEED)
    ]
    assert [asked.fields["seed"] for asked in stability.asked] == [str(seed) for seed in used]
    assert used == [MAX_SEED + 1, 1, MAX_SEED]
    assert ANY_SEED not in used


@pytest.mark.parametrize(
    ("script", "seed"),
    [("new_fields", 7), ("no_seed", None), ("seed_out_of_range", None), ("gzipped", 7)],
)
def test_a_picture_comes_back(
    script: str,
    seed: int | None,
    stability: FakeStability,
    caller: Caller,
    stability_provider: StabilityProvider,
) -> None:
    """What nobody has published is ignored; a seed that is none costs no picture."""
    stability.script = script
    answer = caller.call(stability_provider, REQUEST, Cancel())
    assert (answer.data, answer.seed) == (tiny(), seed)


def test_no_word_of_a_service_gets_past(
    stability: FakeStability, caller: Caller, stability_provider: StabilityProvider
) -> None:
    """Of a proper answer nothing is kept but picture, seed and that it ended well."""
    stability.script = "words_everywhere"
    answer = caller.call(stability_provider, REQUEST, Cancel())
    told = (answer.finish_reason, answer.model_version, answer.text, answer.seed)
    assert told == ("STOP", "", "", 7)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png(width=63, height=64), "REFERENCE_TOO_SMALL"),
        (jpeg(400, 63), "REFERENCE_TOO_SMALL"),
        (jpeg(63, 400, progressive=True), "REFERENCE_TOO_SMALL"),
        (jpeg(16_385, 64), "REFERENCE_TOO_LARGE"),
        (b"x" * (MAX_REQUEST - MAX_FRAME), "REFERENCE_TOO_LARGE"),
    ],
)
def test_a_reference_that_is_not_taken_is_not_sent(
    data: bytes,
    reason: str,
    stability: FakeStability,
    caller: Caller,
    stability_provider: StabilityProvider,
) -> None:
    """Too small, too long or too heavy is said at once, with the reason, and nobody is asked."""
    request = replace(REQUEST, model=LARGE, reference=Reference(data, "image/jpeg"))
    error = failure(caller, stability_provider, request)
    assert (error.fault, error.service_reason) == (Fault.REQUEST_REJECTED, reason)
    assert stability.asked == []


def test_the_heaviest_request_that_is_sent_is_taken(
    stability: FakeStability, caller: Caller, stability_provider: StabilityProvider
) -> None:
    """What we let through is within the service's own limit, the longest prompt included."""
    text = "字" * MAX_PROMPT
    room = MAX_REQUEST - MAX_FRAME - len(text.encode())
    data = jpeg(64, 64).ljust(room, b"\0")
    request = replace(
        REQUEST, text=text, model="sd3.5-large-turbo", reference=Reference(data, "image/jpeg")
    )
    assert caller.call(stability_provider, request, Cancel()).data
    (asked,) = stability.asked
    assert MAX_REQUEST - MAX_FRAME < asked.size <= MAX_REQUEST


def test_a_prompt_that_is_too_long_is_not_sent(
    stability: FakeStability, caller: Caller, stability_provider: StabilityProvider
) -> None:
    """The prompt's limit is known, so that its failure names it."""
    error = failure(caller, stability_provider, replace(REQUEST, text="a" * (MAX_PROMPT + 1)))
    assert (error.fault, error.service_reason) == (Fault.REQUEST_REJECTED, "PROMPT_TOO_LONG")
    assert stability.asked == []


def test_a_size_is_read_without_decoding() -> None:
    """Sides come from the header of JPEG and PNG; what is neither, or cut, has none."""
    for data in (jpeg(70, 90), jpeg(70, 90, progressive=True), png(width=70, height=90)):
        assert sides_of(data) == (70, 90)
        assert sides_of(data[:20]) is None
    for data in (b"", b"GIF89a", b"\xff\xd8", b"\xff\xd8\xff\xe0" + struct.pack(">H", 9)):
        assert sides_of(data) is None


def test_the_check_says_what_is_left(
    stability: FakeStability, caller: Caller, stability_provider: StabilityProvider
) -> None:
    """测试连接 asks for the credits, with the key, and makes nothing."""
    assert isinstance(stability_provider, Checkable)
    checked = caller.check(stability_provider)
    assert checked == Checked("Stability AI", Proof.CREDITS, Decimal("42.50"))
    (asked,) = stability.asked
    assert (asked.method, asked.path, asked.key) == ("GET", BALANCE, KEY)


@pytest.mark.parametrize("key", ["two\nlines", "ключ"])
def test_a_key_that_no_header_can_carry_is_invalid(
    key: str, stability: FakeStability, caller: Caller
) -> None:
    """Such a key is told as a wrong key, without being shown."""
    error = failure(caller, provider_at(stability.url, key))
    assert (error.fault, error.facts["setting"]) == (Fault.KEY_INVALID, "STABILITY_API_KEY")
    assert key not in f"{error!r}{error.facts}"
    assert stability.asked == []


def test_without_a_key_nobody_is_asked(stability: FakeStability, caller: Caller) -> None:
    """A missing key is named, and every call says so without a connection."""
    keyless = provider_at(stability.url, None)
    assert keyless.missing == ("STABILITY_API_KEY",)
    error = failure(caller, keyless)
    assert (error.fault, error.service_reason) == (Fault.KEY_INVALID, "NO_KEY")
    assert stability.asked == []


def test_a_redirect_takes_no_key_along(
    stability: FakeStability,
    stability_elsewhere: FakeStability,
    caller: Caller,
    stability_provider: StabilityProvider,
) -> None:
    """A 307 to another origin is not followed, neither with a picture nor with a check."""
    stability.queue("redirect", "redirect")
    assert failure(caller, stability_provider).fault is Fault.NETWORK
    with pytest.raises(GenerationFailed, match="network"):
        caller.check(stability_provider)
    assert len(stability.asked) == 2
    assert stability_elsewhere.asked == []


def test_a_hang_ends_with_the_socket_timeout(stability: FakeStability, caller: Caller) -> None:
    """A service that never answers is not asked twice: the picture may be made and billed."""
    stability.script = "hang"
    assert failure(caller, provider_at(stability.url, timeout_s=0.3)).fault is Fault.TIMED_OUT
    assert len(stability.asked) == 1


def test_the_deadline_defeats_dripping(stability: FakeStability) -> None:
    """A byte now and then resets every socket timeout, but not the one total deadline."""
    stability.script = "drip"
    began = time.monotonic()
    patient = provider_at(stability.url, timeout_s=0.4)
    assert failure(Caller(2.0), patient).fault is Fault.TIMED_OUT
    assert 1.9 < time.monotonic() - began < PATIENCE_S


def test_a_cancel_acts_at_once(
    stability: FakeStability, caller: Caller, stability_provider: StabilityProvider
) -> None:
    """Taking an order back ends a hanging call in moments, not with its deadline."""
    stability.script = "hang"
    cancel = Cancel()

    def set_when_asked() -> None:
        assert stability.arrived.acquire(timeout=PATIENCE_S)
        cancel.set()

    thread = threading.Thread(target=set_when_asked)
    thread.start()
    with pytest.raises(Cancelled):
        caller.call(stability_provider, REQUEST, cancel)
    thread.join()


def test_opening_a_studio_loads_no_http(tmp_path: Path) -> None:
    """A studio with this service's key does not wait for the HTTP library at its start."""
    code = """
import sys
from core.settings import Settings
from core.studio import open_studio
studio = open_studio(Settings(stability_api_key="a-key"))
print(studio.default_service.name, sorted({"google.genai", "httpx2"} & set(sys.modules)))
"""
    environment = {"DATA_DIR": str(tmp_path), "PATH": "/usr/bin"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == ["stability []"], done.stderr
