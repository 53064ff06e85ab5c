"""What keeps the data folder safe: whose it is, what leaves it, what is copied, and whether it is sound."""
