"""`rotation who`: who is on call now, and who comes next."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from rotation.api import Rotation
from rotation.cli.breaches import breach_records, report_breaches
from rotation.cli.lines import say
from rotation.cli.loaded import loaded
from rotation.cli.options import Options
from rotation.cli.tables import natural_width, print_fitted
from rotation.cli.terminal import console
from rotation.cli.today import now_in
from rotation.export.text import holder_of
from rotation.export.when import moment_text
from rotation.goals.open import borne_in
from rotation.horizon.clock import NOON, instant
from rotation.model.shifts import Entry
from rotation.problems import problem_of_entries
from rotation.trades.remedies import standing_remedies
from rotation.written.on_call import Watch, watches

__all__ = ["run_who"]


def run_who(options: Options) -> int:
    """Print who is on call; return 1 if a track has nobody, or a rule is broken and not over."""
    rotation = loaded(options)
    zone = ZoneInfo(rotation.timezone)
    moment = _moment(options, rotation, zone)
    tracks = watches(rotation, moment)
    broken = standing_remedies(rotation, _day(options, moment, zone))
    if options.format == "json":
        document = _document(rotation, zone, moment, tracks)
        document["breaches"] = breach_records(broken, options)
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif not options.quiet:
        say([f"{rotation.name}, {moment_text(moment, zone, year=True)} ({rotation.timezone})"])
        table = _table(rotation, zone, tracks)
        out = console(sys.stdout)
        if natural_width(table, out) > out.width:
            table = _table(rotation, zone, tracks, break_="\n")
        print_fitted(table)
        say(_borne(rotation, tracks))
    report_breaches(broken, options)
    return int(bool(broken) or not all(watch.held for watch in tracks))


def _moment(options: Options, rotation: Rotation, zone: ZoneInfo) -> datetime:
    """Return the instant asked about; a day means its noon, as days belong to shifts (H10)."""
    at: date | datetime = options.at or options.today or now_in(rotation.timezone)
    if not isinstance(at, datetime):
        return instant(zone, at, NOON)
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _day(options: Options, moment: datetime, zone: ZoneInfo) -> date:
    """Return the day that counts as today for what is over: `--today`, or the day of `--at`."""
    today: date | None = options.today
    return today or moment.astimezone(zone).date()


def _table(
    rotation: Rotation, zone: ZoneInfo, tracks: tuple[Watch, ...], break_: str = " "
) -> Table:
    """Return one row per track; `break_` goes before an e-mail address and an end."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in ("Track", "On call now", "Handover", "Next"):
        whole = break_ != " " and title == "On call now"
        table.add_column(title, overflow="fold", no_wrap=whole)
    for watch in tracks:
        handover = "" if watch.handover is None else moment_text(watch.handover, zone)
        later = watch.later
        if later is None and watch.ends is not None and watch.ends == watch.handover:
            then = Text("the track ends")
        elif later is None and watch.begins is not None:
            then = Text("the track begins; not published yet", "magenta")
        elif later is None:
            then = Text("not published yet", "magenta")
        else:
            until = f",{break_}until {moment_text(later.end, zone)}"
            if watch.comes is not None and watch.handover != watch.comes:
                until = f", from {moment_text(watch.comes, zone)}{until}"
            then = Text.assemble(_name(rotation, later), until)
        now = _name(rotation, watch.now, email=break_)
        if watch.window is not None and watch.now and watch.window.end < watch.now.end:
            now.append(f",{break_}until {moment_text(watch.window.end, zone)}")
        if watch.resumes is not None:
            until = f"nobody until {moment_text(watch.resumes, zone)}"
            now = Text(f"{until}{break_}(outside the hours of {watch.track})")
        elif watch.begins is not None:
            now = Text("begins later")
        elif watch.shadow and (watch.now is None or watch.now.engineer is None):
            now = Text("nobody (a shadow)")
        table.add_row(Text(watch.track), now, handover, then)
    return table


def _borne(rotation: Rotation, tracks: tuple[Watch, ...]) -> Iterator[str]:
    """Yield who is on call for some hours of their vacation, and for how many."""
    for watch in tracks:
        minutes = _vacation_minutes(rotation, watch)
        if minutes and watch.now is not None and watch.now.engineer is not None:
            hours = f"{-(-minutes // 6) / 10:g}"
            name = rotation.labels[watch.now.engineer]
            yield f"{name} is on vacation for {hours} hours of {watch.now.shift}"


def _vacation_minutes(rotation: Rotation, watch: Watch) -> int:
    """Return how much of the shift of now lies in its holder's vacation (R16)."""
    entry = watch.now
    if not rotation.bearable_hours or entry is None or entry.engineer is None:
        return 0
    problem, roster = problem_of_entries(rotation, [entry], None)
    return sum(minutes for _, _, minutes in borne_in(problem, roster))


def _name(rotation: Rotation, entry: Entry | None, *, email: str = "") -> Text:
    if entry is None:
        return Text("nothing published", "bold red")
    if entry.engineer is None:
        return Text("nobody", "bold red")
    holder = holder_of(rotation, entry.engineer)
    address = f"{email}<{holder.email}>" if email and holder.email else ""
    name = rotation.labels.get(entry.engineer, holder.name)
    return Text.assemble((name, "bold" if email else ""), address)


def _document(
    rotation: Rotation, zone: ZoneInfo, moment: datetime, tracks: tuple[Watch, ...]
) -> dict[str, object]:
    def local(instant: datetime | None) -> str | None:
        return None if instant is None else instant.astimezone(zone).isoformat(timespec="seconds")

    def line(entry: Entry | None) -> dict[str, object] | None:
        if entry is None:
            return None
        holder = None if entry.engineer is None else holder_of(rotation, entry.engineer)
        return {
            "shift": entry.shift,
            "kind": entry.kind,
            "start": local(entry.start),
            "end": local(entry.end),
            "engineer": entry.engineer,
            "name": holder and holder.name,
            "email": holder and holder.email,
        }

    return {
        "rotation": rotation.name,
        "timezone": rotation.timezone,
        "at": local(moment),
        "tracks": [
            {
                "track": watch.track,
                "now": line(watch.now),
                "handover": local(watch.handover),
                "next": line(watch.later),
                "begins": local(watch.begins),
                "ends": local(watch.ends),
                "until": local(watch.window.end if watch.window else None),
                "resumes": local(watch.resumes),
                "vacation_minutes": _vacation_minutes(rotation, watch),
            }
            for watch in tracks
        ],
    }
