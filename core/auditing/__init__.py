"""How the rules of the books are checked, and what an audit leaves behind for the next one.

Doors: `checking.check_rules` checks claims in one snapshot or two of one instant,
`checkpoint_file` keeps the mark of the last clean audit. No rule comes in: rooms have theirs,
`core.audit` collects them.
"""
