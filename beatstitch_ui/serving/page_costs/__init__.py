"""Keeps what pages cost in bounds: time to make them, waiting for their browsers, memory once closed."""
