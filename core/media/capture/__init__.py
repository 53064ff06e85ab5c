"""When files were taken, in which order, and which belong together."""
