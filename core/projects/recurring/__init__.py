"""Films that make themselves: rules that say when and of what, and what became of each time."""
