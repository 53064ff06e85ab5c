"""Titles: which font, where each line goes, and the picture of it."""
