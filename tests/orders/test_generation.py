"""The flow of one order: whatever goes wrong, nothing is charged without a stored picture."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes import (
    CHEAP,
    HOUR_MS,
    LIBRARY,
    MEMBERS,
    OPEN,
    PNG,
    PROMPT_TEXT,
    FakeProvider,
    FakeSeconds,
    Turnstile,
    failing,
    form,
    gone,
    in_threads,
    make_studio,
    moments_of,
    never,
    order_of,
    place,
    place_and_run,
    png,
    provider_of,
    raise_leases,
    wait_a_lease,
)
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from core.audit import audit
from core.errors import (
    Cancelled,
    GenerationFailed,
    InsufficientTokens,
    InvalidImage,
    InvalidRequest,
    KeyConflict,
    KeySpent,
    MembershipRequired,
    OrderNotFound,
    PersonNotFound,
    PromptNotFound,
    StorageFailed,
)
from core.faults import ProviderFault
from core.library import seed
from core.orders import endings, generation, submission
from core.orders.recovery import Recovery
from core.orders.sweep import sweep
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.providers.calling import Cancel
from core.studio import Studio
from core.tables import GeneratedImage, Generation, OrderStatus, Step


class OwnBaseException(BaseException):
    """What no library knows."""


RAISED = (
    ValueError("v"),
    TimeoutError("t"),
    MemoryError("m"),
    KeyboardInterrupt(),
    SystemExit(3),
    GeneratorExit(),
    asyncio.CancelledError(),
    OwnBaseException(),
)


def numbers(studio: Studio, person_id: str = DEMO_USER) -> tuple[int, int]:
    """Return a person's balance and held tokens."""
    user = people.find(studio.database, person_id)
    return user.balance, user.held


def with_reference(studio: Studio) -> str:
    """Upload a reference picture; return its name."""
    return references.keep(studio, DEMO_USER, check_reference(png("red")), "red.png").name


def status_and_reason(studio: Studio, order: Generation) -> tuple[str, str, str]:
    """Return where the order's tokens are, and why."""
    row = order_of(studio, order.id)
    return row.status, row.error_code, row.error_reason


# --------------------------------------------------------------------------------- when all is well


def test_an_order_goes_through_its_true_steps(studio: Studio) -> None:
    """An order is at 验证, 生成, 保存 and 完成 in turn, and its picture is the provider's bytes."""
    seen: list[Step] = []

    def look(_: Any = None) -> bytes:
        seen.append(order_of(studio, order.id).step)
        return PNG

    order = place(studio)
    look()
    provider_of(studio).queue(look)
    moments_of(studio).on("store", look)
    generation.run(studio, order.id, never())
    look()
    assert seen == [Step.VALIDATE, Step.GENERATE, Step.SAVE, Step.DONE]
    assert studio.images.read_original(order.id) == PNG
    assert numbers(studio) == (95, 0)


def test_a_pictures_row_says_what_its_file_has(studio: Studio) -> None:
    """Type, width × height, bytes and digest are the stored file's, not its thumbnail's."""
    picture = png(width=640, height=480)
    provider_of(studio).queue(picture)
    order = place_and_run(studio)
    with studio.database.read() as session:
        row = session.scalars(select(GeneratedImage)).one()
    stored = studio.images.read_original(order.id)
    assert stored == picture
    said = row.mime, row.width, row.height, row.size_bytes
    assert said == ("image/png", 640, 480, len(stored))
    assert row.sha256 == hashlib.sha256(stored).hexdigest()


def test_the_provider_gets_prompt_wish_reference_and_seed(studio: Studio) -> None:
    """The request is the prompt's text with the wish below it, the checked reference, the seed."""
    reference = with_reference(studio)
    place_and_run(studio, wish="in snow", reference=reference, seed=7)
    (request,) = provider_of(studio).requests
    assert request.text == f"{PROMPT_TEXT}\nin snow"
    assert request.seed == 7
    assert request.reference is not None
    assert request.reference.data == studio.images.read_reference(reference)


def test_several_pictures_have_seeds_of_their_own(studio: Studio) -> None:
    """Pictures of one form differ: a fixed seed counts up, from the last one to nought."""
    orders = submission.submit(studio, DEMO_USER, form("k", pictures=3, seed=2**31 - 2))
    assert [order.seed for order in orders] == [2**31 - 2, 2**31 - 1, 0]


