"""THE FLOW of one order. Start reading here.

    submit   the form checked → gate → hold, in one short write transaction       (page's callback)
    run      验证 → 生成 → 保存 → 完成, the provider called with no transaction open     (worker)
               success        file and thumbnail stored → settle
               anything else  release: nothing charged, the reason kept
    cancel   release now; whoever is still working on the order finds its hold gone
    recover  an order whose process died: forward if its picture is stored, else release

Whatever races here, the guarded UPDATEs of `core.ledger` let exactly one of settle and release win.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import Session, col

from core import gate, ledger
from core.errors import (
    Cancelled,
    GenerationFailed,
    InvalidImage,
    KeyConflict,
    KeySpent,
    OrderNotFound,
    ProviderFault,
    StorageFailed,
    StudioError,
)
from core.gate import OrderForm
from core.log import get_logger
from core.models import GeneratedImage, Generation, OrderStatus, Prompt
from core.providers.calling import Cancel
from core.providers.contract import ImageRequest, Reference
from core.uploads import MIMES, Picture, check_answer

if TYPE_CHECKING:
    from core.studio import Studio

LEASE_MS = 20_000  # how long an order outlives its process; the owner renews it every 5 s
RECOVERY_BATCH = 100

log = get_logger()


# ------------------------------------------------------------------------------------- submit


def submit(studio: Studio, user_id: str, form: OrderForm) -> list[Generation]:
    """Place the form's orders, all or none, with their tokens on hold; return them.

    A repeated key returns the orders that it made the first time, held or settled. Raise the
    refusals of `core.gate`, `InsufficientTokens`, `InvalidImage` for a reference that is gone,
    `KeyConflict`, `KeySpent`, or `StorageFailed`.
    """
    gate.check_form(form, studio.provider.models[0])
    if form.reference is not None:
        studio.images.read_reference(form.reference)
    with _database_errors():
        try:
            orders = _place(studio, user_id, form)
        except IntegrityError:  # a second click was first: now its orders can be read
            orders = _place(studio, user_id, form)
    return orders


def _place(studio: Studio, user_id: str, form: OrderForm) -> list[Generation]:
    with studio.database.write() as tx:
        earlier = _orders_of_key(tx, user_id, form)
        if earlier:
            return earlier
        _, prompt = gate.admit(tx, user_id, form.prompt_id)
        orders = [_order(studio, user_id, form, prompt, number) for number in range(form.pictures)]
        ledger.hold(tx, orders)
    for order in orders:
        log.info("order.held", order=order.id, person=user_id, prompt=prompt.id, cost=order.cost)
    return orders


def _orders_of_key(tx: Session, user_id: str, form: OrderForm) -> list[Generation]:
    """Return what this key ordered before; raise `KeyConflict` or `KeySpent`."""
    keys = [_key(form, number) for number in range(gate.MAX_PICTURES)]
    query = select(Generation).where(col(Generation.user_id) == user_id)
    orders = list(tx.scalars(query.where(col(Generation.key).in_(keys)).order_by(Generation.key)))
    if any(order.fingerprint != _fingerprint(form) for order in orders):
        raise KeyConflict
    if orders and all(order.status == OrderStatus.RELEASED for order in orders):
        raise KeySpent
    return orders


def _order(
    studio: Studio, user_id: str, form: OrderForm, prompt: Prompt, number: int
) -> Generation:
    now = studio.now() + number  # 1 ms apart, so that every list keeps the order of the pictures
    return Generation(
        id=studio.new_id(),
        user_id=user_id,
        key=_key(form, number),
        fingerprint=_fingerprint(form),
        prompt_id=prompt.id,
        prompt_title=prompt.title,
        prompt_category=prompt.category,
        prompt_text=prompt.text,
        prompt_members_only=prompt.members_only,
        wish=form.wish,
        reference=form.reference,
        reference_name=form.reference_name[:200],
        aspect_ratio=form.aspect_ratio,
        seed=_seed(studio, form, number),
        provider=studio.provider.name,
        model=studio.provider.models[0].id,
        cost=prompt.cost,
        created_at=now,
        expires_at=now + LEASE_MS,
    )


def _seed(studio: Studio, form: OrderForm, number: int) -> int:
    """Return a fresh seed; with a fixed one, count up from it, or all pictures would be equal."""
    if form.seed is None:
        return studio.new_seed()
    return (form.seed + number) % (gate.MAX_SEED + 1)


def _key(form: OrderForm, number: int) -> str:
    return f"{form.key}:{number}"


def _fingerprint(form: OrderForm) -> str:
    return hashlib.sha256(json.dumps(asdict(form), sort_keys=True).encode()).hexdigest()


# ---------------------------------------------------------------------------------------- run


def run(studio: Studio, order_id: str, cancel: Cancel) -> None:
    """Carry one held order to its end: settled with its picture, or released with the reason.

    Do nothing for an order that has ended, or that another process works on. Raise whatever
    ended it, BaseExceptions included, after the hold is given back.
    """
    try:
        if not _claim(studio, order_id):
            return
        order, request = _validate(studio, order_id)
        picture = _generate(studio, order, request, cancel)
        _save(studio, order, picture)
        _settle(studio, order, picture)
    except BaseException as error:
        _give_back(studio, order_id, error)
        raise


def _claim(studio: Studio, order_id: str) -> bool:
    """Begin 验证 for the first who asks: a second worker would overwrite the first one's file."""
    with _database_errors():
        return _begin_step(studio, order_id, "started_at", col(Generation.started_at).is_(None))


