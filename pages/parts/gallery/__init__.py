"""What 图库 alone draws: its filter and a picture's drawer."""
