"""Mistakes in the gate: bounds that are off by one, and people who get in."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/orders/gate.py",
    ("orders/test_gate", "orders/test_placing", "orders/test_generation"),
    (
        Mutant("a key may be empty", "if not 1 <= len(form.key)", "if not 0 <= len(form.key)"),
        Mutant("the longest key is refused", "<= MAX_KEY:", "< MAX_KEY:"),
        Mutant("a key of any length", "<= len(form.key) <= MAX_KEY", "<= len(form.key)"),
        Mutant(
            "the longest wish is refused",
            "len(spec.wish) > MAX_WISH",
            "len(spec.wish) >= MAX_WISH",
        ),
        Mutant("a wish of any length", "len(spec.wish) > MAX_WISH", "len(spec.wish) > 10**9"),
        Mutant("a wish's length is not told", ", length=len(spec.wish)", ", length=0"),
        Mutant("odd letters in a wish", "(*names, spec.wish, *(", "(*names, *("),
        Mutant(
            "odd letters in a file's name",
            "spec.version_id, spec.reference_name)",
            "spec.version_id)",
        ),
        Mutant(
            "no picture at all", "form.pictures, 1, MAX_PICTURES", "form.pictures, 0, MAX_PICTURES"
        ),
        Mutant(
            "five pictures", "form.pictures, 1, MAX_PICTURES", "form.pictures, 1, MAX_PICTURES + 1"
        ),
        Mutant("three pictures at most", "form.pictures, 1, MAX_PICTURES", "form.pictures, 1, 3"),
        Mutant("a negative seed", "form.seed, 0, MAX_SEED", "form.seed, -1, MAX_SEED"),
        Mutant("a seed beyond 31 bits", "form.seed, 0, MAX_SEED", "form.seed, 0, MAX_SEED + 1"),
        Mutant("the first seed is refused", "form.seed, 0, MAX_SEED", "form.seed, 1, MAX_SEED"),
        Mutant("a seed must be fixed", "form.seed is not None and not", "not"),
        Mutant("a bool is a whole number", "type(value) is int", "isinstance(value, int)"),
        Mutant("1.0 is a whole number", "type(value) is int", "int(value) == value"),
        Mutant(
            "the first model's abilities count",
            "_check_abilities(spec, offered_model(spec.service, spec.model, services))",
            "_check_abilities(spec, services[spec.service].models[0])",
        ),
        Mutant(
            "an open model is the first",
            "models, model_id)",
            "models, model_id or services[service].models[0].id)",
        ),
        Mutant(
            "always the first model",
            "find_model(services[service].models, model_id)",
            "services[service].models[0]",
        ),
        Mutant("any proportions", "if spec.aspect_ratio not in model.aspect_ratios", "if False"),
        Mutant(
            "any quality", "if spec.quality and spec.quality not in model.qualities:", "if False:"
        ),
        Mutant("a strength for nothing", "model.has_strength and spec.reference and", ""),
        Mutant("any strength", "and _is_whole(spec.strength, 1, MAX_STRENGTH)", ""),
        Mutant("any number of makers", "not 1 <= len(form.makers) <= MAX_MAKERS or", ""),
        Mutant("the same maker twice", " or len(set(form.makers)) < len(form.makers)", ""),
        Mutant("any size", "if spec.size not in model.sizes", "if False"),
        Mutant("an open size goes on", "if spec.size not in", "if spec.size and spec.size not in"),
        Mutant(
            "references are sent to any model",
            "and model.references < 1",
            "and model.references < 0",
        ),
        Mutant(
            "models with one reference take none", "model.references < 1", "model.references < 2"
        ),
        Mutant("rewriting by nobody", "if spec.enhance and not can_rewrite", "if False"),
        Mutant("rewriting never", "if spec.enhance and not can_rewrite", "if spec.enhance"),
        Mutant("members' prompts for all", "prompt.members_only and not user.is_member", "False"),
        Mutant(
            "all prompts for members only",
            "prompt.members_only and not user.is_member",
            "not user.is_member",
        ),
        Mutant("members can't order theirs", "and not user.is_member", ""),
        Mutant("prompts out of the library", "prompt is None or prompt.archived", "prompt is None"),
        Mutant(
            "a refusal without its parameter", 'InvalidRequest("aspect_ratio")', "InvalidRequest"
        ),
        Mutant("nothing chosen looks lost", "    if not prompt_id:\n", "    if False:\n"),
        Mutant("a lost prompt is no reason", "return PromptNotFound()", "return None"),
        Mutant(
            "a locked prompt looks open", "    if card.locked or not is_theirs:", "    if False:"
        ),
        Mutant(
            "a members' order is for all",
            "    if card.locked or not is_theirs:",
            "    if card.locked:",
        ),
        Mutant("four look as cheap as one", "again.cost) * pictures", "again.cost)"),
        Mutant(
            "again at today's price", "(card.cost if again is None else again.cost)", "card.cost"
        ),
        Mutant(
            "again with today's variables",
            "    if again is None and card.missing:",
            "    if card.missing:",
        ),
        Mutant(
            "an empty variable is no reason",
            "    if again is None and card.missing:",
            "    if False:",
        ),
        Mutant("just enough looks too little", "> person.available", ">= person.available"),
        Mutant("held tokens look free", "> person.available", "> person.balance"),
        Mutant("what is there is told wrong", "available=person.available)", "available=0)"),
        Mutant("a limit untold", '"pictures", limit=MAX_PICTURES', '"pictures"'),
        Mutant(
            "a spec of no service is asked of nobody",
            '    if service not in services:\n        raise InvalidRequest("service")\n',
            "",
        ),
        Mutant(
            "a spec's key of any length", "<= len(spec.key) <= MAX_SPEC_KEY", "<= len(spec.key)"
        ),
        Mutant("a spec's seed beyond 31 bits", "spec.seed, 0, MAX_SEED", "spec.seed, 0, 2**63"),
        Mutant(
            "a spec's abilities go unseen",
            "    _check_abilities(spec, offered_model(spec.service, spec.model, services))\n",
            "    offered_model(spec.service, spec.model, services)\n",
        ),
        Mutant("odd letters in a variable", ", *(value for _, value in spec.variables))", ")"),
        Mutant(
            "odd letters in a version's id", "spec.prompt_id, spec.version_id,", "spec.prompt_id,"
        ),
        Mutant(
            "always the live version",
            "versions.find(tx, prompt_id, version_id)",
            "versions.live(tx, prompt_id)",
        ),
        Mutant(
            "a version that is not there is the live one",
            '        raise InvalidRequest("version")',
            "        return versions.live(tx, prompt_id)  # type: ignore[return-value]",
        ),
    ),
)
