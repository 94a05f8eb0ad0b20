"""Mistakes in what people are told of services: ready that is not, free that is not known."""

from soak.mutants.table import Mutant, Table

STANDING = Table(
    "pages/parts/service/standing.py",
    ("pages/test_page_service_drawer",),
    (
        Mutant(
            "a service that fails is ready",
            "Stand.FAILING if self.last.is_failing else Stand.READY",
            "Stand.READY",
        ),
        Mutant(
            "what was made good still asks for something",
            'message.advice if last.is_failing else ""',
            "message.advice",
        ),
        Mutant(
            "a failure that was made good is the newest",
            "(succeeded, failed) if last.is_failing else (failed, succeeded)",
            "(succeeded, failed)",
        ),
        Mutant(
            "one without its setting can make pictures",
            "if each.provider and not each.lacks]",
            "if each.provider]",
        ),
    ),
)

MONEY = Table(
    "pages/parts/experiments/quote_words.py",
    ("pages/test_page_experiment_currencies",),
    (
        Mutant(
            "what is not known is left out", "if len(known) < len(amounts) else", "if False else"
        ),
        Mutant("an unknown sum is free", "    if not known:\n", "    if False:\n"),
        Mutant("less than a cent is nothing", "if amount < CENT else", "if False else"),
    ),
)

CELLS = Table(
    "core/experiments/views/view.py",
    ("experiments/views/test_currencies", "experiments/views/test_reads"),
    (
        Mutant(
            "an open order has cost something",
            "{} if is_open else {self.picture_currency: self.picture_micros}",
            "{self.picture_currency: self.picture_micros}",
        ),
    ),
)
