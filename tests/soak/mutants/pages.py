"""Mistakes in what a page orders: another version, another price, or values nobody chose."""

from soak.mutants.table import Mutant, Table

FORM = Table(
    "pages/parts/order_form/form.py",
    ("pages/test_page_versions", "pages/test_page_form", "pages/test_page_generate"),
    (
        Mutant(
            "a click orders what was not shown",
            '    st.session_state[VERSION] = card.version_id if card else ""\n',
            "",
        ),
        Mutant(
            "a fixed seed is a fresh one",
            "    if not given[FIX_SEED]:\n",
            "    if True:\n",
        ),
    ),
)

FORM_KEY = Table(
    "pages/parts/order_form/form_key.py",
    ("pages/test_form_key", "pages/test_page_generate"),
    (
        Mutant("each process has a key of its own", "_from_address(person) or ", ""),
        Mutant("what is filled in is no part of it", "key + _digest(repr(filled_in))", "key"),
        Mutant("a bookmark brings its picture back", "if not _have_ended(person, key)", "if key"),
        Mutant("a key lasts for ever", "return bool(placed) and not", "return False and not"),
        Mutant(
            "the second half of a double click orders",
            "not (has_own and click_keys.was_just_clicked(BUTTON))",
            "True",
        ),
        Mutant(
            "the next key is passed over",
            "        click_keys.forget(BUTTON)  # its last click was of the key before\n",
            "",
        ),
    ),
)

ORDERING = Table(
    "pages/parts/order_form/ordering.py",
    ("pages/test_page_versions", "pages/test_page_form", "pages/test_page_generate"),
    (
        Mutant(
            "again orders the live version",
            "variables=values.of_order(orders[0]))",
            'variables=values.of_order(orders[0]), version_id="")',
        ),
        Mutant(
            "again forgets its values", "variables=values.of_order(orders[0]))", "variables=())"
        ),
    ),
)

VALUES = Table(
    "pages/parts/order_form/values.py",
    ("pages/test_page_versions",),
    (
        Mutant("another prompt's values are taken", "if order.prompt_id == prompt_id:", "if True:"),
        Mutant(
            "values of names that are gone stay",
            "for name in variables.names(card.text)",
            "for name in brought",
        ),
        Mutant("the text's own values are said", " and brought[name] != card.values.get(name)", ""),
        Mutant("what was brought is missing", "if name not in brought)", "if True)"),
    ),
)

AGAIN = Table(
    "pages/parts/generate/outcomes.py",
    (
        "pages/test_page_versions",
        "pages/test_page_form",
        "pages/test_page_results",
        "pages/test_page_makers",
    ),
    (
        Mutant("again is offered at today's price", "card, count, again=order)", "card, count)"),
        Mutant("a retry of four costs one", "card, count, again=order)", "card, again=order)"),
        Mutant("another price is not told", "if card and card.cost != order.cost:", "if False:"),
        Mutant("a retry makes one", "[each.id for each in orders]", "[order.id]"),
        Mutant(
            "several models' failures are never one box",
            "_cause(order), []",
            "(*_cause(order), order.provider), []",
        ),
        Mutant(
            "unequal failures are one form",
            "clicks.setdefault(len(each), [])",
            "clicks.setdefault(1, [])",
        ),
        Mutant(
            "what failed is charged on the page",
            "for order in orders if order.status == OrderStatus.SETTLED]",
            "for order in orders]",
        ),
    ),
)

RESULTS = Table(
    "pages/parts/generate/results.py",
    ("pages/test_page_results",),
    (
        Mutant(
            "the named order is there twice",
            "[Placing((named,)), *(Placing(lives) for lives in kept if lives)]",
            "[Placing((named,)), *placings]",
        ),
        Mutant(
            "the named order is among the older ones",
            "if named is None or each != named.order.id]",
            "if True]",
        ),
        Mutant(
            "the named order is drawn with its click too",
            "life.is_open or placed_as(life.order) in drawn",
            "life.is_open",
        ),
    ),
)

NOTICES = Table(
    "pages/parts/notices.py",
    ("pages/test_page_results",),
    (
        Mutant(
            "the same notice is kept twice",
            "if all(notice.text != text or notice.shown_at for notice in kept):",
            "if True:",
        ),
    ),
)

WATCHED = Table(
    "pages/parts/order_form/watched.py",
    ("pages/test_page_results",),
    (
        Mutant("an end is told for ever", "        watched.remove(each)\n", "        pass\n"),
        Mutant("others' ends are taken", "if each[0] == person.id and each", "if each"),
    ),
)
