"""The tables, one module a noun, with everything that must hold said in the schema too.

    person    somebody who orders          User; Account says as whom they sign in
    prompt    what can be ordered          Prompt
    order     one wish for one picture     Generation
    picture   what a settled order made    GeneratedImage
    entry     one movement of tokens       Transaction
    version   a prompt's text and price    PromptVersion; Decision says which one is live
    digest    what chains rows together    EntryDigest, OrderDigest, VersionDigest: see `core.chain`
    service   who makes pictures           no table; an order's column for it is `provider`
    act       what an administrator did    AdminAct
    budget    a service's money for a day  ServiceDay
    bucket    ended orders, counted        OrderBucket
    trial     versions on the same cases   Experiment, its Arm, ExperimentCase and Cell
    judgement one person's word on a cell  Judgement
    case set  cases that are kept by name  CaseSet, KeptCase
    vote      one blind answer on a pair   Vote, its Ballot and Pair; Reveal and Extension of a look
    rewrite   a text model's better words  no table; an order's columns for it are `enhance*`

Times are instants: whole milliseconds since 1970 in UTC, which sort, subtract and group the same on
SQLite and PostgreSQL. Amounts are whole tokens. Prices and prompt text are copied into the order,
so that a later edit of the library never changes history. What an audit may claim about rows is in
`claims`. Nothing of ours is imported here.
"""

from __future__ import annotations

from sqlmodel import SQLModel

from core.tables.acts import ActKind, AdminAct
from core.tables.buckets import OrderBucket
from core.tables.budgets import ServiceDay
from core.tables.columns import MAX_TOKENS, MICROS
from core.tables.digests import EntryDigest, OrderDigest, VersionDigest
from core.tables.entries import COMPLETED, OPENING_KEY, EntryType, Transaction
from core.tables.experiments import (
    MAX_ARMS,
    MAX_CASES,
    MAX_CELLS,
    MAX_REPEATS,
    MAX_VOTERS,
    Answer,
    Arm,
    CaseColumns,
    CaseSet,
    Cell,
    Experiment,
    ExperimentCase,
    Judgement,
    KeptCase,
    Reason,
)
from core.tables.orders import (
    CANCELLED,
    Generation,
    OrderStatus,
    Outcome,
    Step,
    in_status,
    not_before_the_last,
    outcome_of,
)
from core.tables.people import Account, Role, User
from core.tables.pictures import GeneratedImage, UploadedReference, is_purged
from core.tables.prompts import Prompt
from core.tables.versions import Decision, PromptVersion
from core.tables.votes import REVEALED, Ballot, Choice, Extension, Pair, Reveal, Vote

# The same tables without the ORM's classes around them: what the ledger's statements are made of.
_PLAIN = SQLModel.metadata.tables
PEOPLE, ORDERS, IMAGES = (_PLAIN[name] for name in ("user", "generation", "generatedimage"))
ENTRIES, VERSIONS, BUCKETS = (
    _PLAIN[name] for name in ("transaction", "promptversion", "orderbucket")
)
ENTRY_DIGESTS, ORDER_DIGESTS, VERSION_DIGESTS = (
    _PLAIN[name] for name in ("entrydigest", "orderdigest", "versiondigest")
)

__all__ = [
    "BUCKETS",
    "CANCELLED",
    "COMPLETED",
    "ENTRIES",
    "ENTRY_DIGESTS",
    "IMAGES",
    "MAX_ARMS",
    "MAX_CASES",
    "MAX_CELLS",
    "MAX_REPEATS",
    "MAX_TOKENS",
    "MAX_VOTERS",
    "MICROS",
    "OPENING_KEY",
    "ORDERS",
    "ORDER_DIGESTS",
    "PEOPLE",
    "REVEALED",
    "VERSIONS",
    "VERSION_DIGESTS",
    "Account",
    "ActKind",
    "AdminAct",
    "Answer",
    "Arm",
    "Ballot",
    "CaseColumns",
    "CaseSet",
    "Cell",
    "Choice",
    "Decision",
    "EntryDigest",
    "EntryType",
    "Experiment",
    "ExperimentCase",
    "Extension",
    "GeneratedImage",
    "Generation",
    "Judgement",
    "KeptCase",
    "OrderBucket",
    "OrderDigest",
    "OrderStatus",
    "Outcome",
    "Pair",
    "Prompt",
    "PromptVersion",
    "Reason",
    "Reveal",
    "Role",
    "ServiceDay",
    "Step",
    "Transaction",
    "UploadedReference",
    "User",
    "VersionDigest",
    "Vote",
    "in_status",
    "is_purged",
    "not_before_the_last",
    "outcome_of",
]
