"""A service over HTTP that needs none of Gemini's code: what stands around any is enough."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx2
import pytest
from fakes import PATIENCE_S, PNG

from core.errors import GenerationFailed
from core.faults import ProviderFault as Fault
from core.providers import body, refusals
from core.providers.calling import Caller, Cancel
from core.providers.contract import ImageAnswer, ImageRequest, Model, Named, Usage, counted
from core.providers.redaction import Redaction
from core.providers.transport import READERS, LimitedClient, open_limited
from tests.services.gemini_asking import no_sleep

NAMED = Named("toy", key="TOY_KEY", address="TOY_URL")
KEY = "toy-key-0123456789-never-to-be-seen"
URL = "https://toy.example"
REQUEST = ImageRequest("a lighthouse that nobody may log", "toy-1", "1:1", 7)
USAGE = {"input": 21, "output": 1120}

Handler = Callable[[httpx2.Request], httpx2.Response]


class ToyProvider:
    """Ask a service whose protocol is JSON with the picture in base64."""

    name = NAMED.service
    models: tuple[Model, ...] = (Model("toy-1", "Toy", ("1:1",)),)

    def __init__(self, handler: Handler) -> None:
        self._transport = httpx2.MockTransport(handler)
        self._redaction = Redaction(KEY)

    async def generate(self, request: ImageRequest) -> ImageAnswer:
        client = open_limited(
            LimitedClient,
            base_url=URL,
            named=NAMED.address,
            trust_env=False,
            transport=self._transport,
            headers={"authorization": f"Bearer {KEY}"},
        )
        failure: GenerationFailed | None = None
        async with client:
            try:
                answer = await client.post(f"{URL}/pictures", json={"prompt": request.text})
            except Exception as error:
                failure = refusals.translated(error, NAMED)
        if failure:  # raised outside of the block: chained, it would carry the key
            raise failure
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(READERS, self._read, answer)

    def _read(self, answer: httpx2.Response) -> ImageAnswer:
        if answer.status_code != 200:
            raise self._refused(answer)
        try:
            return self._picture(body.table(body.parse(answer.content)))
        except body.Unreadable:
            raise GenerationFailed(Fault.UNREADABLE_ANSWER) from None

    def _refused(self, answer: httpx2.Response) -> GenerationFailed:
        said = ""
        with suppress(body.Unreadable):  # then the status alone decides
            said = self._said(body.table(body.parse(answer.content)))
        wait = refusals.retry_after(answer.headers)
        row = refusals.row_of(answer.status_code)
        return refusals.failure(row, NAMED, detail=said, retry_after=wait)

    def _picture(self, found: dict[str, Any]) -> ImageAnswer:
        counts = body.table(found.get("usage"))
        text, picture = counted(counts.get("input")), counted(counts.get("output"))
        usage = Usage(text_in=text, picture_out=picture, raw=counts)
        if said := self._said(found):
            raise GenerationFailed(Fault.IMAGE_BLOCKED, detail=said, usage=usage)
        return ImageAnswer(body.decoded(found.get("picture")), usage=usage)

    def _said(self, found: dict[str, Any]) -> str:
        return self._redaction.words(body.words(found.get("error")))


@pytest.fixture(scope="module")
def caller() -> Caller:
    """Return one event loop for all of these tests."""
    return Caller(PATIENCE_S, sleep=no_sleep)


def answering(status: int, table: object, **headers: str) -> ToyProvider:
    """Return the toy, whose service always gives this answer."""
    content = table if isinstance(table, bytes) else json.dumps(table).encode()
    body_of = httpx2.ByteStream
    return ToyProvider(lambda _: httpx2.Response(status, headers=headers, stream=body_of(content)))


def failed(caller: Caller, toy: ToyProvider) -> GenerationFailed:
    """Return what a call fails with."""
    with pytest.raises(GenerationFailed) as caught:
        caller.call(toy, REQUEST, Cancel())
    assert KEY not in f"{caught.value!r}{caught.value.facts}"
    return caught.value


def test_a_picture_comes_back(caller: Caller) -> None:
    """Its bytes are unchanged, and its tokens are counted as everybody's are."""
    picture = base64.b64encode(PNG).decode()
    answer = caller.call(answering(200, {"picture": picture, "usage": USAGE}), REQUEST, Cancel())
    assert answer.data == PNG
    assert answer.usage == Usage(text_in=21, picture_out=1120, raw=USAGE)


def test_a_refusal_names_its_own_setting_and_hides_its_key(caller: Caller) -> None:
    """A wrong key is told with the name of this service's setting, and no key."""
    error = failed(caller, answering(401, {"error": f"wrong key {KEY}"}))
    assert (error.fault, error.facts["setting"]) == (Fault.KEY_INVALID, "TOY_KEY")
    assert error.detail == "wrong key …"


def test_a_busy_service_is_asked_again_when_it_says(caller: Caller) -> None:
    """The status says how often, the header says when."""
    error = failed(caller, answering(429, {}, **{"retry-after": "3"}))
    assert (error.fault, error.retries, error.retry_after) == (Fault.RATE_LIMITED, 2, 3.0)


def test_a_status_decides_where_nothing_can_be_read(caller: Caller) -> None:
    """A gateway's page in HTML is the failure that its status says."""
    assert failed(caller, answering(503, b"<html>")).fault is Fault.SERVICE_FAULT


def test_a_block_tells_what_it_used(caller: Caller) -> None:
    """A blocked answer brings the usage that may be billed."""
    error = failed(caller, answering(200, {"error": "not this", "usage": USAGE}))
    assert (error.fault, error.detail) == (Fault.IMAGE_BLOCKED, "not this")
    assert error.usage is not None
    assert error.usage.picture_out == 1120


@pytest.mark.parametrize("table", [[], {"picture": "?"}, {"picture": 7}, "words", b"{"])
def test_what_is_no_answer_is_unreadable(caller: Caller, table: object) -> None:
    """Neither a wrong shape nor wrong base64 becomes a picture."""
    assert failed(caller, answering(200, table)).fault is Fault.UNREADABLE_ANSWER
