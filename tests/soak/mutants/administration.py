"""Mistakes in what administrators do: acts without a row, without a right, or twice."""

from soak.mutants.table import Mutant, Table

RECORD = Table(
    "core/administration/record.py",
    ("administration/test_people_acts", "administration/test_prompt_acts"),
    (
        Mutant("an act leaves no row", "        tx.add(_row(acting, wish, before, after))\n", ""),
        Mutant(
            "anybody acts",
            "        rights.demand_administration(tx, actor, studio.settings)\n",
            "",
        ),
        Mutant("a repeated key acts again", "            return False\n", "            pass\n"),
        Mutant("a key is of any act", "            _demand_same(known, click, wish)\n", ""),
        Mutant("acts don't wait", "studio.database.write(alone=True)", "studio.database.write()"),
        Mutant("nothing is an act", "if before == after:", "if False:"),
        Mutant("the reason is dropped", "reason=acting.click.reason,", "reason='-',"),
        Mutant(
            "no reason is one",
            'words.line(click.reason, "act_reason", words.MAX_WHY)',
            'click.reason or "-"',
        ),
        Mutant("any key is one", "if not is_id(click.key):", "if False:"),
        Mutant("acts run backwards", "act_rows.instant(tx, studio.now())", "studio.now()"),
    ),
)

PEOPLE = Table(
    "core/administration/people_acts.py",
    ("administration/test_people_acts",),
    (
        Mutant("an entry's key is used again", "    if not adjusted:", "    if adjusted is None:"),
        Mutant("the entry says another reason", "reason=acting.click.reason,", "reason='-',"),
        Mutant("the entry says another name", "actor=acting.actor.name,", "actor='-',"),
        Mutant(
            "before is after", "Change(str(after - amount), str(after))", "Change('', str(after))"
        ),
        Mutant(
            "the last administrator goes",
            'raise NotAllowed("last_administrator")',
            "pass",
        ),
        Mutant(
            "who can't sign in administers",
            ".join(Account, col(Account.user_id) == col(User.id))",
            "",
        ),
        Mutant("a role stays", "person.role, role.value\n", "person.role, person.role\n"),
    ),
)

PROMPTS = Table(
    "core/administration/prompt_acts.py",
    ("administration/test_prompt_acts",),
    (
        Mutant("what was not seen is overruled", "if last.id != seen:", "if False:"),
        Mutant("the price stays", "            _price(acting, live, cost)\n", "            pass\n"),
        Mutant("the version stays", "            _decide(acting, version)\n", "            pass\n"),
        Mutant("the file puts it back", "prompt.edited = True", "prompt.edited = False"),
        Mutant("a decision says no why", "now=acting.now, why=why)", "now=acting.now)"),
    ),
)

RULES = Table(
    "core/administration/audit_rules.py",
    ("administration/test_audit_acts",),
    (
        Mutant("an act without a reason", " AND reason <> ''", ""),
        Mutant("an act of nobody", "WHERE w.id IS NULL OR (a.person", "WHERE (a.person"),
        Mutant("time runs backwards", "last_at > acted_at OR ", ""),
        Mutant("a role of before", "kind = 'role' AND COALESCE", "kind = 'x' AND COALESCE"),
        Mutant(
            "an entry of another amount",
            "AND CAST(t.balance_after - t.amount AS VARCHAR) = a.before",
            "",
        ),
        Mutant("an entry for another reason", " AND t.reason = a.reason", ""),
        Mutant("an adjustment without an act", "AND a.id IS NULL", "AND 1 = 0"),
        Mutant("an early one in a person's name", 't.actor IN (SELECT name FROM "user")', "1 = 0"),
        Mutant(
            "a role without an act", "COALESCE(r.after, 'proposer')", "COALESCE(r.after, u.role)"
        ),
        Mutant(
            "a membership that is not its act's",
            "ELSE '0' END <> COALESCE(m.after,",
            "ELSE '0' END <> COALESCE('2',",
        ),
        Mutant("a membership without an act", "THEN '1' ELSE '0' END)", "THEN '1' END)"),
        Mutant("a demo member without an act", "THEN '1' ELSE '0' END)", "THEN '0' ELSE '0' END)"),
        Mutant("a decision of somebody else", " AND d.decided_by = a.actor_id", ""),
        Mutant("a decision without an act", "WHERE NOT EXISTS (", "WHERE 1 = 0 AND NOT EXISTS ("),
    ),
)
