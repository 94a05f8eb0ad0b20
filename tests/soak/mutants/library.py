"""Mistakes in the library: braces that are missed, and a file that overrules people."""

from soak.mutants.table import Mutant, Table

VARIABLES = Table(
    "core/library/variables.py",
    ("library/test_variables", "orders/test_placing"),
    (
        Mutant(
            "braces that make none are text",
            "if name is None or not",
            "if name is not None and not",
        ),
        Mutant("any name", "not _NAME.fullmatch(name)", "not name"),
        Mutant("a name over many lines", "_NAME.fullmatch(name)", "_NAME.match(name)"),
        Mutant("places are counted from 0", "found.start() + 1)", "found.start())"),
        Mutant("a variable is found twice", "tuple(dict.fromkeys(", "tuple(list("),
        Mutant("a blank value is one", '.get(name, "").strip()', '.get(name, "")'),
        Mutant(
            "an unknown name is ignored", "        if name not in known:\n", "        if False:\n"
        ),
        Mutant("the longest value is refused", "len(value) > MAX_VALUE", "len(value) >= MAX_VALUE"),
        Mutant("a long value is taken", "len(value) > MAX_VALUE", "False"),
        Mutant("what comes after the last variable is lost", "    yield text[end:], None\n", ""),
    ),
)

VERSIONS = Table(
    "core/library/versions.py",
    ("library/test_versions", "ledger/test_chain_of_books", "orders/test_placing"),
    (
        Mutant(
            "the first decision counts for ever",
            ".order_by(col(Decision.id).desc())",
            ".order_by(col(Decision.id))",
        ),
        Mutant(
            "another prompt's version",
            '    col(PromptVersion.prompt_id) == bindparam("prompt"),\n',
            "",
        ),
        Mutant(
            "prices make no version", '"text": self.text, "cost": self.cost,', '"text": self.text,'
        ),
        Mutant("values make no version", ', "parameters": dict(self.parameters)}', "}"),
        Mutant(
            "the same content again",
            "    if earlier := with_content(tx, prompt_id, content):\n",
            "    if earlier := None:\n",
        ),
        Mutant(
            "a text is not checked", "    variables.check(content.text, content.parameters)\n", ""
        ),
        Mutant("a version is not chained", "    _add_digest(tx, version)\n", ""),
        Mutant("each version is the first", "tx.scalar(before) or chain.FIRST", "chain.FIRST"),
        Mutant("nobody wrote it", "        author=author,\n", ""),
        Mutant("nobody decided it", "            decided_by=by,\n", ""),
    ),
)

SEED = Table(
    "core/library/seed.py",
    ("library/test_versions", "people/test_people_prompts"),
    (
        Mutant(
            "a file's text is not checked",
            "            versions.check(self.content)\n",
            "            pass\n",
        ),
        Mutant(
            "one id twice",
            "        if len({entry.id for entry in self.prompt}) != len(self.prompt):\n",
            "        if False:\n",
        ),
        Mutant("a prompt gone stays", "        _archive_all_but_people_s(tx)\n", ""),
        Mutant(
            "a person's prompt goes with the file",
            "~col(Prompt.edited), ~by_a_person",
            "~col(Prompt.edited)",
        ),
        Mutant(
            "the file overwrites what a person edited",
            "    if known is None or not known.edited:\n",
            "    if True:\n",
        ),
        Mutant("the file overrules a person's version", " or live.author is not None:", ":"),
        Mutant(
            "the file brings a person's version to life", " or version.author is not None or", " or"
        ),
        Mutant(
            "the file takes a decision back",
            "if had is not None and _has_been_decided_by_a_person(tx, entry):",
            "if False:",
        ),
        Mutant("a new text waits for a person", "if had is not None and _has", "if _has"),
        Mutant("each start decides again", "if version.id == live.id or version", "if version"),
        Mutant("a file never has values", "self.cost, self.parameters)", "self.cost)"),
    ),
)
