"""`rotation fleet push`."""

import os
import sys

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from rotation.cli.fleet import cut_short, print_problems, print_result
from rotation.cli.fleet_progress import FleetProgress, fleet_bar
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.next_command import after_fleet_push
from rotation.cli.options import Options
from rotation.cli.tables import print_fitted
from rotation.cli.today import now_in
from rotation.endings import Terminated
from rotation.fleet.pushes import FleetPush, TeamPush
from rotation.fleet.pushing import push_fleet

__all__ = ["run_fleet_push"]

_NUMBERS = ("Written", "Changed", "Deleted", "Waiting")


def run_fleet_push(options: Options) -> int:
    """Push the published plan of every team; the exit code is that of the gravest push."""
    progress = FleetProgress()
    try:
        with fleet_bar(progress, sys.stderr, wanted=not options.quiet, doing="pushing"):
            report = push_fleet(
                options.folder,
                now_in("UTC"),
                environment=os.environ,
                today=options.today,
                dry_run=options.dry_run,
                progress=progress,
            )
    except (KeyboardInterrupt, Terminated) as ending:
        return cut_short(progress, ending, "looked at" if options.dry_run else "pushed")
    if print_result(report, options):
        if report.rows:
            print_fitted(_table(report))
        say([report.summary])
        if options.dry_run:
            print("Nothing was written (--dry-run).")
    print_problems(report.rows)
    for row in report.rows:
        for note in row.notes:
            print(f"warning: {row.team}: {note}", file=sys.stderr)
    choose_next(options, after_fleet_push, report)
    return report.exit_code


def _table(report: FleetPush) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in ("Team", "Remote"):
        table.add_column(title, overflow="fold")
    for title in _NUMBERS:
        table.add_column(title, justify="right")
    for row in report.rows:
        style = "bold red" if row.exit_code else ""
        table.add_row(*(Text(cell, style=style) for cell in (row.team, row.remote, *_cells(row))))
    return table


def _cells(row: TeamPush) -> tuple[str, ...]:
    if row.faults:
        return ("failed", "", "", "")
    return tuple(map(str, (row.written, row.changed, row.deleted, row.waiting)))
