"""Mistakes in what the audit claims of pictures, the library and people."""

from __future__ import annotations

from soak.mutants.table import Mutant, Table

PICTURES = Table(
    "core/pictures/audit_rules.py",
    ("pictures/test_audit_pictures",),
    (
        Mutant(
            "any picture is an order's",
            "WHERE i.generation_id = t.generation_id)",
            "WHERE i.id <> '')",
        ),
        Mutant(
            "any entry is a picture's",
            "WHERE t.generation_id = i.generation_id)",
            "WHERE t.type = 'token_consumption')",
        ),
        Mutant(
            "a second picture",
            "GROUP BY generation_id HAVING COUNT(*) > 1",
            "GROUP BY generation_id HAVING 1 = 0",
        ),
        Mutant("an id twice", "GROUP BY id HAVING COUNT(*) > 1", "GROUP BY id HAVING 1 = 0"),
        Mutant("an unknown kind", "mime IN ({_KNOWN_MIMES}) AND", "mime <> '' AND"),
        Mutant("no width", "width >= 1 AND ", ""),
        Mutant("no height", " AND height >= 1", ""),
        Mutant("no bytes", " AND size_bytes >= 1", ""),
        Mutant("a digest cut short", " AND length(sha256) = 64", ""),
        Mutant("half a width", "'width', 'height'", "'height'"),
        Mutant("half a height", "'width', 'height'", "'width'"),
        Mutant("half a byte", ", 'size_bytes'", ""),
        Mutant("half an instant", ", 'created_at'", ""),
        Mutant(
            "a picture of somebody else",
            "SELECT user_id AS person, ordered_at, generation_id AS order_id FROM generatedimage",
            "SELECT g.user_id AS person, ordered_at, generation_id AS order_id FROM generatedimage"
            " JOIN generation g ON g.id = generation_id",
        ),
        Mutant(
            "ordered at any time",
            "SELECT user_id AS person, ordered_at, generation_id AS order_id FROM generatedimage",
            "SELECT i.user_id AS person, g.created_at, generation_id AS order_id"
            " FROM generatedimage i JOIN generation g ON g.id = generation_id",
        ),
        Mutant(
            "a picture of a held order",
            "SELECT user_id, created_at, id FROM generation WHERE status = 'settled'",
            "SELECT user_id, created_at, id FROM generation",
        ),
        Mutant(
            "no picture has an order",
            "generation_id AS order_id FROM generatedimage\n",
            "generation_id AS order_id FROM generatedimage WHERE 1 = 0\n",
        ),
        Mutant(
            "starred before it was made",
            'f"(starred_at IS NULL OR starred_at >= created_at)"',
            'f"1 = 1"',
        ),
        Mutant(
            "trashed before it was made",
            "(trashed_at IS NULL OR trashed_at >= created_at)",
            "1 = 1",
        ),
        Mutant(
            "purged from nowhere",
            "purged_at IS NULL OR purged_at >= trashed_at",
            "purged_at IS NULL OR purged_at >= COALESCE(trashed_at, 0)",
        ),
        Mutant(
            "purged before it was trashed",
            "purged_at IS NULL OR purged_at >= trashed_at",
            "purged_at IS NULL OR trashed_at >= 0",
        ),
        Mutant("half an instant of a star", "whole_or_none('starred_at', ", "whole_or_none("),
        Mutant("half an instant in the bin", "'trashed_at', 'purged_at')", "'purged_at')"),
        Mutant("half an instant of a purge", "'trashed_at', 'purged_at')", "'trashed_at')"),
        Mutant("an upload of nobody", "HAVING COUNT(u.id) <> 1 OR COUNT(*)", "HAVING COUNT(*)"),
        Mutant("an upload twice", "COUNT(u.id) <> 1 OR COUNT(*) <> 1 OR", "COUNT(u.id) = 0 OR"),
        Mutant("an upload without its name", " OR (length(r.name) = 68) IS NOT TRUE", ""),
    ),
)

