"""Mistakes in placing orders: a key that orders again, or another order."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/submission.py",
    ("test_generation", "test_ledger"),
    (
        Mutant("a spent key orders again", "        raise KeySpent", "        return []"),
        Mutant("keys are not compared", "order.fingerprint != _fingerprint(form)", "False"),
        Mutant("a second click is not looked for", "        if earlier:\n", "        if False:\n"),
    ),
)
