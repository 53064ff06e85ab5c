"""Framing: where the window on a picture stands, so that nobody loses the head."""
