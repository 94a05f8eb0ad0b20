"""What a monitor is told: counters of this process, figures of the books, the last audit.

Doors: `watch` serves all of it on a port of its own; `core.meters`, below all rooms, is what the
flow counts with. Nothing here moves a token, and no page comes in.
"""
