"""Mistakes in experiments: cells twice or never, another price than agreed, figures that flatter."""

from soak.mutants.table import Mutant, Table

PLAN = Table(
    "core/experiments/plan.py",
    ("experiments/test_plan", "experiments/test_run"),
    (
        Mutant(
            "a block is tried again",
            "_BLOCKS = {ProviderFault.PROMPT_BLOCKED, ProviderFault.IMAGE_BLOCKED}",
            "_BLOCKS = {ProviderFault.PROMPT_BLOCKED}",
        ),
        Mutant(
            "any error blocks", "is_block = error_code == GenerationFailed.code and ", "is_block = "
        ),
        Mutant(
            "what was stopped has failed",
            "        return Came.STOPPED\n",
            "        return Came.NOTHING\n",
        ),
        Mutant("what was stopped is over", "in (Came.NOTHING, Came.STOPPED)", "== Came.NOTHING"),
        Mutant(
            "the first try decides",
            "known.attempt < each.attempt",
            "known.attempt > each.attempt",
        ),
        Mutant("one attempt twice", "last[place].attempt + 1", "last[place].attempt"),
        Mutant(
            "what was tried runs again",
            " for place in wanted if place not in last}",
            " for place in wanted}",
        ),
        Mutant(
            "arms have seeds of their own",
            '"seed", place.case, place.repeat)',
            '"seed", place.case, place.repeat, place.arm)',
        ),
        Mutant(
            "repeats share a seed",
            '"seed", place.case, place.repeat)',
            '"seed", place.case)',
        ),
        Mutant(
            "cells stand as they are numbered",
            "in sorted(due, key=lambda place: _shuffled(seed, place))",
            "in sorted(due)",
        ),
        Mutant(
            "arms are not interleaved",
            'together = _number(seed, "order", place.case, place.repeat)',
            'together = _number(seed, "order", place.arm, place.case, place.repeat)',
        ),
    ),
)

QUOTE = Table(
    "core/experiments/quoting/quote.py",
    ("experiments/quoting/test_quote", "experiments/test_run"),
    (
        Mutant(
            "every cell costs once", "prices[arm].tokens * cells_of for", "prices[arm].tokens for"
        ),
        Mutant(
            "unknown is nought", "                sums[currency] = None\n", "                pass\n"
        ),
        Mutant(
            "an edit is the same bargain",
            "return self.revision, self.cells,",
            "return 0, self.cells,",
        ),
        Mutant(
            "another price is the same bargain",
            "self.cells, self.tokens, self.money",
            "self.cells, 0, self.money",
        ),
        Mutant("services wait for each other", "return max(times,", "return sum(times,"),
        Mutant(
            "one token short fits", "* some_repeats <= available", "* some_repeats <= available + 1"
        ),
        Mutant("what fits is no run", "if cells <= MAX_CELLS and sum", "if sum"),
        Mutant(
            "a preset is too large",
            "preset.repeats <= MAX_CELLS",
            "preset.repeats <= MAX_CELLS + 8",
        ),
    ),
)

FIGURES = Table(
    "core/experiments/views/figures.py",
    ("experiments/views/test_figures", "experiments/views/test_reads"),
    (
        Mutant("a tie is usable", "* 2 > count.total()", "* 2 >= count.total()"),
        Mutant("the unjudged don't count", "if usable and is_whole else", "if usable else"),
        Mutant("open orders don't count", " and not came[Came.OPEN]\n", "\n"),
        Mutant(
            "failures cost nothing",
            "    total = spent(results)\n",
            "    total = spent(pictures)\n",
        ),
        Mutant(
            "unknown is nought",
            "None if amount is None or before is None else before + amount",
            "(before or 0) + (amount or 0)",
        ),
        Mutant(
            "a percentile too low", "sorted(times)[rank - 1]", "sorted(times)[max(0, rank - 2)]"
        ),
        Mutant(
            "what is open has failed",
            "ended = self.pictures + self.blocked + self.failed",
            "ended = self.places",
        ),
    ),
)

