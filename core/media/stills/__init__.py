"""Photos: opened within bounds, made upright and plain."""
