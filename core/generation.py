"""THE FLOW of one order. Start reading here.

    submit   the form checked → gate → hold, in one short write transaction       (page's callback)
    run      验证 → 生成 → 保存 → 完成, the provider called with no transaction open     (worker)
               success        file and thumbnail stored → settle
               anything else  release: nothing charged, the reason kept
    cancel   release now; whoever is still working on the order finds its hold gone
    recover  an order whose process died: forward if its picture is stored, else release

`submit` is in `core.submission`, `recover` in `core.recovery`, and the queue between them in
`core.jobs`. Whatever races here, the guarded UPDATEs of `core.ledger` let exactly one of settle
and release win.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import update
from sqlmodel import col

from core import asking, gate, ledger
from core.database import database_errors
from core.errors import (
    Cancelled,
    DecoderFailed,
    GenerationFailed,
    InvalidImage,
    OrderNotFound,
    ProviderFault,
    StorageFailed,
    StudioError,
)
from core.ledger import LEASE_MS
from core.log import get_logger
from core.models import GeneratedImage, Generation, OrderStatus, in_status
from core.providers.calling import Cancel
from core.providers.contract import ImageRequest
from core.uploads import Picture, check_answer

if TYPE_CHECKING:
    from core.studio import Studio

log = get_logger()


def run(studio: Studio, order_id: str, cancel: Cancel) -> None:
    """Carry one held order to its end: settled with its picture, or released with the reason.

    Do nothing for an order that has ended, or that another process works on. Raise whatever
    ended it, BaseExceptions included, after the hold is given back.
    """
    try:
        if not _claim(studio, order_id):
            return
        order, request = _validate(studio, order_id)
        picture, facts = _generate(studio, order, request, cancel)
        _save(studio, order, picture, facts)
        settle(studio, order, picture)
    except BaseException as error:
        _give_back(studio, order_id, error)
        raise


def _claim(studio: Studio, order_id: str) -> bool:
    """Begin 验证 for the first who asks: a second worker would overwrite the first one's file."""
    with database_errors():
        return _begin_step(studio, order_id, "started_at", col(Generation.started_at).is_(None))


def _validate(studio: Studio, order_id: str) -> tuple[Generation, ImageRequest]:
    """验证: read person, prompt and reference again, since all may have changed in the queue."""
    with database_errors(), studio.database.read() as session:
        order = session.get_one(Generation, order_id)
        gate.admit(session, order.user_id, order.prompt_id)
    return order, asking.request_of(studio, order)


def _generate(
    studio: Studio, order: Generation, request: ImageRequest, cancel: Cancel
) -> tuple[Picture, dict[str, Any]]:
    """生成: the provider works with no transaction open; its answer is checked like an upload.

    Return the picture, and what else came back.
    """
    _begin_or_stop(studio, order.id, "generating_at", sent_text=request.text)
    if order.enhance:
        request, facts = asking.enhance(studio, order, request, cancel)
        _keep_or_stop(studio, order.id, facts)
    answer = studio.caller.call(studio.provider, request, cancel)
    facts = asking.answer_facts(studio.provider.models, order, answer)
    try:
        return check_answer(answer.data), facts
    except (InvalidImage, DecoderFailed) as error:
        _keep_or_stop(studio, order.id, facts)  # what cannot be shown may still be billed
        if isinstance(error, DecoderFailed):
            raise
        raise GenerationFailed(ProviderFault.UNREADABLE_ANSWER) from error


def _save(studio: Studio, order: Generation, picture: Picture, facts: dict[str, Any]) -> None:
    """保存: thumbnail and file on disk, whole or not at all."""
    _begin_or_stop(studio, order.id, "saving_at", **facts)
    studio.images.store_original(order.id, picture)


