"""The pool that carries orders to their end: `workers` is its door, the rest what it is made of.

`turns` says whose order is next, `lanes` has a queue and workers for each service, `in_progress`
knows each order in hand, `carrying` takes one to its end, `leases` shows others that they live,
`keepers` look after the rest, `ending` is a stop in time. `engine` uses the last five as well.
"""
