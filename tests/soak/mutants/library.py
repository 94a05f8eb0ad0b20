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
            "    .order_by(col(Decision.id).desc())\n    .limit(1)",
            "    .order_by(col(Decision.id))\n    .limit(1)",
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

EDITING = Table(
    "core/library/editing.py",
    ("library/test_editing", "experiments/test_adopting", "library/test_publishing"),
    (
        Mutant(
            "a new prompt is edited by the file",
            "            edited=True,",
            "            edited=False,",
        ),
        Mutant(
            "a double click makes two prompts",
            "        if (known := tx.get(Prompt, prompt_id)) is not None:\n",
            "        if (known := None) is not None:\n",
        ),
        Mutant(
            "anybody makes members' prompts",
            "members_only=new.members_only):\n",
            "members_only=False):\n",
        ),
        Mutant("a new prompt stands first", "0 if last is None else last + 1", "-1"),
        Mutant(
            "a new prompt is not live",
            '        offering.make_live(studio, tx, version, before="", by=person_id, why=_CREATED)\n',
            "",
        ),
        Mutant(
            "another's wish is this one's",
            "if first is None or wished != (",
            "if first is None or not (",
        ),
        Mutant(
            "blank values count",
            "for name, value in parameters.items() if value.strip()}",
            "for name, value in parameters.items()}",
        ),
        Mutant("a text is as long as it is", "if len(written) > words.MAX_TEXT:", "if False:"),
        Mutant(
            "the longest text is refused",
            "len(written) > words.MAX_TEXT",
            "len(written) >= words.MAX_TEXT",
        ),
        Mutant(
            "proposers make prompts",
            "        rights.demand_publishing(tx, person, studio.settings)\n",
            "",
        ),
        Mutant("each saving is new", "is_new=earlier is None)", "is_new=True)"),
    ),
)

OFFERING = Table(
    "core/library/offering.py",
    ("library/test_editing", "experiments/test_adopting", "library/test_publishing"),
    (
        Mutant(
            "the file puts back what was archived",
            "        prompt.edited = True",
            "        prompt.edited = prompt.edited",
        ),
        Mutant("what is archived stays so", ", even_archived=True)", ")"),
        Mutant(
            "no decision comes in between", "        if last.id != seen:\n", "        if False:\n"
        ),
        Mutant("a double click is refused", "if before == seen and", "if False and"),
        Mutant("the same once more is a double click", "if before == seen and said", "if said"),
        Mutant(
            "whoever says so is the same person",
            "said = (last.version_id, last.decided_by, last.why)",
            "said = (last.version_id, person_id, last.why)",
        ),
        Mutant(
            "the live version is decided again",
            "        if last.version_id == version.id:\n",
            "        if False:\n",
        ),
        Mutant(
            "nobody waits for others",
            "with studio.database.write(alone=True) as tx:\n        rights.demand_publishing(tx, admission.find_person(tx, person_id), studio.settings)\n        admission.admit(",
            "with studio.database.write() as tx:\n        rights.demand_publishing(tx, admission.find_person(tx, person_id), studio.settings)\n        admission.admit(",
        ),
        Mutant("decisions say no why", "acted_at, why=why, proof=proof)", "acted_at, proof=proof)"),
        Mutant(
            "decisions rest on nothing", "acted_at, why=why, proof=proof)", "acted_at, why=why)"
        ),
        Mutant(
            "proposers publish",
            "        rights.demand_publishing(tx, admission.find_person(tx, person_id), studio.settings)\n        admission.admit(",
            "        admission.admit(",
        ),
        Mutant(
            "proposers archive",
            "        rights.demand_publishing(tx, admission.find_person(tx, person_id), studio.settings)\n        prompt =",
            "        prompt =",
        ),
        Mutant("publishing leaves no act", "act_rows.add(tx, act)", "del act"),
        Mutant(
            "demo people act on the record", "    if studio.settings.sign_in:\n", "    if True:\n"
        ),
        Mutant(
            "an act is before its decision",
            "by=by, now=act.acted_at,",
            "by=by, now=act.acted_at + 1,",
        ),
    ),
)

ADMISSION = Table(
    "core/library/admission.py",
    ("library/test_editing", "experiments/test_adopting", "library/test_publishing"),
    (
        Mutant(
            "everybody may change members' prompts",
            "members_only=prompt.members_only):\n",
            "members_only=False):\n",
        ),
        Mutant("what is archived can be changed", "prompt.archived and not even_archived", "False"),
    ),
)

ACT_ROWS = Table(
    "core/people/act_rows.py",
    ("library/test_publishing", "administration/test_people_acts"),
    (
        Mutant(
            "what changes nothing is an act", "    if act.before != act.after:\n", "    if True:\n"
        ),
        Mutant("acts run backwards in time", "return max(now, ", "return min(now, "),
    ),
)

WORDS = Table(
    "core/library/words.py",
    ("library/test_editing",),
    (
        Mutant("any letter is one", " or not written.isprintable()", ""),
        Mutant(
            "nothing is enough",
            "if not least <= len(written) <= limit",
            "if not len(written) <= limit",
        ),
        Mutant("the longest words are refused", "<= limit or", "< limit or"),
        Mutant("lines stay lines", '" ".join(words.split())', "words.strip()"),
    ),
)

TIMELINE = Table(
    "core/library/timeline.py",
    ("library/test_timeline", "library/test_editing", "experiments/test_adopting"),
    (
        Mutant(
            "everybody reads members' texts",
            "readable = may_read(person, members_only=prompt.members_only)",
            "readable = True",
        ),
        Mutant("notes are for everybody", 'version.note if readable else ""', "version.note"),
        Mutant(
            "whys are for everybody", 'row.Decision.why if readable else ""', "row.Decision.why"
        ),
        Mutant(
            "proofs are for everybody",
            'row.Decision.proof if readable else ""',
            "row.Decision.proof",
        ),
        Mutant(
            "values are for everybody",
            "json.loads(version.parameters) if readable else {}",
            "json.loads(version.parameters)",
        ),
        Mutant("what failed is a picture", ", in_status(OrderStatus.SETTLED))", ")"),
        Mutant(
            "the first decision is the last",
            ".order_by(col(Decision.id).desc())",
            ".order_by(col(Decision.id))",
        ),
    ),
)

DIFF = Table(
    "core/library/diff.py",
    ("library/test_diff",),
    (
        Mutant("a word is letters", r"|[^\W\d_\u2E80-\uFFFF\U00020000-\U0003FFFF]+", ""),
        Mutant("a variable is letters", r"\{\{\w+\}\}|", ""),
        Mutant("repetition takes its time", " > MOST_PAIRS:", " < 0:"),
        Mutant(
            "what ends alike differs",
            "end = _common(old[start:][::-1], new[start:][::-1])",
            "end = 0",
        ),
        Mutant("a value that went is not named", "(*after, *before)", "after"),
    ),
)
