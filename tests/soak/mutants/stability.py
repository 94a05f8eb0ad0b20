"""Mistakes in what Stability AI is sent, and in what its answers are taken for."""

from soak.mutants.table import Mutant, Table

FIELDS = Table(
    "core/providers/stability/fields.py",
    ("providers/test_stability",),
    (
        Mutant("seed 0 is left to chance", "request.seed or SENT_FOR_ZERO", "request.seed"),
        Mutant(
            "two seeds are one picture",
            "SENT_FOR_ZERO = MAX_SEED + 1",
            "SENT_FOR_ZERO = MAX_SEED",
        ),
        Mutant(
            "a strength is per cent of a per cent", "else percent) / 100", "else percent) / 1e4"
        ),
        Mutant(
            "a strength of none is sent as none",
            "USUAL_STRENGTH if percent is None else percent",
            "percent or 0",
        ),
        Mutant(
            "a format goes along with a reference",
            "if not (request.reference and is_model):",
            "if True:",
        ),
        Mutant("a reference is not sent", 'form["image"] = (', "_ = ("),
        Mutant("a heavy request is sent", "+ MAX_FRAME > MAX_REQUEST", "> 10 * MAX_REQUEST"),
        Mutant("a tiny reference is sent", "elif min(sides) < MIN_SIDE:", "elif False:"),
    ),
)
ANSWERS = Table(
    "core/providers/stability/answers.py",
    ("providers/test_stability_faults", "providers/test_stability"),
    (
        Mutant(
            "a blurred picture is a result",
            '    _refuse_unfinished(table.get("finish_reason"))\n',
            "",
        ),
        Mutant("any ending is a good one", "if reason == SUCCESS:", "if reason:"),
        Mutant("the seed that was used is lost", "seed=seed)", "seed=None)"),
        Mutant(
            "true is a number of credits",
            "type(left) not in (int, float)",
            "not isinstance(left, (int, float))",
        ),
        Mutant("debts are credits", "0 <= left <= MAX_CREDITS", "left <= MAX_CREDITS"),
    ),
)
FAULTS = Table(
    "core/providers/stability/faults.py",
    ("providers/test_stability_faults",),
    (
        Mutant(
            "the code counts before the name",
            "NAMES.get(name) or refusals.row_of(answer.status)",
            "refusals.row_of(answer.status)",
        ),
        Mutant(
            "the service's words come as they are", "redaction.words(_said(error))", "_said(error)"
        ),
        Mutant(
            "nobody waits as long as the service wants",
            "retry_after=refusals.retry_after(answer.headers)",
            "retry_after=None",
        ),
    ),
)
