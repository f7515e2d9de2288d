"""What a team should know of a week: who hands over to whom, who stays, what is special."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.export.when import moment_text
from rotation.horizon.clock import midnight
from rotation.horizon.rest_days_of_tracks import TracksAtRest, rest_days_of_tracks
from rotation.letters import by_name
from rotation.model.people import TimeOff
from rotation.model.settings import RotationData
from rotation.model.shadows import is_shadow
from rotation.model.shifts import Entry
from rotation.problems.unmatched_time_off import refuse_unmatched
from rotation.trades.remedies import BreachFix, Spelling, plainly, standing_remedies
from rotation.trades.sentences import sentences
from rotation.written.line_windows import LineWindows
from rotation.written.on_call import WrittenTrack, lanes_of

__all__ = ["TrackHandover", "Week", "week_of"]

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TrackHandover:
    """A track changes hands.

    Attributes
    ----------
    track : str
        Its name.
    at : datetime.datetime
        UTC.
    before, after : str or None
        Engineer ids; None is nobody.
    staying : tuple of Entry
        The lines of other tracks with hours to come: their holders know the current state.
    ends : bool
        Whether the track itself ends then.
    first_window : datetime.datetime or None
        When the one who comes on is on call for the first time; None where the track ends.
    missed : bool
        Whether somebody has to come on: nobody has to on a shadow.
    """

    track: str
    at: datetime
    before: str | None
    after: str | None
    staying: tuple[Entry, ...] = ()
    ends: bool = False
    first_window: datetime | None = None
    missed: bool = True


@dataclass(frozen=True, slots=True)
class Week:
    """The news of a week for a team, Monday to Sunday.

    Attributes
    ----------
    rotation : RotationData
        Whose.
    first : datetime.date
        The Monday.
    turns : tuple of TrackHandover
        By time, then track.
    steady : tuple of Entry
        Lines that last the whole week: their tracks do not change hands.
    open : tuple of Entry
        Open lines of this week and the next.
    unpublished : tuple of str
        Tracks with a part of the week not published.
    rest_days : tuple of TracksAtRest
        Weekends and holidays of the tracks.
    away : tuple of (str, str)
        Engineer ids and when they are away, in the words of the file.
    changes : tuple of str
        The changes since the Monday before, as sentences.
    coming : tuple of Entry
        Lines that begin in the next week.
    broken : tuple of BreachFix
        Breaches that are not over, in this week or later, with their fixes.
    """

    rotation: RotationData
    first: date
    turns: tuple[TrackHandover, ...]
    steady: tuple[Entry, ...]
    open: tuple[Entry, ...]
    unpublished: tuple[str, ...]
    rest_days: tuple[TracksAtRest, ...]
    away: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]
    coming: tuple[Entry, ...]
    broken: tuple[BreachFix, ...] = ()

    def as_dict(self, spelling: Spelling = plainly) -> dict[str, object]:
        """Return it as plain values for JSON, with instants in the rotation's zone."""
        zone = ZoneInfo(self.rotation.timezone)

        def local(moment: datetime) -> str:
            return moment.astimezone(zone).isoformat(timespec="seconds")

        windows = LineWindows(self.rotation)

        def lines(entries: Iterable[Entry]) -> list[dict[str, object]]:
            return [
                {
                    "shift": e.shift,
                    "track": e.track,
                    "start": local(e.start),
                    "first_window": local(windows.of(e)[0].start),
                    "end": local(e.end),
                    "last_window_end": local(windows.of(e)[-1].end),
                    "engineer": e.engineer,
                }
                for e in entries
            ]

        return {
            "rotation": self.rotation.name,
            "first_day": self.first.isoformat(),
            "last_day": (self.first + 6 * _DAY).isoformat(),
            "handovers": [
                {
                    "track": turn.track,
                    "at": local(turn.at),
                    "first_window": turn.first_window and local(turn.first_window),
                    "from": turn.before,
                    "to": turn.after,
                    "staying": [e.engineer for e in turn.staying],
                    "ends": turn.ends,
                }
                for turn in self.turns
            ],
            "steady": lines(self.steady),
            "open": lines(self.open),
            "unpublished": list(self.unpublished),
            "rest_days": [
                {"day": day.isoformat(), "holidays": list(names), "tracks": list(tracks)}
                for day, names, tracks in self.rest_days
            ],
            "away": [{"engineer": who, "when": when} for who, when in self.away],
            "changes": list(self.changes),
            "next_week": lines(self.coming),
            "breaches": [remedy.as_dict(spelling) for remedy in self.broken],
        }


