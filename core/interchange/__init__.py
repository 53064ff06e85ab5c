"""The edit in the formats of other editing programs."""
