"""`rotation schema`."""

import sys

from rotation.cli.options import Options
from rotation.config.template import shipped_schema

__all__ = ["run_schema"]


def run_schema(options: Options) -> int:
    """Print the JSON Schema of `rotation.toml`."""
    del options
    sys.stdout.write(shipped_schema())
    return 0
