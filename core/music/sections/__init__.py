"""The parts of a song: found, corrected, kept."""
