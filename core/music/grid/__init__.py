"""The beat grid, and every correction of it."""
