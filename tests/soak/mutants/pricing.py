"""Mistakes in what a picture or a rewriting costs its operator."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/providers/catalog.py",
    ("providers/test_catalog", "orders/test_requests"),
    (
        Mutant(
            "tokens are never priced",
            "model.prices.get(size) if by_tokens is None else by_tokens",
            "model.prices.get(size)",
        ),
        Mutant(
            "a picture has no price of its own",
            "model.prices.get(size) if by_tokens is None else by_tokens",
            "by_tokens",
        ),
        Mutant("nothing counted is free", "    if usage is None or prices", "    if prices"),
        Mutant("what is not priced is free", "or prices == TokenPrices():", "or False:"),
        Mutant(
            "thinking is free", "(usage.thinking or 0, prices.text_out)", "(0, prices.text_out)"
        ),
        Mutant(
            "a service that does not think is unknown",
            "(usage.thinking or 0, prices.text_out)",
            "(usage.thinking, prices.text_out)",
        ),
        Mutant(
            "a picture costs like words",
            "(usage.picture_out, prices.picture_out)",
            "(usage.picture_out, prices.text_out)",
        ),
        Mutant(
            "a missing count is free",
            "        if not count and price is None:",
            "        if not count:",
        ),
        Mutant(
            "a missing price is free",
            "        if not count and price is None:",
            "        if price is None:",
        ),
        Mutant("prices are for a thousand", "PRICED_TOKENS = 1_000_000", "PRICED_TOKENS = 1_000"),
    ),
)
