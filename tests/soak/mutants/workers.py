"""Mistakes in the pool and what it stands on: orders that wait for ever, threads that die."""

from soak.mutants.table import Mutant, Table

SUITES = ("orders/test_workers", "orders/test_lanes", "orders/test_recovery")

POOL = Table(
    "core/orders/pool/workers.py",
    SUITES,
    (
        Mutant(
            "a stop takes new orders",
            "        if self._stopping.is_set():\n            raise Stopping\n",
            "",
        ),
        Mutant(
            "orders are placed and not queued",
            "        for order in orders:\n            self._lanes.put(order)\n        return orders",
            "        return orders",
        ),
        Mutant("cancel frees no worker", "        self._lanes.give_up([order_id])\n", ""),
        Mutant("nobody adopts", "Chore(recover_s, self.adopt)", "Chore(recover_s, int)"),
        Mutant("nobody renews", "Chore(renew_s, self.renew)", "Chore(renew_s, int)"),
        Mutant("recovery knows no living orders", "            living=self._mine.ids,\n", ""),
        Mutant(
            "an order's clock is the wall's",
            "return work.clock.now() if work else self._studio.now()",
            "return self._studio.now()",
        ),
        Mutant(
            "cancelled by the wall's clock",
            "now = work.clock.now() if work else None",
            "now = None",
        ),
        Mutant("a pool for each page", "        if studio not in _pools:\n", "        if True:\n"),
    ),
)

KEEPERS = Table(
    "core/orders/pool/keepers.py",
    SUITES,
    (
        Mutant(
            "nobody recovers",
            "Chore(recover_s, Recovery(studio, living=living).run_once)",
            "Chore(recover_s, int)",
        ),
        Mutant("nobody sweeps", "Chore(SWEEP_S, partial(sweep, studio))", "Chore(SWEEP_S, int)"),
        Mutant("nobody purges", "Chore(SWEEP_S, partial(purge, studio))", "Chore(SWEEP_S, int)"),
        Mutant("renewal slower than a lease", "RENEW_S = 5.0", "RENEW_S = 7.0"),
    ),
)

CARRYING = Table(
    "core/orders/pool/carrying.py",
    ("orders/test_lanes", "orders/test_workers", "orders/test_pauses"),
    (
        Mutant("nobody hears of pauses", "work.clock, work.pauses.note)", "work.clock)"),
        Mutant(
            "a worker dies of SystemExit",
            "    except BaseException:\n",
            "    except Exception:\n",
        ),
        Mutant(
            "given-up orders are made",
            "        if work is not None and not work.cancel.is_set:\n",
            "        if work is not None:\n",
            survives="What is given up is not held any more: no claim on it succeeds.",
        ),
        Mutant(
            "ended orders stay in hand",
            "        mine.drop([order_id])\n",
            "        pass\n",
        ),
    ),
)

LANES = Table(
    "core/orders/pool/lanes.py",
    ("orders/test_lanes", "orders/test_workers", "orders/test_pauses"),
    (
        Mutant(
            "orders are queued twice",
            "        if work := self._mine.take(order, self._studio.now()):\n",
            "        self._mine.take(order, self._studio.now())\n        if work := self._mine.find(order.id):\n",
        ),
        Mutant(
            "what has begun is queued again",
            "or order.started_at is not None:",
            "or order.started_at == -1:",
            survives="A claim is the first one's alone: the second worker finds nothing to do.",
        ),
        Mutant(
            "another process's orders are queued",
            "        if order.owner != self._studio.instance:\n            return\n",
            "",
        ),
        Mutant("running calls are not given up", "        self._mine.give_up(order_ids)\n", ""),
        Mutant(
            "what is given up waits on",
            "        self._mine.give_up(order_ids)\n        self._drop(order_ids)\n",
            "        self._mine.give_up(order_ids)\n",
        ),
        Mutant(
            "one lane for all",
            "return self._lanes.get(work.service) or self._lanes[default]",
            "return self._lanes[default]",
        ),
        Mutant(
            "no lane for what is gone",
            "return self._lanes.get(work.service) or self._lanes[default]",
            "return self._lanes[work.service]",
        ),
        Mutant(
            "the lost stay lost",
            "                self._lane(work).put(work.ticket)\n        self._astray",
            "                pass\n        self._astray",
        ),
        Mutant(
            "workers never end",
            "            self._is_closed = True\n",
            "",
        ),
        Mutant("a worker is not woken", "            self._changed.notify()\n", ""),
        Mutant(
            "what is worked on looks lost",
            "return self._turns.ids() | set(self._busy.values())",
            "return self._turns.ids()",
        ),
        Mutant(
            "a stop leaves waiting orders in the queue",
            "return sorted(self._drop(self._mine.ids()))",
            "return sorted(self._mine.ids())",
        ),
    ),
)

