"""Mistakes in a verdict: winners that are none, a base that is judged by other rules, p too small."""

from soak.mutants.table import Mutant, Table

JUDGED = Table(
    "core/experiments/verdict/judged.py",
    ("experiments/verdict/test_judged", "experiments/verdict/test_rule"),
    (
        Mutant("neither loses", "Choice.NEITHER: 1,", "Choice.NEITHER: 0,"),
        Mutant("alike wins", "Choice.SAME: 1,", "Choice.SAME: 2,"),
        Mutant(
            "a blocked arm wins",
            "(Came.BLOCKED, Came.PICTURE): Fraction(0),",
            "(Came.BLOCKED, Came.PICTURE): Fraction(1),",
        ),
        Mutant(
            "both blocked leave",
            "    (Came.BLOCKED, Came.BLOCKED): Fraction(1, 2),\n",
            "",
        ),
        Mutant(
            "a failure loses like a block",
            "_UNVOTED.get((self.arm_came, self.base_came))",
            "_UNVOTED.get((self.arm_came, self.base_came), Fraction(0))",
        ),
        Mutant(
            "a pair without votes is alike",
            "            return None\n",
            "            return Fraction(1, 2)\n",
        ),
        Mutant(
            "only one side needs a picture",
            "return self.arm_came == self.base_came == Came.PICTURE",
            "return self.arm_came == Came.PICTURE",
        ),
        Mutant(
            "votes on a pair add up", "Fraction(points, 2 * len(self.votes))", "Fraction(points, 2)"
        ),
        Mutant(
            "a case is its best pair",
            "sum(scores, Fraction()) / len(scores)",
            "max(scores)",
        ),
    ),
)

STUDENT = Table(
    "core/experiments/verdict/student.py",
    ("experiments/verdict/test_student", "experiments/verdict/test_rule"),
    (
        Mutant("one tail only", "wanted = float(1 - error)", "wanted = float(1 - 2 * error)"),
        Mutant(
            "far tails are cut off",
            "    while _within(high, freedom) < wanted:\n        low, high = high, 2 * high\n",
            "    high = 8.0\n",
        ),
        Mutant("a term too few", "range(is_odd, freedom - 1, 2)", "range(is_odd, freedom - 2, 2)"),
        Mutant(
            "terms of the normal law",
            "(power + 1) / (power + 2) * cosine**2",
            "(power + 1) / (power + 2)",
        ),
        Mutant("all digits are kept", "round(high, _DIGITS)", "high"),
    ),
)

SIGN_FLIP = Table(
    "core/experiments/verdict/sign_flip.py",
    ("experiments/verdict/test_sign_flip", "experiments/verdict/test_rule"),
    (
        Mutant("one side only", "Fraction(2 * one_side,", "Fraction(one_side,"),
        Mutant(
            "what came itself is not extreme", "_ways(steps)[first:]", "_ways(steps)[first + 1 :]"
        ),
        Mutant("rounding may favour", "* scale - rounded_off", "* scale"),
        Mutant("one rounding is enough", "rounded_off = sum(abs(", "rounded_off = max(abs("),
        Mutant("rounding may favour twice over", "* scale - rounded_off", "* scale + rounded_off"),
        Mutant("ties halve p", "2 ** len(whole))", "2 ** len(differences))"),
        Mutant(
            "counters of 53 bits",
            "longer = np.zeros(len(ways) + step, np.uint64)",
            "longer = np.zeros(len(ways) + step, np.float64)",
        ),
        Mutant(
            "sums overflow",
            "if len(differences) > MAX_CASES:",
            "if len(differences) > 2 * MAX_CASES:",
        ),
        Mutant("a grid of hundreds", "_GRID = 2**18", "_GRID = 2**8"),
    ),
)

