"""From a song to its beats, bars and waveform."""
