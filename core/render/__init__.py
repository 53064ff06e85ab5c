"""From an edit decision list to a finished video file."""
