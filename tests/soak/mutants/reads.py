"""Mistakes in what pages read of a person, of a list's pages and of painters."""

from soak.mutants.table import Mutant, Table

STANDING = Table(
    "core/orders/views/standing.py",
    ("orders/views/test_ahead", "orders/views/test_desk"),
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
    ),
)

LISTING = Table(
    "core/listing.py",
    ("test_listing", "pages/test_page_gallery"),
    (
        Mutant("a page from the oldest is upside down", "after})][::-1]", "after})]"),
        Mutant("a last page is too long", "rows = min(size, total - skipped)", "rows = size"),
        Mutant("a page from the oldest is one off", '"skipped": after}', '"skipped": after + 1}'),
        Mutant(
            "instants alone order a page",
            "from_oldest=query.order_by(*newest_by)",
            "from_oldest=query.order_by(newest_by[0])",
        ),
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
