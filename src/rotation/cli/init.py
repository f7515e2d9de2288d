"""`rotation init`."""

import argparse
import shlex

from rotation.config import write_template

__all__ = ["run_init"]


def run_init(options: argparse.Namespace) -> int:
    """Write a configuration that plans as it is; never overwrite."""
    for path in write_template(options.folder):
        print(path)
    where = "" if str(options.folder) == "." else f" {shlex.quote(str(options.folder))}"
    print(f"\nplan the next month with: python -m rotation plan{where}")
    return 0
