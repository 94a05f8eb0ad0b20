"""What pages share: widgets, words and pictures that more than one page draws.

A folder beside these modules holds what one page alone draws.
"""
