"""Clips: what is shown of them, when, and in which colours."""
