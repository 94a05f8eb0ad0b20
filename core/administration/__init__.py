"""What administrators do to people and to the library, and what they read of both.

Doors: `people_acts` and `prompt_acts` are one function for each act; `record` has what all of them
share: who may, the key of the click, the row that each act leaves. `members`, `library` and
`acts` are the lists of the page 管理, and `access` says who may see them. Of orders only how many
and when; no service comes in.
"""