def week_of(rotation: RotationData, day: date, today: date | None = None) -> Week:
    """Return the week that contains a day.

    Parameters
    ----------
    rotation : RotationData
        Its history, published plan, time off and change log.
    day : datetime.date
        In the rotation's zone.
    today : datetime.date, optional
        Shifts that are over before it do not count as broken; by default `day`.
    """
    zone = ZoneInfo(rotation.timezone)
    first = day - day.weekday() * _DAY
    start, end, later = (midnight(zone, first + n * _WEEK) for n in range(3))
    lanes, windows = lanes_of(rotation), LineWindows(rotation)
    near = [e for lane in lanes for e in lane.lines if e.start < later and start < e.end]
    near.sort(key=lambda e: (e.start, e.track, e.shift))
    # Nobody is missed on a shadow: its open lines are no news, and it need not be published.
    extra = {e for e in near if e.engineer is None and is_shadow(rotation, e)}
    shadows = {
        track.name
        for track in rotation.tracks
        if all(table.shadow for table in track.between(first, first + 6 * _DAY))
    }
    since = [c for c in rotation.changes if start - _WEEK <= c.when < end and c.end > start]
    return Week(
        rotation,
        first,
        turns=tuple(
            sorted(_turns(rotation, lanes, windows, start, end), key=lambda t: (t.at, t.track))
        ),
        steady=tuple(e for e in near if e.start < start and e.end >= end and e not in extra),
        open=tuple(e for e in near if e.engineer is None and e not in extra),
        unpublished=tuple(
            lane.track
            for lane in lanes
            if lane.track not in shadows and not _covers(lane, windows, start, end)
        ),
        rest_days=tuple(rest_days_of_tracks(rotation, first, first + 6 * _DAY)),
        away=_away(rotation, first),
        changes=sentences(rotation, since),
        coming=tuple(e for e in near if end <= e.start and e not in extra),
        broken=standing_remedies(rotation, today or day),
    )


def _turns(
    rotation: RotationData,
    lanes: Sequence[WrittenTrack],
    windows: LineWindows,
    start: datetime,
    end: datetime,
) -> Iterator[TrackHandover]:
    for lane in lanes:
        others = [
            (e, windows.of(e)[-1].end)
            for other in lanes
            if other is not lane
            for e in other.lines
            if e.engineer and e.start < end and start < e.end
        ]
        for entry in lane.lines:
            if start <= entry.start < end:
                before = next((e for e in lane.lines if e.end == entry.start), None)
                if before is not None and before.engineer == entry.engineer:
                    continue
                holder = before.engineer if before is not None else None
                extra = entry.engineer is None and is_shadow(rotation, entry)
                if extra and holder is None:
                    continue
                staying = (e for e, over in others if e.start < entry.start < over)
                yield TrackHandover(
                    lane.track,
                    entry.start,
                    holder,
                    entry.engineer,
                    tuple(staying),
                    first_window=windows.of(entry)[0].start,
                    missed=not extra,
                )
        last = next((e for e in lane.lines if e.end == lane.ends), None)
        if last is not None and last.engineer is not None and start <= lane.ends < end:
            staying = (e for e, over in others if e.start < lane.ends < over)
            yield TrackHandover(
                lane.track, lane.ends, last.engineer, None, tuple(staying), ends=True
            )


def _covers(lane: WrittenTrack, windows: LineWindows, start: datetime, end: datetime) -> bool:
    """Return whether lines cover the hours of a track in a week, as far as it exists."""
    covered, end = max(start, lane.begins), min(end, lane.ends)
    for entry in lane.lines:
        # Outside its hours nobody has to be on call.
        covered = windows.next_window(lane.track, covered) or covered
        if entry.start <= covered < entry.end:
            covered = entry.end
    return (windows.next_window(lane.track, covered) or covered) >= end


def _away(rotation: RotationData, first: date) -> tuple[tuple[str, str], ...]:
    """Return who is away at some time of the week, in each person's own zone."""
    here = midnight(ZoneInfo(rotation.timezone), first)
    refuse_unmatched(rotation, here, midnight(ZoneInfo(rotation.timezone), first + _WEEK))
    away = []
    for engineer in sorted(rotation.engineers, key=lambda e: by_name(e.name, e.id)):
        zone = ZoneInfo(engineer.timezone)
        start, end = midnight(zone, first), midnight(zone, first + _WEEK)
        gone = engineer.leaves and midnight(ZoneInfo(rotation.timezone), engineer.leaves) <= here
        absences = (o for o in rotation.time_off if o.engineer == engineer.id and not gone)
        spans = [o.wording or _span(o, zone) for o in absences if o.start < end and start < o.end]
        if spans:
            away.append((engineer.id, ", ".join(spans)))
    return tuple(away)


def _span(time_off: TimeOff, zone: ZoneInfo) -> str:
    return f"{moment_text(time_off.start, zone)} to {moment_text(time_off.end, zone)}"
