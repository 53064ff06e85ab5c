"""A project to try BeatStitch with: pictures that are drawn and a song that is played by arithmetic."""
