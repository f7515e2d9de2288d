"""Rotation scheduling."""
