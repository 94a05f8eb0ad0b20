"""Mistakes in backup and restore: half a dump that looks whole, and books that are not the same."""

from soak.mutants.table import Mutant, Table

_SUITES = ("dump/test_archive", "test_restore_refused", "test_backup", "test_restore")

ARCHIVE = Table(
    "core/dump/archive.py",
    _SUITES,
    (
        Mutant("damage is not seen", "!= sum_line(digest, member.name)", "== b''"),
        Mutant("a missing member is not seen", "if next(sums, None) is not None:", "if False:"),
        Mutant("half a dump is whole", "if last.name != SUMS:", "if False:"),
        Mutant("any member is taken", "if not is_known(member.name):", "if False:"),
        Mutant("another format is read", "if int(named[1]) != FORMAT:", "if False:"),
        Mutant("a cut member is read", "if member.end > self._size:", "if False:"),
        Mutant("links are files", "info.type != tarfile.REGTYPE", "False"),
        Mutant(
            "what fills a block is not looked at",
            "if self._holds_something(member.start + member.size, member.end):",
            "if False:",
        ),
        Mutant("the end is not looked at", "or self._holds_something(at, self._size)", ""),
        Mutant("a line is cut in two", "io.BytesIO(rest + piece)", "io.BytesIO(piece)"),
    ),
)

ROWS = Table(
    "core/dump/rows.py",
    ("test_restore", "test_restore_refused", "test_backup", "dump/test_archive"),
    (
        Mutant(
            "each database has its own order",
            "if by_language else column",
            "if False else column",
            survives="The wheel's PostgreSQL knows no language: it sorts by byte, untold too.",
        ),
        Mutant(
            "numbers begin anew", "        _continue_numbers(connection, table)\n", "        pass\n"
        ),
        Mutant("any line is a row", "not isinstance(row, dict) or row.keys() != names", "False"),
        Mutant("orphans are let in", "return sorted({row.table for row in found})", "return []"),
        Mutant(
            "all rows in memory",
            '"stream_results": True, "yield_per": _BATCH',
            '"yield_per": 10**9',
        ),
        Mutant("rows are no obstacle", "        if table.name in there\n", "        if False\n"),
    ),
)

PICTURES = Table(
    "core/dump/pictures.py",
    ("test_backup_pictures", "test_backup", "test_restore_refused", "test_move_storage"),
    (
        Mutant(
            "open orders lose their pictures",
            "for query in (image, held, select",
            "for query in (image, select",
        ),
        Mutant(
            "references of orders alone",
            "union(ordered, select(col(UploadedReference.name)))",
            "union(ordered, ordered)",
        ),
        Mutant(
            "what is purged is lost",
            "        col(GeneratedImage.purged_at).is_(None)\n",
            "        col(GeneratedImage.purged_at).is_(None) | True\n",
            survives="who finds a file missing asks again whether its picture is purged",
        ),
        Mutant(
            "what is purged meanwhile is lost",
            "        if (data is None or small is None) and is_purged(self.database, order_id):",
            "        if False:",
        ),
        Mutant(
            "half of what is purged meanwhile",
            "(data is None or small is None) and is_purged",
            "data is None and small is None and is_purged",
        ),
        Mutant(
            "an original without its thumbnail",
            "if data is not None and small is not None:",
            "if data is not None:\n                small = small or b''",
        ),
        Mutant(
            "a swept reference is lost", "if data is not None or self._is_named(name):", "if True:"
        ),
        Mutant(
            "a lost reference is none",
            "if data is not None or self._is_named(name):",
            "if data is not None:",
        ),
        Mutant(
            "altered is as good", "if digest and sha256(data).hexdigest() != digest:", "if False:"
        ),
        Mutant(
            "a dead store's pictures are lost",
            "            self.store.need_answer()\n",
            "",
        ),
        Mutant(
            "other pictures are no obstacle", "return there and there - sum(", "return 0 * sum("
        ),
        Mutant(
            "any name is a path",
            "return bool(_MEMBER.fullmatch(name))",
            "return bool(_MEMBER.match(name[:19]))",
        ),
    ),
)

BACKUP = Table(
    "core/backup.py",
    ("test_backup", "test_backup_pictures"),
    (
        Mutant(
            "tables of different instants",
            "database.snapshot() as session",
            "database.read() as session",
        ),
        Mutant("any schema is dumped", "if revision != todays:", "if False:"),
        Mutant("a loss exits with 0", "return 1 if copied.faults else 0", "return 0"),
        Mutant("a dump is overwritten", "    if file.exists():\n", "    if False:\n"),
        Mutant("a dump without an end", "        dump.close()\n", ""),
    ),
)

RESTORE = Table(
    "core/restore.py",
    ("test_restore_refused", "test_restore"),
    (
        Mutant(
            "rows that differ are kept",
            'partial(progress, f"compare {name}")) != facts:',
            'partial(progress, f"compare {name}")) == 0:',
        ),
        Mutant("a place with rows is filled", "    if filled:\n", "    if False:\n"),
        Mutant(
            "somebody faster is not seen",
            "    _need_no_rows(connection)\n    revision",
            "    revision",
        ),
        Mutant("a place with pictures is filled", "    if foreign:\n", "    if False:\n"),
        Mutant("another schema is filled", "if revision != made.schema_revision:", "if False:"),
        Mutant("a newer dump is tried", "if made.schema_revision not in revisions():", "if False:"),
        Mutant("a restored folder is open to all", "    private_folder(settings.data_dir)\n", ""),
        Mutant(
            "pictures are left out",
            "                store.put(member.name, reader.data(member))\n",
            "                pass\n",
        ),
        Mutant("orphans are not looked for", "    if orphans:\n", "    if False:\n"),
        Mutant(
            "wrong books exit with 0",
            "return 0 if report.clean and fingerprint == made.fingerprint else 1",
            "return 0",
        ),
    ),
)