def test_the_price_of_the_click_counts(studio: Studio, tmp_path: Path) -> None:
    """A library that changes between hold and settle changes neither the charge nor the words."""
    order = place(studio)
    changed = tmp_path / "changed.toml"
    changed.write_text(LIBRARY.replace("cost = 5", "cost = 50").replace(PROMPT_TEXT, "new"))
    seed.load_library(studio.database, changed, now=studio.now())
    generation.run(studio, order.id, never())
    assert numbers(studio) == (95, 0)
    assert provider_of(studio).requests[0].text == PROMPT_TEXT


def test_no_connection_is_held_during_the_call(database_url: str, tmp_path: Path) -> None:
    """20 slow calls at once succeed on 2 connections: none is held during a call."""
    slow = Turnstile()
    provider = FakeProvider(always=slow)
    studio = make_studio(database_url, tmp_path / "data", provider, pool_size=2)
    orders = [place(studio, f"k{number}", prompt_id=CHEAP) for number in range(20)]

    def open_when_all_are_inside() -> None:
        slow.wait_for(20)
        assert numbers(studio) == (100, 20)
        slow.open()

    def work(number: int) -> None:
        if number == 20:
            open_when_all_are_inside()
        else:
            generation.run(studio, orders[number].id, never())

    assert in_threads(21, work) == [None] * 21
    assert numbers(studio) == (80, 0)
    assert audit(studio.database).clean
    studio.database.dispose()


# --------------------------------------------------------------------------------------- refusals


@pytest.mark.sqlite_first
@pytest.mark.parametrize(
    ("person_id", "prompt_id", "more", "error"),
    [
        ("nobody", OPEN, {}, PersonNotFound),
        (DEMO_USER, "no-such-prompt", {}, PromptNotFound),
        (DEMO_USER, MEMBERS, {}, MembershipRequired),
        (DEMO_USER, OPEN, {"pictures": 0}, InvalidRequest),
        (DEMO_USER, OPEN, {"pictures": 5}, InvalidRequest),
        (DEMO_USER, OPEN, {"pictures": True}, InvalidRequest),
        (DEMO_USER, OPEN, {"wish": "x" * 501}, InvalidRequest),
        (DEMO_USER, OPEN, {"wish": "a\0b"}, InvalidRequest),
        (DEMO_USER, OPEN, {"wish": "\ud800"}, InvalidRequest),
        (DEMO_USER, OPEN, {"reference_name": "a\0.png"}, InvalidRequest),
        (DEMO_USER, OPEN, {"model": "another"}, InvalidRequest),
        (DEMO_USER, OPEN, {"size": "16K"}, InvalidRequest),
        (DEMO_USER, OPEN, {"enhance": True}, InvalidRequest),
        (DEMO_USER, OPEN, {"seed": -1}, InvalidRequest),
        (DEMO_USER, OPEN, {"seed": 2**31}, InvalidRequest),
        (DEMO_USER, OPEN, {"seed": 1.0}, InvalidRequest),
        (DEMO_USER, OPEN, {"reference": "0" * 64 + ".jpg"}, InvalidImage),
        (DEMO_USER, OPEN, {"reference": "../../etc/passwd"}, InvalidImage),
    ],
)
def test_a_refused_order_leaves_nothing(
    studio: Studio, person_id: str, prompt_id: str, more: dict[str, Any], error: type
) -> None:
    """What the gate refuses raises its own error, and there is no order and no hold."""
    with pytest.raises(error):
        submission.submit(studio, person_id, form("k", prompt_id, **more))
    assert audit(studio.database).orders == 0
    assert numbers(studio) == (100, 0)


def test_a_reference_whose_file_is_gone_is_refused_before_the_hold(studio: Studio) -> None:
    """A row of a reference is not enough: without its bytes nothing is held."""
    reference = with_reference(studio)
    (studio.settings.data_dir / "references" / reference).unlink()
    with pytest.raises(InvalidImage):
        submission.submit(studio, DEMO_USER, form("k", reference=reference))
    assert audit(studio.database).orders == 0
    assert numbers(studio) == (100, 0)


