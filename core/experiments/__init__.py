"""Experiments: versions of a prompt on the same cases, run at once, judged picture by picture.

    plan      arms × cases × repeats → the cells to place, their seeds and their order      (pure)
    drafts    made, changed, copied, deleted; extended once it has run            (its owner alone)
    run       one hold for all cells or none, each a row with its order; stopped, filled up
    judging   what people say of each picture; every answer is a row
    overview  the list of experiments, and the state that each is in
    adopting  what a verdict makes live, with the verdict as it stood as its proof
    sets      cases that are kept by name
    rows, statements    what all of these ask of one experiment's rows
    outcomes  what has come of cells: one query for the list and for one experiment
    quoting/  what a run would lack, cost and take, before anybody clicks
    voting/   pairs of pictures compared blind, until a reveal; another look after an extension
    verdict/  which arm is better than the base, by case and never by vote                  (pure)
    views/    what pages read of one experiment, and what came of its arms
    report/   what can be taken along: a file that prints, and the cells as a table

Doors: `drafts`, `run`, `judging`, `sets` and `voting` for what people do, `overview`,
`quoting.offer`, `views.reads` and `voting.reads` for what they see. A cell is an order like any
other: `core.orders` holds its tokens and carries it to its end. No page comes in, and no queue:
`run.start` returns the orders, and who called it queues them (`Pool.place`).
"""
