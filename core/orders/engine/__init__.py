"""The second way to carry orders to their end: workers in processes of their own, on any machine.

`jobs` wakes them through PostgreSQL (procrastinate), `front` is the queue as web processes have it,
`worker` what `python -m core.worker` runs, `places` how many calls of a service all workers
make at a time, `pauses` which of them rest, `ahead` what waits before an order, `turns` whose order
is next, `connecting` how its connections are made.

The order's row is the truth. A job is no more than a wake-up call: it may be lost, come twice or
come for an order that has ended, and nothing goes wrong. Only here is procrastinate known.
"""
