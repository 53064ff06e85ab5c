"""From samples to what is heard in them: onsets, harmony, activations of beats."""
