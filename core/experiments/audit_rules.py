"""What must hold for experiments: their rows belong together, cells and orders match.

See `core.tables.claims` for what a rule may be.
"""

from __future__ import annotations

from core.tables.claims import Claim, EachRow, whole, whole_or_none, yes_or_no


def _key(of: str) -> str:
    """Return the SQL of the natural key that the order of such a cell has."""
    numbers = (
        f"CAST({of}.{name} AS VARCHAR)" for name in ("arm", "case_number", "repeat", "attempt")
    )
    return " || ':' || ".join((f"{of}.experiment_id", *numbers))


RULES: dict[str, Claim] = {
    "experiments_are_whole": EachRow(
        "experiment",
        "id AS experiment, repeats, voters, seed, revision, created_at, frozen_at, archived_at",
        f"id <> '' AND repeats BETWEEN 1 AND 4 AND voters BETWEEN 0 AND 20 AND seed >= 0"
        f" AND revision >= 1 AND (frozen_at IS NULL OR frozen_at >= created_at)"
        f" AND (archived_at IS NULL OR COALESCE(archived_at >= frozen_at, FALSE))"
        f" AND {whole('repeats', 'voters', 'seed', 'revision', 'created_at')}"
        f" AND {whole_or_none('frozen_at', 'archived_at')} AND {yes_or_no('own_votes')}",
    ),
    "experiments_are_somebodys": """
        SELECT e.id AS experiment, e.owner, e.prompt_id AS prompt, COUNT(*) AS experiments
        FROM experiment e LEFT JOIN "user" u ON u.id = e.owner LEFT JOIN prompt p
          ON p.id = e.prompt_id
        GROUP BY e.id, e.owner, e.prompt_id, u.id, p.id
        HAVING COUNT(*) > 1 OR u.id IS NULL OR p.id IS NULL""",
    # What was run has 2 to 4 arms and a case, numbered from 1; a draft may lack any of them.
    "what_was_run_is_complete": """
        SELECT e.id AS experiment, a.arms, a.last AS last_arm, a.bases, k.cases, k.last AS last_case
        FROM experiment e LEFT JOIN
          (SELECT experiment_id, COUNT(*) AS arms, MAX(number) AS last,
             SUM(CASE WHEN is_base = TRUE THEN 1 ELSE 0 END) AS bases
           FROM arm GROUP BY experiment_id) a ON a.experiment_id = e.id LEFT JOIN
          (SELECT experiment_id, COUNT(*) AS cases, MAX(number) AS last
           FROM experimentcase GROUP BY experiment_id) k ON k.experiment_id = e.id
        WHERE e.frozen_at IS NOT NULL AND (a.arms = a.last AND a.arms BETWEEN 2 AND 4
          AND a.bases = 1 AND k.cases = k.last AND k.cases >= 1) IS NOT TRUE""",
    "arms_are_of_their_prompt": """
        SELECT a.experiment_id AS experiment, a.number, a.version_id AS version, COUNT(*) AS arms
        FROM arm a LEFT JOIN experiment e ON e.id = a.experiment_id LEFT JOIN promptversion v
          ON v.id = a.version_id AND v.prompt_id = e.prompt_id
        GROUP BY a.experiment_id, a.number, a.version_id, v.id
        HAVING COUNT(*) > 1 OR v.id IS NULL""",
    "cases_are_their_owners": """
        SELECT k.kept_in, k.number, k.reference, COUNT(*) AS cases FROM
          (SELECT c.experiment_id AS kept_in, c.number, c.reference, e.owner
           FROM experimentcase c LEFT JOIN experiment e ON e.id = c.experiment_id
           UNION ALL
           SELECT c.set_id, c.number, c.reference, s.owner
           FROM keptcase c LEFT JOIN caseset s ON s.id = c.set_id) k
        LEFT JOIN "user" u ON u.id = k.owner LEFT JOIN uploadedreference r
          ON r.user_id = k.owner AND r.name = k.reference
        GROUP BY k.kept_in, k.number, k.reference, u.id, r.name
        HAVING COUNT(*) > 1 OR u.id IS NULL OR (k.reference IS NOT NULL AND r.name IS NULL)""",
    "cells_match_their_orders": f"""
        SELECT c.experiment_id AS experiment, c.arm, c.case_number, c.repeat, c.attempt, c.order_id
        FROM cell c
          LEFT JOIN generation g ON g.id = c.order_id
          LEFT JOIN experiment e ON e.id = c.experiment_id
          LEFT JOIN arm a ON a.experiment_id = c.experiment_id AND a.number = c.arm
          LEFT JOIN experimentcase k
            ON k.experiment_id = c.experiment_id AND k.number = c.case_number
        WHERE (g.user_id = e.owner AND g.prompt_id = e.prompt_id AND g.batch = TRUE
          AND e.frozen_at <= g.created_at AND c.repeat BETWEEN 1 AND e.repeats
          AND g.version_id = a.version_id AND g.provider = a.service AND g.model = a.model
          AND g.aspect_ratio = a.aspect_ratio AND g.size = a.size
          AND COALESCE(g.reference, '') = COALESCE(k.reference, '') AND k.number >= 1
          AND g.key = {_key("c")}) IS NOT TRUE""",  # noqa: S608 - our own columns
    # No cell is lost: an order under the key of a place, or of the attempt after a cell, is one.
    "orders_of_a_run_are_cells": f"""
        SELECT g.id AS "order", due.experiment_id AS experiment, due.attempt FROM
          (SELECT e.id AS experiment_id, a.number AS arm, k.number AS case_number, r.repeat,
             1 AS attempt
           FROM experiment e JOIN arm a ON a.experiment_id = e.id
           JOIN experimentcase k ON k.experiment_id = e.id
           JOIN (SELECT 1 AS repeat UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) r
             ON r.repeat <= e.repeats
           UNION ALL
           SELECT experiment_id, arm, case_number, repeat, attempt + 1 FROM cell) due
        JOIN experiment e ON e.id = due.experiment_id
        JOIN generation g ON g.user_id = e.owner AND g.key = {_key("due")}
        LEFT JOIN cell c ON c.order_id = g.id
        WHERE c.order_id IS NULL""",  # noqa: S608 - the same
    # An attempt after the first needs one before it that was released, and not as blocked.
    "cells_have_one_picture": """
        SELECT c.experiment_id AS experiment, c.arm, c.case_number, c.repeat, c.attempt, c.order_id
        FROM cell c
          LEFT JOIN cell b ON b.experiment_id = c.experiment_id AND b.arm = c.arm
            AND b.case_number = c.case_number AND b.repeat = c.repeat AND b.attempt = c.attempt - 1
          LEFT JOIN generation g ON g.id = b.order_id
        WHERE (c.attempt = 1 OR (g.status = 'released' AND NOT (g.error_code = 'GENERATION_FAILED'
          AND g.error_reason IN ('prompt_blocked', 'image_blocked')))) IS NOT TRUE""",
    "cells_are_single": """
        SELECT order_id, COUNT(*) AS cells FROM cell GROUP BY order_id HAVING COUNT(*) > 1
        UNION ALL
        SELECT MIN(order_id), COUNT(*) FROM cell
        GROUP BY experiment_id, arm, case_number, repeat, attempt HAVING COUNT(*) > 1""",
    "cells_share_their_seed": """
        SELECT c.experiment_id AS experiment, c.case_number, c.repeat,
          COUNT(DISTINCT g.seed) AS seeds
        FROM cell c JOIN generation g ON g.id = c.order_id
        GROUP BY c.experiment_id, c.case_number, c.repeat HAVING COUNT(DISTINCT g.seed) > 1""",
    "judgements_are_of_pictures": """
        SELECT j.order_id, j.person_id AS person, j.answers, j.last
        FROM (SELECT order_id, person_id, COUNT(*) AS answers, MAX(n) AS last, MIN(n) AS first,
                SUM(CASE WHEN answer IN ('usable', 'unusable', 'unsure', 'undone') AND
                  (reason = '' OR (answer = 'unusable' AND reason IN ('hands', 'face', 'text',
                    'composition', 'off_reference', 'off_prompt'))) THEN 1 ELSE 0 END) AS known
              FROM judgement GROUP BY order_id, person_id) j
        LEFT JOIN cell c ON c.order_id = j.order_id LEFT JOIN "user" u ON u.id = j.person_id
        LEFT JOIN generation g ON g.id = j.order_id AND g.status = 'settled'
        WHERE (j.first = 1 AND j.answers = j.last AND j.known = j.answers
          AND c.arm >= 1 AND u.id <> '' AND g.id <> '') IS NOT TRUE""",
    "sets_are_somebodys": """
        SELECT s.owner, s.name, COUNT(*) AS sets FROM caseset s LEFT JOIN "user" u
          ON u.id = s.owner
        GROUP BY s.owner, s.name, u.id
        HAVING COUNT(*) > 1 OR u.id IS NULL OR (MIN(s.revision) >= 1) IS NOT TRUE""",
}
