"""Which arm is better, by case and never by vote. Pure: no clock, no database, no dice.

    judged     what was said of pairs of pictures, and what each case comes to
    rule       each arm against the base: a winner, no difference, unclear, or too few cases
    student    Student's t quantile
    sign_flip  the exact p of the sign-flip test
    tally      votes, voters, share of the left side, agreement: what stands beside a verdict
    record     a verdict as text, as it is kept

Doors: `rule.decide`, `tally.count`, `record`. Whoever calls says which votes count, and how often
has been looked. The rule and its reasons: docs/decisions/0041. The words are in
`core/messages/verdicts.py`.
"""
