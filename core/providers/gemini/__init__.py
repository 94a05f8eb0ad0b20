"""Google Gemini: pictures, rewritten prompts and a check, through the google-genai SDK.

    connection.py  one key at one address, opened at the first call
    rewriter.py    the text model that rewrites prompts, for any service's pictures
    client.py      opens the SDK's client, closed to everything that could re-route the key
    answers.py     reads what came back; the table of block and finish reasons
    usage.py       reads the tokens that it counts
    faults.py      what Gemini refuses with beyond what any service does, and the SDK's exceptions

The last four are of use with the SDK alone, and loaded with it at the first call. The
doors are `open_service` and `open_rewriter`, named in the table of `core.providers.services`.
"""

from __future__ import annotations

from typing import Any

from core.providers.catalog import picture_models
from core.providers.contract import Checked, ImageAnswer, ImageRequest, Model, Proof, TextModel
from core.providers.gemini.connection import Connection, answer_of
from core.providers.gemini.named import NAMED
from core.providers.gemini.rewriter import GeminiRewriter
from core.settings import Settings


class GeminiProvider:
    """Ask Gemini for pictures."""

    name = NAMED.service
    has_check = True

    def __init__(self, connection: Connection, models: tuple[Model, ...]) -> None:
        self.models = models
        self._connection = connection

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the settings without which no call can succeed."""
        return self._connection.missing

    async def generate(self, request: ImageRequest) -> ImageAnswer:
        """Make one picture; raise `GenerationFailed` with what the service refused or failed at."""
        client = await self._connection.opened()
        from google.genai import types

        from core.providers.gemini import answers

        contents: list[Any] = [request.text]
        if request.reference:
            reference = request.reference
            contents.append(types.Part.from_bytes(data=reference.data, mime_type=reference.mime))
        config = types.GenerateContentConfig(
            response_modalities=["TEXT", "IMAGE"],  # with TEXT too, a refusal comes with its words
            image_config=types.ImageConfig(
                aspect_ratio=request.aspect_ratio, image_size=request.size
            ),
            seed=request.seed if self._takes_seed(request.model) else None,
            automatic_continuation=False,  # or one order could become several billed calls
        )
        answer = await answer_of(
            client.aio.models.generate_content(
                model=request.model, contents=contents, config=config
            )
        )
        return answers.picture_of(answer, self._connection.redaction)

    async def check(self) -> Checked:
        """Look the default model up, which is free; return its name, or raise `GenerationFailed`.

        This proves address, key and model. It does not prove quota: only a paid picture would.
        """
        client = await self._connection.opened()
        model = self.models[0].id
        answer = await answer_of(client.aio.models.get(model=model))
        name = self._connection.redaction.name(answer.display_name) or model
        return Checked(name, Proof.MODEL)

    def _takes_seed(self, model_id: str) -> bool:
        """Return whether to send a seed; an order may name a model that has left the table."""
        return all(model.seed for model in self.models if model.id == model_id)


def open_service(settings: Settings) -> GeminiProvider:
    """Return the service that the settings describe; raise `ValueError` for an unknown model."""
    models = picture_models(settings.models_file, NAMED.service, settings.gemini_models)
    return GeminiProvider(_connection(settings), models)


def open_rewriter(settings: Settings, model: TextModel) -> GeminiRewriter:
    """Return the rewriter that asks this text model."""
    return GeminiRewriter(_connection(settings), model)


def _connection(settings: Settings) -> Connection:
    return Connection(
        settings.gemini_api_key,
        base_url=settings.gemini_base_url,
        api_version=settings.gemini_api_version,
        timeout_s=settings.call_timeout_s,
    )
