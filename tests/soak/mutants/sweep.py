"""Mistakes in the sweep: it takes what somebody still needs, or nothing."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/sweep.py",
    ("test_sweep", "test_generation"),
    (
        Mutant("no day of grace", "older_than_s=SWEEP_AGE_S", "older_than_s=0"),
        Mutant("an hour of grace", "SWEEP_AGE_S = 24 * 3600", "SWEEP_AGE_S = 3600"),
        Mutant("a month of grace", "SWEEP_AGE_S = 24 * 3600", "SWEEP_AGE_S = 30 * 24 * 3600"),
        Mutant(
            "files of settled orders go",
            "row.status == OrderStatus.RELEASED",
            "row.status != OrderStatus.HELD",
        ),
        Mutant(
            "files of held orders go",
            "row.status == OrderStatus.RELEASED",
            "row.status != OrderStatus.SETTLED",
        ),
        Mutant("nothing of an order goes", "if row.status == OrderStatus.RELEASED", "if False"),
        Mutant(
            "unknown files go", "return set(order_ids) - {", "return {row.id for row in rows} - {"
        ),
        Mutant(
            "a shared folder is not seen",
            "is_shared = is_shared or len(rows) < len(set(order_ids))",
            "is_shared = False",
        ),
        Mutant(
            "the last batch alone tells of sharing",
            "is_shared = is_shared or len",
            "is_shared = len",
        ),
        Mutant(
            "every folder is shared",
            "len(rows) < len(set(order_ids))",
            "len(rows) <= len(set(order_ids))",
        ),
        Mutant(
            "references of a shared folder go",
            "            return set(names)\n",
            "            return set()\n",
        ),
        Mutant(
            "named references go",
            "return {name for name in session.scalars(query) if name}",
            "return set()",
        ),
        Mutant(
            "all references stay",
            "return {name for name in session.scalars(query) if name}",
            "return set(names)",
        ),
        Mutant(
            "another table's rows are asked",
            "col(Generation.reference).in_(names)",
            "col(Generation.id).in_(names)",
        ),
        Mutant("nobody hears of it", 'log.info("files.swept", removed=removed)', "pass"),
        Mutant("the count is lost", "    return removed\n", "    return 0\n"),
    ),
)
