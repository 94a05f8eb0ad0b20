"""One file that holds everything: all rows of one snapshot, and the pictures that they name.

    archive     a tar file, written and read as a stream; what is in it by name and SHA-256
    manifest    what a dump says of itself, and the fingerprint of its books
    rows        a table as lines of JSON, the same on every database; and back
    pictures    the files that a snapshot's rows name: found, checked, copied
    progress    how far all that is, for whoever waits

`python -m core.backup` and `python -m core.restore` are its doors. The format is written down in
docs/decisions/0027. May not come in: what a table or a picture means; rows and files are copied
as they are.
"""
