"""What runs beside the flow: threads that must live (`threads`), children of ours (`children`).

Nothing about orders or pictures comes in.
"""
