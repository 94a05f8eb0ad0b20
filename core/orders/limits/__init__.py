"""What may be ordered at most: checked after the hold, in its transaction.

personal    one person's clicks a minute, open orders and tokens a day
budgets     a service's money a day, for the whole team
usage       what is used of both now, for administrators
per_person  of it everybody's own, page by page
"""
