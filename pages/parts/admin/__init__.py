"""What the page 管理 alone draws, and what who is here may."""
