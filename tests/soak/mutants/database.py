"""Mistakes in the two ways to the database: writers that begin late, errors with others' names."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/database.py",
    ("test_database", "test_promises_database", "test_ledger"),
    (
        Mutant(
            "a raw error of the database",
            '        raise StorageFailed("database") from error',
            "        raise",
        ),
        Mutant("writers begin late", '"BEGIN IMMEDIATE" if writes else "BEGIN"', '"BEGIN"'),
        Mutant("no foreign keys", '"foreign_keys=ON"', '"foreign_keys=OFF"'),
        Mutant("no snapshot", '{"isolation_level": "REPEATABLE READ"}', "{}"),
    ),
)
