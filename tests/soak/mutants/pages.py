"""Mistakes in what a page orders: another version, another price, or values nobody chose."""

from soak.mutants.table import Mutant, Table

FORM = Table(
    "pages/parts/form.py",
    ("pages/test_page_versions", "pages/test_page_form", "pages/test_page_generate"),
    (
        Mutant(
            "again orders the live version",
            "variables=values)\n",
            'variables=values, version_id="")\n',
        ),
        Mutant("again forgets its values", "variables=values)\n", "variables=())\n"),
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

AGAIN = Table(
    "pages/parts/generate/results.py",
    ("pages/test_page_versions", "pages/test_page_form"),
    (
        Mutant("again is offered at today's price", "card, again=order)", "card)"),
        Mutant("another price is not told", "if card and card.cost != order.cost:", "if False:"),
    ),
)
