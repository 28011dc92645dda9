"""Benchmarks: `make bench`. They print ratios taken in one run; machines differ and are noisy."""
