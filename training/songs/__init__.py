"""Songs to learn from: made, charted, played and rendered."""
