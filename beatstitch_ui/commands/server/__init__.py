"""The commands that ask a running BeatStitch, on this machine or another, over its API."""
