"""`rotation fleet publish`."""

import os
import sys

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from rotation.cli.fleet import cut_short, print_problems, print_result
from rotation.cli.fleet_progress import FleetProgress, fleet_bar
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.next_command import after_fleet_publish
from rotation.cli.options import Options
from rotation.cli.tables import print_fitted
from rotation.cli.today import now_in
from rotation.endings import Terminated
from rotation.fleet.publication import FleetPublication
from rotation.fleet.publishing import publish_fleet

__all__ = ["run_fleet_publish"]

_NUMBERS = ("Shifts", "New", "Changed", "Open", "Short notice")


def run_fleet_publish(options: Options) -> int:
    """Publish the plan of every team; the exit code is that of the gravest team."""
    progress = FleetProgress()
    try:
        with fleet_bar(progress, sys.stderr, wanted=not options.quiet, doing="publishing"):
            report = publish_fleet(
                options.folder,
                today=options.today,
                now=now_in("UTC"),
                why=options.why or "publish",
                write=not options.dry_run,
                environment=os.environ,
                progress=progress,
            )
    except (KeyboardInterrupt, Terminated) as ending:
        return cut_short(progress, ending, "judged" if options.dry_run else "published")
    if print_result(report, options):
        print_fitted(_table(report))
        say([report.summary])
        if options.dry_run:
            print("Nothing was written (--dry-run).")
    print_problems(report.rows)
    choose_next(options, after_fleet_publish, report)
    return report.exit_code


def _table(report: FleetPublication) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Team", overflow="fold")
    for title in _NUMBERS:
        table.add_column(title, justify="right")
    for row in report.rows:
        numbers = (row.shifts, row.new, row.changed, row.open, row.short_notice)
        cells = ["failed", "", "", "", ""] if row.faults else list(map(str, numbers))
        style = "bold red" if row.exit_code else ""
        table.add_row(*(Text(cell, style=style) for cell in (row.team, *cells)))
    return table
