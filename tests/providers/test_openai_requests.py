"""What each service of OpenAI's protocol is sent, word by word."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest

from core.providers.calling import Caller, Cancel
from core.providers.contract import Reference
from core.providers.openai import OpenAIProvider
from tests.services.fake_openai import FakeOpenai
from tests.services.gemini_asking import KEY, PROMPT
from tests.services.multipart import Part
from tests.services.openai_asking import REFERENCE, models_of, provider_at, request_to
from tests.services.openai_rules import RULES
from tests.services.replies import tiny

pytest_plugins = ("tests.services.openai_fixtures",)

Speakers = dict[str, FakeOpenai]
Askers = dict[str, OpenAIProvider]
EXPECTED: dict[str, dict[str, Any]] = {
    "openai": {
        "model": "gpt-image-2.6-flare",
        "prompt": PROMPT,
        "n": 1,
        "size": "1536x864",
        "quality": "medium",
    },
    "ark": {
        "model": "doubao-seedream-5-0-260128",
        "prompt": PROMPT,
        "size": "2560x1440",
        "watermark": False,
        "response_format": "b64_json",
    },
    "zhipu": {"model": "glm-image", "prompt": PROMPT, "size": "1728x960"},
    "siliconflow": {
        "model": "Qwen/Qwen-Image",
        "prompt": PROMPT,
        "image_size": "1664x928",
        "seed": 7,
    },
    "local": {
        "model": "Tongyi-MAI/Z-Image-Turbo",
        "prompt": PROMPT,
        "n": 1,
        "size": "1280x720",
        "seed": 7,
        "response_format": "b64_json",
    },
}


@pytest.mark.parametrize("service", RULES)
def test_exactly_the_declared_fields_are_sent(
    service: str, speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """The JSON has the dialect's fields and no other, and the key is in its header alone."""
    request = request_to(service, aspect_ratio="16:9")
    assert asker.call(askers[service], request, Cancel()).data == tiny()
    asked = speakers[service].asked[0]
    assert (asked.method, asked.path) == ("POST", f"{RULES[service].base}/images/generations")
    assert asked.fields == EXPECTED[service]
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(("service", "field"), [("openai", "image[]"), ("local", "image")])
@pytest.mark.parametrize(
    ("mime", "name"), [("image/png", "reference.png"), ("image/jpeg", "reference.jpg")]
)
def test_a_reference_is_a_file_in_a_form(
    service: str,
    field: str,
    mime: str,
    name: str,
    speakers: Speakers,
    askers: Askers,
    asker: Caller,
) -> None:
    """Where there are edits, it goes there under its field, with a name; all values are words."""
    model = next(model for model in models_of(service) if model.references)
    reference = Reference(REFERENCE.data, mime)
    request = request_to(service, aspect_ratio="16:9", reference=reference)
    asker.call(askers[service], replace(request, model=model.id), Cancel())
    (asked,) = speakers[service].asked
    assert asked.path == "/v1/images/edits"
    assert asked.files == [Part(field, REFERENCE.data, name, mime)]
    expected = EXPECTED[service] | {"model": model.id}
    assert asked.fields == {name: str(value) for name, value in expected.items()}


def test_a_reference_is_a_data_uri_in_the_json(
    speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """Where there are no edits, it goes along with the rest."""
    request = request_to("ark", aspect_ratio="16:9", reference=REFERENCE)
    asker.call(askers["ark"], request, Cancel())
    (asked,) = speakers["ark"].asked
    uri = f"data:image/png;base64,{b64encode(REFERENCE.data).decode()}"
    assert asked.path == "/api/v3/images/generations"
    assert asked.fields == EXPECTED["ark"] | {"image": uri}


def test_a_truth_value_in_a_form_is_written_small(
    speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """Python's False is no word of any service's form."""
    provider = askers["openai"]
    row = provider._row
    dialect = row.dialect.model_copy(update={"extra": {"background": False}})
    telling = OpenAIProvider(
        row.model_copy(update={"dialect": dialect}),
        provider._connection,
        provider._fetcher,
        provider.models,
    )
    asker.call(telling, request_to("openai", reference=REFERENCE), Cancel())
    assert speakers["openai"].asked[0].fields["background"] == "false"


def test_a_model_without_a_seed_is_sent_none(
    speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """Its service has a field for seeds, but this model takes no notice: no seed is pretended."""
    provider = askers["siliconflow"]
    request = request_to("siliconflow", aspect_ratio="16:9")
    models = tuple(replace(model, seed=False) for model in provider.models)
    careless = OpenAIProvider(provider._row, provider._connection, provider._fetcher, models)
    asker.call(careless, request, Cancel())
    without = {name: sent for name, sent in EXPECTED["siliconflow"].items() if name != "seed"}
    assert speakers["siliconflow"].asked[0].fields == without


@pytest.mark.parametrize("service", RULES)
def test_each_size_of_each_model_is_taken(
    service: str, speakers: Speakers, askers: Askers, asker: Caller
) -> None:
    """What the table of models offers, the service's documents allow: sizes, ratios, qualities."""
    taken = 0
    for model in models_of(service):
        for size in model.sizes:
            for ratio in model.aspect_ratios:
                request = request_to(service, aspect_ratio=ratio, size=size)
                asker.call(askers[service], replace(request, model=model.id), Cancel())
                taken += 1
        for quality in model.qualities:
            request = request_to(service, quality=quality)
            asker.call(askers[service], replace(request, model=model.id), Cancel())
            taken += 1
            sent = [asked for asked in speakers[service].asked if asked.wants_picture]
            assert sent[-1].fields["quality"] == quality
    assert sum(asked.wants_picture for asked in speakers[service].asked) == taken


def test_a_local_service_needs_no_key(speakers: Speakers, asker: Caller) -> None:
    """Where the key is optional, none is sent, and the picture comes."""
    fake = speakers["local"]
    keyless = provider_at(fake, None)
    assert keyless.missing == ()
    assert asker.call(keyless, request_to("local"), Cancel()).data == tiny()
    assert "authorization" not in fake.asked[0].headers


def test_the_environment_re_routes_nothing(
    speakers: Speakers, elsewhere: FakeOpenai, asker: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the makers' library would take from the environment changes neither key nor address."""
    elsewhere.forget()
    monkeypatch.setenv("OPENAI_API_KEY", "another-key")
    monkeypatch.setenv("OPENAI_BASE_URL", elsewhere.address)
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "project-1")
    asker.call(provider_at(speakers["openai"]), request_to("openai"), Cancel())
    (asked,) = speakers["openai"].asked
    assert asked.key == KEY
    assert not [name for name in asked.headers if name.startswith("openai")]
    assert elsewhere.asked == []
