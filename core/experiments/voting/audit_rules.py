"""What must hold for blind votes: their rows belong together, and a reveal can be counted again.

See `core.tables.claims` for what a rule may be.
"""

from __future__ import annotations

from core.experiments.voting.looks import DEMO_IDS
from core.tables.claims import Claim, EachRow, whole, yes_or_no

_LOOK = """(SELECT COALESCE(MAX(x.look), 1) FROM extension x
          WHERE x.experiment_id = p.experiment_id)"""
_DEMO = ", ".join(f"'{person_id}'" for person_id in sorted(DEMO_IDS))
_ADDED = "COALESCE((SELECT SUM(x.voters_added) FROM extension x WHERE x.experiment_id = e.id{}), 0)"
_LATER = """(SELECT 1 FROM vote w
          WHERE w.pair_id = v.pair_id AND w.person_id = v.person_id AND w.n > v.n{})"""
_FILLS = "(e.own_votes = TRUE OR v.person_id <> e.owner)"
# The answers that stood at the end of a reveal's look.
_STOOD = f"""(SELECT COUNT(*) FROM vote v JOIN pair p ON p.id = v.pair_id
          WHERE p.experiment_id = r.experiment_id AND v.look <= r.look AND v.answer <> 'undone'
          AND NOT EXISTS {_LATER.format(" AND w.look <= r.look")} AND {{}})"""  # noqa: S608

