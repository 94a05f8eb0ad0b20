"""What pages read of orders. Nothing in here writes, holds or queues.

reads       one order's whole life, and the list of all
ahead       how many stand before a waiting one
results     what a person's clicks have come to, as they were placed
standing    a person's tokens and open orders, which every page asks
last_calls  what each service's last orders came to
"""
