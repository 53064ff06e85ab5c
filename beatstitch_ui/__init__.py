"""What a person sees of BeatStitch: its pages and its command line."""
