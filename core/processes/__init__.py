"""What a process needs: threads that must live (`threads`), children (`children`), rare looks for
`garbage`.

Nothing about orders or pictures comes in.
"""
