"""Stability AI: pictures of the stable-image API, v2beta, and the credits that are left.

    fields.py   what a request is made of, and what is refused before it is sent
    measure.py  how large a reference is, by its first bytes
    answers.py  reads what came back: a picture, or why there is none; the credits
    faults.py   what the service refuses with beyond what any does

The last two need the HTTP library, and are loaded at the first call. The door is `open_service`.
Nothing here was tried against the live service; what its documents leave open is in each model's
`note`.
"""

from __future__ import annotations

from functools import partial

from core.providers.catalog import picture_models
from core.providers.connection import HttpConnection
from core.providers.contract import Checked, ImageAnswer, ImageRequest, Model, Proof
from core.providers.stability import fields
from core.providers.stability.named import LABEL, NAMED
from core.settings import Settings

MAKE = "/v2beta/stable-image/generate/"
BALANCE = "/v1/user/balance"
JSON = {"Accept": "application/json"}  # pictures and errors then come in one shape


class StabilityProvider:
    """Ask Stability AI for pictures."""

    name = NAMED.service
    has_check = True

    def __init__(self, connection: HttpConnection, models: tuple[Model, ...]) -> None:
        self.models = models
        self._connection = connection

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the settings without which no call can succeed."""
        return self._connection.missing

    async def generate(self, request: ImageRequest) -> ImageAnswer:
        """Make one picture; raise `GenerationFailed` with what the service refused or failed at."""
        form = fields.form_of(request)
        await self._connection.opened()
        from core.providers.stability import answers

        path = MAKE + fields.endpoint_of(request.model)
        read = partial(answers.picture_of, redaction=self._connection.redaction)
        return await self._connection.ask("POST", path, read, files=form, headers=JSON)

    async def check(self) -> Checked:
        """Ask for the credits that are left, which is free; raise `GenerationFailed`.

        This proves address and key, and that pictures can be paid for. It names no model.
        """
        await self._connection.opened()
        from core.providers.stability import answers

        read = partial(answers.credits_of, redaction=self._connection.redaction)
        left = await self._connection.ask("GET", BALANCE, read, headers=JSON)
        return Checked(LABEL, Proof.CREDITS, left)


def open_service(settings: Settings) -> StabilityProvider:
    """Return the service that the settings describe; raise `ValueError` for a table without it."""
    connection = HttpConnection(
        settings.stability_api_key,
        NAMED,
        base_url=settings.stability_base_url,
        missing=() if settings.stability_api_key else (NAMED.key,),
        timeout_s=settings.call_timeout_s,
    )
    return StabilityProvider(connection, picture_models(settings.models_file, NAMED.service))
