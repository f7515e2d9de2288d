"""Statements of rules and goals about a problem, and their consequences without a solver."""
