"""`rotation schema`."""

import sys

from rotation.cli.following import choose_next
from rotation.cli.next_command import after_schema
from rotation.cli.options import Options
from rotation.config.template import shipped_schema

__all__ = ["run_schema"]


def run_schema(options: Options) -> int:
    """Print the JSON Schema of `rotation.toml`."""
    sys.stdout.write(shipped_schema())
    choose_next(options, after_schema)
    return 0