def test_too_few_tokens_are_refused_with_both_numbers(studio: Studio) -> None:
    """Four orders of 8 on 28 free tokens say 32 needed and 28 available."""
    submission.submit(studio, DEMO_MEMBER, form("first", MEMBERS, pictures=4))
    submission.submit(studio, DEMO_MEMBER, form("second", MEMBERS, pictures=4))
    submission.submit(studio, DEMO_MEMBER, form("third", MEMBERS))
    with pytest.raises(InsufficientTokens) as caught:
        submission.submit(studio, DEMO_MEMBER, form("fourth", MEMBERS, pictures=4))
    assert (caught.value.needed, caught.value.available) == (32, 28)


def test_a_clock_set_back_dates_no_step_before_the_hold(studio: Studio) -> None:
    """Whoever begins an order with a clock an hour behind writes instants that never go back."""
    order = place(studio)
    generation.run(replace(studio, now=lambda: order.created_at - HOUR_MS), order.id, never())
    row = order_of(studio, order.id)
    instants = [row.created_at, row.started_at, row.generating_at, row.saving_at, row.ended_at]
    assert instants == sorted(instants, key=lambda instant: instant or 0)
    assert None not in instants


def test_who_begins_an_order_owns_it(studio: Studio) -> None:
    """An order placed by one process and begun by another has its lease kept by the second."""
    (order,) = submission.submit(studio, DEMO_USER, form("k"))
    other = replace(studio, instance="another")
    owners: list[str | None] = []

    def answer(_: Any) -> bytes:
        owners.append(order_of(studio, order.id).owner)
        return PNG

    provider_of(studio).queue(answer)
    generation.run(other, order.id, never())
    assert owners == ["another"]


def test_a_membership_that_ends_in_the_queue_releases(studio: Studio) -> None:
    """Person and prompt are read again when a worker begins: what is not allowed is not made."""
    (order,) = submission.submit(studio, DEMO_MEMBER, form("k", MEMBERS))
    with studio.database.write() as tx:
        tx.execute(text('UPDATE "user" SET is_member = false'))
    with pytest.raises(MembershipRequired):
        generation.run(studio, order.id, never())
    assert numbers(studio, DEMO_MEMBER) == (100, 0)
    assert provider_of(studio).requests == []
    assert order_of(studio, order.id).started_at is not None  # somebody has looked at it


# ---------------------------------------------------------------------------- one key, one order


def test_a_repeated_key_is_answered_with_its_order(studio: Studio) -> None:
    """A repeated key returns its order, held or settled, and neither calls nor charges again."""
    order = place(studio)
    assert place(studio).id == order.id
    generation.run(studio, order.id, never())
    again = place(studio)
    assert (again.id, again.status) == (order.id, OrderStatus.SETTLED)
    assert len(provider_of(studio).requests) == 1
    assert numbers(studio) == (95, 0)


def test_a_released_key_is_spent(studio: Studio) -> None:
    """Ordering again under the key of a released order is refused."""
    order = place(studio)
    endings.cancel(studio, DEMO_USER, order.id)
    with pytest.raises(KeySpent):
        place(studio)


@pytest.mark.parametrize(
    "other",
    [{"wish": "other"}, {"prompt_id": CHEAP}, {"pictures": 2}, {"seed": 1}],
    ids=["wish", "prompt", "pictures", "seed"],
)
def test_another_order_under_a_used_key_is_a_conflict(studio: Studio, other: Any) -> None:
    """A used key with other parameters is refused, and holds nothing more."""
    place(studio)
    with pytest.raises(KeyConflict):
        submission.submit(studio, DEMO_USER, form("k", **other))
    assert numbers(studio) == (100, 5)


def test_two_people_may_use_the_same_key(studio: Studio) -> None:
    """Keys belong to a person: another's order is never the answer."""
    mine = place(studio)
    (theirs,) = submission.submit(studio, DEMO_MEMBER, form("k"))
    assert theirs.id != mine.id


def test_two_runs_of_one_order_make_one_call(studio: Studio) -> None:
    """An order that two processes have queued is worked on by the first of them alone."""
    slow = Turnstile()
    provider_of(studio).queue(slow)
    order = place(studio)
    first = threading.Thread(target=generation.run, args=(studio, order.id, never()), daemon=True)
    first.start()
    slow.wait_for()
    generation.run(studio, order.id, never())
    assert order_of(studio, order.id).status == OrderStatus.HELD
    slow.open()
    first.join(20)
    assert order_of(studio, order.id).status == OrderStatus.SETTLED
    assert len(provider_of(studio).requests) == 1


