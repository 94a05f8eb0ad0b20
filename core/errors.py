"""Everything that can go wrong with an order: a code and facts each, below one root.

The Chinese for every code and reason is in `core.messages`; nothing here is prose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from core.faults import ProviderFault
    from core.providers.contract import Usage


class StudioError(Exception):
    """Carry a stable code and the facts that its message needs."""

    code: ClassVar[str]

    def __init__(self, reason: str | None = None, **facts: Any) -> None:
        super().__init__(self.code if reason is None else f"{self.code}/{reason}")
        self.reason = reason
        self.facts = facts


class PersonNotFound(StudioError):
    """No person has this id."""

    code = "PERSON_NOT_FOUND"


class SignInRefused(StudioError):
    """Who has signed in at their issuer may not come in here.

    `reason` is `identity` where the issuer names nobody, `email` where it has confirmed no address,
    `domain` where that address, `email`, is of a domain that isn't let in.
    """

    code = "SIGN_IN_REFUSED"


class PromptNotFound(StudioError):
    """No prompt in today's library has this id."""

    code = "PROMPT_NOT_FOUND"


class MembershipRequired(StudioError):
    """The prompt is for members, and the person is not one."""

    code = "MEMBERSHIP_REQUIRED"


class NotAllowed(StudioError):
    """The person's role does not allow this; `reason` is `publish` or `administer`.

    `last_administrator` for who would leave nobody to administer.
    """

    code = "NOT_ALLOWED"


class DecidedMeanwhile(StudioError):
    """Somebody decided which version is live after the person had looked: nothing was changed.

    `version` is live now, by its `number`, `since` an instant in ms, decided by `by`, a name, or
    None for the library's file, with the words `why`.
    """

    code = "DECIDED_MEANWHILE"


class InsufficientTokens(StudioError):
    """The person's available tokens do not cover the order."""

    code = "INSUFFICIENT_TOKENS"

    def __init__(self, *, needed: int, available: int) -> None:
        super().__init__(needed=needed, available=available)
        self.needed = needed
        self.available = available


class BalanceFull(StudioError):
    """The `balance` would grow over `limit`, which is what a number can hold exactly."""

    code = "BALANCE_FULL"


class TooManyOrders(StudioError):
    """With `new` ones beside those that are `open` the person would have more than `limit`."""

    code = "TOO_MANY_ORDERS"


class TooManyAMinute(StudioError):
    """Of `limit` orders a minute `used` are placed, `new` wanted; `again_at` is in ms, as `at`."""

    code = "TOO_MANY_A_MINUTE"


class TokensPerDay(StudioError):
    """The person's orders of 24 hours would take more tokens than one may use in that time.

    Its facts are those of `TooManyAMinute`. `at_once`: these alone would, whenever placed.
    """

    code = "TOKENS_PER_DAY"


class BudgetSpent(StudioError):
    """The orders could cost more than is left of what their service may cost the team today.

    In millionths of `currency`: `used` is spent or kept for open orders, `needed` the estimate of
    the new ones, which alone is over the `limit` with `at_once`; `again_at` is the day's end.
    """

    code = "BUDGET_SPENT"


class PeoplePerDay(StudioError):
    """As many as `limit` have begun under a name of their own within 24 hours."""

    code = "PEOPLE_PER_DAY"


class InvalidImage(StudioError):
    """The bytes are not a picture that we take; `reason` is an `ImageFault`, beside its limit."""

    code = "INVALID_IMAGE"


class InvalidRequest(StudioError):
    """A parameter is out of bounds; `reason` names the parameter, beside its limit."""

    code = "INVALID_REQUEST"


class KeyConflict(StudioError):
    """The idempotency key was used before with other parameters."""

    code = "KEY_CONFLICT"


class KeySpent(StudioError):
    """The order of this idempotency key was released: a new try needs a new key."""

    code = "KEY_SPENT"


class OrderNotFound(StudioError):
    """This person has no order with this id."""

    code = "ORDER_NOT_FOUND"


class ExperimentNotFound(StudioError):
    """No experiment has this id."""

    code = "EXPERIMENT_NOT_FOUND"


class CaseSetNotFound(StudioError):
    """No set of cases has this id."""

    code = "CASE_SET_NOT_FOUND"


class ExperimentRefused(StudioError):
    """An experiment doesn't allow this as it is now; `reason` is an `ExperimentFault`."""

    code = "EXPERIMENT_REFUSED"


class PictureInUse(StudioError):
    """`pictures` of those chosen are of an experiment that has not ended: none goes to the bin."""

    code = "PICTURE_IN_USE"


class TopUpLimit(StudioError):
    """`new` tokens are more than is `left` of the `limit` that one may be granted in a day.

    `at_once`: they alone are more than that. Else `again_at` is when they may be, in ms.
    """

    code = "TOP_UP_LIMIT"


class GenerationFailed(StudioError):
    """The service made no picture; `reason` is a `ProviderFault`.

    `detail` is the service's own words, shortened, safe to show; `service_reason` its own name
    for why it refused, such as SAFETY; `setting` the name of ours that cannot be used; `status` the
    HTTP status where nothing else is known. `retry_after` is in seconds; `retries` is how many more
    tries this is worth, which only the service knows; `usage` is what it says that it cost anyhow.
    """

    code = "GENERATION_FAILED"

    def __init__(
        self,
        reason: ProviderFault,
        *,
        detail: str = "",
        service_reason: str = "",
        setting: str = "",
        status: int = 0,
        retry_after: float | None = None,
        retries: int = 0,
        usage: Usage | None = None,
    ) -> None:
        said = {"detail": detail[:500], "service_reason": service_reason, "setting": setting}
        facts = {name: told for name, told in (said | {"status": status}).items() if told}
        super().__init__(reason.value, **facts)
        self.fault = reason
        self.detail = detail[:500]
        self.service_reason = service_reason
        self.retry_after = retry_after
        self.retries = retries
        self.usage = usage


class StorageFailed(StudioError):
    """A file or the database could not be written.

    `reason` is one of `reasons`; `database_moved` is an SQLite file that was deleted or replaced
    while the app runs.
    """

    code = "STORAGE_FAILED"
    reasons = ("files", "database", "database_moved")


class DecoderFailed(StudioError):
    """A picture could not be checked, and may be whole; `reason` is a `DecoderFault`."""

    code = "DECODER_FAILED"


class Cancelled(StudioError):
    """The person took the order back before its picture was stored."""

    code = "CANCELLED"


class Stopping(StudioError):
    """The process is shutting down and takes no new orders."""

    code = "STOPPING"
