"""`rotation fleet who`: who is on call in every team, or what somebody has in all their teams."""

import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from rotation.arguments import places_named
from rotation.cli.fleet import print_problems, print_result
from rotation.cli.fleet_progress import FleetProgress, fleet_bar
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.next_command import after_fleet_shifts, after_fleet_who
from rotation.cli.options import Options
from rotation.cli.tables import natural_width, print_fitted
from rotation.cli.terminal import console
from rotation.cli.today import now_in
from rotation.export.when import moment_text
from rotation.fleet.on_call import who_fleet
from rotation.fleet.on_call_report import FleetOnCall, words
from rotation.fleet.upcoming import FleetShifts, next_shifts_fleet
from rotation.trades.on_call import Phrase

__all__ = ["run_fleet_who"]

_STYLES = {"name": "bold", "alarm": "bold red", "unknown": "magenta"}


@places_named({"at": "--at", "PERSON": "--person"})
def run_fleet_who(options: Options) -> int:
    """Print who is on call in every team, or what somebody has next in all of theirs."""
    at: date | datetime = options.at or options.today or now_in("UTC").replace(microsecond=0)
    progress = FleetProgress()
    with fleet_bar(progress, sys.stderr, wanted=not options.quiet, doing="reading"):
        if options.person:
            mine = next_shifts_fleet(
                options.folder, options.person, at=at, workers=options.workers, progress=progress
            )
        else:
            answer = who_fleet(
                options.folder,
                at=at,
                today=options.today,
                workers=options.workers,
                progress=progress,
            )
    if options.person:
        return _show_shifts(mine, options)
    if print_result(answer, options):
        table = _table(answer)
        out = console(sys.stdout)
        if natural_width(table, out) > out.width:
            table = _table(answer, break_="\n")
        say([_head(answer)])
        print_fitted(table)
        say([answer.summary])
    print_problems(answer.failures)
    _warn_of_broken(answer, options)
    choose_next(options, after_fleet_who, answer)
    return answer.exit_code


def _head(answer: FleetOnCall) -> str:
    """Return the instant; that of the first team if a day is asked about."""
    moments = {team.at: team.timezone for team in reversed(answer.teams)}
    texts = [
        f"{moment_text(moment, ZoneInfo(zone), year=True)} ({zone})"
        for moment, zone in sorted(moments.items())
    ]
    return ", ".join(texts)


def _table(answer: FleetOnCall, break_: str = " ") -> Table:
    """Return one row per team and track; `break_` goes before an address and an end."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in ("Team", "Track", "On call now", "Handover", "Next"):
        whole = break_ != " " and title == "On call now"
        table.add_column(title, overflow="fold", no_wrap=whole)
    for team in answer.teams:
        zone = ZoneInfo(team.timezone)
        for track in team.tracks:
            handover = track.handover
            table.add_row(
                Text(team.team),
                Text(track.track),
                _text(track.now, break_),
                "" if handover is None else moment_text(handover, zone),
                _text(track.then, break_),
            )
    return table


def _text(phrases: tuple[Phrase, ...], break_: str) -> Text:
    text = Text()
    for phrase in phrases:
        text.append(words((phrase,), break_), _STYLES.get(phrase.tone))
    return text


def _warn_of_broken(answer: FleetOnCall, options: Options) -> None:
    if options.quiet:
        return
    for team in answer.teams:
        if team.broken:
            count = f"{team.broken} broken rule{'' if team.broken == 1 else 's'}"
            print(
                f"warning: {team.team}: {count}; `rotation check` there says more", file=sys.stderr
            )


def _show_shifts(mine: FleetShifts, options: Options) -> int:
    """Print somebody's next shifts in all their teams, in the time zone of the person."""
    if print_result(mine, options):
        say([mine.head])
        if mine.shifts:
            print_fitted(_shifts(mine))
            say([mine.foot])
    print_problems(mine.failures)
    choose_next(options, after_fleet_shifts, mine)
    return mine.exit_code


def _shifts(mine: FleetShifts) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in ("Team", "Shift", "From", "To", ""):
        table.add_column(title, overflow="fold", no_wrap=title in {"Shift", "From", "To"})
    for team, own, shift in mine.shifts:
        bounds = (Text(moment_text(moment, mine.zone)) for moment in (shift.start, shift.end))
        facts = [Text(fact) for fact in own.facts(shift)]
        if own.now(shift):
            facts[0].stylize("bold")
        table.add_row(Text(team), Text(shift.id), *bounds, Text(", ").join(facts))
    return table
