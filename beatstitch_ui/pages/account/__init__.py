"""Signing in, the account, and pages for what is not there."""
