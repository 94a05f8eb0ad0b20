"""Mistakes in the worker pool: a worker that dies, a lease that ends, a stop that leaves holds."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/jobs.py",
    ("test_jobs",),
    (
        Mutant(
            "a worker dies of SystemExit",
            "            except BaseException:",
            "            except Exception:",
        ),
        Mutant("leases are not renewed", "self._studio.now() + LEASE_MS", "self._studio.now()"),
        Mutant("a stop leaves orders held", "        self._release_all(running, error)\n", ""),
    ),
)
