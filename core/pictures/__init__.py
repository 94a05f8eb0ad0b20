"""Pictures: bytes in, checked picture out, files that are there whole or not at all.

Doors: `uploads` checks strangers' bytes and services' answers, in processes that can be killed
(`decoder`); `storage` keeps the files, in a folder or a bucket (`store`), and signs their
addresses; `references` knows whose an upload is; `gallery` lists a person's pictures, `stars` and
`trash` say which are favourites and which go; `label` makes the copy that says what it is.

No order's steps and no token come in.
"""
