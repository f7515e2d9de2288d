"""The documentation; `docs.made` makes the pages that come from the code."""
