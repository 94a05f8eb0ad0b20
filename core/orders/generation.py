"""THE FLOW of one order. Start reading here.

    submit   form → specs → gate → hold, in one short write transaction           (page's callback)
    run      验证 → 生成 → 保存 → 完成, the service called with no transaction open      (worker)
               success        file and thumbnail stored → settle
               anything else  release: nothing charged, the reason kept
    cancel   release now; whoever is still working on the order finds its hold gone
    recover  an order whose owner died: forward if its picture is stored, else release

`submit` is in `submission` and `placing`, `recover` in `recovery`, the queue in `workers`. Whatever
races here, the guarded UPDATEs of `core.ledger.tokens` let exactly one of settle and release win.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Update, select, update
from sqlmodel import Session, col

from core.clock import Stopwatch
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
from core.ledger import tokens
from core.log import get_logger
from core.orders import gate, requests
from core.orders.requests import AnswerRecord, OrderRecord
from core.pictures.uploads import Picture, check_answer
from core.providers.calling import Cancel
from core.providers.contract import ImageAnswer, ImageRequest, Provider
from core.tables import (
    GeneratedImage,
    Generation,
    OrderStatus,
    Step,
    in_status,
    not_before_the_last,
)

if TYPE_CHECKING:
    from core.studio import Studio

log = get_logger()


def run(studio: Studio, order_id: str, cancel: Cancel, clock: Stopwatch | None = None) -> None:
    """Carry one held order to its end: settled with its picture, or released with the reason.

    Do nothing for an order that has ended, or that another process works on. `clock` counts from
    the order's hold where its caller has seen it. Raise whatever ended the order, BaseExceptions
    included, after the hold is given back.
    """
    this = _Run(studio, order_id, cancel, clock or Stopwatch(studio.now(), studio.monotonic))
    try:
        if not _claim(this):
            return
        order, request = _validate(this)
        picture, record = _generate(this, order, request)
        _save(this, picture, record)
        settle(studio, order, picture, now=this.clock.now())
    except BaseException as error:
        _give_back(this, error)
        raise


@dataclass(frozen=True)
class _Run:
    """One order on its way, with the switch that gives it up and the clock of its instants."""

    studio: Studio
    order_id: str
    cancel: Cancel
    clock: Stopwatch


def _claim(run: _Run) -> bool:
    """Begin 验证 for the first who asks: a second worker would overwrite the first one's file."""
    first = col(Generation.started_at).is_(None)
    claimed = _of_held(run).where(first)
    statement = claimed.values(owner=run.studio.instance, started_at=_instant(run))
    return _write(run, statement, Step.VALIDATE.value)


def _validate(run: _Run) -> tuple[Generation, ImageRequest]:
    """验证: read person, prompt and reference again, since all may have changed in the queue."""
    with run.studio.database.read() as session:
        order = session.get_one(Generation, run.order_id)
        gate.admit(session, order.user_id, order.prompt_id)
    return order, requests.request_of(run.studio, order)


def _generate(run: _Run, order: Generation, asked: ImageRequest) -> tuple[Picture, AnswerRecord]:
    """生成: the service works with no transaction open; its answer is checked like an upload."""
    service = requests.service_of_row(run.studio, order)
    _note_or_stop(run, begins=Step.GENERATE)
    if order.enhance:
        rewriting = requests.rewrite(run.studio, order, asked, run.cancel)
        _note_or_stop(run, rewriting)
        asked = replace(asked, text=rewriting.sent_text)
    answer = _ask(run, service, order, asked)
    record = requests.answer_record(service.models, order, answer)
    try:
        return _checked(answer.data), record
    except (InvalidImage, DecoderFailed) as error:
        _note_or_stop(run, record)  # what cannot be shown may still be billed
        if isinstance(error, DecoderFailed):
            raise
        raise GenerationFailed(ProviderFault.UNREADABLE_ANSWER) from error


def _ask(run: _Run, service: Provider, order: Generation, asked: ImageRequest) -> ImageAnswer:
    """Call the service; keep what a refusal has used up, because it may be billed."""
    try:
        return run.studio.caller.call(service, asked, run.cancel)
    except GenerationFailed as error:
        if error.usage is not None:
            with suppress(StorageFailed):  # the release must tell of the refusal
                _note(run, requests.refusal_record(service.models, order, error.usage))
        raise


def _checked(data: bytes) -> Picture:
    """Check an answer; once more where the decoder failed and not the picture: it is paid for."""
    try:
        return check_answer(data)
    except DecoderFailed:
        return check_answer(data)


