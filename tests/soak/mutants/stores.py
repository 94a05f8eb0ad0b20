"""Mistakes in folder and bucket: a wrong "not there", a swept picture, a key that is told."""

from soak.mutants.table import Mutant, Table

FOLDER = Table(
    "core/pictures/store/folder.py",
    ("pictures/test_promises_files", "pictures/test_storage", "downloads/test_zip_archive"),
    (
        Mutant(
            "what was there is there for ever",
            "if self.memory.knows(key):",
            "if key in self.memory._sizes:",
        ),
        Mutant(
            "what is missing is believed to be there",
            "        if size is not None:\n            self.memory.keep(key, size)",
            "        self.memory.keep(key, size or 0)",
        ),
        Mutant(
            "a deleted picture is shown",
            "            (self.root / key).unlink(missing_ok=True)\n        self.memory.forget(key)\n",
            "            (self.root / key).unlink(missing_ok=True)\n",
        ),
        Mutant(
            "a swept picture is shown",
            "            return False\n        self.memory.forget(key)\n",
            "            return False\n",
        ),
        Mutant(
            "a picture stored again is swept",
            "            if not _is_old(path, before_s):\n                return False\n",
            "            pass\n",
        ),
        Mutant(
            "a file that stays ends the sweep",
            "        except OSError:\n            log.exception",
            "        except FileNotFoundError:\n            log.exception",
        ),
        Mutant(
            "a file that stays is counted",
            "file=path.name)\n            return False",
            "file=path.name)\n            return True",
        ),
        Mutant(
            "an empty store can't be swept",
            "with disk_errors(), suppress(FileNotFoundError):\n            found",
            "with disk_errors():\n            found",
        ),
        Mutant(
            "a file gone during the sweep ends it",
            "    with suppress(FileNotFoundError):\n        return path.stat()",
            "    with suppress():\n        return path.stat()",
        ),
        Mutant(
            "the sweep's failures are the system's",
            "with disk_errors(), suppress(FileNotFoundError):\n            found",
            "with suppress(FileNotFoundError):\n            found",
        ),
        Mutant(
            "a broken disk means not there",
            '        except OSError as error:\n            raise StorageFailed("files") from error\n'
            "        return found",
            "        except OSError:\n            return None\n        return found",
        ),
        Mutant(
            "a folder is a picture",
            "return found if S_ISREG(found.st_mode) else None",
            "return found",
        ),
        Mutant(
            "removing twice is an error",
            "unlink(missing_ok=True)\n        self.memory",
            "unlink()\n        self.memory",
        ),
        Mutant(
            "reading's failures are the system's",
            "        with disk_errors():\n            try:\n                return (self.root",
            "        with suppress():\n            try:\n                return (self.root",
        ),
        Mutant(
            "a picture that goes at once is unreadable",
            "    except FileNotFoundError:\n        raise\n",
            "",
        ),
        Mutant("a file at once", "min(PIECE_BYTES, stop - start)", "stop - start"),
    ),
)

BUCKET = Table(
    "core/pictures/store/bucket.py",
    ("pictures/test_bucket", "pictures/test_storage", "orders/test_sweep", "test_move_storage"),
    (
        Mutant("no bucket is no picture", "        if not is_sure:\n", "        if False:\n"),
        Mutant(
            "a missing picture is a failure",
            "            except FileNotFoundError as error:\n                is_sure",
            "            except KeyError as error:\n                is_sure",
        ),
        Mutant(
            "a refusal is the client's",
            "except (BaseError, OSError) as error",
            "except FileNotFoundError as error",
        ),
        Mutant(
            "the system's refusals are the client's",
            "except (BaseError, OSError) as error",
            "except BaseError as error",
        ),
        Mutant(
            "keys are told",
            "said = said.replace(secret.get_secret_value()",
            "said.replace(secret.get_secret_value()",
        ),
        Mutant(
            "one refusal is a dead store",
            "            if not is_refusal:\n                self",
            "            if True:\n                self",
        ),
        Mutant(
            "a page waits for each picture",
            "        if self.memory.is_quiet:\n",
            "        if False:\n",
        ),
        Mutant("what went is remembered", "        self.memory.forget(key)\n", ""),
        Mutant("two pictures are mixed", "        if tag:\n", "        if False:\n"),
        Mutant("a piece is skipped", "start += len(piece)", "start += len(piece) + 1"),
        Mutant("a picture at once", "min(start + PIECE_BYTES, stop)", "stop"),
        Mutant(
            "an object stored again is swept",
            "        if not _is_old(meta, before_s):\n            return False\n",
            "",
        ),
        Mutant(
            "young objects are old",
            "(before_s is None or _is_old(meta, before_s))",
            "True",
        ),
        Mutant("others' objects are ours", '"/" not in name and ', ""),
        Mutant(
            "each question to readiness is a put",
            "        if self._monotonic() < self._probed_until:\n            return\n",
            "",
        ),
        Mutant(
            "a good probe serves for ever",
            "self._probed_until = self._monotonic() + PROBED_S",
            'self._probed_until = float("inf")',
        ),
    ),
)

CLIENT = Table(
    "core/pictures/store/client.py",
    BUCKET.suites,
    (
        Mutant("another prefix", "prefix=access.prefix or None", "prefix=None"),
        Mutant("a dead store is asked for long", '"max_retries": RETRIES', '"max_retries": 50'),
    ),
)

MEMORY = Table(
    "core/pictures/store/memory.py",
    ("pictures/test_bucket",),
    (
        Mutant("known for ever", "self._monotonic() < until", "True"),
        Mutant(
            "quiet for ever",
            "return self._monotonic() < self._quiet_until",
            "return self._quiet_until > 0",
        ),
        Mutant("sizes without end", "if len(self._sizes) >= MOST:", "if False:"),
    ),
)

ANSWER = Table(
    "core/web/stored_response.py",
    ("web/test_stored_response", "web/test_web"),
    (
        Mutant("one byte too few", "int(last) + 1, found.size", "int(last), found.size"),
        Mutant(
            "the first piece twice",
            'first = next(pieces, b"")',
            'first = next(found.pieces(start, stop), b"")',
        ),
        Mutant("HEAD has a body", 'if request.method == "HEAD":', "if False:"),
        Mutant(
            "half of another version", "unchanged not in {None, ", "unchanged not in {unchanged, "
        ),
        Mutant("what is not there is empty", "        if start >= stop:\n", "        if False:\n"),
    ),
)
