"""Benchmarks: speed, scale, and what survives being killed."""