RULE = Table(
    "core/experiments/verdict/rule.py",
    ("experiments/verdict/test_rule", "experiments/verdict/test_record"),
    (
        Mutant("one look is like many", "len(others) * looks) for arm", "len(others)) for arm"),
        Mutant("arms are not counted", "len(others) * looks) for arm", "looks) for arm"),
        Mutant(
            "the base counts as an arm", "sorted(set(arms) - {base})", "sorted(set(arms) | {base})"
        ),
        Mutant(
            "other cases are judged",
            "        if pair.case in cases:\n            of_arm",
            "        if True:\n            of_arm",
        ),
        Mutant(
            "a case too few is enough",
            "(40 * comparisons - 1).bit_length()",
            "(20 * comparisons - 1).bit_length()",
        ),
        Mutant(
            "a case more than is needed",
            "(40 * comparisons - 1).bit_length()",
            "(40 * comparisons).bit_length() + 1",
        ),
        Mutant(
            "too few is for one arm",
            "cases_needed=least_cases(comparisons)",
            "cases_needed=least_cases(1)",
        ),
        Mutant(
            "p alone decides",
            "if distance**2 > spread.squared_half_width and is_rare:",
            "if is_rare:",
        ),
        Mutant(
            "the interval alone decides",
            "spread.squared_half_width and is_rare:",
            "spread.squared_half_width:",
        ),
        Mutant("p is not shared", "is_rare=p <= error", "is_rare=p <= _ERROR"),
        Mutant(
            "the interval is not shared",
            "student.quantile(error, count - 1)",
            "student.quantile(_ERROR, count - 1)",
        ),
        Mutant(
            "a freedom too many",
            "student.quantile(error, count - 1)",
            "student.quantile(error, count)",
        ),
        Mutant(
            "the spread of a population", "Fraction()) / (count - 1)\n", "Fraction()) / count\n"
        ),
        Mutant("more cases don't help", "squared, squared / count)", "squared, squared)"),
        Mutant(
            "only the arm can win",
            "return Kind.ARM if spread.off > 0 else Kind.BASE",
            "return Kind.ARM",
        ),
        Mutant(
            "near is near on one side",
            "spread.squared_half_width <= room**2",
            "spread.squared_half_width <= (_NEAR + distance) ** 2",
        ),
        Mutant("far off is near", "if room >= 0 and spread", "if spread"),
        Mutant(
            "no more cases are needed",
            "max(count + 1, math.ceil(enough))",
            "max(count, math.ceil(enough))",
        ),
        Mutant(
            "a hair is looked for",
            "max(abs(spread.off), _NEAR) ** 2",
            "max(abs(spread.off), _NEAR / 10) ** 2",
        ),
        Mutant("a winner needs an estimate", " if kind == Kind.UNCLEAR else None", ""),
        Mutant("left out is what counts", "left_out=len(pairs) - scored", "left_out=scored"),
        Mutant("ties are won", "won=sum(score > _ALIKE", "won=sum(score >= _ALIKE"),
    ),
)

TALLY = Table(
    "core/experiments/verdict/tally.py",
    ("experiments/verdict/test_tally",),
    (
        Mutant(
            "the arm's side is the left",
            "(Choice.ARM if vote.arm_was_left else Choice.BASE)",
            "Choice.ARM",
        ),
        Mutant(
            "ties have a side",
            "sided = self.for_arm + self.for_base\n        return Fraction",
            "sided = self.votes\n        return Fraction",
        ),
        Mutant("one standard error is near", "<= 4 * sided", "<= sided"),
        Mutant("voters are votes", "len({vote.person_id for vote in votes})", "len(votes)"),
        Mutant("a gap is a block", "sum(pair.score is not None for", "sum(True for"),
        Mutant(
            "alike and neither disagree",
            "return Choice.SAME if choice == Choice.NEITHER else choice",
            "return choice",
        ),
        Mutant(
            "one agrees with oneself", "people * (people - 1) // 2", "people * (people + 1) // 2"
        ),
    ),
)

WORDS = Table(
    "core/messages/verdicts.py",
    ("test_verdict_words",),
    (
        Mutant("a better base loses", "        won, lost = lost, won\n", "        pass\n"),
        Mutant("the loser's score", "mean = 1 - verdict.mean if", "mean = verdict.mean if"),
        Mutant(
            "the loser's name", 'better = base if verdict.kind == "base" else arm', "better = arm"
        ),
        Mutant("one demo is none", ' if demo else ""', ' if len(demo) > 1 else ""'),
        Mutant(
            "one demo is both",
            "if arm.is_demo and base.is_demo:",
            "if arm.is_demo or base.is_demo:",
        ),
        Mutant(
            "fifty is fewer than forty",
            "most = max(MOST_ESTIMATED, verdict.cases)",
            "most = MOST_ESTIMATED",
        ),
        Mutant(
            "forty is more than forty",
            "verdict.estimate <= MOST_ESTIMATED",
            "verdict.estimate < MOST_ESTIMATED",
        ),
        Mutant("more than all", "min(1.0, mean + verdict.half_width)", "mean + verdict.half_width"),
        Mutant(
            "p on the wrong side",
            "if (float(shown) <= needed) == (p <= needed):",
            "if shown:",
        ),
        Mutant("an end on the threshold", "if float(shown) not in _THRESHOLDS:", "if shown:"),
    ),
)
