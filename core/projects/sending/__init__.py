"""Finished videos go to where their owner keeps pictures: to Immich."""
