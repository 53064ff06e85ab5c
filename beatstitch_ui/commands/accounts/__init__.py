"""Accounts and their tokens without a browser."""
