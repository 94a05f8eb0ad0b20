"""Mistakes in what the browser is told: a page that runs what it does not know, or is framed."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/web/headers.py",
    ("web/test_web",),
    (
        Mutant("any inline script runs", "\"'self' blob:\"", "\"'self' blob: 'unsafe-inline'\""),
        Mutant("what is not named is allowed", '"default-src": "\'none\'"', '"default-src": "*"'),
        Mutant(
            "a page may be framed",
            '"frame-ancestors": "\'none\'"',
            '"frame-ancestors": "\'self\'"',
        ),
        Mutant("another script's digest", "script.encode()", "script.strip().encode()"),
    ),
)
