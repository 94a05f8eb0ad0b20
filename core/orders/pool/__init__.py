"""What the pool of `core.orders.workers` is made of: the orders that this process has in hand.

`turns` says whose order is next, `lanes` has a queue and workers for each service, `in_progress`
knows each order in hand, `leases` shows others that they live, `ending` is a stop in time.
"""
