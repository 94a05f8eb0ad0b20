"""What must hold for pictures' rows and uploads: see `core.tables.claims` for what a rule may be.

Their files are `file_audit`'s.
"""

from __future__ import annotations

from core.pictures.uploads import MIMES
from core.tables.claims import Claim, EachRow, whole, whole_or_none

_KNOWN_MIMES = ", ".join(f"'{mime}'" for mime in MIMES.values())

RULES: dict[str, Claim] = {
    # By way of the entries, which are one to one with the settled orders: so only ids are compared,
    # and these stand sorted in the indexes of both.
    "settled_has_one_image": """
        SELECT t.generation_id AS order_id FROM "transaction" t
        WHERE t.generation_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM generatedimage i WHERE i.generation_id = t.generation_id)
        """,
    "image_has_order": """
        SELECT i.generation_id AS order_id FROM generatedimage i
        WHERE NOT EXISTS (SELECT 1 FROM "transaction" t WHERE t.generation_id = i.generation_id)
        """,
    "pictures_are_single": """
        SELECT 'order' AS what, generation_id AS id, COUNT(*) AS pictures FROM generatedimage
        GROUP BY generation_id HAVING COUNT(*) > 1
        UNION ALL
        SELECT 'picture', id, COUNT(*) FROM generatedimage GROUP BY id HAVING COUNT(*) > 1""",
    "pictures_are_measured": EachRow(
        "generatedimage",
        "id AS picture, generation_id AS order_id, mime, width, height, size_bytes, sha256",
        f"mime IN ({_KNOWN_MIMES}) AND width >= 1 AND height >= 1 AND size_bytes >= 1"
        f" AND length(sha256) = 64 AND {whole('width', 'height', 'size_bytes', 'created_at')}",
    ),
    # In the order of an index of the orders, which has all of it: both sides are gone through once,
    # beside each other, and the orders' rows, which are wide, are not read.
    "pictures_are_their_orders": """
        SELECT user_id AS person, ordered_at, generation_id AS order_id FROM generatedimage
        EXCEPT
        SELECT user_id, created_at, id FROM generation WHERE status = 'settled'
        ORDER BY 1, 2, 3""",
    "pictures_go_by_the_bin": EachRow(
        "generatedimage",
        "generation_id AS order_id, created_at, starred_at, trashed_at, purged_at",
        f"(starred_at IS NULL OR starred_at >= created_at)"
        f" AND (trashed_at IS NULL OR trashed_at >= created_at)"
        f" AND (purged_at IS NULL OR purged_at >= trashed_at)"
        f" AND {whole_or_none('starred_at', 'trashed_at', 'purged_at')}",
    ),
    "uploads_are_somebodys": """
        SELECT r.user_id AS person, r.name, COUNT(*) AS uploads
        FROM uploadedreference r LEFT JOIN "user" u ON u.id = r.user_id
        GROUP BY r.user_id, r.name
        HAVING COUNT(u.id) <> 1 OR COUNT(*) <> 1 OR (length(r.name) = 68) IS NOT TRUE""",
}
