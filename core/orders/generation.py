"""THE FLOW of one order. Start reading here.

    submit   form → specs → gate → hold, in one short write transaction           (page's callback)
    run      验证 → 生成 → 保存 → 完成, the service called with no transaction open      (worker)
               success        file and thumbnail stored → settle
               anything else  release: nothing charged, the reason kept
    cancel   release now; whoever is still working on the order finds its hold gone
    recover  an order whose owner died: forward if its picture is stored, else release

`submit` is in `submission` and `placing`, `recover` in `recovery`, settle, release and cancel in
`endings`, the `queue` in `pool` or `engine`. Whatever races here, the guarded UPDATEs of
`core.ledger.tokens` let exactly one of settle and release win.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, bindparam, select, update
from sqlmodel import Session, col

from core.database import connection_of
from core.errors import (
    Cancelled,
    DecoderFailed,
    GenerationFailed,
    InvalidImage,
    StorageFailed,
    StudioError,
)
from core.faults import ProviderFault
from core.log import get_logger
from core.orders import endings, gate, requests
from core.orders.laps import Laps
from core.orders.requests import AnswerRecord, OrderRecord
from core.orders.stopwatch import Stopwatch
from core.pictures.uploads import Picture, check_answer
from core.providers.calling import Cancel
from core.providers.calls import Pause, untold
from core.providers.contract import ImageAnswer, ImageRequest, Provider
from core.tables import ORDERS, Generation, OrderStatus, Prompt, Step, User, not_before_the_last

if TYPE_CHECKING:
    from sqlalchemy.sql.dml import ReturningUpdate

    from core.studio import Studio

# What a step writes to the order's row while it is held; that raises the lease too. Built once and
# over the plain table, as the ledger's: building them cost more than sending them.
_OF_HELD = (
    update(ORDERS)
    .where(ORDERS.c.id == bindparam("this_order"), ORDERS.c.status == OrderStatus.HELD)
    .values(lease=ORDERS.c.lease + 1)
    .returning(ORDERS.c.user_id, ORDERS.c.prompt_id, ORDERS.c.provider, ORDERS.c.created_at)
)
_NOW = not_before_the_last(bindparam("now"))
_UNCLAIMED = _OF_HELD.where(ORDERS.c.started_at.is_(None))
_CLAIM = _UNCLAIMED.values(owner=bindparam("claimed_by"), started_at=_NOW)
_BEGIN = {
    Step.GENERATE: _OF_HELD.values(generating_at=_NOW),
    Step.SAVE: _OF_HELD.values(saving_at=_NOW),
}
_WITH_PERSON_AND_PROMPT = (
    select(Generation, User, Prompt)
    .join(User, col(User.id) == col(Generation.user_id))
    .outerjoin(Prompt, col(Prompt.id) == col(Generation.prompt_id))
    .where(col(Generation.id) == bindparam("this_order"))
)

log = get_logger()


def run(
    studio: Studio,
    order_id: str,
    cancel: Cancel,
    clock: Stopwatch | None = None,
    tell: Callable[[Pause | None], object] = untold,
) -> None:
    """Carry one held order to its end: settled with its picture, or released with the reason.

    Do nothing for an order that has ended, or that another process works on. `clock` counts from
    the order's hold where its caller has seen it; `tell` hears of pauses between tries. Raise
    whatever ended the order, BaseExceptions included, after the hold is given back.
    """
    clock = clock or Stopwatch(studio.now(), studio.monotonic)
    this = _Run(studio, order_id, cancel, clock, tell, Laps())
    try:
        order = _validate(this)
        if order is None:
            return
        request = requests.request_of(studio, order)
        picture, record = _generate(this, order, request)
        _save(this, picture, record)
        endings.settle(studio, order, picture, now=this.clock.now())
    except BaseException as error:
        _give_back(this, error)
        raise
    finally:
        this.laps.end(this.clock.now())


@dataclass(frozen=True)
class _Run:
    """One order on its way: the switch that gives it up, its clock, and who hears of it."""

    studio: Studio
    order_id: str
    cancel: Cancel
    clock: Stopwatch
    tell: Callable[[Pause | None], object]
    laps: Laps


def _validate(run: _Run) -> Generation | None:
    """验证, for the first who asks: a second worker would overwrite the first one's file.

    Person and prompt are read again, since both may have changed in the queue: in the transaction
    of the claim, but a refusal must not undo that.
    """
    values = {"claimed_by": run.studio.instance, "now": run.clock.now()}
    with run.studio.database.write() as tx:
        claimed = _execute(run, tx, _CLAIM, values)
        if claimed is None:
            return None
        found = tx.execute(_WITH_PERSON_AND_PROMPT, {"this_order": run.order_id}).one()
    _tell_step(run, claimed, Step.VALIDATE.value, values)
    gate.check_prompt(found.User, found.Prompt)
    order: Generation = found.Generation
    return order


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
        return run.studio.caller.call(service, asked, run.cancel, run.tell)
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
    known = {} if record is None else asdict(record)
    if begins is None:
        is_held = _write(run, _OF_HELD, known, "answer")
    else:
        is_held = _write(run, _BEGIN[begins], known | {"now": run.clock.now()}, begins.value)
    if is_held and record is not None:
        run.laps.count_cost(record, run.studio.rewriter)
    return is_held


def _write(run: _Run, statement: ReturningUpdate[Any], values: dict[str, Any], step: str) -> bool:
    """Execute and log; return whether the order's row met the statement's conditions.

    `values` are what the statement asks for; what else they have is written to its columns.
    """
    with run.studio.database.write() as tx:
        row = _execute(run, tx, statement, values)
    if row is None:
        return False
    _tell_step(run, row, step, values)
    return True


def _execute(
    run: _Run, tx: Session, statement: ReturningUpdate[Any], values: dict[str, Any]
) -> Row[Any] | None:
    return connection_of(tx).execute(statement, {"this_order": run.order_id, **values}).first()


def _tell_step(run: _Run, row: Row[Any], step: str, values: dict[str, Any]) -> None:
    ids = {"order": run.order_id, "person": row.user_id, "prompt": row.prompt_id}
    log.info("order.step", **ids, step=step)
    if "now" in values:
        run.laps.enter(row.provider, step, values["now"], held_at=row.created_at)


def _give_back(run: _Run, error: BaseException) -> None:
    """Release after any failure; if even that fails, the lease stands still and recovery does it.

    The caller raises the first error, not this one.
    """
    try:
        endings.release(run.studio, [run.order_id], _as_studio_error(error), now=run.clock.now())
    except Exception:
        log.exception("order.release_failed", order=run.order_id)


def _as_studio_error(error: BaseException) -> StudioError:
    if isinstance(error, StudioError):
        return error
    known = isinstance(error, Exception)
    return GenerationFailed(ProviderFault.INTERNAL if known else ProviderFault.INTERRUPTED)