def _validate(studio: Studio, order_id: str) -> tuple[Generation, ImageRequest]:
    """验证: read person, prompt and reference again, since all may have changed in the queue."""
    with _database_errors(), studio.database.read() as session:
        order = session.get_one(Generation, order_id)
        gate.admit(session, order.user_id, order.prompt_id)
    reference = None
    if order.reference is not None:
        reference = Reference(studio.images.read_reference(order.reference), MIMES["JPEG"])
    request = ImageRequest(
        text=f"{order.prompt_text}\n{order.wish}".strip(),
        model=order.model,
        aspect_ratio=order.aspect_ratio,
        seed=order.seed,
        reference=reference,
        prompt_id=order.prompt_id,
    )
    return order, request


def _generate(studio: Studio, order: Generation, request: ImageRequest, cancel: Cancel) -> Picture:
    """生成: the provider works with no transaction open; its answer is checked like an upload."""
    _begin_or_stop(studio, order.id, "generating_at")
    answer = studio.caller.call(studio.provider, request, cancel)
    try:
        return check_answer(answer.data)
    except InvalidImage as error:
        raise GenerationFailed(ProviderFault.UNREADABLE_ANSWER) from error


def _save(studio: Studio, order: Generation, picture: Picture) -> None:
    """保存: thumbnail and file on disk, whole or not at all."""
    _begin_or_stop(studio, order.id, "saving_at")
    studio.images.store_original(order.id, picture)


def _settle(studio: Studio, order: Generation, picture: Picture) -> None:
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
    with _database_errors(), studio.database.write() as tx:
        settled = ledger.settle(tx, order, image, now=now)
    if not settled:  # cancelled, or recovered by another process: the row says which
        raise Cancelled
    log.info("order.settled", **_facts(order), ms=now - order.created_at)


def _begin_or_stop(studio: Studio, order_id: str, column: str) -> None:
    """Begin a step; raise `Cancelled` if the order is not held any more."""
    with _database_errors():
        if not _begin_step(studio, order_id, column):
            raise Cancelled


