"""What the program costs, as ratios to floors and to peers, in one run: `python -m benchmarks`."""
