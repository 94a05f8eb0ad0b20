"""How orders do, counted: how each prompt's orders end, how long they take, what they cost.

Doors: `reads.by_prompt` is for the page, `fold.fold` for the keeper that counts what has ended.
`buckets` says what is counted together; `audit_rules` counts some of it again.

No single order is shown or changed here: that is `core.orders`'.
"""
