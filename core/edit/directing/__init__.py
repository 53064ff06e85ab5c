"""The director: which pictures a film shows, how long and in which order, by a written cost, explained."""