def settle(studio: Studio, order: Generation, picture: Picture) -> None:
    """完成: the picture's row, its entry and the balance become true in one transaction."""
    now = studio.now()
    image = GeneratedImage(
        id=studio.new_id(),
        generation_id=order.id,
        mime=picture.mime,
        width=picture.width,
        height=picture.height,
        size_bytes=len(picture.data),
        sha256=hashlib.sha256(picture.data).hexdigest(),
        created_at=now,
    )
    with database_errors(), studio.database.write() as tx:
        settled = ledger.settle(tx, order, image, now=now)
    if not settled:  # cancelled, or recovered by another process: the row says which
        raise Cancelled
    log.info("order.settled", **_facts(order), ms=now - order.created_at)


def _begin_or_stop(studio: Studio, order_id: str, column: str, **facts: Any) -> None:
    """Begin a step; raise `Cancelled` if the order is not held any more."""
    with database_errors():
        if not _begin_step(studio, order_id, column, **facts):
            raise Cancelled


def _begin_step(studio: Studio, order_id: str, column: str, *conditions: Any, **facts: Any) -> bool:
    """Note when a step begins, and what is known by then; return whether the order is held."""
    return _keep(studio, order_id, {column: studio.now(), **facts}, *conditions, step=column)


def _keep_or_stop(studio: Studio, order_id: str, facts: dict[str, Any]) -> None:
    """Keep what is known of an order; raise `Cancelled` if it is not held any more."""
    with database_errors():
        if not _keep(studio, order_id, facts):
            raise Cancelled


def _keep(
    studio: Studio, order_id: str, facts: dict[str, Any], *conditions: Any, step: str = "facts"
) -> bool:
    """Write facts to a held order's row and renew its lease; return whether it is still held."""
    held = col(Generation.id) == order_id, in_status(OrderStatus.HELD)
    with studio.database.write() as tx:
        kept = tx.execute(
            update(Generation)
            .where(*held, *conditions)
            .values({**facts, "expires_at": studio.now() + LEASE_MS})
            .returning(col(Generation.user_id), col(Generation.prompt_id))
        ).first()
    if kept is None:
        return False
    log.info(
        "order.step",
        order=order_id,
        person=kept.user_id,
        prompt=kept.prompt_id,
        step=step.removesuffix("_at"),
    )
    return True


def _give_back(studio: Studio, order_id: str, error: BaseException) -> None:
    """Release after any failure; if even that fails, the lease ends and recovery does it."""
    try:
        release(studio, order_id, _as_studio_error(error))
    except Exception:  # the caller raises the first error, not this one
        log.exception("order.release_failed", order=order_id)


def _as_studio_error(error: BaseException) -> StudioError:
    if isinstance(error, StudioError):
        return error
    known = isinstance(error, Exception)
    return GenerationFailed(ProviderFault.INTERNAL if known else ProviderFault.INTERRUPTED)


def release(
    studio: Studio, order_id: str, error: StudioError, *, only_expired: bool = False
) -> bool:
    """Give one order's hold back, and drop its file if it has one; return whether it was held."""
    with studio.database.write() as tx:
        now = studio.now()
        released = ledger.release(tx, order_id, error, now=now, only_expired=only_expired)
        order = tx.get(Generation, order_id)
    if order is not None and order.status == OrderStatus.RELEASED:
        with suppress(StorageFailed):  # a file that cannot be deleted now is swept later
            studio.images.remove(order_id)
    if released and order is not None:
        log.warning("order.released", **_facts(order), code=str(error), ms=now - order.created_at)
    return released


def cancel(studio: Studio, user_id: str, order_id: str) -> bool:
    """Release a person's order; return False if it had already ended. Raise `OrderNotFound`."""
    with database_errors():
        with studio.database.read() as session:
            order = session.get(Generation, order_id)
        if order is None or order.user_id != user_id:
            raise OrderNotFound
        return release(studio, order_id, Cancelled())


def _facts(order: Generation) -> dict[str, str]:
    return {"order": order.id, "person": order.user_id, "prompt": order.prompt_id}
