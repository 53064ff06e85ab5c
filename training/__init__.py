"""Makes the weights of the beat tracker from made songs and annotated excerpts; no part of the product."""
