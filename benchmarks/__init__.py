"""Benchmarks: each a command that measures this project beside others, as ratios of one run."""
