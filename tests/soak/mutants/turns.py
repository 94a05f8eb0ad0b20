"""Mistakes in whose turn it is, and in what people are told of it."""

from soak.mutants.table import Mutant, Table

TURNS = Table(
    "core/orders/pool/turns.py",
    ("orders/test_turns",),
    (
        Mutant("batches are clicks", "return self.batch, self.person", "return False, self.person"),
        Mutant("who came first has all turns", "self._taken.get(line, 0))", "0)"),
        Mutant(
            "a turn begins where the last one did",
            "max(self._arrived[oldest.order_id], self._taken.get(line, 0))",
            "self._taken.get(line, self._arrived[oldest.order_id])",
        ),
        Mutant(
            "one waits twice",
            "        if ticket.order_id in self._arrived:\n            return\n",
            "",
        ),
        Mutant("the newest first", "tickets.pop(0).order_id", "tickets.pop().order_id"),
        Mutant(
            "what is put back is the last",
            "insort(self._lines.setdefault(ticket.line, []), ticket)",
            "self._lines.setdefault(ticket.line, []).append(ticket)",
        ),
        Mutant("what is dropped waits on", "if ticket.order_id not in dropped]", "]"),
        Mutant(
            "all that is named is dropped",
            "for order_id in order_ids if order_id in self._arrived}",
            "for order_id in order_ids}",
        ),
        Mutant(
            "who comes back has the old turn",
            "        self._taken.pop(line, None)  # whoever",
            "        pass  # whoever",
            survives="Whoever comes back comes later than their last turn. It would only be kept.",
        ),
    ),
)

AHEAD = Table(
    "core/orders/views/ahead.py",
    ("orders/views/test_ahead",),
    (
        Mutant(
            "what is being made is nothing",
            "SELECT id, user_id, owner, made + ROW",
            "SELECT id, user_id, owner, ROW",
        ),
        Mutant("one too many", ") - 1 AS ahead", ") AS ahead"),
        Mutant("no classes", "ORDER BY batch, place, CASE", "ORDER BY place, CASE"),
        Mutant("no turns", "ORDER BY batch, place, CASE", "ORDER BY batch, CASE"),
        Mutant(
            "who came first begins",
            "WHEN oldest >= begun AND oldest >= ended THEN oldest",
            "WHEN 1 = 1 THEN oldest",
        ),
        Mutant("what ended is forgotten", "SELECT MAX(ended.started_at)", "SELECT MAX(0)"),
        Mutant(
            "what is being made had no turn",
            "COALESCE(MAX(started_at) OVER line, 0) AS begun",
            "0 AS begun",
        ),
        Mutant(
            "clicks take the batches' turns",
            "                     AND ended.batch = held.batch\n",
            "",
        ),
        Mutant("another service's turns count", "AND ended.provider = held.provider", ""),
        Mutant(
            "one lane for all",
            "PARTITION BY owner, provider\n                   ORDER BY batch",
            "PARTITION BY owner\n                   ORDER BY batch",
        ),
        Mutant(
            "dead processes make",
            "PARTITION BY owner, provider\n                   ORDER BY batch",
            "PARTITION BY provider\n                   ORDER BY batch",
        ),
        Mutant("everybody's orders", " WHERE user_id = :person", " WHERE :person <> ''"),
    ),
)
