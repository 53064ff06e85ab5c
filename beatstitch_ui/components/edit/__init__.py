"""Components of the Edit page."""
