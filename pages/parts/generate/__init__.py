"""What 生成 alone draws: the library's cards, the form's inputs, open orders and results.

`maker_choice` draws the choice of models, `making` what is being made, `results` what the last
clicks came to. The latter two draw what ended of a placing by `outcomes`, and what several models
made of it `side_by_side`.
"""
