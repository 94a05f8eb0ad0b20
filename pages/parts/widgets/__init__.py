"""Small widgets of several pages: an uploader, a pager, an export, ticks, focus and scroll."""
