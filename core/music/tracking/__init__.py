"""From activations to beats and bars: tempo, candidates, choice, confidence."""
