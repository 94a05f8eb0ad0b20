"""Mistakes in the buckets: orders counted twice or never, or shown where they do not belong."""

from soak.mutants.table import Mutant, Table

SUITES = (
    "orders/statistics/test_fold",
    "orders/statistics/test_buckets",
    "orders/statistics/test_statistics_audit",
)

FOLD = Table(
    "core/orders/statistics/fold.py",
    SUITES,
    (
        Mutant(
            "open orders are folded",
            "_DUE = (~ORDERS.c.folded, ORDERS.c.status != OrderStatus.HELD)",
            "_DUE = (~ORDERS.c.folded,)",
        ),
        Mutant(
            "what another has folded is counted again",
            "expanding=True)), *_DUE)",
            "expanding=True)))",
        ),
        Mutant(
            "a count replaces the one before",
            "BUCKETS.c[name] + statement.excluded[name]",
            "statement.excluded[name]",
        ),
        Mutant(
            "the cost of later orders is lost",
            "for name in Sums._fields}",
            'for name in ("orders", "priced", "micros")}',
        ),
        Mutant(
            "the money of later orders is lost",
            "for name in Sums._fields}",
            'for name in ("orders", "cost", "priced")}',
        ),
        Mutant(
            "later prices are as unknown as the first",
            "for name in Sums._fields}",
            'for name in ("orders", "cost", "micros")}',
        ),
        Mutant(
            "marks and counts are two transactions",
            "        if counts:\n",
            "        tx.connection().exec_driver_sql('COMMIT')\n        if counts:\n",
        ),
        Mutant(
            "only the first few are folded",
            "        if rest(REST_S):\n",
            "        if rest(REST_S) or folded:\n",
        ),
        Mutant(
            "a stop is ignored",
            "        if rest(REST_S):\n            break\n",
            "        rest(REST_S)\n",
        ),
        Mutant("clicks wait", "        if rest(REST_S):\n", "        if rest(0.0):\n"),
        Mutant("any orders are folded first", ".order_by(ORDERS.c.created_at)", ""),
        Mutant(
            "each order counts as two",
            "count(counts, bucket, sums_of(order))",
            "count(counts, bucket, sums_of(order).plus(sums_of(order)))",
        ),
        Mutant(
            "what another has folded is read",
            'tx.execute(_READ, {"orders": marked})',
            'tx.execute(_READ, {"orders": order_ids})',
        ),
        Mutant("nobody hears how many", "    return folded\n", "    return 0\n"),
    ),
)

BUCKETS = Table(
    "core/orders/statistics/buckets.py",
    SUITES,
    (
        Mutant("bins of a tenth", "* 105 // 100", "* 110 // 100"),
        Mutant(
            "the least of a bin is shown", "return (least_ms + greatest) // 2", "return least_ms"
        ),
        Mutant("failures have durations", "if settled else 0,", "if settled else order.ended_at,"),
        Mutant(
            "a time before the beginning is the longest",
            "_EDGES[max(0, bisect_right(_EDGES, duration_ms) - 1)]",
            "_EDGES[bisect_right(_EDGES, duration_ms) - 1]",
        ),
        Mutant(
            "spans begin with an order",
            "order.created_at // span_ms * span_ms,",
            "order.created_at // QUARTER_MS * QUARTER_MS,",
        ),
        Mutant(
            "orders count where they end", "begins_at=order.created_at", "begins_at=order.ended_at"
        ),
        Mutant("orders cost nothing", "Sums(1, order.cost, ", "Sums(1, 1, "),
        Mutant("unknown prices are known", "int(is_priced), order", "1, order"),
        Mutant("all currencies are one", "currency=order.currency,", 'currency="USD",'),
        Mutant("models are one", "model=order.model,", 'model="",'),
        Mutant("services are one", "provider=order.provider,", 'provider="",'),
        Mutant("reasons are one", "error_reason=order.error_reason,", 'error_reason="",'),
        Mutant(
            "orders from before versions are not folded",
            'order.version_id or ""',
            "order.version_id",
        ),
        Mutant(
            "nobody has buckets of their own",
            "for person_id in (order.user_id, EVERYBODY)",
            "for person_id in (EVERYBODY,)",
        ),
        Mutant(
            "a span too many at the beginning",
            "-(-edge.start // span_ms) * span_ms",
            "edge.start // span_ms * span_ms",
        ),
        Mutant(
            "a span too many at the end",
            "edge.end // span_ms * span_ms",
            "-(-edge.end // span_ms) * span_ms",
        ),
        Mutant(
            "the beginning's edge is lost",
            "        if edge.start != first:\n",
            "        if False:\n",
        ),
        Mutant("the end's edge is lost", "        if edge.end != last:\n", "        if False:\n"),
        Mutant(
            "months are read in days",
            "SPANS_OF_ALL = (MONTH_MS, DAY_MS, QUARTER_MS)",
            "SPANS_OF_ALL = (DAY_MS, QUARTER_MS)",
        ),
    ),
)

