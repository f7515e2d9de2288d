"""The hand-over announcement of a week, as Markdown or for Slack."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import ClassVar
from zoneinfo import ZoneInfo

from rotation.display.results import Result
from rotation.export.markup import MARKDOWN, SLACK, Markup
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
        """The notes as Markdown that GitHub shows, with a line break at the end."""
        return announcement(self.week)

    @property
    def slack(self) -> str:
        """The notes in Slack's own markup (mrkdwn), with a line break at the end."""
        return announcement(self.week, markup=SLACK)

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


def announcement(week: Week, spelling: Spelling = plainly, *, markup: Markup = MARKDOWN) -> str:
    """Return a week as marked-up text, with a line break at its end.

    Parameters
    ----------
    week : Week
        What the team should know.
    spelling : callable
        Writes out a command.
    markup : Markup
        Of the place where it is read.
    """
    return "\n".join(_lines(week, spelling, markup)) + "\n"


def _lines(week: Week, spelling: Spelling, markup: Markup) -> Iterator[str]:
    rotation, first, windows = week.rotation, week.first, LineWindows(week.rotation)
    zone, plain = ZoneInfo(rotation.timezone), markup.plain
    names = {who: plain(name) for who, name in names_of(rotation).items()}

    def name(who: str | None) -> str:
        return markup.strong("nobody") if who is None else names.get(who, plain(who))

    span = f"{day_text(first)} to {day_text(first + 6 * _DAY, year=True)}"
    yield markup.heading(f"{plain(rotation.name)}: {span}")

    def under(title: str, lines: Iterable[str]) -> Iterator[str]:
        return _under(title, lines, markup)

    def begins(line: Entry) -> str:
        return moment_text(windows.of(line)[0].start, zone)

    def ends(line: Entry) -> str:
        return moment_text(windows.of(line)[-1].end, zone)

    yield from under("Hand-overs", (_turn(turn, zone, name, ends, markup) for turn in week.turns))
    yield from under(
        "All week",
        (f"track {plain(e.track)}: {name(e.engineer)}, until {ends(e)}" for e in week.steady),
    )
    alarms = [f"track {plain(e.track)}, {begins(e)} to {ends(e)} ({e.shift})" for e in week.open]
    alarms += [
        f"track {plain(track)}: a part of this week is not published" for track in week.unpublished
    ]
    yield from under("Nobody is on call", alarms)
    yield from under("Breaks a rule", (_broken(remedy, spelling, markup) for remedy in week.broken))
    rest = (
        day_text(at_rest.day) + _bracketed(map(plain, _rest_words(at_rest)))
        for at_rest in week.rest_days
    )
    yield from under("Rest days", [", ".join(rest)] if week.rest_days else [])
    yield from under("Away", (f"{name(who)}: {plain(when)}" for who, when in week.away))
    yield from under("Changed since last week", map(plain, week.changes))
    yield from under(
        "Next week",
        (f"track {plain(e.track)}, from {begins(e)}: {name(e.engineer)}" for e in week.coming),
    )
    settings = rotation.calendar
    if settings.duty:
        yield from ("", plain(settings.duty))
    if settings.runbook:
        yield from ("", f"Runbook: {markup.url(settings.runbook)}")


def _turn(
    turn: TrackHandover,
    zone: ZoneInfo,
    name: Callable[[str | None], str],
    ends: Callable[[Entry], str],
    markup: Markup,
) -> str:
    text = f"track {markup.plain(turn.track)}, {moment_text(turn.at, zone)}: "
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
        track = markup.plain(entry.track)
        text += f"; {name(entry.engineer)} (track {track}) stays until {ends(entry)}"
    return text


def _broken(remedy: BreachFix, spelling: Spelling, markup: Markup) -> str:
    text = markup.plain("; ".join(v.text for v in remedy.breach.violations))
    if remedy.hint:
        text += f": {markup.plain(remedy.hint)}"
    command = remedy.fix or remedy.suggest
    return text if remedy.above or not command else f"{text}: {markup.code(spelling(command))}"


def _under(title: str, lines: Iterable[str], markup: Markup) -> Iterator[str]:
    items = [markup.item(line) for line in lines]
    if items:
        yield from ("", markup.strong(title), "", *items)


def _rest_words(rest: TracksAtRest) -> list[str]:
    """Return the holidays of a rest day, and the tracks if it is not one of all."""
    if not rest.tracks:
        return list(rest.holidays)
    on = f"on {', '.join(rest.tracks)}"
    return [f"{name} {on}" for name in rest.holidays] or [f"{on} only"]


def _bracketed(names: Iterable[str]) -> str:
    joined = "; ".join(names)
    return f" ({joined})" if joined else ""
