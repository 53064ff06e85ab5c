"""Selection: which pictures a plan shows, which it leaves out and why, and which moments of a clip."""
