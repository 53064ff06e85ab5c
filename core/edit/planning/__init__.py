"""From pictures, beats and settings to a new timeline."""
