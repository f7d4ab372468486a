"""The everyday commands of a checkout: set-up, run, checks, benchmarks, pictures."""
