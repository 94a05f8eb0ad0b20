"""OpenAI's protocol: pictures, rewritten prompts and a check, for every service that speaks it.

    dialect.py   the table of these services, data/services.toml, and what each says differently
    requests.py  writes a request for a picture
    answers.py   reads what came back
    usage.py     reads the tokens that it counts
    faults.py    what a refusal means: the protocol's codes, the service's own, the status
    fetching.py  fetches a picture that is answered as an address
    rewriter.py  the text model that rewrites prompts, for any service's pictures

Answers and faults need the HTTP library, and are loaded with it at the first call. The doors are
`open_service` and `open_rewriter`, which `core.providers.services` gives the row of the table.
"""

from __future__ import annotations

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.providers.catalog import picture_models
from core.providers.connection import HttpConnection
from core.providers.contract import (
    Checked,
    ImageAnswer,
    ImageRequest,
    Model,
    Proof,
    TextModel,
    find_model,
)
from core.providers.openai import requests
from core.providers.openai.dialect import ServiceRow
from core.providers.openai.fetching import Fetcher, may_be_near
from core.providers.openai.rewriter import ChatRewriter
from core.settings import Settings


class OpenAIProvider:
    """Ask one service of this protocol for pictures; `fetcher` gets those at an address."""

    def __init__(
        self,
        row: ServiceRow,
        connection: HttpConnection,
        fetcher: Fetcher,
        models: tuple[Model, ...],
    ) -> None:
        self.name = row.name
        self.models = models
        self.has_check = row.check is not None
        self._row = row
        self._connection = connection
        self._fetcher = fetcher

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the settings without which no call can succeed."""
        return self._connection.missing

    async def generate(self, request: ImageRequest) -> ImageAnswer:
        """Make one picture; raise `GenerationFailed` with what the service refused or failed at.

        A model that has left the table since the order was placed is as good as retired: in what
        form it is asked for would be a guess.
        """
        await self._connection.opened()
        from core.providers.openai.answers import Reader

        model = find_model(self.models, request.model)
        if model is None:
            raise GenerationFailed(ProviderFault.MODEL_RETIRED)
        path, body = requests.sent(request, model, self._row.dialect)
        reader = Reader(self._row, self._connection.redaction)
        made = await self._connection.ask("POST", path, reader.picture, **body)
        return ImageAnswer(
            data=await self._fetcher.fetch(made.address) if made.address else made.data,
            usage=made.usage,
            model_version=made.model_version,
            seed=made.seed,
        )

    async def check(self) -> Checked:
        """Ask for the default model, which is free; say what that proves, or raise.

        Where a list proves that a model is there, one without any of ours fails as `MODEL_RETIRED`:
        a server of one's own runs one of them.
        """
        check = self._row.check
        assert check is not None, f"{self.name} has no check"
        await self._connection.opened()
        from core.providers.openai.answers import Reader

        model = self.models[0].id
        reader = Reader(self._row, self._connection.redaction)
        path = check.path.format(model=model)
        found = await self._connection.ask("GET", path, reader.models)
        if check.proves is not Proof.MODEL:
            return Checked(model, check.proves)
        running = next((each.id for each in self.models if each.id in found), None)
        if running is None:
            raise GenerationFailed(ProviderFault.MODEL_RETIRED)
        return Checked(running, check.proves)


def open_service(row: ServiceRow, settings: Settings) -> OpenAIProvider:
    """Return the service of this row; raise `ValueError` if the table has no models for it."""
    connection = _connection(row, settings)
    fetcher = Fetcher(
        row.named,
        is_near=may_be_near(_address(row, settings)),
        timeout_s=settings.call_timeout_s,
    )
    models = picture_models(settings.models_file, row.name)
    return OpenAIProvider(row, connection, fetcher, models)


def open_rewriter(row: ServiceRow, settings: Settings, model: TextModel) -> ChatRewriter:
    """Return the rewriter that asks this text model of the row's service."""
    return ChatRewriter(row, _connection(row, settings), model)


def _connection(row: ServiceRow, settings: Settings) -> HttpConnection:
    return HttpConnection(
        getattr(settings, row.key_setting.lower()),
        row.named,
        base_url=_address(row, settings),
        missing=tuple(each for each in row.requires if not getattr(settings, each.lower())),
        timeout_s=settings.call_timeout_s,
    )


def _address(row: ServiceRow, settings: Settings) -> str:
    """Return the service's address: the setting's, where it is set, else the table's."""
    return getattr(settings, row.address_setting.lower()) or row.address
