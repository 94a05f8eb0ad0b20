"""The words for what core decides: refused pictures, and how orders end."""

from __future__ import annotations

import pytest

from core import messages
from core.errors import Cancelled, DecoderFailed
from core.faults import DecoderFault, ImageFault
from core.providers.refusals import CODES, EXCEPTIONS
from core.tables import OrderStatus, Outcome, outcome_of


@pytest.mark.parametrize(
    ("size", "shown"),
    [(5_000_001, "5.000001"), (5_000_400, "5.0004"), (5_049_999, "5.05"), (12_340_000, "12.3")],
)
def test_a_size_is_never_its_limit(size: int, shown: str) -> None:
    """A file or picture over its limit is shown with as many digits as tell the two apart."""
    facts = {"size_bytes": size, "limit_bytes": 5_000_000}
    words = messages.explain("INVALID_IMAGE", "too_large", facts).what
    assert words == f"文件太大：{shown} MB，上限是 5 MB。"
    facts = {"pixels": size, "limit_pixels": 5_000_000}
    words = messages.explain("INVALID_IMAGE", "too_many_pixels", facts).what
    assert words == f"图片像素太多：{shown} 百万，上限是 5 百万。"


def test_each_fault_of_a_picture_has_its_own_words() -> None:
    """No refusal of a picture falls back to the general one, and none shows a gap."""
    facts = {"size_bytes": 9, "limit_bytes": 5, "pixels": 9, "limit_pixels": 5, "format": "BMP"}
    facts |= {"side": 20_000, "limit_side": 16_384}
    said = {messages.explain("INVALID_IMAGE", fault, facts).what for fault in ImageFault}
    assert len(said) == len(ImageFault)
    assert messages.explain("INVALID_IMAGE").what not in said
    assert not any("？" in words for words in said)


def test_a_decoders_failure_does_not_blame_the_picture() -> None:
    """Whatever a decoder died of, the words say that it could not be checked."""
    for fault in DecoderFault:
        words = messages.explain(DecoderFailed.code, fault)
        assert words.what == "暂时无法检查图片。"


def test_each_outcome_has_its_own_word() -> None:
    """Each way in which an order stands is told apart, a cancelled one by its error's code."""
    assert messages.OUTCOMES.keys() == set(Outcome)
    assert len(set(messages.OUTCOMES.values())) == len(Outcome)
    ends = [(OrderStatus.HELD, ""), (OrderStatus.SETTLED, "")]
    ends += [(OrderStatus.RELEASED, "GENERATION_FAILED"), (OrderStatus.RELEASED, Cancelled.code)]
    assert [outcome_of(*end) for end in ends] == list(Outcome)


def test_whatever_is_tried_again_has_its_own_words() -> None:
    """Each failure that another try follows says what it was, and whole seconds until then."""
    rows = [*CODES.values(), *(row for _, row in EXCEPTIONS)]
    assert {row.fault for row in rows if row.retries} == messages.PAUSES.keys()
    assert messages.pause("rate_limited", 2, 7.2) == "服务繁忙，8 秒后第 2 次重试"
    assert messages.pause("internal", 1, 0.0) == "这次没有成功，0 秒后第 1 次重试"
