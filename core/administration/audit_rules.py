"""What must hold for the acts of administrators; `core.tables.claims` says what a rule may be."""

from __future__ import annotations

from core.people.people import DEMO_MEMBER
from core.tables.claims import Claim, EachRow, whole


def _last_act(kind: str) -> str:
    """Return the SQL of the last act of a kind on each person."""
    return f"""(SELECT a.person_id, a.after FROM adminact a JOIN
        (SELECT person_id, MAX(id) AS last FROM adminact WHERE kind = '{kind}' GROUP BY person_id) m
        ON m.last = a.id)"""  # noqa: S608 - from this module alone


RULES: dict[str, Claim] = {
    "acts_are_whole": EachRow(
        "adminact",
        "id AS act, key, kind, before, after, reason, acted_at",
        """key <> '' AND reason <> '' AND before <> after
        AND kind IN ('balance', 'membership', 'role', 'cost', 'archived', 'live')
        AND (kind IN ('balance', 'membership', 'role')) = (person_id IS NOT NULL)
        AND (person_id IS NULL) <> (prompt_id IS NULL)"""
        f" AND {whole('id', 'acted_at')}",
    ),
    "acts_are_single": """
        SELECT 'key' AS what, key AS value, COUNT(*) AS acts FROM adminact
        GROUP BY key HAVING COUNT(*) > 1
        UNION ALL
        SELECT 'act', CAST(id AS VARCHAR), COUNT(*) FROM adminact
        GROUP BY id HAVING COUNT(*) > 1""",
    "acts_are_somebodys": """
        SELECT a.id AS act, a.actor_id AS actor, a.person_id AS person, a.prompt_id AS prompt
        FROM adminact a LEFT JOIN "user" w ON w.id = a.actor_id
          LEFT JOIN "user" u ON u.id = a.person_id LEFT JOIN prompt p ON p.id = a.prompt_id
        WHERE w.id IS NULL OR (a.person_id IS NOT NULL AND u.id IS NULL)
          OR (a.prompt_id IS NOT NULL AND p.id IS NULL)""",
    "acts_follow_each_other": """
        SELECT * FROM (SELECT id AS act, acted_at, LAG(acted_at) OVER (ORDER BY id) AS last_at,
          before, LAG(after) OVER (PARTITION BY kind, person_id ORDER BY id) AS last_after, kind
          FROM adminact) a
        WHERE last_at > acted_at OR (kind = 'membership' AND last_after <> before)
          OR (kind = 'role' AND COALESCE(last_after, 'proposer') <> before)""",
    # An entry from before there was a record has no act: none of its words is a person's name, and
    # no act is older.
    "adjustments_have_their_act": """
        SELECT a.id AS act, a.person_id AS person, a.before, a.after, t.id AS entry, t.amount
        FROM adminact a LEFT JOIN "transaction" t
          ON t.user_id = a.person_id AND t.key = a.key AND t.type = 'adjustment'
        WHERE a.kind = 'balance' AND (CAST(t.balance_after AS VARCHAR) = a.after
          AND CAST(t.balance_after - t.amount AS VARCHAR) = a.before
          AND t.created_at = a.acted_at AND t.reason = a.reason) IS NOT TRUE
        UNION ALL
        SELECT NULL, t.user_id, NULL, NULL, t.id, t.amount
        FROM "transaction" t LEFT JOIN adminact a
          ON a.key = t.key AND a.kind = 'balance' AND a.person_id = t.user_id
        WHERE t.type = 'adjustment' AND a.id IS NULL
          AND (t.actor IN (SELECT name FROM "user")
            OR EXISTS (SELECT 1 FROM adminact b WHERE b.acted_at <= t.created_at))""",
    # Who signs in begins without membership, and the demo's member with it; who began under a name
    # of their own has chosen, and nobody administers where that can be done.
    "roles_and_memberships_are_acts": f"""
        SELECT u.id AS person, u.role, r.after AS role_given, u.is_member, m.after AS member_given
        FROM "user" u LEFT JOIN {_last_act("role")} r ON r.person_id = u.id
          LEFT JOIN {_last_act("membership")} m ON m.person_id = u.id
          LEFT JOIN account c ON c.user_id = u.id
        WHERE (u.role = COALESCE(r.after, 'proposer')) IS NOT TRUE
          OR CASE WHEN u.is_member THEN '1' ELSE '0' END <> COALESCE(m.after,
            CASE WHEN c.user_id IS NULL THEN NULL
              WHEN u.id = '{DEMO_MEMBER}' THEN '1' ELSE '0' END)""",  # noqa: S608
    # Of the decisions those of people who sign in: nobody else's, the file's least, leaves an act.
    "decisions_have_their_act": """
        SELECT a.id AS act, a.kind, a.prompt_id AS prompt, a.after FROM adminact a
        WHERE a.kind IN ('cost', 'live') AND NOT EXISTS (
          SELECT 1 FROM decision d JOIN promptversion v ON v.id = d.version_id
          WHERE d.prompt_id = a.prompt_id AND d.decided_by = a.actor_id
            AND d.decided_at = a.acted_at AND d.why = a.reason
            AND a.after = CASE WHEN a.kind = 'live' THEN v.id ELSE CAST(v.cost AS VARCHAR) END)
        UNION ALL
        SELECT NULL, 'live', d.prompt_id, d.version_id
        FROM decision d JOIN account c ON c.user_id = d.decided_by
          LEFT JOIN promptversion v ON v.id = d.version_id
        WHERE NOT EXISTS (
          SELECT 1 FROM adminact b WHERE b.prompt_id = d.prompt_id AND b.actor_id = d.decided_by
            AND b.acted_at = d.decided_at AND b.reason = d.why
            AND ((b.kind = 'live' AND b.after = d.version_id)
              OR (b.kind = 'cost' AND b.after = CAST(v.cost AS VARCHAR))))""",
}
