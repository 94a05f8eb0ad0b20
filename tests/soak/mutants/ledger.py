"""Mistakes in the ledger: tokens that are made, lost, or moved without an entry."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/ledger/tokens.py",
    (
        "ledger/test_ledger",
        "ledger/test_adjustments",
        "orders/test_generation",
        "orders/test_recovery",
        "orders/test_budgets",
    ),
    (
        Mutant(
            "a settlement ends every order",
            '_LEAVE_HELD.where(ORDERS.c.id == bindparam("order"))',
            '_LEAVE_HELD.where(bindparam("order") != "")',
        ),
        Mutant(
            "hold is not limited",
            'bindparam("needed") <= _AVAILABLE)',
            "PEOPLE.c.balance >= 0)",
        ),
        Mutant(
            "held tokens can be held again",
            'bindparam("needed") <= _AVAILABLE)',
            'bindparam("needed") <= PEOPLE.c.balance)',
        ),
        Mutant(
            "the last token cannot be spent",
            'bindparam("needed") <= _AVAILABLE)',
            'bindparam("needed") < _AVAILABLE)',
        ),
        Mutant(
            "hold counts one order only",
            "needed = sum(whole_tokens(order.cost) for order in orders)",
            "needed = whole_tokens(orders[0].cost)",
        ),
        Mutant(
            "a price of another type is held",
            "sum(whole_tokens(order.cost) for",
            "sum(order.cost for",
        ),
        Mutant(
            "hold moves nothing",
            '.values(held=PEOPLE.c.held + bindparam("needed"))',
            '.values(held=PEOPLE.c.held + 0 * bindparam("needed"))',
        ),
        Mutant(
            "everybody pays",
            '_PERSON = PEOPLE.c.id == bindparam("person")',
            '_PERSON = PEOPLE.c.id != bindparam("person") + "x"',
        ),
        Mutant(
            "a stranger is poor, not unknown",
            "    if available is None:\n        raise PersonNotFound\n",
            "    available = available or 0\n",
            survives="An order of nobody fails at its foreign key before any token is asked for.",
        ),
        Mutant(
            "the refusal tells the balance",
            'db.scalar(_AVAILABLE_OF, {"person": person_id})\n    if available is None',
            'db.scalar(select(PEOPLE.c.balance).where(_PERSON), {"person": person_id})\n    if available is None',
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
            "    if ended is None:\n        return False\n",
            "    ended_at = ended_at or now\n",
        ),
        Mutant(
            "no guard on the way out of held",
            ".where(ORDERS.c.status == OrderStatus.HELD)",
            ".where(ORDERS.c.status != '')",
        ),
        Mutant(
            "a settled order stays held",
            '"to_status": OrderStatus.SETTLED',
            '"to_status": OrderStatus.HELD',
        ),
        Mutant("settle gives tokens", "        -order.cost,\n", "        order.cost,\n"),
        Mutant(
            "the entry forgets its order",
            "        generation_id=order.id,\n        prompt_id",
            "        prompt_id",
        ),
        Mutant(
            "the entry forgets its prompt", "        prompt_id=order.prompt_id,\n    )", "    )"
        ),
        Mutant(
            "no picture's row",
            '    db.execute(_ADD_IMAGE, {**image.model_dump(), "created_at": ended.ended_at})\n',
            "",
        ),
        Mutant(
            "release takes tokens",
            "_post(db, person_id, balance=0, held=-freed[person_id])",
            "_post(db, person_id, balance=-freed[person_id], held=-freed[person_id])",
        ),
        Mutant(
            "release keeps the hold",
            "_post(db, person_id, balance=0, held=-freed[person_id])",
            "_post(db, person_id, balance=0, held=0)",
        ),
        Mutant(
            "a release of many frees one",
            "freed[order.user_id] += order.cost",
            "freed[order.user_id] = order.cost",
        ),
        Mutant(
            "a moved lease is released",
            '.where(ORDERS.c.lease == bindparam("of_lease"))',
            '.where(ORDERS.c.lease >= 0 * bindparam("of_lease"))',
        ),
        Mutant("a lease is not compared", "    if lease is not None:", "    if False:"),
        Mutant("a lease of 0 is none", "    if lease is not None:", "    if lease:"),
        Mutant(
            "a settled order keeps its day's money", "    if ended.budget_day:\n", "    if False:\n"
        ),
        Mutant("released orders keep their day's money", "if order.budget_day]:", "if False]:"),
        Mutant(
            "an order that another one ended is corrected again",
            "service_days.correct(db, budgeted)",
            "service_days.correct(db, order_ids)",
        ),
        Mutant(
            "releases are not told", "    return [order.id for order in ended]\n", "    return []\n"
        ),
        Mutant("the reason is lost", '"reason": error.reason or "",', '"reason": "",'),
        Mutant("the facts are lost", '"facts": facts_as_json(error.facts)', '"facts": "{}"'),
        Mutant(
            "an end before the beginning",
            'ended_at=not_before_the_last(bindparam("now"))',
            'ended_at=bindparam("now")',
        ),
        Mutant(
            "a grant does not ask for its key",
            '"of_key": key}) is not None:',
            '"of_key": key}) == -1:',
        ),
        Mutant(
            "a grant does not lock",
            "before = _post(db, person_id, balance=0, held=0)",
            "before = 0",
        ),
        Mutant(
            "a grant over the limit",
            "if before + amount > MAX_TOKENS:",
            "if before > MAX_TOKENS:",
        ),
        Mutant(
            "the largest balance is refused",
            "if before + amount > MAX_TOKENS:",
            "if before + amount >= MAX_TOKENS:",
        ),
        Mutant("a grant of anything", "    whole_tokens(amount)\n    return", "    return"),
        Mutant(
            "another person's key counts",
            'ENTRIES.c.user_id == bindparam("person"), ENTRIES.c.key == bindparam("of_key")',
            'ENTRIES.c.key == bindparam("of_key")',
        ),
        Mutant(
            "a bool is a number of tokens", "type(amount) is not int", "not isinstance(amount, int)"
        ),
        Mutant("2^53 is allowed", "1 <= amount <= MAX_TOKENS", "1 <= amount <= MAX_TOKENS + 1"),
        Mutant("nothing is an amount", "1 <= amount <= MAX_TOKENS", "0 <= amount <= MAX_TOKENS"),
        Mutant(
            "adjusted below what is held",
            "if available is not None and available + amount < 0:",
            "if available is not None and before + amount < 0:",
        ),
        Mutant(
            "what is held cannot be all that is left",
            "if available is not None and available + amount < 0:",
            "if available is not None and available + amount <= 0:",
        ),
        Mutant("an adjustment of anything", "whole_tokens(abs(amount) if", "(abs(amount) if"),
        Mutant("an adjustment without a name", "in (actor, reason)):", "in (reason,)):"),
        Mutant("an adjustment of blanks", "all(words.strip() and is", "all(words and is"),
        Mutant("orders are not chained", "        add_order_digests(db, orders)\n", ""),
        Mutant(
            "moving a stranger's tokens is silent",
            "    if after is None:\n        raise PersonNotFound\n    return after",
            "    return after or 0",
        ),
    ),
)

WORDS = Table(
    "core/text_checks.py",
    (
        "test_text_checks",
        "test_promises_database",
        "orders/test_gate",
        "people/test_people_prompts",
    ),
    (
        Mutant("facts must be JSON", "json.dumps(fact, default=str)", "json.dumps(fact)"),
        Mutant(
            "an unspeakable fact keeps the hold",
            "    except Exception:  # noqa: BLE001 - any class",
            "    except KeyError:  # noqa: BLE001 - any class",
        ),
        Mutant("half a surrogate is kept", '"\\ud800" <= letter <= "\\udfff"', "False"),
        Mutant("a NUL is kept", '"\\0" not in words and', ""),
        Mutant("an endless id", "1 <= len(words) <= 64", "1 <= len(words)"),
        Mutant("an id of any letters", " and words.isascii()", ""),
        Mutant("an id of control characters", " and words.isprintable()", ""),
    ),
)
