"""The tests; a package for the sake of `python -m tests.fuzz`."""
