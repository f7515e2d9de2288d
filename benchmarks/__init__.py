"""Figures of the planner: `python -m benchmarks` from the project's root (README.md here)."""
