"""Benchmarks that print ratios of one run, because machines are noisy; never part of the tests."""
