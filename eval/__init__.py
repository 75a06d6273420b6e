"""Gold cases, metrics, runs, comparison, reports and benchmarks."""
