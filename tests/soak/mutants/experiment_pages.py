"""Mistakes on the page of experiments: typed words lost, a run or a vote that nobody saw."""

from soak.mutants.table import Mutant, Table

OFFER = Table(
    "core/experiments/quoting/offer.py",
    ("experiments/quoting/test_offer",),
    (
        Mutant(
            "what fits is more than can be paid", "available=available)\n", "available=10**9)\n"
        ),
        Mutant("what has run is offered smaller", " or matrix.tries:", ":"),
        Mutant("an archived prompt is offered", "return [fault]", "return []"),
        Mutant("a run of too many is offered", "if len(cells) > MAX_CELLS:", "if False:"),
    ),
)

ROWS = Table(
    "pages/parts/experiments/settings/case_rows.py",
    ("pages/test_case_rows",),
    (
        Mutant("a deleted row stays", "        if number not in deleted\n", ""),
        Mutant("pasted rows are dropped", 'for cells in edits["added_rows"]]', "for cells in []]"),
        Mutant("a case without a title is none", "any(value.strip() ", "all(value.strip() "),
        Mutant("a variable is a title", 'VALUE = "value:"', 'VALUE = ""'),
    ),
)

FORM = Table(
    "pages/parts/experiments/settings/draft_form.py",
    ("pages/test_page_experiments",),
    (
        Mutant("what is typed is not saved", "if form.is_quoted:", "if True:"),
        Mutant("another tab's words win", "(form.is_saved and form.seen", "(form.seen"),
        Mutant("the newest is never loaded", "    form.draft = form.saved\n", "    pass\n"),
    ),
)

RUNNING = Table(
    "pages/parts/experiments/running.py",
    ("pages/test_page_experiments",),
    (
        Mutant("an end is told for ever", "            del _watched()[experiment_id]\n", ""),
        Mutant("an end is told too early", "if not reads.is_running(", "if reads.is_running("),
        Mutant("a reload forgets a run", "    _watch_from_before(person)\n", ""),
    ),
)

BALLOT = Table(
    "pages/parts/experiments/voting/ballot.py",
    ("pages/test_page_voting",),
    (
        Mutant(
            "both pictures are the left one",
            '_address(sight.right_token), width="stretch"',
            '_address(sight.left_token), width="stretch"',
        ),
        Mutant(
            "a held key votes on",
            "    if not seen.counts(pair_id):\n        return\n    seen.refusal",
            "    seen.refusal",
        ),
        Mutant(
            "who was too slow is told off",
            "if error.reason != ExperimentFault.PAIR_IS_FULL:",
            "if True:",
        ),
        Mutant("nothing is fetched ahead", "    if following:\n", "    if False:\n"),
        Mutant("demo pictures are not named", "    if all(are_demo):", "    if False:"),
        Mutant("nothing can be taken back", "disabled=not state.can_undo", "disabled=True"),
        Mutant(
            "the last answer is not thanked", "    elif progress.answered:\n", "    elif False:\n"
        ),
    ),
)

SEEN = Table(
    "pages/parts/experiments/seen.py",
    ("pages/test_page_voting", "pages/test_page_experiment_tabs"),
    (
        Mutant(
            "an answer to what is gone counts",
            "return shown_id == self.shown and current",
            "return current",
        ),
        Mutant(
            "a late press is of the next one", "{self.number + (shown_id != self.shown)}", "{0}"
        ),
        Mutant("any answer counts", "self.since >= SEEN_S", "self.since >= 0"),
        Mutant(
            "what is shown has been there for ever",
            "shown_id, current_studio().monotonic()\n",
            "shown_id, 0.0\n",
        ),
    ),
)
