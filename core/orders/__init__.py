"""Orders, from a filled form to their end. Start reading at `generation`: it is the whole flow.

Doors: `submission.submit` places a form's orders, `placing.place` any orders together, with their
tokens on hold; `queue` is what pages ask of whoever carries them to their end: `pool.workers`, or
`engine` in processes of its own; `views/` is for the pages.

An order takes its tokens through `core.ledger` and its files through `core.pictures`; neither of
them knows an order's steps. No page and no widget comes in, and no service by name: only the
contract of `core.providers`.
"""
