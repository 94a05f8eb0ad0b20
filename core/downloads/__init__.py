"""What people take with them, and what is known of it when it comes back.

Doors: `selection` makes and opens the signed address of chosen pictures; `archive` streams them as
a zip, with a `manifest` that says how each was made and what it cost; `labelled` makes the copy
that says what it is; `provenance` finds the order that a file is from; `export` writes tables as
CSV.

Everything in here is for one person and of that person's own orders. Nothing is written.
"""
