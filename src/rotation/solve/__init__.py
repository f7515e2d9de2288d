"""From a problem to a proved plan: the only package that imports OR-Tools."""
