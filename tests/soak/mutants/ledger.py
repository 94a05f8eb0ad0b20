"""Mistakes in the ledger: tokens held twice, spent twice, lost or made."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/ledger.py",
    ("test_ledger", "test_generation"),
    (
        Mutant("hold is not limited", 'bindparam("needed") <= _AVAILABLE', "PEOPLE.c.balance >= 0"),
        Mutant(
            "held tokens can be held again",
            'bindparam("needed") <= _AVAILABLE',
            'bindparam("needed") <= PEOPLE.c.balance',
        ),
        Mutant(
            "the last token cannot be spent",
            'bindparam("needed") <= _AVAILABLE',
            'bindparam("needed") < _AVAILABLE',
        ),
        Mutant(
            "hold counts one order only",
            "needed = sum(whole_tokens(order.cost) for order in orders)",
            "needed = whole_tokens(orders[0].cost)",
        ),
        Mutant(
            "settle keeps the hold",
            "balance=-order.cost, held=-order.cost",
            "balance=-order.cost, held=0",
        ),
        Mutant(
            "settle is free", "balance=-order.cost, held=-order.cost", "balance=0, held=-order.cost"
        ),
        Mutant(
            "settle twice",
            "if not _moved_one(tx.execute(_LEAVE_HELD, settled)):",
            "if _moved_one(tx.execute(_LEAVE_HELD, settled)) is None:",
        ),
        Mutant(
            "no guard on the way out of held",
            "ORDERS.c.status == OrderStatus.HELD",
            "ORDERS.c.status != ''",
        ),
        Mutant(
            "release takes tokens",
            "_post(tx, user_id, balance=0, held=-cost)",
            "_post(tx, user_id, balance=-cost, held=-cost)",
        ),
        Mutant(
            "release keeps the hold",
            "_post(tx, user_id, balance=0, held=-cost)",
            "_post(tx, user_id, balance=0, held=0)",
        ),
        Mutant(
            "a live order is released as expired",
            "_RELEASE_EXPIRED if only_expired else _RELEASE",
            "_RELEASE",
        ),
        Mutant(
            "a grant does not ask for its key",
            '"of_key": key}) is not None:',
            '"of_key": key}) == -1:',
        ),
        Mutant(
            "a grant does not lock",
            "    _post(tx, user_id, balance=0, held=0)\n    if tx.scalar(_ENTRY",
            "    if tx.scalar(_ENTRY",
        ),
        Mutant(
            "a bool is a number of tokens", "type(amount) is not int", "not isinstance(amount, int)"
        ),
        Mutant("2^53 is allowed", "1 <= amount <= MAX_TOKENS", "1 <= amount <= MAX_TOKENS + 1"),
        Mutant("numbers skip", "(last or 0) + 1", "(last or 0) + 2"),
    ),
)