LEASES = Table(
    "core/orders/pool/leases.py",
    SUITES,
    (
        Mutant(
            "leases are not renewed",
            ".values(lease=col(Generation.lease) + 1)\n            .ret",
            ".values(lease=col(Generation.lease))\n            .ret",
        ),
        Mutant("ended orders go on", "        give_up(set(some) - held)\n", ""),
        Mutant(
            "one batch is renewed",
            "range(0, len(ids), MOST_IDS)",
            "range(0, min(1, len(ids)), MOST_IDS)",
        ),
        Mutant(
            "orphans are not adopted",
            "        for order in adopted:\n            self._lanes.put(order)\n",
            "",
        ),
        Mutant(
            "owned orders are adopted",
            "in_status(OrderStatus.HELD), col(Generation.owner).is_(None)",
            "in_status(OrderStatus.HELD)",
        ),
        Mutant("nobody looks for the lost", "        self._lanes.queue_the_lost()\n", ""),
    ),
)

ENDING = Table(
    "core/orders/pool/ending.py",
    SUITES,
    (
        Mutant(
            "a stop leaves orders held",
            "        _release(studio, running[start : start + MOST_IDS])\n",
            "        pass\n",
        ),
        Mutant(
            "a stop leaves waiting orders",
            "            _release(self._studio, waiting[:MOST_IDS])\n",
            "",
        ),
        Mutant("a stop never drains", "DRAIN_S = 5.0", "DRAIN_S = 0.0"),
        Mutant("a stop waits too long", "DRAIN_S = 5.0", "DRAIN_S = 50.0"),
        Mutant(
            "a stop waits for the database",
            "if not self._is_over.wait(self._stop_s):",
            "if not self._is_over.wait(600):",
        ),
        Mutant(
            "running calls are not given up",
            "    mine.give_up(running)\n",
            "",
            survives="Their holds are released and the process ends: nobody waits for the calls.",
        ),
    ),
)

SUPERVISOR = Table(
    "core/processes/threads.py",
    ("test_threads", "orders/test_workers"),
    (
        Mutant(
            "a keeper ends at its first failure",
            "        except Exception:\n            log.exception(failed)",
            "        except KeyError:\n            log.exception(failed)",
        ),
        Mutant(
            "nobody is started again",
            "            self.start()\n            try:",
            "            try:",
        ),
        Mutant(
            "a chore ends the supervisor",
            "            except Exception:\n",
            "            except KeyError:\n",
        ),
        Mutant(
            "the supervisor is not watched", '{**targets, "supervisor": self._watch}', "{**targets}"
        ),
        Mutant(
            "the stopped start again",
            "                if self._stopping.is_set():\n                    return\n",
            "",
        ),
        Mutant(
            "the stopped are dead",
            "return [] if self._stopping.is_set() else self._dead()",
            "return self._dead()",
        ),
        Mutant(
            "nobody is ever dead",
            "return [] if self._stopping.is_set() else self._dead()",
            "return []",
        ),
        Mutant(
            "threads that keep the process", "name=name, daemon=True)", "name=name, daemon=False)"
        ),
        Mutant("no chore", "                self._chore()\n", "                pass\n"),
        Mutant("the living are started again", "if not self._lives(name)]", "]"),
        Mutant(
            "the system has no thread left",
            "        except RuntimeError:",
            "        except KeyError:",
        ),
    ),
)

IN_HAND = Table(
    "core/orders/pool/in_progress.py",
    ("orders/test_lanes", "orders/test_workers", "orders/test_pauses"),
    (
        Mutant(
            "taken twice",
            "            if order.id in self._works:\n                return None\n",
            "",
        ),
        Mutant(
            "nothing is dropped",
            "                self._works.pop(order_id, None)\n",
            "                pass\n",
        ),
        Mutant("nothing is given up", "            work.cancel.set()\n", "            pass\n"),
        Mutant(
            "all are given up",
            "for order_id in order_ids if order_id in self._works]",
            "for order_id in self._works]",
        ),
        Mutant(
            "a pause does not run down",
            "began_s + pause.seconds - self._monotonic()",
            "pause.seconds",
        ),
        Mutant("a pause goes below nothing", "seconds=max(0.0, began_s", "seconds=(0.0 + began_s"),
    ),
)

CLOCK = Table(
    "core/orders/stopwatch.py",
    ("orders/test_recovery", "orders/test_workers"),
    (
        Mutant("seconds are milliseconds", "self._began_s) * 1000)", "self._began_s) * 1)"),
        Mutant("time stands still", "(self._monotonic() - self._began_s) * 1000", "0"),
    ),
)
