"""What pages read of one experiment, as one person may see it. Nothing in here writes.

reads        an experiment with its arms, cases, cells and answers
figures      what came of each arm: success, blocked, usable, seconds, cost           (pure)
version_use  which experiments have used each version of a prompt
"""
