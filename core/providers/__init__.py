"""Image services: what every one is to the rest of core, what stands around any, and each of them.

Doors: `contract` says what a service is; `services` is the table of those that can be asked for;
`calling` asks one, among its own calls, under a deadline and with retries.

A service's folder imports no other's. No order, person or token comes in: a service gets a request
and gives a picture, or a failure with its reason.
"""
