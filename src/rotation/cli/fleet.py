"""`rotation fleet plan` and `rotation fleet check`."""

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import Protocol

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from rotation.arguments import places_named, renamed
from rotation.cli.engines import engine_of
from rotation.cli.exports import decimal
from rotation.cli.fleet_progress import FleetProgress, fleet_bar
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.next_command import after_fleet
from rotation.cli.options import OPTION_WORDS, Options
from rotation.cli.tables import print_fitted
from rotation.cli.today import now_in
from rotation.display.results import Result
from rotation.endings import Terminated
from rotation.errors import Fault, grouped
from rotation.export.csv_text import csv_text
from rotation.fleet import FleetReport, TeamRow, check_fleet, plan_fleet
from rotation.interrupts import INTERRUPTED

__all__ = [
    "cut_short",
    "print_problems",
    "print_result",
    "run_fleet_check",
    "run_fleet_plan",
]

_WORDS = {**OPTION_WORDS, "scheduler": "--scheduler", "backend": "--backend"}

_LISTED = 3
"""How many teams with the same problem are named."""


@places_named(_WORDS)
def run_fleet_plan(options: Options) -> int:
    """Plan every team and write its output folder; the exit code is that of the gravest team."""
    progress = FleetProgress()
    try:
        with (
            engine_of(options) as (executor, workers),
            fleet_bar(progress, sys.stderr, wanted=not options.quiet),
        ):
            report = plan_fleet(
                options.folder,
                today=options.today,
                now=now_in("UTC"),
                month=options.month,
                start=options.first,
                end=options.last,
                weeks=options.weeks,
                rounds=options.rounds,
                effort=options.effort,
                time_limit=options.time_limit,
                write=not options.dry_run,
                again=options.again,
                executor=executor,
                workers=workers,
                progress=progress,
            )
    except (KeyboardInterrupt, Terminated) as ending:
        what = "planned" if options.dry_run else "planned and written"
        return cut_short(progress, ending, what)
    _print(report, options)
    if report.remark and not options.quiet:
        print(f"note: {report.remark}", file=sys.stderr)
    if options.dry_run and options.format == "table" and not options.quiet:
        print("Nothing was written (--dry-run).")
    choose_next(options, after_fleet, report)
    return report.exit_code


@places_named(_WORDS)
def run_fleet_check(options: Options) -> int:
    """Check every team's published plan; the exit code is that of the gravest team."""
    progress = FleetProgress()
    with (
        engine_of(options) as (executor, workers),
        fleet_bar(progress, sys.stderr, wanted=not options.quiet, doing="checking"),
    ):
        report = check_fleet(
            options.folder,
            today=options.today,
            now=now_in("UTC"),
            executor=executor,
            workers=workers,
            progress=progress,
        )
    _print(report, options)
    choose_next(options, after_fleet, report)
    return report.exit_code


def cut_short(progress: FleetProgress, ending: KeyboardInterrupt | Terminated, what: str) -> int:
    """Print how many teams were done when a run was stopped; return the exit code.

    Parameters
    ----------
    progress : FleetProgress
        Of the run.
    ending : exception
        What stopped it.
    what : str
        What was done with them: `published`.
    """
    after = f"no team was {what}; all are as they were"
    if progress.all:
        after = f"{progress.done} of {progress.all} teams were {what}; the others are as they were"
    print(f"interrupted: {after}", file=sys.stderr)
    return INTERRUPTED if isinstance(ending, KeyboardInterrupt) else ending.exit_code


def _print(report: FleetReport, options: Options) -> None:
    if print_result(report, options):
        print_fitted(_table(report, options))
        say([report.summary])
    for warning in report.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print_problems(report.rows)
    if not options.quiet:
        _print_warnings(report.rows)


def _print_warnings(rows: Iterable[TeamRow]) -> None:
    """Print how many warnings there are, of which teams, and how to see them."""
    warned = sorted((row for row in rows if row.warnings), key=lambda row: -len(row.warnings))
    if not warned:
        return
    count = sum(len(row.warnings) for row in warned)
    names = ", ".join(f"{row.team} {len(row.warnings)}" for row in warned[:_LISTED])
    more = f" and {len(warned) - _LISTED} more teams" if len(warned) > _LISTED else ""
    warnings = f"{count} warning{'' if count == 1 else 's'} in all"
    print(f"warning: {warnings} ({names}{more}); --format json lists them", file=sys.stderr)


def print_result(result: Result, options: Options) -> bool:
    """Print a result as JSON or CSV; return whether it is to be shown as a table instead."""
    if options.format == "json":
        print(json.dumps(result.to_dict(), ensure_ascii=False, indent=2))
    elif options.format == "csv":
        rows = [
            [_cell(record.get(column)) for column in result.columns] for record in result.records()
        ]
        sys.stdout.write(csv_text([result.columns, *rows]))
    return options.format == "table" and not options.quiet


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return str(decimal(value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return "" if value is None else str(value)


def _table(report: FleetReport, options: Options) -> Table:
    planned = options.act == "plan"
    sharing = any(row.shared for row in report.rows)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Team", overflow="fold")
    table.add_column("Open", justify="right")
    if planned:
        table.add_column("Proved")
        table.add_column("Short notice", justify="right")
    table.add_column("Broken rules", justify="right")
    if sharing:
        table.add_column("Shared people", justify="right")
    table.add_column("Time", justify="right", no_wrap=True)
    for row in report.rows:
        taken = "unchanged" if row.unchanged else f"{row.seconds:.1f} s"
        shared = (_cell(row.shared),) if sharing else ()
        cells = [row.team, *_cells(row, planned=planned), *shared, taken]
        style = "bold red" if row.exit_code else ""
        table.add_row(*(Text(cell, style=style) for cell in cells))
    return table


def _cells(row: TeamRow, *, planned: bool) -> tuple[str, ...]:
    if row.faults:
        return ("failed", "", "", "") if planned else ("failed", "")
    if not planned:
        return _cell(row.open), _cell(row.broken)
    return _cell(row.open), _cell(row.proved), _cell(row.short_notice), _cell(row.broken)


class _Failing(Protocol):
    @property
    def team(self) -> str: ...

    @property
    def faults(self) -> tuple[Fault, ...]: ...


def print_problems(rows: Iterable[_Failing]) -> None:
    """Print why teams failed, once for all teams with the same problem."""
    teams: dict[str, list[str]] = {}
    for row in rows:
        for line in grouped([renamed(fault, _WORDS) for fault in row.faults]):
            teams.setdefault(line, []).append(row.team)
    for line, names in teams.items():
        more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
        print(f"error: {', '.join(names[:_LISTED])}{more}: {line}", file=sys.stderr)
