"""A whole project as one file, and back: media, edit, beats, settings."""
