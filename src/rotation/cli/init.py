"""`rotation init`."""

import argparse
import shlex

from rotation.config import write_template

__all__ = ["run_init"]


def run_init(options: argparse.Namespace) -> int:
    """Write a configuration that plans as it is; never overwrite."""
    for path in write_template(options.folder, dry_run=options.dry_run):
        print(path)
    if options.dry_run:
        print("\nNothing was written (--dry-run).")
        return 0
    where = "" if str(options.folder) == "." else f" {shlex.quote(str(options.folder))}"
    print(f"\nplan the next month with: python -m rotation plan{where}")
    return 0
