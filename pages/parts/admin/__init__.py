"""What the page 管理 alone draws."""
