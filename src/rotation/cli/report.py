"""`rotation report`: the report of the published plan, with its trades."""

import json
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rotation.api import Rotation
from rotation.cli.breaches import breach_records, report_breaches
from rotation.cli.lines import say
from rotation.cli.options import Options
from rotation.cli.published_plan import at_work
from rotation.errors import printable
from rotation.export import write_folder
from rotation.horizon import horizon_of
from rotation.horizon.clock import midnight
from rotation.journal import home_of
from rotation.plans.standing_report import standing_report, standing_schedule
from rotation.trades.remedies import standing_remedies

__all__ = ["run_report"]

_NAME = "report.html"


def run_report(options: Options) -> int:
    """Write the report; return 1 if somebody must act, as for a plan."""
    with at_work(options) as rotation:
        schedule = standing_schedule(rotation, options.today, *_window(rotation, options))
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
    return int(bool(open_ or broken))


def _window(rotation: Rotation, options: Options) -> tuple[datetime | None, datetime | None]:
    """Return the bounds that the options ask for; none is given by default."""
    if options.month is not None:
        return horizon_of(rotation, today=options.today, month=options.month)
    zone = ZoneInfo(rotation.timezone)

    def at(day: date | None) -> datetime | None:
        return None if day is None else midnight(zone, day)

    return at(options.since), at(options.until)
