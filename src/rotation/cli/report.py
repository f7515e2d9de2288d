"""`rotation report`: the report of the published plan, with its trades."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

from rotation.cli.breaches import breach_records, report_breaches
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.next_command import after_look
from rotation.cli.options import Options
from rotation.cli.published_plan import at_work
from rotation.cli.window import window_of
from rotation.errors import printable
from rotation.export import write_folder
from rotation.journal import home_of
from rotation.plans.standing_report import standing_report, standing_schedule
from rotation.trades.remedies import standing_remedies

__all__ = ["run_report"]

_NAME = "report.html"


def run_report(options: Options) -> int:
    """Write the report; return 1 if somebody must act, as for a plan."""
    with at_work(options, publishes=False) as rotation:
        start, end = window_of(rotation, options, options.today)
        schedule = standing_schedule(rotation, options.today, start, end)
        folder = options.out or Path(rotation.places.folder) / "out"
        if not options.dry_run:
            files = {_NAME: standing_report(schedule)}
            write_folder(folder, files, home_of(rotation.places))
    broken = standing_remedies(rotation, options.today)
    open_ = [opening.shift.id for opening in schedule.open_regular]
    zone = ZoneInfo(rotation.timezone)
    first, last = (
        moment.astimezone(zone).date() for moment in (schedule.problem.start, schedule.problem.end)
    )
    if options.format == "json":
        document: dict[str, object] = {
            "from": first.isoformat(),
            "to": last.isoformat(),
            "open": open_,
            "breaches": breach_records(broken, options),
            "written": [] if options.dry_run else [_NAME],
        }
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif not options.quiet:
        shifts = len(schedule.problem.shifts)
        held = shifts - len(schedule.openings)
        say([f"{rotation.name}: published plan, {first} to {last}: {held} of {shifts} shifts held"])
        if options.dry_run:
            print("Nothing was written (--dry-run).")
        else:
            say([printable(f"Written to {folder}: {_NAME}")])
    report_breaches(broken, options)
    choose_next(options, after_look, rotation, options.today, "fairness", broken)
    return int(bool(open_ or broken))
