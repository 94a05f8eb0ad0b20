"""Orders whose picture could not be decoded: what is stored stays, what was billed is noted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from decoders import crashing_decoders
from fakes import PNG, FakeProvider, form, never, order_of, recover_dead, store_as_its_worker

from core.errors import DecoderFailed
from core.orders import generation, submission
from core.people.people import DEMO_USER
from core.providers.contract import ImageAnswer, ImageRequest
from core.studio import Studio
from core.tables import OrderStatus


class FinishingProvider(FakeProvider):
    """A service that says how it ended."""

    async def generate(self, request: ImageRequest) -> ImageAnswer:
        return replace(await super().generate(request), finish_reason="STOP")


def test_recovery_keeps_a_picture_that_it_cannot_decode(studio: Studio) -> None:
    """A decoder's failure is not damage: the next round settles the same stored picture."""
    (order,) = submission.submit(studio, DEMO_USER, form("k"))
    (other,) = submission.submit(studio, DEMO_USER, form("other"))
    store_as_its_worker(studio, order)
    with crashing_decoders():
        assert recover_dead(studio) == 1  # the other one: nothing waits for the decoder
    assert order_of(studio, order.id).status == OrderStatus.HELD
    assert order_of(studio, other.id).status == OrderStatus.RELEASED
    assert studio.images.read_original(order.id) == PNG
    assert recover_dead(studio) == 1
    assert order_of(studio, order.id).status == OrderStatus.SETTLED


def test_an_answer_that_cannot_be_decoded_is_given_back_as_ours(studio: Studio) -> None:
    """The service is not blamed for our decoder; its facts, which may be billed, are kept."""
    service = FinishingProvider()
    studio = replace(studio, services={service.name: service})
    (order,) = submission.submit(studio, DEMO_USER, form("k"))
    with crashing_decoders(), pytest.raises(DecoderFailed):
        generation.run(studio, order.id, never())
    row = order_of(studio, order.id)
    assert (row.status, row.error_code) == (OrderStatus.RELEASED, "DECODER_FAILED")
    assert row.finish_reason == "STOP"
