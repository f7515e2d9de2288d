"""`rotation who`: who is on call now and who comes next, or what somebody has next."""

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
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.loaded import loaded
from rotation.cli.next_command import after_look, after_next_shifts
from rotation.cli.options import Options
from rotation.cli.tables import natural_width, print_fitted
from rotation.cli.terminal import console
from rotation.cli.today import now_in, today_in
from rotation.export.when import moment_text
from rotation.horizon.clock import NOON, instant
from rotation.trades.on_call import OnCall, Phrase, who
from rotation.trades.upcoming import NOW, NextShifts, next_shifts

__all__ = ["run_who"]

_STYLES = {"name": "bold", "alarm": "bold red", "unknown": "magenta"}
"""How the tones of phrases look."""


def run_who(options: Options) -> int:
    """Print who is on call, or what somebody has next.

    Return 1 if a track has nobody, or a rule is broken and not over.
    """
    rotation = loaded(options)
    zone = ZoneInfo(rotation.timezone)
    moment = _moment(options, rotation, zone)
    if options.person:
        mine = next_shifts(rotation, options.person, moment)
        choose_next(options, after_next_shifts, mine)
        return _show_next(mine, options)
    answer = who(rotation, moment, today=options.today)
    if options.format == "json":
        document = answer.to_dict()
        document["breaches"] = breach_records(answer.broken, options)
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif not options.quiet:
        say([f"{rotation.name}, {moment_text(moment, zone, year=True)} ({rotation.timezone})"])
        table = _table(answer, zone)
        out = console(sys.stdout)
        if natural_width(table, out) > out.width:
            table = _table(answer, zone, break_="\n")
        print_fitted(table)
        say(answer.borne())
    report_breaches(answer.broken, options)
    today = options.today or today_in(rotation.timezone)
    choose_next(options, after_look, rotation, today, "notes", answer.broken)
    return int(bool(answer.broken or answer.missing))


def _show_next(mine: NextShifts, options: Options) -> int:
    """Print somebody's next shifts, in the time zone of the person."""
    if options.format == "json":
        print(json.dumps(mine.to_dict(), ensure_ascii=False, indent=2))
        return 0
    if options.quiet:
        return 0
    head, *_ = mine.lines()
    say([head])
    if not mine.timed:
        return 0
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in ("Shift", "From", "To", ""):
        table.add_column(title, overflow="fold", no_wrap=bool(title))
    for shift, facts in mine.timed:
        bounds = (Text(moment_text(moment, mine.zone)) for moment in (shift.start, shift.end))
        words = [Text(fact, _STYLES["name"] if fact == NOW else "") for fact in facts]
        table.add_row(Text(shift.id), *bounds, Text(", ").join(words))
    print_fitted(table)
    return 0


def _moment(options: Options, rotation: Rotation, zone: ZoneInfo) -> datetime:
    """Return the instant asked about; a day means its noon, as days belong to shifts (H10)."""
    at: date | datetime = options.at or options.today or now_in(rotation.timezone)
    if not isinstance(at, datetime):
        return instant(zone, at, NOON)
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _table(answer: OnCall, zone: ZoneInfo, break_: str = " ") -> Table:
    """Return one row per track; `break_` goes before an e-mail address and an end."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in ("Track", "On call now", "Handover", "Next"):
        whole = break_ != " " and title == "On call now"
        table.add_column(title, overflow="fold", no_wrap=whole)
    for watch in answer.tracks:
        handover = "" if watch.handover is None else moment_text(watch.handover, zone)
        now, then = (_text(phrases, break_) for phrases in (answer.now(watch), answer.then(watch)))
        table.add_row(Text(watch.track), now, handover, then)
    return table


def _text(phrases: Iterator[Phrase], break_: str) -> Text:
    text = Text()
    for phrase in phrases:
        text.append(break_ if phrase.breaks else "")
        text.append(phrase.text, _STYLES.get(phrase.tone))
    return text
