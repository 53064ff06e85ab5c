"""Use-cases of projects: their media, song, timeline and renders; these alone open sessions."""
