"""What each service of OpenAI's protocol takes, from its documents: strict about all else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.services.openai_shapes import Asked, sides, uri_data

MAX_REFERENCE = 50_000_000  # bytes
MAX_PROMPT = 32_000  # characters
MIMES = ("image/png", "image/jpeg", "image/webp")
OPENAI_QUALITIES = ("low", "medium", "high", "xhigh", "max", "auto")
GLM_SIZES = (
    *("1280x1280", "1568x1056", "1056x1568", "1472x1088", "1088x1472", "1728x960", "960x1728"),
)
COGVIEW_SIZES = (
    *("1024x1024", "768x1344", "864x1152", "1344x768", "1152x864", "1440x720", "720x1440"),
)
MAX_SEEDS = {"siliconflow": 9_999_999_999, "local": 2**64 - 1}


@dataclass(frozen=True)
class Rules:
    """Say where a service is, and what it takes; `edits` is the form's field of a reference."""

    base: str
    models: tuple[str, ...]
    fields: tuple[str, ...]
    size: Callable[[Asked], bool]
    size_field: str = "size"
    edits: str = ""
    needs_key: bool = True
    qualities: tuple[str, ...] = ()
    has_model: bool = False
    has_models: bool = False


def _openai_size(asked: Asked) -> bool:
    width, height = sides(asked.size) or (0, 0)
    return (
        width % 16 == height % 16 == 0
        and 655_360 <= width * height <= 8_294_400
        and max(width, height) <= 3840
        and width <= 3 * height
        and height <= 3 * width
    )


def _ark_size(asked: Asked) -> bool:
    width, height = sides(asked.size) or (0, 0)
    most = 16_777_216 if "4-5" in asked.fields["model"] else 10_404_496  # 4K, 3K
    return 3_686_400 <= width * height <= most and width <= 16 * height and height <= 16 * width


def _zhipu_size(asked: Asked) -> bool:
    return asked.size in (GLM_SIZES if asked.fields["model"] == "glm-image" else COGVIEW_SIZES)


def _any_size(asked: Asked) -> bool:
    return sides(asked.size) is not None


RULES = {
    "openai": Rules(
        "/v1",
        ("gpt-image-2.6-flare", "gpt-image-2.6-sunburst", "gpt-image-2.5-flare"),
        (
            *("model", "prompt", "n", "size", "quality", "output_format", "background"),
            *("moderation", "complexity", "safety_identifier"),
        ),
        _openai_size,
        edits="image[]",
        qualities=OPENAI_QUALITIES,
        has_model=True,
        has_models=True,
    ),
    "ark": Rules(
        "/api/v3",
        ("doubao-seedream-5-0-260128", "doubao-seedream-4-5-251128"),
        ("model", "prompt", "image", "size", "response_format", "watermark"),
        _ark_size,
    ),
    "zhipu": Rules(
        "/api/paas/v4",
        ("glm-image", "cogview-4-250304"),
        ("model", "prompt", "quality", "size", "user_id", "watermark_enabled"),
        _zhipu_size,
        qualities=("standard", "hd"),
    ),
    "siliconflow": Rules(
        "/v1",
        ("Qwen/Qwen-Image", "Kwai-Kolors/Kolors"),
        ("model", "prompt", "negative_prompt", "image_size", "seed", "num_inference_steps"),
        _any_size,
        size_field="image_size",
        has_models=True,
    ),
    "local": Rules(
        "/v1",
        ("Tongyi-MAI/Z-Image-Turbo", "Qwen/Qwen-Image-Edit-2511"),
        ("model", "prompt", "n", "size", "response_format", "seed", "num_inference_steps"),
        _any_size,
        edits="image",
        needs_key=False,
        has_models=True,
    ),
}


def problem_of(asked: Asked, rules: Rules) -> str:
    """Return what is wrong with a request for a picture, in a service's words; "" for nothing."""
    fields = asked.fields
    for name in fields:
        if name not in rules.fields:
            return f"Unknown parameter: '{name}'."
    if not 0 < len(str(fields.get("prompt", "")).strip()) <= MAX_PROMPT:
        return "Invalid length of 'prompt'."
    if rules.size_field not in fields or not rules.size(asked):
        return f"Invalid value of '{rules.size_field}'."
    if "quality" in fields and fields["quality"] not in rules.qualities:
        return "Invalid value of 'quality'."
    if str(fields.get("n", 1)) != "1" or ("n" in fields and "n" not in rules.fields):
        return "Invalid value of 'n'."
    if fields.get("response_format", "b64_json") not in ("b64_json", "url"):
        return "Invalid value of 'response_format'."
    if asked.seed is not None and not 0 <= asked.seed <= MAX_SEEDS[asked.service]:
        return "Invalid value of 'seed'."
    if "image" in fields and not uri_data(fields["image"]):
        return "Invalid value of 'image'."
    return _problem_of_form(asked, rules) if asked.is_form else ""


def _problem_of_form(asked: Asked, rules: Rules) -> str:
    if not asked.files or not asked.path.endswith("/images/edits"):
        return "A reference picture is required."
    for part in asked.files:
        if part.name != rules.edits or not part.filename or part.mime not in MIMES:
            return "Invalid file."
        if not 0 < len(part.data) < MAX_REFERENCE:
            return "Invalid size of a file."
    return "Unknown parameter: 'moderation'." if "moderation" in asked.fields else ""
