"""Computer vision: what is in a photo or clip, read once per file and kept as plain numbers."""
