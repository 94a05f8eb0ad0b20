"""Mistakes in the queue's second engine: orders that nobody is woken for, turns, shared places."""

from soak.mutants.table import Mutant, Table

SUITES = ("orders/test_queue", "orders/test_engine")

JOBS = Table(
    "core/orders/engine/jobs.py",
    SUITES,
    (
        Mutant("batches go first", "-turn - (BEHIND_CLICKS", "-turn + (BEHIND_CLICKS"),
        Mutant("the last go first", "priority=-turn -", "priority=turn -"),
        Mutant("one queue for all services", "queue=order.provider,", 'queue="all",'),
        Mutant("nobody is told of a cancel", "abort=True,", "abort=False,"),
        Mutant(
            "a cancelled job stays",
            "job_id, abort=True, delete_job=True,",
            "job_id, abort=True, delete_job=False,",
            survives="A keeper deletes it, and until then it finds nothing to claim.",
        ),
        Mutant("nothing is missing", "        if missing:\n            defer(tx, missing)\n", ""),
        Mutant(
            "what has begun is missing",
            "    .where(col(Generation.started_at).is_(None))\n",
            "",
            survives="What has begun has an owner, which is asked for as well.",
        ),
        Mutant("the dead keep their jobs", "OR (job.status = 'doing' AND NOT", "OR (FALSE AND NOT"),
        Mutant(
            "jobs of ended orders wait",
            "AND own.status = 'held'))",
            "))",
        ),
        Mutant(
            "a job that waits is deferred again",
            "job.queueing_lock = generation.id AND",
            "job.queueing_lock = '' AND",
        ),
    ),
)

ENGINE_PAUSES = Table(
    "core/orders/engine/pauses.py",
    ("orders/test_pauses",),
    (
        Mutant("no pause is told", "if retries == self._told:", "if True:"),
        Mutant("a pause that is over stays", "SET args = args - 'pause'", "SET args = args"),
        Mutant("each page reads pauses", "if age_s >= READ_S:", "if True:"),
        Mutant("a page reads pauses once", "if age_s >= READ_S:", "if not self._read_s > 0:"),
    ),
)

ENGINE_TURNS = Table(
    "core/orders/engine/turns.py",
    ("orders/test_engine_turns",),
    (
        Mutant("one turn for all of a person", "lines[person].last + 1", "lines[person].last"),
        Mutant("who comes is the first", "min(max(firsts), min(firsts) + 1)", "0"),
        Mutant(
            "who comes goes before the second",
            "min(max(firsts), min(firsts) + 1)",
            "min(firsts)",
        ),
        Mutant(
            "who comes is the last",
            "min(max(firsts), min(firsts) + 1)",
            "max(line.last for line in lines.values())",
        ),
        Mutant("gaps put back", "min(max(firsts), min(firsts) + 1)", "max(firsts)"),
    ),
)

ENGINE_AHEAD = Table(
    "core/orders/engine/ahead.py",
    SUITES,
    (
        Mutant("one too many", ") - 1 AS ahead", ") AS ahead"),
        Mutant("what is made is nothing", "ORDER BY started_at IS NULL,", "ORDER BY"),
        Mutant("by age alone", "priority DESC NULLS LAST, job,", ""),
        Mutant("everybody's orders", "WHERE user_id = :person AND", "WHERE :person <> '' AND"),
    ),
)

FRONT = Table(
    "core/orders/engine/front.py",
    SUITES,
    (
        Mutant(
            "a stop takes new orders",
            "        if self._stopping.is_set():\n            raise Stopping\n",
            "",
        ),
        Mutant(
            "no worker hears of a cancel",
            "            jobs.drop(self._studio, order_id)\n",
            "            pass\n",
        ),
        Mutant("nobody mends", "partial(jobs.mend, studio)", "int"),
        Mutant(
            "a cancel fails with its job",
            "except StorageFailed:\n            log",
            "except KeyError:\n            log",
        ),
    ),
)

WORKER = Table(
    "core/orders/engine/worker.py",
    SUITES,
    (
        Mutant(
            "a cancel is heard by nobody",
            "                self._mine.give_up([order])\n",
            "                pass\n",
        ),
        Mutant(
            "nobody renews",
            "Chore(renew_s, partial(renew, studio, self._mine, self._mine.give_up))",
            "Chore(renew_s, int)",
        ),
        Mutant("jobs are kept", '                    delete_jobs="always",\n', ""),
        Mutant("what hangs is left", "partial(end_running, self._studio, self._mine)", "int"),
        Mutant(
            "an order is taken twice",
            "        if self._mine.take(order, self._studio.now()):\n",
            "        self._mine.take(order, self._studio.now())\n        if order.id:\n",
            survives="A claim is the first one's alone: the second finds nothing to do.",
        ),
    ),
)

PLACES = Table(
    "core/orders/engine/places.py",
    ("orders/test_places",),
    (
        Mutant(
            "no place is given back",
            'self._open().execute("SELECT pg_advisory_unlock(%s, %s)"',
            'self._open().execute("SELECT %s, %s"',
        ),
        Mutant("our own places are asked for", "place not in self._mine[service] and", ""),
        Mutant("no limit", "range(self._places)", "range(10_000)"),
        Mutant("one service's places are all services'", 'f"place:{service}"', '"place"'),
        Mutant(
            "a lost place stays lost",
            "                    self._lock(service, place)\n",
            "                    pass\n",
        ),
        Mutant(
            "who leaves keeps a place",
            "                asked.add_done_callback(lambda done: self._give_unwanted(service, done))\n",
            "",
        ),
    ),
)
