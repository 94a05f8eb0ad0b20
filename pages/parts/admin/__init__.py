"""What 管理 alone draws."""
