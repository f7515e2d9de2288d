"""`rotation show`: the published plan."""

import json
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from rotation.api import Rotation
from rotation.cli.breaches import breach_records, report_breaches
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.loaded import loaded
from rotation.cli.month_grid import print_month
from rotation.cli.next_command import after_look
from rotation.cli.options import Options
from rotation.cli.schedule_table import shift_table
from rotation.cli.tables import print_fitted
from rotation.cli.today import today_in
from rotation.cli.window import window_of
from rotation.export import schedule_csv
from rotation.export.text import holder_of
from rotation.export.when import moment_text
from rotation.model.schedule import Row
from rotation.trades.remedies import BreachFix, standing_remedies
from rotation.written.months import calendar_lines, months_of
from rotation.written.standing_plan import Standing, standing

__all__ = ["run_show"]


def run_show(options: Options) -> int:
    """Print the published plan; broken rules that are not over go to standard error."""
    rotation = loaded(options)
    today = options.today or today_in(rotation.timezone)
    start, end = window_of(rotation, options, today)
    plan = standing(rotation, start, end, today)
    broken = standing_remedies(rotation, today)
    if options.format == "json":
        document = _document(rotation, plan, start, end)
        document["breaches"] = breach_records(broken, options)
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif options.format == "csv":
        sys.stdout.write(schedule_csv(rotation, plan.rows))
    elif not options.quiet:
        _print(rotation, plan, broken, start, end, month=options.month is not None)
    report_breaches(broken, options)
    choose_next(options, after_look, rotation, today, "report", broken)
    return 0


def _print(
    rotation: Rotation,
    plan: Standing,
    broken: tuple[BreachFix, ...],
    start: datetime,
    end: datetime | None,
    *,
    month: bool,
) -> None:
    zone = ZoneInfo(rotation.timezone)
    first = start.astimezone(zone).date()
    span = f"from {first} on" if end is None else f"{first} to {end.astimezone(zone).date()}"
    say([f"{rotation.name}: published plan, {span} ({rotation.timezone})"])
    if not plan.rows:
        print("Nothing is published then." if rotation.published else "Nothing is published yet.")
        return
    if month:
        lines = calendar_lines(rotation, ((row.shift, row.engineer) for row in plan.rows))
        for grid in months_of(rotation, lines, first, first):
            print_month(grid)
    print_fitted(shift_table(rotation, plan.rows, _marks(plan, broken)))
    for track, last, then in plan.missing:
        hole = f"{moment_text(last, zone, year=True)} to {moment_text(then, zone, year=True)}"
        say([f"Track {track}: nothing published {hole}"])


def _marks(plan: Standing, broken: tuple[BreachFix, ...]) -> dict[str, str]:
    marks = dict.fromkeys(plan.worked, "worked")
    for remedy in broken:
        rules = " and ".join(sorted({v.rule for v in remedy.breach.violations}))
        before = marks.get(remedy.breach.shift)
        marks[remedy.breach.shift] = ", ".join(filter(None, (before, f"breaks {rules}")))
    return marks


def _document(
    rotation: Rotation, plan: Standing, start: datetime, end: datetime | None
) -> dict[str, object]:
    zone = ZoneInfo(rotation.timezone)

    def local(moment: datetime | None) -> str | None:
        return None if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")

    def line(row: Row) -> dict[str, object]:
        shift = row.shift
        holder = None if row.engineer is None else holder_of(rotation, row.engineer)
        return {
            "shift": shift.id,
            "track": shift.track,
            "kind": shift.kind,
            "start": local(shift.start),
            "end": local(shift.end),
            "engineer": row.engineer,
            "name": holder and holder.name,
            "email": holder and holder.email,
            "status": row.status,
            "days": shift.loads.days,
            "rest_days": shift.loads.rest_days,
            "holidays": list(shift.holidays),
            "revision": row.revision,
            "revised": local(row.revised),
            "worked": shift.id in plan.worked,
        }

    return {
        "rotation": rotation.name,
        "timezone": rotation.timezone,
        "start": local(start),
        "end": local(end),
        "shifts": [line(row) for row in plan.rows],
        "missing": [
            {"track": track, "start": local(first), "end": local(last)}
            for track, first, last in plan.missing
        ],
    }
