"""The command line: parse, call the public API, print, exit code."""

from rotation.cli.main import main

__all__ = ["main"]
