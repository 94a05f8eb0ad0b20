"""Mistakes in the sweep: it takes what somebody still needs, or nothing."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/orders/sweep.py",
    ("orders/test_sweep", "pictures/test_trash", "pictures/test_references"),
    (
        Mutant("no day of grace", "older_than_s=SWEEP_AGE_S", "older_than_s=0"),
        Mutant("an hour of grace", "SWEEP_AGE_S = 24 * 3600", "SWEEP_AGE_S = 3600"),
        Mutant("a month of grace", "SWEEP_AGE_S = 24 * 3600", "SWEEP_AGE_S = 30 * 24 * 3600"),
        Mutant(
            "files of settled orders go",
            "or_(in_status(OrderStatus.RELEASED), is_purged)",
            "or_(~in_status(OrderStatus.HELD), is_purged)",
        ),
        Mutant(
            "files of held orders go",
            "or_(in_status(OrderStatus.RELEASED), is_purged)",
            "or_(~in_status(OrderStatus.SETTLED), is_purged)",
        ),
        Mutant("nothing of an order goes", "if row.useless", "if False"),
        Mutant(
            "files of purged pictures stay",
            "or_(in_status(OrderStatus.RELEASED), is_purged)",
            "in_status(OrderStatus.RELEASED)",
        ),
        Mutant(
            "files of what is in the bin go",
            "is_purged = col(GeneratedImage.purged_at)",
            "is_purged = col(GeneratedImage.trashed_at)",
        ),
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
            "return references.named_among(session, names)",
            "return set()",
        ),
        Mutant(
            "all references stay",
            "return references.named_among(session, names)",
            "return set(names)",
        ),
        Mutant(
            "uploads are never forgotten",
            "        references.forget_unused(tx, before=studio.now() - SWEEP_AGE_S * 1000)\n",
            "        pass\n",
        ),
        Mutant(
            "uploads are forgotten at once",
            "before=studio.now() - SWEEP_AGE_S * 1000",
            "before=studio.now() + 1",
        ),
        Mutant("nobody hears of it", 'log.info("files.swept", removed=removed)', "pass"),
        Mutant("the count is lost", "    return removed\n", "    return 0\n"),
    ),
)

REFERENCES = Table(
    "core/pictures/references.py",
    (
        *("pictures/test_references", "orders/test_sweep", "orders/test_generation"),
        *("experiments/test_sets", "experiments/test_drafts"),
    ),
    (
        Mutant(
            "anybody's reference is mine",
            "connection_of(tx).scalar(_OWNED, theirs) is not None",
            "True",
        ),
        Mutant(
            "an upload of nobody is the database's error",
            "        raise PersonNotFound from error\n",
            "        raise\n",
        ),
        Mutant(
            "anybody's upload is mine",
            '    col(UploadedReference.user_id) == bindparam("person"),\n',
            "",
        ),
        Mutant(
            "a second upload keeps the first one's name",
            "SET file_name = excluded.file_name, uploaded_at",
            "SET uploaded_at",
        ),
        Mutant(
            "a stranger's reference is ordered",
            "    if not owned(tx, person_id, name):\n",
            "    if False:\n",
        ),
        Mutant(
            "a stranger's reference is shown",
            "    if row is None:\n        raise",
            "    if False:\n        raise",
        ),
        Mutant(
            "another person's order keeps a row",
            "        col(Generation.user_id) == col(UploadedReference.user_id),\n",
            "",
        ),
        Mutant(
            "ordered references are forgotten",
            "where(old, ~ordered, ~tried, ~kept)",
            "where(old, ~tried, ~kept)",
        ),
        Mutant(
            "new uploads are forgotten",
            "where(old, ~ordered, ~tried, ~kept)",
            "where(~ordered, ~tried, ~kept)",
        ),
        Mutant(
            "an experiment's references are forgotten",
            "where(old, ~ordered, ~tried, ~kept)",
            "where(old, ~ordered, ~kept)",
        ),
        Mutant(
            "a set's references are forgotten",
            "where(old, ~ordered, ~tried, ~kept)",
            "where(old, ~ordered, ~tried)",
        ),
        Mutant(
            "orders keep no file",
            "for query in (by_order, by_upload)",
            "for query in (by_upload,)",
            survives="An upload's row stays for as long as an order names it: both say the same.",
        ),
        Mutant(
            "uploads keep no file",
            "for query in (by_order, by_upload)",
            "for query in (by_order,)",
        ),
        Mutant(
            "a second upload is an old one",
            ", uploaded_at = excluded.uploaded_at",
            "",
        ),
    ),
)