RUN = Table(
    "core/experiments/run.py",
    ("experiments/test_run", "experiments/quoting/test_offer"),
    (
        Mutant(
            "an edit comes between",
            "        rows.lock_own(tx, self.person_id, self.experiment_id)\n",
            "        rows.find(tx, self.experiment_id)\n",
        ),
        Mutant("two experiments at once", "        self._refuse_a_second_experiment(tx)\n", ""),
        Mutant(
            "nothing is frozen",
            "tx.execute(update(Experiment).where(*unfrozen).values(frozen_at=at))",
            "pass",
        ),
        Mutant("one key for every attempt", ":{place.repeat}:{cell.attempt}", ":{place.repeat}"),
        Mutant("no limit of cells", "studio.services, cells)", "studio.services, cells[:1])"),
        Mutant(
            "the hold does not ask again",
            "        _compare(pricing.quote_of(self.studio, tx, matrix, due), self.agreed)\n        if due != self.cells:\n",
            "        if False:\n",
        ),
        Mutant(
            "an archived prompt is another page's",
            "            return _open_orders(session, experiment_id)\n        rows.admit(session, person_id, matrix.experiment)\n",
            "            return _open_orders(session, experiment_id)\n",
        ),
        Mutant("a batch is clicks", "specs, batch=True, beside=run)", "specs, beside=run)"),
        Mutant("a double click is refused", "if not cells and matrix.is_running:", "if False:"),
        Mutant("the seed is lost", "        seed=cell.seed,\n", "        seed=1,\n"),
    ),
)

OUTCOMES = Table(
    "core/experiments/outcomes.py",
    ("experiments/views/test_reads",),
    (
        Mutant(
            "everybody's cells are mine",
            '    .where(col(Cell.experiment_id).in_(bindparam("experiments", expanding=True)))\n',
            "",
        ),
        Mutant("a picture that is in the bin has no cell", "    .outerjoin(", "    .join("),
        Mutant(
            "the newest first",
            "col(Generation.created_at), ",
            "col(Generation.created_at).desc(), ",
        ),
        Mutant(
            "arms are cases",
            "Place(row.arm, row.case_number, row.repeat)",
            "Place(row.case_number, row.arm, row.repeat)",
        ),
    ),
)

STATEMENTS = Table(
    "core/experiments/statements.py",
    ("experiments/views/test_reads",),
    (
        Mutant(
            "every answer counts",
            'bindparam("experiment"), COUNTED)',
            'bindparam("experiment"))',
        ),
    ),
)

OVERVIEW = Table(
    "core/experiments/overview.py",
    ("experiments/views/test_reads",),
    (
        Mutant(
            "what came of sealed arms is listed",
            "        return replace(row, is_sealed=True, arms=0)\n",
            "        row = replace(row, is_sealed=True, arms=0)\n",
        ),
        Mutant("sealed arms are counted", "is_sealed=True, arms=0)", "is_sealed=True)"),
        Mutant(
            "others' drafts are listed",
            "own if chosen.mine else or_(own, col(Experiment.frozen_at).is_not(None))",
            "own if chosen.mine else or_(own, col(Experiment.created_at).is_not(None))",
        ),
        Mutant(
            "what failed has cost",
            "spent=sum(each.cost for each in settled)",
            "spent=sum(each.cost for each in cells)",
        ),
    ),
)

VERSION_USE = Table(
    "core/experiments/views/version_use.py",
    ("experiments/views/test_version_use", "experiments/voting/test_reveals"),
    (
        Mutant("blind arms are told", "is_not(None), unsealed)", "is_not(None))"),
        Mutant("what is revealed stays hidden", "== 0, REVEALED)", "== 0)"),
        Mutant("others' drafts are told", "col(Experiment.frozen_at).is_not(None), ", ""),
        Mutant(
            "a members' prompt is everybody's",
            "query if person.is_member else",
            "query if True else",
        ),
        Mutant(
            "an arm counts, not its experiment",
            ", col(Experiment.id))\n    )",
            ", col(Arm.number), col(Experiment.id))\n    )",
        ),
    ),
)
