"""The groups of commands that ask a running BeatStitch; like all commands they import when they run."""
