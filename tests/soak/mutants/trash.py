"""Mistakes around the bin: pictures that come back without files, or never go, or are another's."""

from soak.mutants.table import Mutant, Table

TRASH = Table(
    "core/pictures/trash.py",
    (
        "pictures/test_trash",
        "experiments/test_in_use",
        "experiments/voting/test_reveals",
        "pictures/test_audit_files",
        "test_backup_pictures",
    ),
    (
        Mutant("a week in the bin", "KEEP_DAYS = 30", "KEEP_DAYS = 7"),
        Mutant("an hour is a day", "24 * 3600 * 1000", "3600 * 1000"),
        Mutant("trashed again and again", "(_SHOWN,), check", "(), check"),
        Mutant(
            "what is purged comes back",
            "_IN_BIN = (IMAGES.c.trashed_at.is_not(None), IMAGES.c.purged_at.is_(None))",
            "_IN_BIN = (IMAGES.c.trashed_at.is_not(None),)",
        ),
        Mutant(
            "what is in no bin comes back",
            "_IN_BIN = (IMAGES.c.trashed_at.is_not(None), IMAGES.c.purged_at.is_(None))",
            "_IN_BIN = (IMAGES.c.purged_at.is_(None),)",
        ),
        Mutant("anybody's picture", "IMAGES.c.user_id == person_id, some", "some"),
        Mutant("what an experiment needs goes", "check=_refuse_in_use, ", ""),
        Mutant(
            "what has ended stays",
            "and_(col(Experiment.voters) == 0, col(Experiment.archived_at).is_(None))",
            "col(Experiment.voters) == 0",
        ),
        Mutant("what is voted on goes", "or_(voting, unended)", "unended"),
        Mutant("what is revealed stays", "> 0, ~REVEALED)", "> 0)"),
        Mutant(
            "another's experiment keeps what one has",
            ", col(Experiment.owner) == person_id)",
            ")",
            survives="a cell's order is its experiment's owner's: nobody else has such a picture",
        ),
        Mutant(
            "some of a choice go",
            "            check(tx, person_id, named)\n",
            "            check(tx, person_id, named[:1])\n",
        ),
        Mutant("words that no database takes", "if is_id(order_id)})", "})"),
        Mutant(
            "the first few alone",
            "range(0, len(wanted), MOST_IDS)",
            "range(0, min(1, len(wanted)), MOST_IDS)",
        ),
        Mutant(
            "purged at once",
            "IMAGES.c.trashed_at <= now - KEEP_DAYS * _DAY_MS",
            "IMAGES.c.trashed_at <= now",
        ),
        Mutant(
            "a millisecond late",
            "IMAGES.c.trashed_at <= now - KEEP",
            "IMAGES.c.trashed_at < now - KEEP",
        ),
        Mutant(
            "files stay",
            "                studio.images.remove(order_id)\n",
            "                pass\n",
        ),
        Mutant(
            "one file that is stuck keeps the others",
            "            with suppress(StorageFailed):\n",
            "            with suppress(KeyError):\n",
        ),
        Mutant(
            "files go before the row",
            "    with studio.database.write() as tx:\n        return _set(tx, over, purged_at=now)\n",
            "    with studio.database.read() as tx:\n"
            "        for gone in tx.scalars(select(IMAGES.c.generation_id).where(*over)):\n"
            "            studio.images.remove(gone)\n"
            "    with studio.database.write() as tx:\n        return _set(tx, over, purged_at=now)\n",
        ),
        Mutant(
            "who was faster does not count",
            "update(IMAGES).where(named, *conditions)",
            "update(IMAGES).where(named)",
            survives="the rows are locked, and were chosen by the same conditions after that",
        ),
        Mutant(
            "trashed before it was made",
            "now = not_before_it_was_made(studio.now())",
            "now = studio.now()",
        ),
        Mutant(
            "the order of asking is lost",
            "[order_id for order_id in dict.fromkeys(order_ids) if order_id in changed]",
            "sorted(changed, reverse=True)",
        ),
        Mutant(
            "named twice, moved twice",
            "in dict.fromkeys(order_ids) if",
            "in order_ids if",
        ),
        Mutant(
            "nobody hears of a purge", "    if purged:\n        log", "    if False:\n        log"
        ),
        Mutant("everything is purged", "return session.scalar(query) is not None", "return True"),
        Mutant("nothing is purged", "return session.scalar(query) is not None", "return False"),
    ),
)

STARS = Table(
    "core/pictures/stars.py",
    ("pictures/test_gallery_lists", "pictures/test_trash"),
    (
        Mutant("anybody's picture", "        IMAGES.c.user_id == person_id,\n", ""),
        Mutant("a star stays", "if on else None\n", "\n"),
        Mutant("what is purged is starred", "        IMAGES.c.purged_at.is_(None),\n", ""),
        Mutant("words that no database takes", "    if not is_id(order_id):\n", "    if False:\n"),
        Mutant(
            "starred before it was made", "not_before_it_was_made(studio.now())", "studio.now()"
        ),
    ),
)

GALLERY = Table(
    "core/pictures/gallery.py",
    ("pictures/test_gallery_lists", "pages/test_page_gallery"),
    (
        Mutant("the bin is in the gallery", "        or_(~any_trashed, ~trashed),\n", ""),
        Mutant("who has a bin has no gallery", "or_(~any_trashed, ~trashed)", "~any_trashed"),
        Mutant(
            "the bin of somebody else empties mine",
            "exists().where(theirs, _IS_TRASHED)",
            "exists().where(_IS_TRASHED)",
        ),
        Mutant(
            "what is purged is in the bin",
            "(_IS_TRASHED, col(GeneratedImage.purged_at).is_(None))",
            "(_IS_TRASHED,)",
        ),
        Mutant(
            "the bin is among favourites",
            "in_bin if chosen.is_trash else (~_IS_TRASHED,)",
            "in_bin if chosen.is_trash else ()",
        ),
        Mutant(
            "the bin forgets its stars",
            "starred = (_IS_STARRED,) if chosen.starred else ()",
            "starred = (_IS_STARRED,) if chosen.starred and not chosen.is_trash else ()",
        ),
        Mutant(
            "anybody's bin", "[theirs, *state, *starred, _OF_ORDER", "[*state, *starred, _OF_ORDER"
        ),
        Mutant(
            "any days of favourites",
            "chosen.period.of(col(GeneratedImage.ordered_at))",
            "Period().of(col(GeneratedImage.ordered_at))",
        ),
        Mutant(
            "the index of all pictures",
            "col(GeneratedImage.generation_id).between(col(Generation.id), col(Generation.id))",
            "col(GeneratedImage.generation_id) == col(Generation.id)",
        ),
        Mutant(
            "the bin in the gallery's order",
            "_LAST_TRASHED = (col(GeneratedImage.trashed_at)",
            "_LAST_TRASHED = (col(GeneratedImage.ordered_at)",
        ),
        Mutant(
            "beside what has left the bin",
            ", owner == person_id, instant.is_not(None))",
            ", owner == person_id)",
            survives="an unknown place compares with nothing: no neighbours either way",
        ),
        Mutant(
            "whoever made it",
            "    conditions += chosen.made_by.of(col(Generation.provider), col(Generation.model))\n",
            "",
        ),
        Mutant(
            "who made what is in the bin is offered",
            "where(is_of(person_id), pictures)",
            "where(is_of(person_id))",
        ),
        Mutant("anybody's neighbours", ", owner == person_id, instant", ", instant"),
        Mutant(
            "no card has a star",
            'return starred.label("starred"), cast',
            'return (~starred & starred).label("starred"), cast',
        ),
    ),
)
