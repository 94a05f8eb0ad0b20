"""Mistakes in what pages read of a person, of a list's pages and of painters."""

from soak.mutants.table import Mutant, Table

STANDING = Table(
    "core/orders/views/standing.py",
    ("orders/views/test_ahead", "orders/views/test_desk", "pages/test_page_results"),
    (
        Mutant("words that no database takes are asked for", " if is_id(each)]", "]"),
        Mutant(
            "nobody has a standing", "        if person_id not in people:\n", "        if False:\n"
        ),
        Mutant(
            "what is being made is not read",
            "if standing.open_orders else ()",
            "if not standing.open_orders else ()",
        ),
        Mutant(
            "a card stands under its version", "{card.id: card for", "{card.version_id: card for"
        ),
        Mutant("names are the ids", "person.id: person.name for", "person.id: person.id for"),
        Mutant(
            "what is being made is a result too",
            "if results.placed_as(each[0]) not in drawn]",
            "if each]",
        ),
        Mutant("all results are read whole", "seen = _seen_at_once(placings)", "seen = len(last)"),
        Mutant("what was cancelled takes a place", "each != Outcome.CANCELLED for", "True for"),
        Mutant("many pictures are one", "outcomes.count(Outcome.SETTLED) or any(", "any("),
        Mutant(
            "a click is not compared with ended orders",
            "for each in placing.orders), *self.last_ended]",
            "for each in placing.orders)]",
        ),
    ),
)

LISTING = Table(
    "core/listing/pages.py",
    ("listing/test_pages", "pages/test_page_gallery"),
    (
        Mutant("a list that was long has empty pages", "if len(rows) < cut.rows:", "if False:"),
        Mutant(
            "a list is long in every database",
            "listed.long_until.get(engine, now)",
            "max(listed.long_until.values(), default=now)",
        ),
        Mutant("a page from the oldest is upside down", "rows)[::-1]", "rows)"),
        Mutant(
            "a short list is taken to be long",
            "if total == COUNT_LIMIT:\n        listed",
            "if total:\n        listed",
        ),
        Mutant("a list is long for ever", "= now + LONG_S", '= now + float("inf")'),
        Mutant(
            "a long list is counted each time",
            "if now < listed.long_until",
            "if now > listed.long_until",
        ),
        Mutant("a last page is too long", "skipped, min(size, total - skipped))", "skipped, size)"),
        Mutant(
            "a page from the oldest is one off",
            "oldest, after, cut.rows)",
            "oldest, after + 1, cut.rows)",
        ),
        Mutant(
            "a page begins behind its place",
            "tuple_(*newest_by) <= here",
            "tuple_(*newest_by) < here",
        ),
        Mutant(
            "instants alone order a page",
            "oldest=_end(query, newest_by, newest_by, ",
            "oldest=_end(query, newest_by, newest_by[:1], ",
        ),
    ),
)

MAKERS = Table(
    "core/listing/makers.py",
    ("listing/test_makers", "pictures/test_gallery_lists"),
    (
        Mutant("all models of a service are meant", "(model, self.model))", '(model, ""))'),
        Mutant("any service's model is meant", "((service, self.service), ", '((service, ""), '),
        Mutant(
            "what others made is one's own", "col(Generation.user_id) == person_id, *cond", "*cond"
        ),
        Mutant(
            "a model is its service's others",
            "(col(Generation.provider) == MAKER.c.service, ",
            "(col(Generation.provider) == col(Generation.provider), ",
        ),
        Mutant(
            "a service is one model",
            "== maker.c.service, model > maker.c.model)",
            "== maker.c.service, model < maker.c.model)",
        ),
        Mutant("models come as they are found", "= sorted((MadeBy", "= list((MadeBy"),
    ),
)

PAINTERS = Table(
    "core/providers/demo/painters.py",
    ("providers/test_painters",),
    (
        Mutant(
            "a dead painter ends the next order too",
            "                with suppress(EOFError, OSError):\n",
            "                with suppress(ValueError):\n",
        ),
        Mutant("half a picture is one", "    if len(data) < size:\n", "    if False:\n"),
    ),
)

CHILDREN = Table(
    "core/processes/children.py",
    ("providers/test_painters", "pictures/test_decoder"),
    (
        Mutant(
            "a child gets every key",
            "env=kept | dict(environment)",
            "env={**os.environ, **environment}",
        ),
        Mutant(
            "a Ctrl-C ends the children",
            "start_new_session=True",
            "start_new_session=False",
        ),
    ),
)
