"""The pool that carries orders to their end: `workers` is its door, the rest what it is made of.

`turns` says whose order is next, `lanes` has a queue and workers for each service, `in_progress`
knows each order in hand, `leases` shows others that they live, `ending` is a stop in time.
"""
