"""What must hold for prompts: their versions are numbered, and one of them is the live one.

Each query returns one row for each violation; its columns are named in the report.
"""

from __future__ import annotations

RULES: dict[str, str] = {
    "prompts_have_a_live_version": """
        SELECT p.id AS prompt, v.versions, v.last, d.decisions
        FROM prompt p LEFT JOIN
          (SELECT prompt_id, COUNT(*) AS versions, MAX(number) AS last FROM promptversion
           GROUP BY prompt_id) v ON v.prompt_id = p.id LEFT JOIN
          (SELECT d.prompt_id, COUNT(*) AS decisions FROM decision d JOIN promptversion v
           ON v.id = d.version_id AND v.prompt_id = d.prompt_id GROUP BY d.prompt_id) d
          ON d.prompt_id = p.id
        WHERE v.versions IS NULL OR v.versions <> v.last OR d.decisions IS NULL""",
}
