"""Why something failed or was refused: the reasons that the codes of `core.errors` carry.

The Chinese for each is in `core.messages`.
"""

from __future__ import annotations

from enum import StrEnum


class ImageFault(StrEnum):
    """Why bytes are not an acceptable picture."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_AN_IMAGE = "not_an_image"
    UNSUPPORTED = "unsupported"
    HEIC = "heic"
    TOO_MANY_PIXELS = "too_many_pixels"
    SIDE_TOO_LONG = "side_too_long"
    TOO_COMPLEX = "too_complex"
    BUSY = "busy"
    DAMAGED = "damaged"
    MISSING = "missing"


class ExperimentFault(StrEnum):
    """Why something can't be done with an experiment, or with a set of cases, as it is now."""

    NOT_OWNER = "not_owner"
    CHANGED = "changed"  # since it was shown
    OTHER_COST = "other_cost"  # cells, tokens: as they are now
    FROZEN = "frozen"
    NOT_RUN = "not_run"
    RUNNING = "running"
    OTHER_RUNNING = "other_running"  # experiment
    ARCHIVED = "archived"
    NOTHING = "nothing"
    TOO_MANY = "too_many"  # cells, limit
    QUESTION = "question"
    ARMS = "arms"
    BASE = "base"
    SAME_ARMS = "same_arms"  # first, second: their numbers
    CASES = "cases"
    SEALED = "sealed"
    NO_PICTURE = "no_picture"
    PROMPT_GONE = "prompt_gone"  # archived
    NO_VOTES = "no_votes"  # are planned
    NEEDS_OWN_NAME = "needs_own_name"  # who votes as a demo person
    ANYBODY_OWNS = "anybody_owns"  # the voters' link, which names nobody, opens as the owner
    NO_BALLOT = "no_ballot"  # the pair was never shown to this person
    PAIR_IS_FULL = "pair_is_full"
    REVEALED = "revealed"
    NOT_REVEALED = "not_revealed"


class ProviderFault(StrEnum):
    """How a picture service can refuse or fail, told apart by what a person can do about it."""

    KEY_INVALID = "key_invalid"
    FORBIDDEN = "forbidden"
    QUOTA_EXHAUSTED = "quota_exhausted"
    RATE_LIMITED = "rate_limited"
    PROMPT_BLOCKED = "prompt_blocked"
    IMAGE_BLOCKED = "image_blocked"
    NO_IMAGE = "no_image"
    MODEL_RETIRED = "model_retired"
    SERVICE_GONE = "service_gone"
    REQUEST_REJECTED = "request_rejected"
    TIMED_OUT = "timed_out"
    NETWORK = "network"
    SERVICE_FAULT = "service_fault"
    UNREADABLE_ANSWER = "unreadable_answer"
    SETTINGS = "settings"
    INTERNAL = "internal"
    INTERRUPTED = "interrupted"


class DecoderFault(StrEnum):
    """Why a picture could not be decoded, whatever it may be: nothing here says that it is bad."""

    TIMED_OUT = "timed_out"
    NO_MEMORY = "no_memory"
    CRASHED = "crashed"
    BUSY = "busy"
    UNAVAILABLE = "unavailable"