STATISTICS = Table(
    "core/orders/statistics/reads.py",
    SUITES,
    (
        Mutant("a fold between two queries shows", "database.snapshot()", "database.read()"),
        Mutant(
            "orders that are not folded are missing",
            "    yield from session.execute(_not_folded(columns, chosen))\n",
            "",
        ),
        Mutant("edges are missing", "    for edge in edges:\n", "    for edge in ():\n"),
        Mutant("edges have orders twice", "edge).where(col(Generation.folded))", "edge)"),
        Mutant(
            "folded orders are read again",
            "person_id=None)).where(~col(Generation.folded))",
            "person_id=None))",
        ),
        Mutant(
            "others' open orders are mine",
            'func.coalesce(col(Generation.user_id), "") == chosen.person_id',
            "True",
        ),
        Mutant(
            "all that a person ever ordered is read",
            'func.coalesce(col(Generation.user_id), "")',
            "col(Generation.user_id)",
        ),
        Mutant(
            "a person sees everybody's buckets",
            "== (chosen.person_id or EVERYBODY),",
            "== EVERYBODY,",
        ),
        Mutant(
            "spans of all lengths are added",
            "        col(OrderBucket.span_ms) == span_ms,\n",
            "",
        ),
        Mutant(
            "the last of equal ends counts alone",
            "ends[end] = ends.get(end, Sums()).plus(more)",
            "ends[end] = more",
        ),
        Mutant(
            "failures cost tokens",
            "            spent += sums.cost\n",
            "        spent += sums.cost\n        if end.status == OrderStatus.SETTLED:\n",
        ),
        Mutant(
            "buckets of all services are added",
            "        *chosen.made_by.of(col(OrderBucket.provider), col(OrderBucket.model)),\n",
            "",
        ),
        Mutant(
            "money of two currencies is added",
            "micros[end.currency] += sums.micros",
            'micros["USD"] += sums.micros',
        ),
        Mutant(
            "a currency without money is told",
            "        if sums.priced:\n",
            "        if sums.orders:\n",
        ),
        Mutant(
            "refusals whose price is known are pictures",
            "            priced += sums.priced\n",
            "        priced += sums.priced\n",
        ),
        Mutant(
            "a picture of an unknown price is free",
            " or self.priced < self.settled",
            "",
        ),
        Mutant(
            "services of one prompt are told apart",
            'Grouping.SERVICE: ("provider",)',
            'Grouping.SERVICE: ("provider", "model")',
        ),
        Mutant(
            "the fastest is shown as the slowest",
            "in sorted(durations.items())",
            "in sorted(durations.items(), reverse=True)",
        ),
        Mutant(
            "cancelled orders are failures",
            "failures.pop(CANCELLED, 0)",
            "failures.get(CANCELLED, 0)",
        ),
    ),
)

