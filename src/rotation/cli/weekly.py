"""`rotation notes`: the hand-over announcement of a week."""

import argparse
import json
import sys

from rotation.cli.loaded import loaded
from rotation.cli.today import today_in
from rotation.trades.weekly import week_of

__all__ = ["run_notes"]


def run_notes(options: argparse.Namespace) -> int:
    """Print it; 1 when somebody is missing in that week or the next."""
    rotation = loaded(options.config)
    week = week_of(rotation, options.week or options.today or today_in(rotation.timezone))
    if options.format == "json":
        print(json.dumps(week.as_dict(), ensure_ascii=False, indent=2))
    elif not options.quiet:
        sys.stdout.write(week.markdown())
    return int(bool(week.open or week.unpublished))
