"""What must hold for prompts: numbered versions with their content, and decisions about them.

See `core.tables.claims` for what a rule may be.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import text
from sqlmodel import Session

from core.library.versions import Content
from core.tables.claims import Claim, EachRow, Row, whole, yes_or_no

_VERSIONS = "SELECT id AS version, text, parameters, cost, digest FROM promptversion"


def versions_of_other_content(session: Session) -> Iterator[Row]:
    """Yield the versions whose text, parameters or price are not what their digest is of."""
    for row in session.execute(text(_VERSIONS)):
        if _digest(row.text, row.cost, row.parameters) != row.digest:
            yield {"version": row.version, "cost": row.cost, "digest": row.digest}


def _digest(words: str, cost: int, parameters: str) -> str:
    try:
        return Content(words, cost, dict(json.loads(parameters))).digest
    except (TypeError, ValueError):  # not the JSON object that it must be
        return ""


RULES: dict[str, Claim] = {
    "prompts_have_a_live_version": """
        SELECT p.id AS prompt, v.versions, v.last, d.decisions
        FROM prompt p LEFT JOIN
          (SELECT prompt_id, COUNT(*) AS versions, MAX(number) AS last FROM promptversion
           GROUP BY prompt_id) v ON v.prompt_id = p.id LEFT JOIN
          (SELECT prompt_id, COUNT(*) AS decisions FROM decision GROUP BY prompt_id) d
          ON d.prompt_id = p.id
        WHERE (v.versions = v.last AND d.decisions >= 1) IS NOT TRUE""",
    "versions_are_a_prompts": """
        SELECT v.id AS version, v.prompt_id AS prompt, p.title, v.author, COUNT(*) AS versions
        FROM promptversion v LEFT JOIN prompt p ON p.id = v.prompt_id
          LEFT JOIN "user" u ON u.id = v.author
        GROUP BY v.id, v.prompt_id, p.title, v.author, p.id, u.id
        HAVING p.id IS NULL OR (v.author IS NOT NULL AND u.id IS NULL) OR COUNT(*) > 1""",
    "versions_are_numbered": EachRow(
        "promptversion",
        "id AS version, prompt_id AS prompt, number, cost, created_at",
        f"number >= 1 AND cost >= 1 AND id = prompt_id || '@' || CAST(number AS VARCHAR)"
        f" AND {whole('number', 'cost', 'created_at')}",
    ),
    "versions_are_their_content": versions_of_other_content,
    "decisions_are_for_a_version": """
        SELECT d.id AS decision, d.prompt_id AS prompt, d.version_id AS version, d.decided_by
        FROM decision d LEFT JOIN promptversion v
          ON v.id = d.version_id AND v.prompt_id = d.prompt_id
          LEFT JOIN prompt p ON p.id = d.prompt_id LEFT JOIN "user" u ON u.id = d.decided_by
        WHERE v.id IS NULL OR p.id IS NULL OR (d.decided_by IS NOT NULL AND u.id IS NULL)
          OR (d.decided_at = CAST(d.decided_at AS BIGINT)) IS NOT TRUE""",
    "decisions_are_single": """
        SELECT id AS decision, COUNT(*) AS decisions FROM decision
        GROUP BY id HAVING COUNT(*) > 1""",
    "prompts_are_whole": EachRow(
        "prompt",
        "id AS prompt, title, category, members_only, archived, edited, position",
        f"id <> '' AND title <> '' AND {whole('position')}"
        f" AND {yes_or_no('members_only', 'archived', 'edited')}",
    ),
    "prompts_are_single": """
        SELECT id AS prompt, COUNT(*) AS prompts FROM prompt GROUP BY id HAVING COUNT(*) > 1""",
}