def _begin_step(studio: Studio, order_id: str, column: str, *conditions: Any) -> bool:
    """Note when a step begins, and renew the lease; return whether the order is still held."""
    now = studio.now()
    with studio.database.write() as tx:
        begun = tx.execute(
            update(Generation)
            .where(col(Generation.id) == order_id, col(Generation.status) == OrderStatus.HELD)
            .where(*conditions)
            .values({column: now, "expires_at": now + LEASE_MS})
            .returning(col(Generation.id))
        ).first()
    if begun is not None:
        log.info("order.step", order=order_id, step=column.removesuffix("_at"))
    return begun is not None


def _give_back(studio: Studio, order_id: str, error: BaseException) -> None:
    """Release after any failure; if even that fails, the lease ends and recovery does it."""
    reason = _as_studio_error(error)
    try:
        if release(studio, order_id, reason):
            log.warning("order.released", order=order_id, code=str(reason))
    except Exception:  # the caller raises the first error, not this one
        log.exception("order.release_failed", order=order_id)


def _as_studio_error(error: BaseException) -> StudioError:
    if isinstance(error, StudioError):
        return error
    known = isinstance(error, Exception)
    return GenerationFailed(ProviderFault.INTERNAL if known else ProviderFault.INTERRUPTED)


# ------------------------------------------------------------------------- release, cancel, recover


def release(
    studio: Studio, order_id: str, error: StudioError, *, only_expired: bool = False
) -> bool:
    """Give one order's hold back, and drop its file if it has one; return whether it was held."""
    with studio.database.write() as tx:
        now = studio.now()
        released = ledger.release(tx, order_id, error, now=now, only_expired=only_expired)
        status = tx.scalar(select(col(Generation.status)).where(col(Generation.id) == order_id))
    if status == OrderStatus.RELEASED:
        with suppress(StorageFailed):  # a file that cannot be deleted now is swept later
            studio.images.remove(order_id)
    return released


def cancel(studio: Studio, user_id: str, order_id: str) -> bool:
    """Release a person's order; return False if it had already ended. Raise `OrderNotFound`."""
    with _database_errors():
        with studio.database.read() as session:
            order = session.get(Generation, order_id)
        if order is None or order.user_id != user_id:
            raise OrderNotFound
        return release(studio, order_id, Cancelled())


def recover(studio: Studio) -> int:
    """End every order whose lease is over; return how many this call ended.

    Any process may do it, and several at once: the guards decide.
    """
    ended = 0
    while expired := _expired(studio):
        progress = sum(_recover_one(studio, order) for order in expired)
        log.warning("orders.recovered", ended=progress, found=len(expired))
        ended += progress
        if progress == 0:  # somebody else is ending them, or storage is failing: not in circles
            break
    return ended


def _expired(studio: Studio) -> list[Generation]:
    query = (
        select(Generation)
        .where(col(Generation.status) == OrderStatus.HELD)
        .where(col(Generation.expires_at) < studio.now())
        .limit(RECOVERY_BATCH)
    )
    with _database_errors(), studio.database.read() as session:
        return list(session.scalars(query))


def _recover_one(studio: Studio, order: Generation) -> bool:
    """Return whether this call ended the order; one that fails must not block the others."""
    try:
        with _database_errors():
            return _end_expired(studio, order)
    except StorageFailed:
        log.exception("order.recovery_failed", **_facts(order))
        return False


def _end_expired(studio: Studio, order: Generation) -> bool:
    """Settle an order whose picture is stored; release any other whose lease is still over."""
    try:
        if studio.images.find_original(order.id) is None:
            interrupted = GenerationFailed(ProviderFault.INTERRUPTED)
            return release(studio, order.id, interrupted, only_expired=True)
        _settle(studio, order, check_answer(studio.images.read_original(order.id)))
    except InvalidImage:
        return release(studio, order.id, StorageFailed("files"), only_expired=True)
    except Cancelled:
        return False
    return True


def _facts(order: Generation) -> dict[str, str]:
    return {"order": order.id, "person": order.user_id, "prompt": order.prompt_id}


@contextmanager
def _database_errors() -> Iterator[None]:
    """Translate what the database raises, at the border, once."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StorageFailed("database") from error
