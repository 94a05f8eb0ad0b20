"""Mistakes in recovery: living orders taken, stored pictures thrown away."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/recovery.py",
    ("test_recovery", "test_generation"),
    (
        Mutant(
            "recovery takes live orders",
            ".where(col(Generation.expires_at) < studio.now())",
            ".where(col(Generation.expires_at) > 0)",
        ),
        Mutant(
            "recovery never goes forward", "studio.images.find_original(order.id) is None:", "True:"
        ),
    ),
)
