"""Mistakes in writing files and watching them: half a file, a key that anybody may read."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/pictures/files.py",
    ("pictures/test_promises_files", "pictures/test_storage", "pictures/test_private"),
    (
        Mutant("no sync of the file", "                os.fsync(file.fileno())\n", ""),
        Mutant("synced before it is written", "                file.flush()\n", ""),
        Mutant("no sync of the folder", "            _sync_folder(path.parent)\n", ""),
        Mutant("the folder's sync is for show", "        os.fsync(handle)\n", "        pass\n"),
        Mutant(
            "the folder's handle leaks",
            "os.fsync(handle)\n    finally:\n        os.close(handle)\n",
            "os.fsync(handle)\n    finally:\n        pass\n",
        ),
        Mutant(
            "written in place",
            "        temp.replace(path)",
            "        path.write_bytes(temp.read_bytes())",
        ),
        Mutant(
            "pictures for everybody",
            "os.O_EXCL, PRIVATE_FILE)\n            with",
            "os.O_EXCL, 0o644)\n            with",
        ),
        Mutant("a file for everybody", "PRIVATE_FILE = 0o600", "PRIVATE_FILE = 0o644"),
        Mutant(
            "an unfinished file of a fixed name",
            'f".{path.name}.{secrets.token_hex(8)}.tmp"',
            'f".{path.name}.0123456789abcdef.tmp"',
        ),
        Mutant(
            "unfinished files stay", "            temp.unlink(missing_ok=True)", "            pass"
        ),
        Mutant(
            "an unfinished file is ended in place",
            "os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL",
            "os.open(temp, os.O_WRONLY | os.O_CREAT",
            survives="the name has 64 random bits: nothing has it",
        ),
        Mutant(
            "folders are not made",
            "            make_folder(path.parent)\n            handle",
            "            handle",
        ),
        Mutant(
            "a disk's refusal is the system's",
            '        raise StorageFailed("files") from error\n\n\n@contextmanager\ndef _fin',
            "        raise\n\n\n@contextmanager\ndef _fin",
        ),
        Mutant(
            "a refusal without its cause",
            '        raise StorageFailed("files") from error\n\n\n@contextmanager\ndef _fin',
            '        raise StorageFailed("files") from None\n\n\n@contextmanager\ndef _fin',
        ),
        Mutant("a given key is not used", "    if given:\n        return given.encode()\n", ""),
        Mutant("an empty key is a key", "    if given:\n", "    if given is not None:\n"),
        Mutant(
            "the key is made anew each time",
            "        if not path.exists():\n",
            "        if True:\n",
            survives="a link never takes a name that is taken, so the first key stays",
        ),
        Mutant("a second process replaces the key", "os.link(temp, path)", "temp.replace(path)"),
        Mutant("the loser of a start fails", ", suppress(FileExistsError):", ":"),
        Mutant("every key is the same", "secrets.token_hex(_SECRET_BYTES).encode()", 'b"0" * 64'),
        Mutant("half a key is taken", "if len(secret) < _SECRET_BYTES:", "if not secret:"),
        Mutant("an empty key is taken", "if len(secret) < _SECRET_BYTES:", "if False:"),
        Mutant("blanks are a key", "path.read_bytes().strip()", "path.read_bytes()"),
    ),
)

DISK = Table(
    "core/disk.py",
    ("pictures/test_private", "test_database"),
    (
        Mutant("a folder for everybody", "PRIVATE_FOLDER = 0o700", "PRIVATE_FOLDER = 0o755"),
        Mutant(
            "those above are for everybody",
            "    make_folder(path.parent)\n    path.mkdir(PRIVATE_FOLDER, exist_ok=True)",
            "    path.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)",
        ),
        Mutant(
            "any file is ours",
            "if any(found[path] != place for",
            "if any(found[path] is None for",
        ),
        Mutant(
            "a deleted file is ours",
            "if any(found[path] != place for",
            "if any(found[path] and found[path] != place for",
        ),
        Mutant(
            "the log is not watched",
            'self._paths = (file, file.with_name(f"{file.name}-wal"))',
            "self._paths = (file,)",
        ),
        Mutant(
            "the wrong reason",
            'raise StorageFailed("database_moved")',
            'raise StorageFailed("database")',
        ),
    ),
)
