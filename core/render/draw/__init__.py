"""From spans to frames: pictures found, scaled, placed and blended."""
