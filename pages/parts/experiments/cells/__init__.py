"""What the tabs of an experiment say and show of its arms, cases and cells: each in one place."""
