"""How many small faults the suite notices: `python -m benchmarks.mutation`, see ../README.md."""
