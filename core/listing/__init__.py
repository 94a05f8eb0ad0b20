"""Long lists: one page of them, and what they are narrowed to.

Doors: `pages` cuts a list in SQL; `period` says which part of the books is looked at, `makers`
whose pictures are meant. Which rows a list has, and what they say, is each room's own.
"""
