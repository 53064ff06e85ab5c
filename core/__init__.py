"""Everything in BeatStitch that is true without a browser and without a queue consumer."""
