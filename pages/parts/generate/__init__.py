"""What 生成 alone draws: the library's cards, the choice of a model, open orders and results.

`making` draws what is being made, `results` what the last clicks came to; both draw what ended of a
placing by `outcomes`.
"""
