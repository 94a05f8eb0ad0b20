"""Mistakes that the fast tests must notice: one table for each file, as data.

Add one:   write a claim first, then its test, then the mutant that breaks the claim: its name says
           what goes wrong, `old` is text that stands in the file exactly once, `new` replaces it.
           `pytest tests/test_mutants_fit.py` says whether it fits (fast; part of `make test`).
Add a file: make a module here with a `Table` (the file, its fast test files with the likeliest
           first, its mutants) and name it in `TABLES` below.
Run some:  `pytest --soak tests/soak/test_mutants.py -k "gate and seed"` (by file or mutant); add
           `-n 2` for more than a few. `make soak` runs all.
Survivors: first look for the missing claim. Where the change is harmless, say why in `survives`;
           such a mutant must then go unnoticed, so that an argument that is no longer true fails.
"""

from soak.mutants import (
    audit,
    calling,
    database,
    files,
    gate,
    generation,
    images,
    ledger,
    library,
    migrations,
    pages,
    pricing,
    reads,
    recovery,
    submission,
    sweep,
    turns,
    workers,
)
from soak.mutants.table import Table

TABLES: tuple[Table, ...] = (
    ledger.TABLE,
    ledger.WORDS,
    generation.TABLE,
    generation.ENDINGS,
    recovery.TABLE,
    workers.POOL,
    workers.LANES,
    workers.LEASES,
    workers.ENDING,
    turns.TURNS,
    turns.AHEAD,
    workers.SUPERVISOR,
    workers.IN_HAND,
    workers.CLOCK,
    submission.READS,
    submission.FORMS,
    submission.SPECS,
    submission.PLACING,
    database.TABLE,
    calling.CALLS,
    calling.SERVICE_CALLS,
    calling.LOOP,
    pricing.TABLE,
    gate.TABLE,
    audit.AUDIT,
    audit.ENTRIES,
    audit.ORDERS,
    audit.LIBRARY,
    images.TABLE,
    files.TABLE,
    sweep.TABLE,
    sweep.REFERENCES,
    migrations.START,
    migrations.ENVIRONMENT,
    migrations.FIRST,
    migrations.SECOND,
    migrations.SIXTH,
    migrations.EIGHTH,
    library.VARIABLES,
    library.VERSIONS,
    library.SEED,
    pages.FORM,
    pages.AGAIN,
    reads.STANDING,
    reads.LISTING,
    reads.PAINTERS,
)
