"""The order form, wherever it is filled: its inputs (`form`) and its clicks (`ordering`).

`reference` is its picture, `watched` the orders whose end its session waits for. The cards, pills
and fields that draw it are in `pages.parts.generate`.
"""
