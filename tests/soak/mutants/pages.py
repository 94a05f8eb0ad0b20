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
            "    if not values[FIX_SEED]:\n",
            "    if True:\n",
        ),
    ),
)

ORDERING = Table(
    "pages/parts/order_form/ordering.py",
    ("pages/test_page_versions", "pages/test_page_form", "pages/test_page_generate"),
    (
        Mutant(
            "again orders the live version", "variables=values,", 'variables=values, version_id="",'
        ),
        Mutant("again forgets its values", "variables=values,", "variables=(),"),
    ),
)

AGAIN = Table(
    "pages/parts/generate/results.py",
    ("pages/test_page_versions", "pages/test_page_form"),
    (
        Mutant("again is offered at today's price", "card, again=order)", "card)"),
        Mutant("another price is not told", "if card and card.cost != order.cost:", "if False:"),
    ),
)