# ------------------------------------------------------------------------------------- exceptions


@pytest.mark.parametrize("raised", RAISED, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("where", ["before", "inside", "after"])
def test_any_exception_gives_the_hold_back(
    studio: Studio, where: str, raised: BaseException
) -> None:
    """What is raised before, inside or after the call reaches the caller, and costs nothing."""
    moments = {"before": "read reference", "after": "store"}
    order = place(studio, reference=with_reference(studio))
    if where == "inside":
        provider_of(studio).queue(raised)
    else:
        moments_of(studio).on(moments[where], raised)
    with pytest.raises(type(raised)) as caught:
        generation.run(studio, order.id, never())
    assert caught.value is raised
    assert numbers(studio) == (100, 0)
    why = "internal" if isinstance(raised, Exception) else "interrupted"
    assert status_and_reason(studio, order) == ("released", "GENERATION_FAILED", why)
    assert studio.images.find_original(order.id) is None


def test_an_answer_that_is_no_picture_is_a_failure(studio: Studio) -> None:
    """Bytes that cannot be decoded release the order as an unreadable answer."""
    provider_of(studio).queue(PNG[:60])
    order = place(studio)
    with pytest.raises(GenerationFailed) as caught:
        generation.run(studio, order.id, never())
    assert caught.value.fault == ProviderFault.UNREADABLE_ANSWER
    assert status_and_reason(studio, order)[2] == "unreadable_answer"


def test_words_of_a_service_that_are_no_text_keep_no_hold(studio: Studio) -> None:
    """A detail with half a surrogate or a NUL, as JSON may carry, is kept without an error."""
    provider_of(studio).queue(GenerationFailed(ProviderFault.NETWORK, detail="\ud83d \0"))
    order = place(studio)
    with pytest.raises(GenerationFailed):
        generation.run(studio, order.id, never())
    assert status_and_reason(studio, order)[2] == "network"


def test_the_first_exception_is_the_one_that_is_raised(sqlite_studio: Studio) -> None:
    """A release that fails in an unforeseen way does not hide why the order failed."""
    provider_of(sqlite_studio).queue(ValueError("first"))
    order = place(sqlite_studio)
    engine = sqlite_studio.database.engine
    with (
        failing(engine, "UPDATE generation SET status", RuntimeError("second")),
        pytest.raises(ValueError, match="first"),
    ):
        generation.run(sqlite_studio, order.id, never())


# -------------------------------------------------------------------- a database that fails us


@pytest.mark.parametrize("raised", RAISED[2:4], ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO transaction",
        "INSERT INTO entrydigest",
        "UPDATE user",
        "INSERT INTO generatedimage",
    ],
)
def test_an_exception_inside_settle_undoes_all_of_it(
    studio: Studio, statement: str, raised: BaseException
) -> None:
    """An exception at any statement of settle leaves no half a charge: the order is released."""
    order = place(studio)
    with failing(studio.database.engine, statement, raised, times=1) as hit:
        with pytest.raises(type(raised)):
            generation.run(studio, order.id, never())
        assert hit
    assert numbers(studio) == (100, 0)
    assert order_of(studio, order.id).status == OrderStatus.RELEASED
    assert studio.images.find_original(order.id) is None


def test_an_entry_that_fails_once_costs_nothing(studio: Studio) -> None:
    """An INSERT of the entry that fails once ends as a storage failure without a charge."""
    order = place(studio)
    with (
        failing(studio.database.engine, "INSERT INTO transaction", times=1),
        pytest.raises(StorageFailed),
    ):
        generation.run(studio, order.id, never())
    assert status_and_reason(studio, order) == ("released", "STORAGE_FAILED", "database")