MONEY = Table(
    "core/orders/statistics/money.py",
    ("orders/statistics/test_fold",),
    (
        Mutant(
            "a picture of an unknown price is free", "and_(_picture.is_(None), _is_picture),", ""
        ),
        Mutant(
            "a refusal's price is looked for",
            "and_(_picture.is_(None), _is_picture),",
            "_picture.is_(None),",
        ),
        Mutant(
            "a rewriting of an unknown price is free",
            "            and_(_rewriting.is_(None), _is_rewritten),\n",
            "",
        ),
        Mutant(
            "a rewriting that failed was used",
            ", ORDERS.c.enhance_error == _EMPTY)",
            ")",
        ),
        Mutant(
            "a rewriting alone costs nothing",
            "(_picture.is_(None), _rewriting)",
            "(_picture.is_(None), null())",
        ),
        Mutant("rewritings cost nothing", "_picture + _rewriting)", "_picture)"),
        Mutant(
            "a yuan is a dollar",
            "ORDERS.c.picture_currency == ORDERS.c.enhance_currency",
            "ORDERS.c.picture_currency >= _EMPTY",
        ),
        Mutant(
            "a rewriting alone is in the picture's currency",
            "(and_(_picture.is_(None), _rewriting.is_not(None)), ORDERS.c.enhance_currency)",
            "(and_(_picture.is_(None), _rewriting.is_not(None)), ORDERS.c.picture_currency)",
        ),
    ),
)

AUDIT = Table(
    "core/orders/statistics/audit_rules.py",
    ("orders/statistics/test_statistics_audit",),
    (
        Mutant("the whole is not counted", "    yield from _wrong_total(session)\n", ""),
        Mutant("orders that wait for the fold are missed", "- unfolded  #", "  #"),
        Mutant(
            "days are not counted again",
            '    yield "orders of a day", _counted(session, EVERYBODY, day), in_day\n',
            "",
        ),
        Mutant(
            "quarters are not looked at", "length.in_((QUARTER_MS, DAY_MS))", "length == DAY_MS"
        ),
        Mutant(
            "quarters need not add up",
            '    yield "quarters of a month", _summed(session, month, _OF_ALL, length == QUARTER_MS), whole\n',
            "",
        ),
        Mutant(
            "days need not add up",
            '    yield "days of a month", _summed(session, month, _OF_ALL, length == DAY_MS), whole\n',
            "",
        ),
        Mutant(
            "people need not add up",
            '    yield "people of a month", _summed(session, month, _OF_PEOPLE, length == MONTH_MS), whole\n',
            "",
        ),
        Mutant(
            "a person's month is not counted again",
            "_counted(session, person_id, month), theirs",
            "theirs, theirs",
        ),
        Mutant(
            "what is missing is not seen",
            "in sorted(wanted.keys() | found.keys())",
            "in sorted(found.keys())",
        ),
        Mutant(
            "what is too much is not seen",
            "in sorted(wanted.keys() | found.keys())",
            "in sorted(wanted.keys())",
        ),
        Mutant(
            "cost is not compared", "should != does", "should != does._replace(cost=should.cost)"
        ),
        Mutant(
            "counts are not compared",
            "should != does",
            "should != does._replace(orders=should.orders)",
        ),
        Mutant(
            "money is not compared",
            "should != does",
            "should != does._replace(micros=should.micros)",
        ),
        Mutant(
            "what is known is not compared",
            "should != does",
            "should != does._replace(priced=should.priced)",
        ),
        Mutant("always the same is drawn", "instant >= pick(*bounds)", "instant >= bounds[0]"),
        Mutant("words are an instant", "between(0, MAX_TOKENS)", "is_not(None)"),
        Mutant("half an instant is drawn from", "int(first), int(last)", "first, last"),
    ),
)

TENTH = Table(
    "core/migrations/versions/0010_count_ended_orders_in_buckets.py",
    ("orders/statistics/test_fold", "test_migrations"),
    (
        Mutant(
            "the planner expects long spans everywhere",
            "if op.get_bind().dialect.name == 'postgresql':",
            "if False:",
        ),
        Mutant("the index holds all orders on SQLite", "sqlite_where=sa.text('folded = 0'),", ""),
        Mutant(
            "the index holds all orders on PostgreSQL",
            "postgresql_where=sa.text('NOT folded'),",
            "",
        ),
    ),
)
