"""Tokens: balances, holds, and the entries that prove them.

Doors: `tokens` holds, settles, releases and grants inside a transaction that its caller owns;
`statement` is what the pages ask for, `trends` what their charts do. `python -m core.audit` checks
the books.

Nothing that knows why tokens move comes in: no queue, no service, no picture file.
"""