@pytest.mark.parametrize(
    ("dies_at", "ends"),
    [("read reference", OrderStatus.RELEASED), ("stored", OrderStatus.SETTLED)],
)
def test_recovery_ends_what_a_dead_database_left(
    still: Studio, seconds: FakeSeconds, dies_at: str, ends: OrderStatus
) -> None:
    """Recovery ends an order whose end the database refused: settled if its picture is stored."""
    order = place(still, reference=with_reference(still))
    alive: list[Any] = []

    def die() -> None:
        dead = failing(still.database.engine)
        dead.__enter__()
        alive.append(dead)

    moments_of(still).once(dies_at, die)
    with pytest.raises(StorageFailed):
        generation.run(still, order.id, never())
    alive[0].__exit__(None, None, None)
    assert order_of(still, order.id).status == OrderStatus.HELD
    assert numbers(still) == (100, 5)
    watch = Recovery(still)
    assert wait_a_lease(still, watch, but_for=0.5) == [0], "the lease is not over"
    seconds.advance(0.5)
    assert watch.run_once() == 1
    assert order_of(still, order.id).status == ends
    assert numbers(still) == ((95, 0) if ends == OrderStatus.SETTLED else (100, 0))


def test_a_settle_whose_answer_is_lost_stays_settled(studio: Studio) -> None:
    """An order whose settling commit succeeded but raised stays settled and keeps its file."""
    order = place(studio)
    moments = moments_of(studio)
    moments.once("stored", lambda: moments.once("committed", gone()))
    with pytest.raises(StorageFailed):
        generation.run(studio, order.id, never())
    assert order_of(studio, order.id).status == OrderStatus.SETTLED
    assert numbers(studio) == (95, 0)
    assert studio.images.read_original(order.id) == PNG


def test_a_hold_whose_answer_is_lost_is_found_by_its_key(studio: Studio) -> None:
    """After a lost answer the same key returns the order that was held, once."""
    moments_of(studio).once("committed", gone())
    with pytest.raises(StorageFailed):
        place(studio)
    order = place(studio)
    assert numbers(studio) == (100, 5)
    generation.run(studio, order.id, never())
    assert numbers(studio) == (95, 0)


def test_a_release_whose_answer_is_lost_stays_released(studio: Studio) -> None:
    """A release that succeeded but raised gives nothing back twice."""
    order = place(studio)
    moments_of(studio).once("committed", gone())
    with pytest.raises(StorageFailed):
        endings.cancel(studio, DEMO_USER, order.id)
    assert not endings.cancel(studio, DEMO_USER, order.id)
    assert numbers(studio) == (100, 0)


def test_every_failure_of_the_database_has_our_name(studio: Studio) -> None:
    """Submit, cancel and recovery raise StorageFailed, never what SQLAlchemy raises."""
    order = place(studio)
    calls: list[Callable[[], object]] = [
        lambda: place(studio, "other"),
        lambda: endings.cancel(studio, DEMO_USER, order.id),
        lambda: Recovery(studio).run_once(),
    ]
    with failing(studio.database.engine):
        for call in calls:
            with pytest.raises(StorageFailed):
                call()


def test_one_order_that_cannot_be_recovered_does_not_block_the_others(still: Studio) -> None:
    """Recovery passes over an order whose release fails, ends those behind it, and later it."""
    orders = [place(still, f"k{number}") for number in range(3)]
    watch = Recovery(still)
    with failing(still.database.engine, "UPDATE generation SET status", times=1):
        assert wait_a_lease(still, watch) == [2]
    assert watch.run_once() == 1
    assert {order_of(still, order.id).status for order in orders} == {OrderStatus.RELEASED}


def test_a_lease_that_is_renewed_in_time_is_not_recovered(
    still: Studio, seconds: FakeSeconds
) -> None:
    """An order whose lease is raised after recovery saw it unmoved is left alone."""
    order = place(still)
    watch = Recovery(still)
    assert wait_a_lease(still, watch, but_for=0.5) == [0]
    seconds.advance(0.5)
    # After the last look has read the leases.
    moments_of(still).once("committed", lambda: raise_leases(still))
    assert watch.run_once() == 0
    assert order_of(still, order.id).status == OrderStatus.HELD


# -------------------------------------------------------------------------------------- cancelling


def test_cancelling_a_queued_order_costs_nothing(studio: Studio) -> None:
    """An order cancelled before a worker takes it is never sent to the provider."""
    order = place(studio)
    assert endings.cancel(studio, DEMO_USER, order.id)
    generation.run(studio, order.id, never())
    assert provider_of(studio).requests == []
    assert status_and_reason(studio, order)[:2] == ("released", "CANCELLED")


