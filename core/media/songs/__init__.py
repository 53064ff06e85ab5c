"""Songs: decoded once, at their own level."""
