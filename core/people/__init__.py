"""Who orders: who signs in; without sign-in the two demo people, and anyone under a new name.

Doors: `people`, `accounts` (as whom they sign in), `rights` (what they may). A new person's
opening tokens are an entry of `core.ledger`; no order comes in.
"""
