"""Mistakes in recovery: a living order taken, a dead one kept."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/orders/recovery.py",
    ("orders/test_recovery", "orders/test_generation", "orders/test_workers"),
    (
        Mutant("a lease is over at once", "now_s - sight.since_s >= LEASE_S", "now_s >= 0"),
        Mutant(
            "a lease is over a moment late",
            "now_s - sight.since_s >= LEASE_S",
            "now_s - sight.since_s > LEASE_S",
        ),
        Mutant("a lease of half the time", "LEASE_S = 20.0", "LEASE_S = 10.0"),
        Mutant(
            "a moving lease is over",
            "if last is None or last.lease != lease or order_id in living:",
            "if last is None or order_id in living:",
        ),
        Mutant(
            "our own living orders are taken",
            "if last is None or last.lease != lease or order_id in living:",
            "if last is None or last.lease != lease:",
        ),
        Mutant("nothing is remembered", "        self._sights = seen\n", ""),
        Mutant(
            "a gap counts as a watch",
            "self._sights if now_s - self._looked_s <= GAP_S else {}",
            "self._sights",
        ),
        Mutant(
            "every look begins anew",
            "self._sights if now_s - self._looked_s <= GAP_S else {}",
            "{}",
        ),
        Mutant(
            "looks are not dated",
            "        self._looked_s = now_s\n",
            "",
        ),
        Mutant(
            "ended orders are watched",
            "in_status(OrderStatus.HELD), col(Generation.owner).is_not(None)",
            "col(Generation.owner).is_not(None)",
        ),
        Mutant(
            "orders without an owner are recovered",
            "in_status(OrderStatus.HELD), col(Generation.owner).is_not(None)",
            "in_status(OrderStatus.HELD)",
        ),
        Mutant(
            "recovery never goes forward",
            "if studio.images.find_original(order_id) is None:",
            "if True:",
        ),
        Mutant(
            "a release compares no lease",
            "[order_id], interrupted, lease=lease))",
            "[order_id], interrupted))",
        ),
        Mutant(
            "a damaged picture compares no lease",
            "[order_id], damaged, lease=lease))",
            "[order_id], damaged))",
        ),
        Mutant(
            "one failure blocks the others",
            "        except Exception:  # a decoder",
            "        except KeyError:  # a decoder",
        ),
        Mutant("ends are not counted", "ended = sum(self._end(", "ended = 0 * sum(self._end("),
        Mutant(
            "a lost race counts",
            "        except Cancelled:\n            return False\n",
            "        except Cancelled:\n            return True\n",
        ),
    ),
)
