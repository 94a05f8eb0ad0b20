"""Mistakes in limits and budgets: passed by a race, kept for ever, spent twice, or not at all."""

from soak.mutants.table import Mutant, Table

LIMITS = Table(
    "core/orders/limits/personal.py",
    ("orders/test_limits", "orders/test_placing"),
    (
        Mutant("no limit of open orders", "    if open_now > limit:\n", "    if False:\n"),
        Mutant("one open order less", "    if open_now > limit:\n", "    if open_now >= limit:\n"),
        Mutant(
            "a batch has a click's limits",
            "    if not orders[0].batch:\n",
            "    if True:\n",
            survives="only clicks are counted, and a batch adds none",
        ),
        Mutant("the refusal counts the new ones", "open=open_now - new", "open=open_now"),
        Mutant("batches count as clicks", ", ~ORDERS.c.batch)\n_CHARGED", ")\n_CHARGED"),
        Mutant(
            "what came back counts",
            "ORDERS.c.status.in_((OrderStatus.HELD, OrderStatus.SETTLED))",
            "ORDERS.c.status != ''",
        ),
        Mutant(
            "what is settled is forgotten",
            "ORDERS.c.status.in_((OrderStatus.HELD, OrderStatus.SETTLED))",
            "ORDERS.c.status.in_((OrderStatus.HELD,))",
        ),
        Mutant(
            "everybody's orders count",
            'and_(ORDERS.c.user_id == bindparam("person"), ORDERS.c.created_at >',
            'and_(bindparam("person") != "", ORDERS.c.created_at >',
        ),
        Mutant(
            "clicks a minute have no limit",
            "    if count > limit:\n        wanted",
            "    if 0:\n        wanted",
        ),
        Mutant("one token too many", "    if count <= limit:\n", "    if count <= limit + 1:\n"),
        Mutant(
            "it is possible at once",
            "            return instant + span_ms",
            "            return instant",
        ),
        Mutant("a little too soon", "        if left >= amount:", "        if left >= 0:"),
        Mutant("what never fits is waited for", "    if new > limit:\n", "    if new < 0:\n"),
    ),
)

SHOWN = Table(
    "core/orders/limits/per_person.py",
    ("orders/test_used_by_person",),
    (
        Mutant(
            "what came back is shown as used",
            "(OrderStatus.HELD, OrderStatus.SETTLED)",
            "tuple(OrderStatus)",
        ),
        Mutant(
            "a batch is shown as clicked",
            'bindparam("minute"), ~col(Generation.batch)',
            'bindparam("minute"), True',
        ),
        Mutant(
            "a batch is shown as open",
            "in_status(OrderStatus.HELD), ~col(Generation.batch)",
            "in_status(OrderStatus.HELD)",
        ),
        Mutant("all orders are the day's", '"since": now - DAY_MS', '"since": 0'),
        Mutant("all clicks are the minute's", '"minute": now - MINUTE_MS', '"minute": 0'),
        Mutant(
            "who waits is left out",
            "union_all(_OF_THE_DAY, _OPEN)",
            "union_all(_OF_THE_DAY, _OPEN.where(col(Generation.id) == ''))",
        ),
        Mutant(
            "sums are no whole numbers",
            "cast(func.sum(each.c[name]), BigInteger)",
            "func.sum(each.c[name])",
        ),
        Mutant(
            "who has used least stands first",
            "newest_by=(used.c.tokens,",
            "newest_by=(-used.c.tokens,",
        ),
    ),
)

BUDGETS = Table(
    "core/orders/limits/budgets.py",
    ("orders/test_budgets",),
    (
        Mutant(
            "an unknown price is free",
            "studio.settings.unknown_price if price is None",
            "0 * studio.settings.unknown_price if price is None",
        ),
        Mutant(
            "what has no budget is kept",
            "if service in studio.budgets and estimate:",
            "if estimate:",
        ),
        Mutant(
            "the first order of a placing alone",
            "            needed[day] += order.budget_micros\n    db",
            "            needed[day] = order.budget_micros\n    db",
        ),
        Mutant(
            "nothing is refused",
            "            raise _spent(studio, tx",
            "            _spent(studio, tx",
        ),
        Mutant(
            "the day begins at another midnight",
            "(now + studio.settings.team_utc_offset_h * HOUR_MS) // _DAY_MS",
            "(now - studio.settings.team_utc_offset_h * HOUR_MS) // _DAY_MS",
        ),
        Mutant(
            "it is possible before the day ends",
            "(day + 1) * _DAY_MS - studio",
            "day * _DAY_MS - studio",
        ),
        Mutant("more than a day is waited for", '"at_once" if needed > most else None', "None"),
        Mutant(
            "a shortage is not told",
            "> most:\n            return _spent",
            "> 2 * most:\n            return _spent",
        ),
    ),
)

DAYS = Table(
    "core/ledger/service_days.py",
    ("orders/test_budgets",),
    (
        Mutant(
            "the guard forgets what is spent",
            "serviceday.reserved + serviceday.spent + excluded.reserved <=",
            "serviceday.reserved + excluded.reserved <=",
        ),
        Mutant(
            "the guard forgets what is reserved",
            "serviceday.reserved + serviceday.spent + excluded.reserved <=",
            "serviceday.spent + excluded.reserved <=",
        ),
        Mutant(
            "a second order replaces the first",
            "SET reserved = serviceday.reserved + excluded.reserved",
            "SET reserved = excluded.reserved",
        ),
        Mutant("a day's first orders pass", "    if needed > most:", "    if needed < 0:"),
        Mutant(
            "a reservation stays for ever",
            "THEN reserved - :reserved ELSE",
            "THEN reserved - 0 * :reserved ELSE",
        ),
        Mutant("nothing is spent", "spent = spent + :spent", "spent = spent + 0 * :spent"),
        Mutant(
            "an unknown price cost nothing",
            "WHEN status = 'settled' OR ({_MAY_BE_BILLED}) THEN",
            "WHEN status <> 'settled' AND ({_MAY_BE_BILLED}) THEN",
        ),
        Mutant(
            "a failure cost its estimate",
            "WHEN status = 'settled' OR ({_MAY_BE_BILLED}) THEN",
            "WHEN status <> 'held' THEN",
        ),
        Mutant(
            "a call that was left cost nothing",
            "WHEN status = 'settled' OR ({_MAY_BE_BILLED}) THEN",
            "WHEN status = 'settled' THEN",
        ),
        Mutant(
            "an order that was never begun cost its estimate",
            "generating_at IS NOT NULL AND (",
            "(",
        ),
        Mutant(
            "a picture that was lost cost nothing",
            "    saving_at IS NOT NULL\n    OR",
            "   ",
        ),
        Mutant(
            "a picture whose decoder failed cost nothing",
            "IN ('CANCELLED', 'DECODER_FAILED')",
            "IN ('CANCELLED')",
        ),
        Mutant("an unreadable picture cost nothing", ", 'unreadable_answer'", ""),
        Mutant(
            "another currency is taken for the day's",
            "CASE WHEN picture_currency = budget_currency",
            "CASE WHEN picture_currency <> ''",
        ),
    ),
)