def test_cancelling_during_the_call_ends_it_at_once(studio: Studio) -> None:
    """The switch ends a call that hangs; the order is released as cancelled."""
    slow = Turnstile()
    provider_of(studio).queue(slow)
    order, cancel, ended = place(studio), Cancel(), threading.Event()

    def work() -> None:
        with pytest.raises(Cancelled):
            generation.run(studio, order.id, cancel)
        ended.set()

    threading.Thread(target=work, daemon=True).start()
    slow.wait_for()
    assert endings.cancel(studio, DEMO_USER, order.id)
    cancel.set()
    assert ended.wait(10)
    assert numbers(studio) == (100, 0)


def test_cancelling_between_file_and_settle_takes_the_file_away(studio: Studio) -> None:
    """A cancel that wins against settle leaves no picture without its entry."""
    order = place(studio)
    moments_of(studio).once("stored", lambda: endings.cancel(studio, DEMO_USER, order.id))
    with pytest.raises(Cancelled):
        generation.run(studio, order.id, never())
    assert studio.images.find_original(order.id) is None
    assert numbers(studio) == (100, 0)


def test_cancelling_before_the_file_leaves_no_file(studio: Studio) -> None:
    """A file that is stored after its order was cancelled is taken away again."""
    order = place(studio)
    moments_of(studio).once("store", lambda: endings.cancel(studio, DEMO_USER, order.id))
    with pytest.raises(Cancelled):
        generation.run(studio, order.id, never())
    assert studio.images.find_original(order.id) is None


def test_a_settled_order_cannot_be_cancelled(studio: Studio) -> None:
    """Cancelling too late changes nothing and keeps the picture."""
    order = place_and_run(studio)
    assert not endings.cancel(studio, DEMO_USER, order.id)
    assert studio.images.read_original(order.id) == PNG


def test_nobody_cancels_another_persons_order(studio: Studio) -> None:
    """Another's order and no order are answered alike."""
    order = place(studio)
    for order_id in (order.id, "no-such-order"):
        with pytest.raises(OrderNotFound):
            endings.cancel(studio, DEMO_MEMBER, order_id)
    assert order_of(studio, order.id).status == OrderStatus.HELD


# ------------------------------------------------------------------------------------------- sweep


def test_the_sweep_keeps_what_orders_name(studio: Studio) -> None:
    """Old files of held and settled orders stay; those of released ones go, and references."""
    reference = with_reference(studio)
    settled = place_and_run(studio, "k1", reference=reference)
    held, released = place(studio, "k2"), place(studio, "k3")
    endings.release(studio, [released.id], Cancelled())
    picture = check_reference(png("blue"))
    unused = studio.images.store_reference(picture)
    for name in (held.id, released.id):
        studio.images.store_original(name, picture)
    assert sweep(studio) == 0, "nothing is a day old"
    object.__setattr__(studio, "now", lambda: 2**42 + 48 * HOUR_MS)
    assert sweep(studio) == 3  # the released order's two files and the unused reference
    assert studio.images.find_original(settled.id)
    assert studio.images.find_original(held.id)
    assert studio.images.read_reference(reference)
    assert studio.images.find_original(released.id) is None
    with pytest.raises(InvalidImage):
        studio.images.read_reference(unused)


def test_the_sweep_leaves_another_databases_files(studio: Studio) -> None:
    """Files of orders that this database does not know, and all references then, stay."""
    picture = check_reference(png("blue"))
    reference = studio.images.store_reference(picture)
    studio.images.store_original("0123456789abcdef", picture)
    object.__setattr__(studio, "now", lambda: 2**42 + 48 * HOUR_MS)
    assert sweep(studio) == 0
    assert studio.images.find_original("0123456789abcdef")
    assert studio.images.read_reference(reference) == picture.data


def test_a_disk_that_fails_releases_the_order(studio: Studio) -> None:
    """A file that cannot be stored ends the order as a failure of the files."""
    order = place(studio)
    moments_of(studio).on("store", StorageFailed("files"))
    with pytest.raises(StorageFailed):
        generation.run(studio, order.id, never())
    assert status_and_reason(studio, order) == ("released", "STORAGE_FAILED", "files")


def test_a_rolled_back_submit_can_be_tried_again(studio: Studio) -> None:
    """A hold that failed has not used its key."""
    with failing(studio.database.engine, "UPDATE user", times=1), pytest.raises(StorageFailed):
        place(studio)
    assert place(studio).status == OrderStatus.HELD
    assert issubclass(type(gone()), SQLAlchemyError)
