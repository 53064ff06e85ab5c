"""Components of the Media page."""
