"""Mistakes in the store of pictures: a name that leads out, an address that opens too much."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/pictures/storage.py",
    (
        "pictures/test_storage",
        "pictures/test_promises_files",
        "orders/test_generation",
        "experiments/voting/test_blind",
    ),
    (
        Mutant("ids of any length", '[0-9a-f]{8,64}")', '[0-9a-f]+")'),
        Mutant(
            "ids may be paths",
            '_GENERATION = re.compile(r"[0-9a-f]{8,64}")',
            '_GENERATION = re.compile(r".{8,64}")',
        ),
        Mutant(
            "references may be paths",
            're.compile(r"[0-9a-f]{64}\\.jpg")',
            're.compile(r".+\\.jpg")',
        ),
        Mutant("any id is stored", "if not _GENERATION.fullmatch(generation_id)", "if False"),
        Mutant("any reference is stored", "if not _REFERENCE.fullmatch(picture.name)", "if False"),
        Mutant(
            "half a match is enough for an address",
            "if not _NAMES[kind].fullmatch(name):\n            raise",
            "if not _NAMES[kind].match(name):\n            raise",
        ),
        Mutant(
            "half a match opens",
            "kind not in _NAMES or not _NAMES[kind].fullmatch(name)",
            "kind not in _NAMES or not _NAMES[kind].match(name)",
            survives="_keys asks for the whole form again before any path is made; the signature covers the whole name",
        ),
        Mutant(
            "any name becomes a path",
            "    if _NAMES[kind].fullmatch(name):\n        yield",
            "    if True:\n        yield",
        ),
        Mutant(
            "the original before its thumbnail",
            '_key("thumbnail", f"{generation_id}.jpg"), picture.thumbnail)\n        self.store.put(_key("original", f"{generation_id}{picture.suffix}"), picture.data)',
            '_key("original", f"{generation_id}{picture.suffix}"), picture.data)\n        self.store.put(_key("thumbnail", f"{generation_id}.jpg"), picture.thumbnail)',
        ),
        Mutant(
            "the thumbnail is the original",
            'f"{generation_id}.jpg"), picture.thumbnail',
            'f"{generation_id}.jpg"), picture.data',
        ),
        Mutant(
            "the original is the thumbnail",
            'picture.suffix}"), picture.data',
            'picture.suffix}"), picture.thumbnail',
        ),
        Mutant(
            "removing the thumbnail first",
            "for kind in _OF_ORDER for key in _keys",
            "for kind in reversed(_OF_ORDER) for key in _keys",
        ),
        Mutant(
            "thumbnails stay",
            "for kind in _OF_ORDER for key in _keys",
            'for kind in ("original", "blind") for key in _keys',
        ),
        Mutant(
            "copies for voters stay",
            '_OF_ORDER: tuple[Stored, ...] = ("original", "thumbnail", "blind")',
            '_OF_ORDER: tuple[Stored, ...] = ("original", "thumbnail")',
        ),
        Mutant(
            "an hour's address is kept for the next",
            "signing.end_of(now_ms, self.address_s)",
            "signing.end_of(0, self.address_s)",
        ),
        Mutant("any kind is asked for", "if kind not in _NAMES or not", "if not"),
        Mutant(
            "no signature is asked for",
            "if not signing.is_valid(self.secret, *words, **given, now_ms=now_ms)",
            "if False",
        ),
        Mutant(
            "an address signs no kind",
            '"picture", kind, name, until)',
            '"picture", name, until)',
        ),
        Mutant(
            "any kind fits a signature",
            'words, given = ("picture", kind, name)',
            'words, given = ("picture", "original", name)',
        ),
        Mutant(
            "any name fits a signature",
            'words, given = ("picture", kind, name)',
            'words, given = ("picture", kind)',
        ),
        Mutant("the secret is shown", "field(repr=False)", "field()"),
        Mutant(
            "the sweep takes young files",
            "now_ms / 1000 - older_than_s",
            "now_ms / 1000 + older_than_s",
        ),
        Mutant("the sweep forgets references", '            "reference": known_references,\n', ""),
        Mutant(
            "the sweep forgets thumbnails", '            "thumbnail": known_generation_ids,\n', ""
        ),
        Mutant(
            "the sweep forgets voters' copies", '            "blind": known_generation_ids,\n', ""
        ),
        Mutant(
            "the sweep asks the wrong rows",
            '"reference": known_references',
            '"reference": known_generation_ids',
        ),
        Mutant(
            "what a crash left stays",
            "if _UNFINISHED.fullmatch(file_name):",
            "if False:",
        ),
        Mutant(
            "the sweep takes what rows name",
            "for key, name in some.items() if name not in kept",
            "for key, name in some.items()",
        ),
        Mutant(
            "the sweep asks for one batch",
            "                some = {}\n",
            "                return gone\n",
        ),
        Mutant(
            "one question for all files",
            "if len(some) == MOST_IDS:",
            "if False:",
        ),
        Mutant(
            "another's files are swept",
            "if file_name.endswith(suffix) and _NAMES[kind].fullmatch(name)",
            "if file_name.endswith(suffix)",
        ),
        Mutant(
            "files without a suffix are ours",
            "if file_name.endswith(suffix) and _NAMES",
            "if _NAMES",
        ),
        Mutant(
            "a gone picture is empty",
            "                return data\n        raise InvalidImage(ImageFault.MISSING)",
            '                return data\n        return b""',
        ),
        Mutant(
            "gone pictures are damaged",
            "                return data\n        raise InvalidImage(ImageFault.MISSING)",
            "                return data\n        raise InvalidImage(ImageFault.DAMAGED)",
        ),
    ),
)

SIGNING = Table(
    "core/pictures/signing.py",
    ("pictures/test_storage", "downloads/test_selection"),
    (
        Mutant(
            "an address moves with the clock",
            "(now_ms // 1000 // period_s + 2) * period_s",
            "now_ms // 1000 + 2 * period_s",
        ),
        Mutant("an address may end at once", "// period_s + 2)", "// period_s + 1)"),
        Mutant("an address lives for three hours", "// period_s + 2)", "// period_s + 3)"),
        Mutant("a signature of any letters", "if not signature.isascii()", "if False"),
        Mutant(
            "no signature is asked for",
            "if not hmac.compare_digest(sign(secret, *words, until), signature)",
            "if False",
        ),
        Mutant("addresses never end", "now_ms < int(until) * 1000", "True"),
        Mutant(
            "the last millisecond still opens",
            "now_ms < int(until) * 1000",
            "now_ms <= int(until) * 1000",
        ),
        Mutant("the end is not signed", "json.dumps(words)", "json.dumps(words[:-1])"),
        Mutant("the first word is not signed", "json.dumps(words)", "json.dumps(words[1:])"),
        Mutant("the secret is not used", "hmac.digest(secret, json", 'hmac.digest(b"", json'),
    ),
)