def _save(run: _Run, picture: Picture, record: AnswerRecord) -> None:
    """保存: thumbnail and file on disk, whole or not at all."""
    _note_or_stop(run, record, begins=Step.SAVE)
    run.studio.images.store_original(run.order_id, picture)


def settle(studio: Studio, order: Generation, picture: Picture, *, now: int) -> None:
    """完成: the picture's row, its entry and the balance become true in one transaction."""
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
    with studio.database.write() as tx:
        settled = tokens.settle(tx, order, image, now=now)
    if not settled:  # cancelled, or recovered by another process: the row says which
        raise Cancelled
    log.info("order.settled", **_ids(order), ms=now - order.created_at)


def _note_or_stop(
    run: _Run, record: OrderRecord | None = None, *, begins: Step | None = None
) -> None:
    """Write what is known of an order; raise `Cancelled` if it is not held any more."""
    if not _note(run, record, begins=begins):
        raise Cancelled


def _note(run: _Run, record: OrderRecord | None = None, *, begins: Step | None = None) -> bool:
    """Write a record to a held order's row, and the instant at which a step `begins`.

    Return whether the order is held.
    """
    statement = _of_held(run)
    if record is not None:
        statement = statement.values(**asdict(record))
    if begins is Step.GENERATE:
        statement = statement.values(generating_at=_instant(run))
    elif begins is Step.SAVE:
        statement = statement.values(saving_at=_instant(run))
    return _write(run, statement, "answer" if begins is None else begins.value)


def _of_held(run: _Run) -> Update:
    """Return the UPDATE of the order's row while it is held; it raises the lease too."""
    return (
        update(Generation)
        .where(col(Generation.id) == run.order_id, in_status(OrderStatus.HELD))
        .values(lease=col(Generation.lease) + 1)
    )


def _instant(run: _Run) -> Any:
    return not_before_the_last(run.clock.now())


def _write(run: _Run, statement: Update, step: str) -> bool:
    """Execute and log; return whether the order's row met the statement's conditions."""
    with run.studio.database.write() as tx:
        row = tx.execute(
            statement.returning(col(Generation.user_id), col(Generation.prompt_id))
        ).first()
    if row is None:
        return False
    ids = {"order": run.order_id, "person": row.user_id, "prompt": row.prompt_id}
    log.info("order.step", **ids, step=step)
    return True


def _give_back(run: _Run, error: BaseException) -> None:
    """Release after any failure; if even that fails, the lease stands still and recovery does it.

    The caller raises the first error, not this one.
    """
    try:
        release(run.studio, [run.order_id], _as_studio_error(error), now=run.clock.now())
    except Exception:
        log.exception("order.release_failed", order=run.order_id)


def _as_studio_error(error: BaseException) -> StudioError:
    if isinstance(error, StudioError):
        return error
    known = isinstance(error, Exception)
    return GenerationFailed(ProviderFault.INTERNAL if known else ProviderFault.INTERRUPTED)


def release(
    studio: Studio,
    order_ids: Sequence[str],
    error: StudioError,
    *,
    now: int | None = None,
    lease: int | None = None,
) -> list[str]:
    """Give orders' holds back in one transaction, and drop their files; return those released.

    With `lease`, only where the lease still stands there. `now` is the wall's time if not given.
    """
    at = studio.now() if now is None else now
    with studio.database.write() as tx:
        released = tokens.release(tx, order_ids, error, now=at, lease=lease)
        ended = _released(tx, order_ids)
    for order in ended:
        with suppress(StorageFailed):  # a file that cannot be deleted now is swept later
            studio.images.remove(order.id)
        if order.id in released:
            took = (order.ended_at or at) - order.created_at
            log.warning("order.released", **_ids(order), code=str(error), ms=took)
    return released


def _released(tx: Session, order_ids: Sequence[str]) -> Sequence[Any]:
    """Return those of the orders that have no picture, whoever released them."""
    wanted = (Generation.id, Generation.user_id, Generation.prompt_id)
    query = select(*map(col, wanted), col(Generation.created_at), col(Generation.ended_at)).where(
        col(Generation.id).in_(order_ids), in_status(OrderStatus.RELEASED)
    )
    return tx.execute(query).all()


def cancel(studio: Studio, person_id: str, order_id: str, *, now: int | None = None) -> bool:
    """Release a person's order; return False if it had already ended. Raise `OrderNotFound`."""
    with studio.database.read() as session:
        order = session.get(Generation, order_id)
    if order is None or order.user_id != person_id:
        raise OrderNotFound
    return bool(release(studio, [order_id], Cancelled(), now=now))


def _ids(order: Any) -> dict[str, str]:
    return {"order": order.id, "person": order.user_id, "prompt": order.prompt_id}
