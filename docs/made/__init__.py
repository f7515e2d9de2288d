"""What makes the pages that come from the code: `python -m docs.made.reference`."""
