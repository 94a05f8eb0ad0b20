"""What stands around every page: who is here, looks, kept uploads, pages that were left."""
