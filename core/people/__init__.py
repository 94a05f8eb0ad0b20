"""Who orders: the two demo people, and anyone who begins under a name of their own.

Door: `people`. A new person's opening tokens are an entry of `core.ledger`; no order comes in.
"""
