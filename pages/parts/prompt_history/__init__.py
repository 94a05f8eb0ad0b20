"""A prompt's versions in a drawer of 生成: read, compare, change, try, decide; and a new prompt.

Begin at `drawer`. What is typed and not saved yet is in `drafts`.
"""