LIBRARY = Table(
    "core/library/audit_rules.py",
    ("library/test_audit_library",),
    (
        Mutant(
            "prompts without versions",
            "WHERE (v.versions = v.last",
            "WHERE (COALESCE(v.versions, 0) = COALESCE(v.last, 0)",
        ),
        Mutant("versions with a gap", "(v.versions = v.last AND", "(v.versions > 0 AND"),
        Mutant("prompts of which none is live", " AND d.decisions >= 1", ""),
        Mutant("a version of no prompt", "HAVING p.id IS NULL OR (v.author", "HAVING (v.author"),
        Mutant(
            "an unknown author", "(v.author IS NOT NULL AND u.id IS NULL) OR COUNT(*)", "COUNT(*)"
        ),
        Mutant("a version twice", " OR COUNT(*) > 1", ""),
        Mutant("a version before the first", "number >= 1 AND ", ""),
        Mutant("a version for nothing", " AND cost >= 1", ""),
        Mutant(
            "a version under another name",
            " AND id = prompt_id || '@' || CAST(number AS VARCHAR)",
            "",
        ),
        Mutant("half a number", "whole('number', 'cost'", "whole('cost'"),
        Mutant("half a price", "'cost', 'created_at'", "'created_at'"),
        Mutant("half an instant", "'cost', 'created_at'", "'cost'"),
        Mutant("versions of any content", "!= row.digest", "is None"),
        Mutant("a price is no content", "Content(words, cost,", "Content(words, 1,"),
        Mutant(
            "values are no content",
            "dict(json.loads(parameters))",
            "dict(json.loads(parameters) and {})",
        ),
        Mutant("values that end the audit", "except (TypeError, ValueError)", "except TypeError"),
        Mutant("a list that ends the audit", "except (TypeError, ValueError)", "except ValueError"),
        Mutant(
            "a decision for no version",
            "WHERE v.id IS NULL OR p.id IS NULL OR (d.decided_by",
            "WHERE p.id IS NULL OR (d.decided_by",
        ),
        Mutant("a decision for another's version", " AND v.prompt_id = d.prompt_id\n", "\n"),
        Mutant(
            "a decision for no prompt",
            "v.id IS NULL OR p.id IS NULL OR (d.decided_by",
            "v.id IS NULL OR (d.decided_by",
        ),
        Mutant("a decision of nobody", "(d.decided_by IS NOT NULL AND u.id IS NULL)", "1 = 0"),
        Mutant(
            "half an instant of deciding",
            "\n          OR (d.decided_at = CAST(d.decided_at AS BIGINT)) IS NOT TRUE",
            "",
        ),
        Mutant(
            "a decision twice",
            "FROM decision\n        GROUP BY id HAVING COUNT(*) > 1",
            "FROM decision\n        GROUP BY id HAVING 1 = 0",
        ),
        Mutant("a prompt without an id", "id <> '' AND title", "title"),
        Mutant("a prompt without a title", " AND title <> ''", ""),
        Mutant("half a place", " AND {whole('position')}", ""),
        Mutant("for members, perhaps", "'members_only', 'archived'", "'archived'"),
        Mutant("archived, perhaps", "'archived', 'edited'", "'edited'"),
        Mutant("edited, perhaps", "'archived', 'edited'", "'archived'"),
        Mutant(
            "a prompt twice",
            "FROM prompt GROUP BY id HAVING COUNT(*) > 1",
            "FROM prompt GROUP BY id HAVING 1 = 0",
        ),
    ),
)

PEOPLE = Table(
    "core/people/audit_rules.py",
    ("library/test_audit_library",),
    (
        Mutant("a person without an id", "id <> '' AND name", "name"),
        Mutant("a person without a name", " AND name <> ''", ""),
        Mutant("a member, perhaps", " AND {yes_or_no('is_member')}", ""),
        Mutant("half a balance", "'balance', 'held'", "'held'"),
        Mutant("half a hold", "'held', 'created_at'", "'created_at'"),
        Mutant("half an instant", "'held', 'created_at'", "'held'"),
        Mutant("a person twice", "HAVING COUNT(*) > 1", "HAVING 1 = 0"),
    ),
)

FILES = Table(
    "core/pictures/file_audit.py",
    ("pictures/test_audit_files",),
    (
        Mutant(
            "a disk that refuses ends the audit",
            "        data = images.read_original(row.name)\n    except StudioError as error:",
            "        data = images.read_original(row.name)\n    except KeyError as error:",
        ),
        Mutant(
            "a file of any kind",
            "MIME_OF_SUFFIX[PurePosixPath(name).suffix] != row.mime",
            "MIME_OF_SUFFIX[PurePosixPath(name).suffix] is None",
        ),
        Mutant(
            "a file of any content",
            "if hashlib.sha256(data).hexdigest() != row.sha256",
            "if row.sha256 is None",
        ),
        Mutant(
            "a size that the row does not have",
            "if len(data) != row.size_bytes",
            "if len(data) == 0",
        ),
        Mutant(
            "a picture of any time",
            "if row.created_at != row.ended_at else None",
            "if row.created_at is None else None",
        ),
        Mutant(
            "what is purged is missed",
            "WHERE i.purged_at IS NULL AND i.generation_id > :last",
            "WHERE i.generation_id > :last",
            survives="who finds a file missing asks again whether its picture is purged",
        ),
        Mutant(
            "what is in the bin is not looked at",
            "WHERE i.purged_at IS NULL AND",
            "WHERE i.trashed_at IS NULL AND",
        ),
        Mutant(
            "an original that was purged meanwhile",
            "_fault_of_original(images, row)\n        if fault and not is_purged(database, row.name):",
            "_fault_of_original(images, row)\n        if fault:",
        ),
        Mutant(
            "a thumbnail that was purged meanwhile",
            "_fault_of_thumbnail(images, row)\n        if fault and not is_purged(database, row.name):",
            "_fault_of_thumbnail(images, row)\n        if fault:",
        ),
        Mutant("files may stay", '"is still there" if images.is_stored(row.name)', '"" if False'),
        Mutant("files may stay for a year", "- 86400000", "- 365 * 86400000"),
        Mutant("files may not stay at all", " - 86400000", " + 1"),
        Mutant("a thumbnail of any kind", 'small.mime != "image/jpeg" or ', ""),
        Mutant(
            "a thumbnail of any shape",
            "(small.width, small.height) not in _sizes(row)",
            "small.width == 0",
        ),
        Mutant("thumbnails are scaled up", "if longest <= THUMBNAIL_SIDE:", "if longest < 0:"),
        Mutant(
            "a shorter side is rounded down",
            "{max(1, int(side)), max(1, int(side) + 1)}",
            "{int(side)}",
        ),
        Mutant("a reference of any content", '!= row.name.partition(".")[0]', "is None"),
        Mutant(
            "a missing reference is passed over",
            '            yield {"reference": row.name, "fault": _told(images, error)}\n',
            "",
        ),
        Mutant(
            "only the first page",
            "        if not page:\n            return\n        yield from page\n",
            "        yield from page\n        return\n",
        ),
        Mutant(
            "progress does not end",
            "        told(min(done, number), number)\n",
            "        told(0, number)\n",
        ),
    ),
)
