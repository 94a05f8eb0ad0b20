"""Mistakes with sets of cases, and with the tokens that are granted for a run."""

from soak.mutants.table import Mutant, Table

SETS = Table(
    "core/experiments/sets.py",
    ("experiments/test_sets",),
    (
        Mutant("a set is never full", "if len(cases) >= MAX_CASES:", "if False:"),
        Mutant(
            "a title of one's own is lost",
            '" ".join(title.split()) or known[: shapes.MAX_TITLE]',
            "known[: shapes.MAX_TITLE]",
        ),
        Mutant(
            "members' values leave", "if readable else {}", "if readable or order.variables else {}"
        ),
        Mutant("blanks tell names apart", '" ".join(name.split())', "name"),
        Mutant("a set without a name", "if not 1 <= len(name)", "if not 0 <= len(name)"),
        Mutant("a name of any length", "<= MAX_NAME or", "<= MAX_NAME * 9 or"),
        Mutant("a name that no database takes", " or not is_storable(name)", ""),
        Mutant(
            "another's set is mine",
            "            if earlier.owner != person_id:\n                raise KeyConflict\n",
            "",
        ),
        Mutant(
            "a second click makes another",
            "(earlier := tx.get(CaseSet, set_id)) is not None",
            "(earlier := None) is not None",
        ),
        Mutant("one name twice", "        _refuse_taken(tx, person_id, name)\n", ""),
        Mutant(
            "a new name that is taken",
            "        _refuse_taken(tx, person_id, name, but_for=set_id)\n",
            "",
        ),
        Mutant("one's own name is taken", "but_for=set_id)", 'but_for="")'),
        Mutant("everybody's names are taken", "col(CaseSet.owner) == person_id, ", ""),
        Mutant("of two tabs the last wins", "if kept.revision != seen:", "if False:"),
        Mutant(
            "an edit is no revision",
            "        kept.revision += 1\n        tx.execute",
            "        tx.execute",
        ),
        Mutant(
            "growing is no revision",
            "        kept.revision += 1\n        return case\n",
            "        return case\n",
        ),
        Mutant("a set keeps its name", "        kept.name = name\n", ""),
        Mutant(
            "anybody changes it",
            "    if found.owner != person_id:\n        raise ExperimentRefused",
            "    if False:\n        raise ExperimentRefused",
        ),
        Mutant("a refusal names another case", "before=len(cases))", "before=0)"),
        Mutant("two cases of one title", "title=_fresh(case.title, titles)", "title=case.title"),
        Mutant("a title grows too long", "title[: shapes.MAX_TITLE - 4]", "title"),
        Mutant("another's order", " or order.user_id != person_id", ""),
        Mutant("secret values leave", " if readable else {}", ""),
        Mutant("a case without its reference", "reference=order.reference,", "reference=None,"),
        Mutant(
            "another's upload is kept",
            "        references.admit(tx, kept.owner, name)\n",
            "        pass\n",
        ),
        Mutant(
            "what is taken shows another's upload",
            "    drafts.share_references(studio, person_id, cases)\n",
            "",
        ),
        Mutant("an empty set has a case", "func.count(col(KeptCase.number))", "func.count()"),
        Mutant("an empty set is in no list", ".outerjoin(KeptCase,", ".join(KeptCase,"),
        Mutant(
            "cases in any order",
            ".order_by(col(KeptCase.number))",
            ".order_by(col(KeptCase.title))",
        ),
    ),
)

PEOPLE = Table(
    "core/people/people.py",
    ("experiments/test_in_use", "ledger/test_ledger", "orders/test_limits", "people/test_top_ups"),
    (
        Mutant(
            "nobody is locked out while it counts",
            "missing = needed - tokens.lock_available(tx, person_id)",
            "missing = needed - find(database, person_id).available",
        ),
        Mutant("what is there is granted again", "if missing <= 0 or not", "if not"),
        Mutant(
            "a grant that was made counts again",
            "person_id, missing, key=key, now=now):\n            return 0",
            "person_id, missing, key=key, now=now):\n            return missing",
        ),
        Mutant(
            "enough may be too much",
            "        _limit(tx, person_id, missing, now=now, limit=limit)\n",
            "",
        ),
        Mutant(
            "补充代币 has no limit",
            "            _limit(tx, person_id, TOP_UP_TOKENS, now=now, limit=limit)\n",
            "            pass\n",
        ),
        Mutant(
            "a day's top-ups are counted before the lock",
            "        granted = tokens.grant(tx, person_id, TOP_UP_TOKENS, key=key, now=now)\n        if granted:\n            _limit(tx, person_id, TOP_UP_TOKENS, now=now, limit=limit)\n",
            "        _limit(tx, person_id, 0, now=now, limit=limit and limit - TOP_UP_TOKENS)\n        granted = tokens.grant(tx, person_id, TOP_UP_TOKENS, key=key, now=now)\n",
        ),
        Mutant("one token less a day", "if granted <= limit:", "if granted < limit:"),
        Mutant("a day has an hour", "person_id, now - _DAY_MS", "person_id, now - _DAY_MS // 24"),
        Mutant(
            "one person more a day",
            "if len(begun) >= limit:",
            "if len(begun) > limit:",
        ),
        Mutant(
            "nobody may begin for long",
            "col(User.created_at) > now - _DAY_MS",
            "col(User.created_at) > now - 2 * _DAY_MS",
        ),
        Mutant("what is left is told wrong", "limit - (granted - new)", "limit - granted"),
    ),
)
