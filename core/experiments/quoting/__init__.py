"""What a run would be, before anybody clicks: what it lacks, what it costs, what the tokens cover.

    ready    what an experiment lacks to be run
    quote    tokens, money and seconds of cells, and what fits into so many tokens        (pure)
    pricing  what a cell of each arm costs and takes, from the tables
    offer    all of it for the owner's page

Doors: `offer` for pages, `pricing` and `ready` for the hold, which asks all of it again. Nothing in
here writes.
"""
