"""Mistakes in the audit of experiments: each leaves out one thing that a rule looks at."""

from soak.mutants.table import Mutant, Table

_NUMBERS = "whole('repeats', 'voters', 'seed', 'revision', 'created_at')"
_INSTANTS = "whole_or_none('frozen_at', 'archived_at')"
_UNKNOWN = " HAVING COUNT(*) > 1 OR u.id IS NULL OR p.id IS NULL"
_OF_CASES = "HAVING COUNT(*) > 1 OR u.id IS NULL OR (k.reference"
_OF_SETS = "HAVING COUNT(*) > 1 OR u.id IS NULL OR (MIN("
_JUDGED = "(j.first = 1 AND j.answers = j.last AND j.known = j.answers"

RULES = Table(
    "core/experiments/audit_rules.py",
    ("experiments/test_audit_experiments", "experiments/test_drafts"),
    (
        Mutant("no id", "id <> '' AND repeats", "repeats"),
        Mutant("no repeats", "repeats BETWEEN 1 AND 4 AND voters", "repeats <= 4 AND voters"),
        Mutant("five repeats", "repeats BETWEEN 1 AND 4 AND voters", "repeats >= 1 AND voters"),
        Mutant("fewer voters than none", "voters BETWEEN 0 AND 20", "voters <= 20"),
        Mutant("too many voters", "voters BETWEEN 0 AND 20", "voters >= 0"),
        Mutant("a seed below nought", " AND seed >= 0", ""),
        Mutant("no revision", " AND revision >= 1 AND (frozen", " AND (frozen"),
        Mutant("frozen before it was made", "OR frozen_at >= created_at)", "OR 1 = 1)"),
        Mutant("archived before it was run", "archived_at >= frozen_at, FALSE", "TRUE, FALSE"),
        Mutant("archived and never run", "frozen_at, FALSE)", "frozen_at, TRUE)"),
        Mutant("half a repeat", _NUMBERS, "whole('voters', 'seed', 'revision', 'created_at')"),
        Mutant("half a voter", _NUMBERS, "whole('repeats', 'seed', 'revision', 'created_at')"),
        Mutant("half a seed", _NUMBERS, "whole('repeats', 'voters', 'revision', 'created_at')"),
        Mutant("half a revision", _NUMBERS, "whole('repeats', 'voters', 'seed', 'created_at')"),
        Mutant("half an instant", _NUMBERS, "whole('repeats', 'voters', 'seed', 'revision')"),
        Mutant("half an instant of freezing", _INSTANTS, "whole_or_none('archived_at')"),
        Mutant("half an instant of archiving", _INSTANTS, "whole_or_none('frozen_at')"),
        Mutant("one's own votes, perhaps", " AND {yes_or_no('own_votes')}", ""),
        Mutant("an experiment twice", _UNKNOWN, " HAVING u.id IS NULL OR p.id IS NULL"),
        Mutant("an experiment of nobody", _UNKNOWN, " HAVING COUNT(*) > 1 OR p.id IS NULL"),
        Mutant("an experiment of no prompt", _UNKNOWN, " HAVING COUNT(*) > 1 OR u.id IS NULL"),
        Mutant("one arm", "a.arms BETWEEN 2 AND 4", "a.arms <= 4"),
        Mutant("five arms", "a.arms BETWEEN 2 AND 4", "a.arms >= 2"),
        Mutant("arms with a gap", "(a.arms = a.last AND", "(a.arms >= 2 AND"),
        Mutant("any number of bases", "          AND a.bases = 1 AND", "          AND"),
        Mutant("cases with a gap", "AND k.cases = k.last AND k.cases >= 1", "AND k.cases >= 1"),
        Mutant(
            "no case",
            "AND k.cases = k.last AND k.cases >= 1",
            "AND k.cases = k.last",
            survives="without a case there is no row to join, and NULL = NULL is not true either",
        ),
        Mutant("a draft is as whole as a run", "WHERE e.frozen_at IS NOT NULL AND (a", "WHERE (a"),
        Mutant("an arm twice", "HAVING COUNT(*) > 1 OR v.id IS NULL", "HAVING v.id IS NULL"),
        Mutant(
            "an arm of no version", "HAVING COUNT(*) > 1 OR v.id IS NULL", "HAVING COUNT(*) > 1"
        ),
        Mutant("an arm of another prompt", " AND v.prompt_id = e.prompt_id\n", "\n"),
        Mutant("a case twice", _OF_CASES, "HAVING u.id IS NULL OR (k.reference"),
        Mutant("a case of nobody", _OF_CASES, "HAVING COUNT(*) > 1 OR (k.reference"),
        Mutant(
            "another's reference",
            " OR (k.reference IS NOT NULL AND r.name IS NULL)",
            "",
        ),
        Mutant("anybody's reference", "r.user_id = k.owner AND r.name", "r.name"),
        Mutant("a cell of another person", "(g.user_id = e.owner AND", "(e.owner <> '' AND"),
        Mutant("a cell of another prompt", " AND g.prompt_id = e.prompt_id AND", " AND"),
        Mutant("a cell that is a click", " AND g.batch = TRUE", ""),
        Mutant("a cell from before the freeze", "e.frozen_at <= g.created_at AND ", ""),
        Mutant("a cell of no repeat", " AND c.repeat BETWEEN 1 AND e.repeats", ""),
        Mutant("a cell of another version", "g.version_id = a.version_id AND ", ""),
        Mutant("a cell of another service", " AND g.provider = a.service", ""),
        Mutant("a cell of another model", " AND g.model = a.model", ""),
        Mutant("a cell of another shape", "g.aspect_ratio = a.aspect_ratio AND ", ""),
        Mutant("a cell of another size", " AND g.size = a.size", ""),
        Mutant(
            "a cell without its reference",
            "COALESCE(g.reference, '') = COALESCE(k.reference, '') AND ",
            "",
        ),
        Mutant("a cell of no case", " AND k.number >= 1\n", "\n"),
        Mutant("any key", 'AND g.key = {_key("c")})', "AND g.key <> '')"),
        Mutant(
            "a key without its attempt",
            '("arm", "case_number", "repeat", "attempt")\n',
            '("arm", "case_number", "repeat")\n',
        ),
        Mutant(
            "a lost place is not missed",
            "           FROM experiment e JOIN arm a ON a.experiment_id = e.id\n",
            "           FROM experiment e JOIN arm a ON a.experiment_id = e.id AND e.repeats = 0\n",
        ),
        Mutant("a lost attempt is not missed", "attempt + 1 FROM cell) due", "1 FROM cell) due"),
        Mutant(
            "a second attempt after a picture", "(g.status = 'released' AND NOT", "(1 = 1 AND NOT"
        ),
        Mutant(
            "a second attempt after a block",
            "('prompt_blocked', 'image_blocked')",
            "('image_blocked')",
        ),
        Mutant(
            "a second attempt after a blocked picture",
            "('prompt_blocked', 'image_blocked')",
            "('prompt_blocked')",
        ),
        Mutant(
            "a third attempt after the first", "b.attempt = c.attempt - 1", "b.attempt < c.attempt"
        ),
        Mutant(
            "an order in two cells",
            "GROUP BY order_id HAVING COUNT(*) > 1\n",
            "GROUP BY order_id HAVING 1 = 0\n",
        ),
        Mutant(
            "a cell twice",
            "repeat, attempt HAVING COUNT(*) > 1",
            "repeat, attempt HAVING 1 = 0",
        ),
        Mutant("another seed", "HAVING COUNT(DISTINCT g.seed) > 1", "HAVING 1 = 0"),
        Mutant(
            "arms have seeds of their own",
            "GROUP BY c.experiment_id, c.case_number, c.repeat HAVING",
            "GROUP BY c.experiment_id, c.case_number, c.repeat, c.arm HAVING",
        ),
        Mutant(
            "all repeats have one seed",
            "GROUP BY c.experiment_id, c.case_number, c.repeat HAVING",
            "GROUP BY c.experiment_id, c.case_number HAVING",
        ),
        Mutant(
            "an unknown answer",
            "answer IN ('usable', 'unusable', 'unsure', 'undone') AND",
            "answer <> '' AND",
        ),
        Mutant(
            "an unknown reason",
            "AND reason IN ('hands', 'face', 'text',\n                    'composition', 'off_reference', 'off_prompt'))",
            ")",
        ),
        Mutant("a reason of what is usable", "(answer = 'unusable' AND reason IN", "(reason IN"),
        Mutant("a judgement numbered from 2", _JUDGED, "(j.answers >= 1 AND j.known = j.answers"),
        Mutant("a judgement gone", "j.answers = j.last AND j.known", "j.known"),
        Mutant("what is said may be anything", _JUDGED, "(j.first = 1 AND j.answers = j.last"),
        Mutant("a judgement of no cell", "c.arm >= 1 AND u.id", "u.id"),
        Mutant("a judgement of nobody", " AND u.id <> '' AND g.id", " AND g.id"),
        Mutant("a judgement of what has no picture", " AND g.status = 'settled'\n", "\n"),
        Mutant("a set twice", _OF_SETS, "HAVING u.id IS NULL OR (MIN("),
        Mutant("a set of nobody", _OF_SETS, "HAVING COUNT(*) > 1 OR (MIN("),
        Mutant("a set without a revision", " OR (MIN(s.revision) >= 1) IS NOT TRUE", ""),
    ),
)
