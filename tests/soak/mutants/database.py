"""Mistakes in the database's two ways in: updates lost, commits forgotten, files gone unseen."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/database.py",
    (
        "test_database",
        "test_twins",
        "test_promises_database",
        "ledger/test_ledger",
        "ledger/test_audit",
    ),
    (
        Mutant(
            "a raw error of the database",
            "    except (SQLAlchemyError, sqlite3.Error) as error:",
            "    except ZeroDivisionError as error:",
        ),
        Mutant(
            "a row that is already there is a failure",
            "    except IntegrityError:\n        raise\n",
            "",
        ),
        Mutant("writers begin late", '"BEGIN IMMEDIATE" if writes else "BEGIN"', '"BEGIN"'),
        Mutant("readers lock", '"BEGIN IMMEDIATE" if writes else "BEGIN"', '"BEGIN IMMEDIATE"'),
        Mutant("no foreign keys", '"foreign_keys=ON"', '"foreign_keys=OFF"'),
        Mutant("a power cut forgets", '"synchronous=FULL"', '"synchronous=OFF"'),
        Mutant("readers wait for writers", '"journal_mode=WAL"', '"journal_mode=DELETE"'),
        Mutant(
            "replace gets around the triggers",
            '"recursive_triggers=ON"',
            '"recursive_triggers=OFF"',
        ),
        Mutant("nobody waits for a writer", '"busy_timeout=30000"', '"busy_timeout=0"'),
        Mutant("no snapshot", '{"isolation_level": "REPEATABLE READ"}', "{}"),
        Mutant(
            "SQLite's twins are of two instants",
            "if _commits_seen(watcher) == before:",
            "if _commits_seen(watcher):",
        ),
        Mutant(
            "they meet at no look",
            "                    session.execute(_LOOK)",
            "                    pass",
        ),
        Mutant("they never look again", "                    session.rollback()\n", ""),
        Mutant(
            "PostgreSQL's twins are of two instants",
            "        other.execute(text(f\"SET TRANSACTION SNAPSHOT '{name}'\"))",
            "        other.execute(text(f\"SELECT '{name}'\"))",
        ),
        Mutant("everybody has twins", "self._twins.acquire(blocking=False)", "True"),
        Mutant(
            "who has had twins never has them again",
            "opened.callback(self._twins.release)",
            "opened.callback(self._twins.locked)",
        ),
        Mutant(
            "a change comes between the twins",
            "            session.execute(lock)\n",
            "            session.execute(text('SELECT 1'))\n",
        ),
        Mutant(
            "what keeps a twin away keeps the audit away",
            "except (SQLAlchemyError, StorageFailed):  # one",
            "except ZeroDivisionError:  # one",
        ),
        Mutant("a small pool has twins", "pool.size() - pool.checkedout() >= 2", "True"),
        Mutant(
            "reads in one session are of several instants",
            "    with source.snapshot() as session:\n",
            "    with source.read() as session:\n",
        ),
        Mutant(
            "nothing is committed",
            " as connection, connection.begin() as begun:",
            " as connection, nullcontext(connection.begin()) as begun:",
        ),
        Mutant(
            "a block that failed is committed",
            "                yield session\n                session.flush()\n",
            "                try:\n                    yield session\n                except BaseException:\n"
            "                    session.flush()\n                    connection.commit()\n"
            "                    raise\n                session.flush()\n",
        ),
        Mutant(
            "what was rolled back is done",
            "            if not begun.is_active:",
            "            if False:",
        ),
        Mutant(
            "a begin that fails is the driver's error",
            "        except sqlite3.Error as error:\n            raise DBAPIError",
            "        except ZeroDivisionError as error:\n            raise DBAPIError",
        ),
        Mutant("what was added is not written", "                session.flush()\n", ""),
        Mutant("starts do not queue", "            if alone:\n", "            if False:\n"),
        Mutant("parameters reach the log", '"hide_parameters": True', '"hide_parameters": False'),
        Mutant(
            "a restarted server is an error",
            'options["pool_pre_ping"] = True',
            'options["pool_pre_ping"] = False',
        ),
        Mutant(
            "a file that is gone is not noticed",
            "                self._files.check()\n            with self",
            "                pass\n            with self",
        ),
    ),
)
