"""Fits the coefficients in `core.music.weights` from annotated songs, and says how well they generalise."""
