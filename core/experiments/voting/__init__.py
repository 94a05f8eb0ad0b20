"""Blind votes: two pictures of one case, nobody told which arm made which, until the reveal.

    looks        how often the votes were read, and what counts in a look     (SQL, no writes)
    pairs        what can be voted on; fixed when voting opens
    ballots      the next pair for a voter: sides and tokens that are random for each
    votes        one person's answers on a pair, and taking them back
    access       who may vote, and when
    reveals      the end of a look: by the last planned vote, or early by the owner
    extensions   the beginning of another look, after a reveal
    deciding     from rows to the verdict
    blind        the copies that voters see, found by a token
    reads        how far voting is, and what came of it
    audit_rules  what must hold for all of these rows

    ended run ──▶ pairs ──▶ ballot ──▶ vote … last planned vote ──▶ reveal ──▶ 有结论
                                          owner's 提前揭晓 ─────────────▲  │
                              pairs ◀── extension: one more look ◀─────────┘

Locks: experiment → generation → user. Each vote locks the experiment's row, so that votes, undos,
runs, extensions and an early reveal of one instant come one after the other.
"""
