"""What a process is: threads that must live (`threads`), children (`children`), its `garbage`.

Nothing about orders or pictures comes in.
"""