RULES: dict[str, Claim] = {
    "pairs_are_of_their_cells": f"""
        SELECT p.id AS pair, p.experiment_id AS experiment, p.arm, p.case_number, p.repeat
        FROM pair p
          LEFT JOIN experiment e ON e.id = p.experiment_id AND e.voters > 0
          LEFT JOIN arm a ON a.experiment_id = p.experiment_id AND a.is_base = TRUE
          LEFT JOIN cell c ON c.order_id = p.arm_order AND c.experiment_id = p.experiment_id
            AND c.arm = p.arm AND c.case_number = p.case_number AND c.repeat = p.repeat
          LEFT JOIN cell b ON b.order_id = p.base_order AND b.experiment_id = p.experiment_id
            AND b.arm = a.number AND b.case_number = p.case_number AND b.repeat = p.repeat
          LEFT JOIN generatedimage i ON i.generation_id = c.order_id
          LEFT JOIN generatedimage j ON j.generation_id = b.order_id
        WHERE (e.id <> '' AND p.arm <> a.number AND i.id <> '' AND j.id <> ''
          AND p.look BETWEEN 1 AND {_LOOK}) IS NOT TRUE""",  # noqa: S608 - our own columns
    "pairs_are_single": """
        SELECT MIN(experiment_id) AS experiment, COUNT(*) AS pairs FROM pair
        GROUP BY id HAVING COUNT(*) > 1
        UNION ALL
        SELECT experiment_id, COUNT(*) FROM pair
        GROUP BY experiment_id, arm, case_number, repeat HAVING COUNT(*) > 1""",
    "ballots_are_of_pairs": """
        SELECT b.pair_id AS pair, b.person_id AS person, COUNT(*) AS ballots
        FROM ballot b LEFT JOIN pair p ON p.id = b.pair_id LEFT JOIN "user" u ON u.id = b.person_id
        GROUP BY b.pair_id, b.person_id, p.id, u.id
        HAVING COUNT(*) > 1 OR p.id IS NULL OR u.id IS NULL""",
    "ballots_are_whole": EachRow(
        "ballot",
        "pair_id AS pair, person_id AS person, shown_at",
        f"LENGTH(left_token) = 32 AND LENGTH(right_token) = 32 AND {yes_or_no('arm_is_left')}"
        f" AND {whole('shown_at')}",
    ),
    "tokens_are_single": """
        SELECT MIN(pair_id) AS pair, COUNT(*) AS tokens FROM
          (SELECT pair_id, left_token AS token FROM ballot
           UNION ALL SELECT pair_id, right_token FROM ballot) t
        GROUP BY token HAVING COUNT(*) > 1""",
    "votes_have_a_ballot": f"""
        SELECT v.pair_id AS pair, v.person_id AS person, v.answers, v.last
        FROM (SELECT pair_id, person_id, COUNT(*) AS answers, MIN(n) AS first, MAX(n) AS last,
                MIN(look) AS first_look, MAX(look) AS last_look,
                SUM(CASE WHEN answer IN ('left', 'right', 'same', 'neither', 'skip', 'undone')
                  THEN 1 ELSE 0 END) AS known
              FROM vote GROUP BY pair_id, person_id) v
          LEFT JOIN ballot b ON b.pair_id = v.pair_id AND b.person_id = v.person_id
          LEFT JOIN pair p ON p.id = v.pair_id
        WHERE (v.first = 1 AND v.answers = v.last AND v.known = v.answers AND b.pair_id <> ''
          AND v.first_look >= p.look AND v.last_look <= {_LOOK}
          AND v.person_id NOT IN ({_DEMO})) IS NOT TRUE""",  # noqa: S608 - the same
    # What a reveal has counted is neither replaced nor taken back in a later look.
    "counted_votes_stay": """
        SELECT v.pair_id AS pair, v.person_id AS person, v.n, v.look, w.look AS next_look
        FROM vote v JOIN vote w
          ON w.pair_id = v.pair_id AND w.person_id = v.person_id AND w.n = v.n + 1
        WHERE w.look < v.look OR (w.look > v.look AND v.answer <> 'undone')""",
    "pairs_have_the_votes_they_want": f"""
        SELECT p.id AS pair, e.voters, COUNT(*) AS votes
        FROM vote v JOIN pair p ON p.id = v.pair_id JOIN experiment e ON e.id = p.experiment_id
        WHERE v.answer <> 'undone' AND NOT EXISTS {_LATER.format("")} AND {_FILLS}
        GROUP BY p.id, e.id, e.voters
        HAVING COUNT(*) > e.voters + {_ADDED.format("")}""",  # noqa: S608 - the same
    "votes_are_before_their_reveal": """
        SELECT v.pair_id AS pair, v.person_id AS person, v.n, v.voted_at, r.at
        FROM vote v JOIN pair p ON p.id = v.pair_id
          JOIN reveal r ON r.experiment_id = p.experiment_id AND r.look = v.look
        WHERE (v.voted_at <= r.at) IS NOT TRUE""",
    "reveals_are_of_their_votes": f"""
        SELECT r.experiment_id AS experiment, r.look, r.pairs, r.wanted, r.votes, r.own_votes
        FROM reveal r LEFT JOIN experiment e ON e.id = r.experiment_id
        WHERE (r.pairs = (SELECT COUNT(*) FROM pair p
            WHERE p.experiment_id = r.experiment_id AND p.look <= r.look)
          AND r.wanted = r.pairs * (e.voters + {_ADDED.format(" AND x.look <= r.look")})
          AND r.votes = {_STOOD.format(_FILLS)}
          AND r.own_votes = {_STOOD.format("v.person_id = e.owner")}
          AND r.missing = r.wanted - r.votes AND r.missing >= 0
          AND r.verdict <> '') IS NOT TRUE""",  # noqa: S608 - the same
    "looks_follow_each_other": f"""
        SELECT experiment_id AS experiment, look, COUNT(*) AS times FROM reveal
        GROUP BY experiment_id, look HAVING COUNT(*) > 1
        UNION ALL
        SELECT experiment_id, look, COUNT(*) FROM extension
        GROUP BY experiment_id, look HAVING COUNT(*) > 1
        UNION ALL
        SELECT r.experiment_id, r.look, 1 FROM reveal r
          LEFT JOIN experiment e ON e.id = r.experiment_id
          LEFT JOIN extension y ON y.experiment_id = r.experiment_id AND y.look = r.look
        WHERE (e.voters > 0 AND r.at >= e.frozen_at AND COALESCE(r.person_id, e.owner) = e.owner
          AND (r.look = 1 OR (r.look >= 2 AND y.at <= r.at))) IS NOT TRUE
        UNION ALL
        SELECT y.experiment_id, y.look, 1 FROM extension y
          LEFT JOIN experiment e ON e.id = y.experiment_id
          LEFT JOIN reveal r ON r.experiment_id = y.experiment_id AND r.look = y.look - 1
        WHERE (y.look >= 2 AND r.at <= y.at AND y.person_id = e.owner AND y.cells >= 0
          AND y.voters_added >= 0 AND y.cells + y.voters_added > 0
          AND e.voters + {_ADDED.format("")} <= 20) IS NOT TRUE""",  # noqa: S608 - the same
}
