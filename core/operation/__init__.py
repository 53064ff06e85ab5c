"""What the person who runs BeatStitch asks: whether it works, what it holds, and what it has been doing."""
