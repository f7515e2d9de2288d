"""Checks of schedules and people against the rules, without the solver."""
