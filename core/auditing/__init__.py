"""How the rules of the books are asked, and what an audit leaves behind for the next one.

Doors: `asking.ask` and `asking.ask_beside` ask claims of one snapshot, `checkpoint_file` keeps the
mark of the last clean audit. No rule comes in: rooms have theirs, `core.audit` collects them.
"""
