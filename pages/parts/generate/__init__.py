"""What 生成 alone draws: the library's cards and the choice of a model."""
