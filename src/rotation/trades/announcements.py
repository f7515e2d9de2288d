"""The hand-over announcement of a week as Markdown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import ClassVar
from zoneinfo import ZoneInfo

from rotation.display.results import Result
from rotation.export.text import clean, plain_markdown
from rotation.export.when import day_text, moment_text
from rotation.horizon.rest_days_of_tracks import TracksAtRest
from rotation.model.shifts import Entry
from rotation.trades.remedies import BreachFix, Spelling, plainly
from rotation.trades.sentences import names_of
from rotation.trades.weekly import TrackHandover, Week
from rotation.written.line_windows import LineWindows

__all__ = ["HandoverNotes", "announcement"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HandoverNotes(Result):
    """The hand-over notes of a week: Markdown for the team, and what it is made from.

    Its text is never cut short, because it is sent as it is.

    Attributes
    ----------
    week : Week
        Handovers, open shifts, rest days, absences, changes and broken rules of the week.

    Examples
    --------
    >>> notes = published.notes(date(2026, 12, 9))
    >>> print(notes)
    ## Team: Mon 7 Dec to Sun 13 Dec 2026
    ...
    >>> notes.to_frame()[["track", "start", "before", "after"]]
      track                  start before after
    0     A 2026-12-07 11:00+01:00    ada   ben
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("track", "start", "before", "after", "staying", "ends"),
    )

    week: Week

    @property
    def text(self) -> str:
        """The notes as Markdown that GitHub and Slack show, with a line break at the end."""
        return announcement(self.week)

    def lines(self) -> tuple[str, ...]:
        """Return the lines of the Markdown."""
        return tuple(self.text.splitlines())

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per handover, by time and track."""
        return [
            {
                "track": turn.track,
                "start": turn.at,
                "before": turn.before,
                "after": turn.after,
                "staying": "; ".join(str(line.engineer) for line in turn.staying),
                "ends": turn.ends,
            }
            for turn in self.week.turns
        ]

    def __str__(self) -> str:
        return self.text.rstrip("\n")

    def _document(self) -> Mapping[str, object]:
        return self.week.as_dict()

    def _zone(self) -> tzinfo:
        return ZoneInfo(self.week.rotation.timezone)


def announcement(week: Week, spelling: Spelling = plainly) -> str:
    """Return a week as Markdown that GitHub and Slack show, with a line break at its end.

    Parameters
    ----------
    week : Week
        What the team should know.
    spelling : callable
        Writes out a command.
    """
    return "\n".join(_lines(week, spelling)) + "\n"


def _lines(week: Week, spelling: Spelling) -> Iterator[str]:
    rotation, first, windows = week.rotation, week.first, LineWindows(week.rotation)
    zone = ZoneInfo(rotation.timezone)
    names = {who: plain_markdown(name) for who, name in names_of(rotation).items()}

    def name(who: str | None) -> str:
        return "**nobody**" if who is None else names.get(who, plain_markdown(who))

    span = f"{day_text(first)} to {day_text(first + 6 * _DAY, year=True)}"
    yield f"## {plain_markdown(rotation.name)}: {span}"

    def ends(line: Entry) -> str:
        return moment_text(windows.of(line)[-1].end, zone)

    yield from _under("Hand-overs", (_turn(turn, zone, name, ends) for turn in week.turns))
    yield from _under(
        "All week",
        (f"track {e.track}: {name(e.engineer)}, until {ends(e)}" for e in week.steady),
    )
    alarms = [
        f"track {e.track}, {moment_text(windows.of(e)[0].start, zone)} to {ends(e)} ({e.shift})"
        for e in week.open
    ]
    alarms += [f"track {track}: a part of this week is not published" for track in week.unpublished]
    yield from _under("Nobody is on call", alarms)
    yield from _under("Breaks a rule", (_broken(remedy, spelling) for remedy in week.broken))
    rest = (
        day_text(at_rest.day) + _bracketed(map(plain_markdown, _rest_words(at_rest)))
        for at_rest in week.rest_days
    )
    yield from _under("Rest days", [", ".join(rest)] if week.rest_days else [])
    yield from _under("Away", (f"{name(who)}: {plain_markdown(when)}" for who, when in week.away))
    yield from _under("Changed since last week", map(plain_markdown, week.changes))
    yield from _under(
        "Next week",
        (
            f"track {e.track}, from {moment_text(windows.of(e)[0].start, zone)}: {name(e.engineer)}"
            for e in week.coming
        ),
    )
    settings = rotation.calendar
    if settings.duty:
        yield from ("", plain_markdown(settings.duty))
    if settings.runbook:
        # A bare URL: GitHub and Slack turn it into a link; escaping would change it.
        yield from ("", f"Runbook: {clean(settings.runbook)}")


def _turn(
    turn: TrackHandover,
    zone: ZoneInfo,
    name: Callable[[str | None], str],
    ends: Callable[[Entry], str],
) -> str:
    text = f"track {turn.track}, {moment_text(turn.at, zone)}: "
    if turn.before is None:
        text += f"{name(turn.after)} comes on"
    elif turn.after is None:
        text += f"{name(turn.before)} goes off"
        if turn.ends or turn.missed:
            text += ", and " + ("the track ends" if turn.ends else f"{name(None)} comes on")
    else:
        text += f"{name(turn.before)} hands over to {name(turn.after)}"
    if turn.after is not None and turn.first_window not in (None, turn.at):
        text += f", on call from {moment_text(turn.first_window, zone)}"
    for entry in turn.staying:
        text += f"; {name(entry.engineer)} (track {entry.track}) stays until {ends(entry)}"
    return text


def _broken(remedy: BreachFix, spelling: Spelling) -> str:
    text = plain_markdown("; ".join(v.text for v in remedy.breach.violations))
    if remedy.hint:
        text += f": {plain_markdown(remedy.hint)}"
    command = remedy.fix or remedy.suggest
    return text if remedy.above or not command else f"{text}: `{spelling(command)}`"


def _under(title: str, lines: Iterable[str]) -> Iterator[str]:
    items = [f"- {line}" for line in lines]
    if items:
        yield from ("", f"**{title}**", "", *items)


def _rest_words(rest: TracksAtRest) -> list[str]:
    """Return the holidays of a rest day, and the tracks if it is not one of all."""
    if not rest.tracks:
        return list(rest.holidays)
    on = f"on {', '.join(rest.tracks)}"
    return [f"{name} {on}" for name in rest.holidays] or [f"{on} only"]


def _bracketed(names: Iterable[str]) -> str:
    joined = "; ".join(names)
    return f" ({joined})" if joined else ""
