"""What 生成 alone draws: the library's cards, the choice of a model, open orders and results."""
