"""What the app costs beside what it can't be better than: `make bench`."""
