"""What the head of every page brings along: the type face, and the manifest of the app."""
