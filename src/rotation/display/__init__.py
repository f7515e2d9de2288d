"""Displaying results: sentences, frames, tables in notebooks."""
