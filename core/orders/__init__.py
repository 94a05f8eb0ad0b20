"""Orders, from a filled form to their end. Start reading at `generation`: it is the whole flow.

Doors: `submission.submit` places orders with their tokens on hold; `jobs` is the pool that carries
them to their end; `reads` is what the pages ask for.

An order takes its tokens through `core.ledger` and its files through `core.pictures`; neither of
them knows an order's steps. No page and no widget comes in, and no service by name: only the
contract of `core.providers`.
"""
