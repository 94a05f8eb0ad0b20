"""What 生成 alone draws: the library's cards, the form's inputs, open orders and results.

`making` draws what is being made, `results` what the last clicks came to; both draw what ended of a
placing by `outcomes`.
"""
