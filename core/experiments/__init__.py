"""Experiments: versions of a prompt on the same cases, run at once, judged picture by picture.

    plan      arms × cases × repeats → the cells to place, their seeds and their order      (pure)
    quote     what these cost, how long they take, and what fits the tokens that are there  (pure)
    drafts    made, changed, copied, deleted; extended once it has run            (its owner alone)
    run       one hold for all cells or none, each a row with its order; stopped, filled up
    judging   what people say of each picture; every answer is a row
    figures   what came of each arm: success, blocked, usable, seconds, cost                (pure)
    overview  the list of experiments, and the state that each is in
    reads     one experiment, with all that one person may see of it
    sets      cases that are kept by name
    rows, statements    what all of these ask of one experiment's rows

Doors: `drafts`, `run`, `judging`, `sets` for what people do, `overview` and `reads` for what they
see. A cell is an order like any other: `core.orders` holds its tokens and carries it to its end. No
page comes in, and no queue: `run.start` returns the orders, and who called it queues them
(`Pool.place`).
"""
