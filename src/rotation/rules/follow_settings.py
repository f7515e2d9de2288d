"""The keys of `[[rules.follow]]`, and what of them cannot be kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo

from rotation.horizon.clock import instant
from rotation.horizon.days import DayCalendar
from rotation.horizon.handovers import nominal_handovers
from rotation.model.people import Engineer
from rotation.model.rest_days import HolidayRules
from rotation.model.spelling import listed
from rotation.model.tracks import OnRestDay, Track, TrackSettings
from rotation.rules.settings import NameKind, Settings, judge_shadows, setting

__all__ = ["FollowSettings"]

_COMPARED = timedelta(days=800)
"""Handovers that return in up to 52 weeks, and clocks, differ within so many days or never."""

_USUAL = date(2026, 1, 1)
"""From here on handovers are compared that have no first day."""

_NAMED = 5
"""The number of people that a warning names; the rest is counted."""


@dataclass(frozen=True, kw_only=True)
class FollowSettings(Settings):
    """Keys of `[[rules.follow]]`."""

    repeated = True

    first: str = setting(names=NameKind.TRACKS)
    then: str = setting(names=NameKind.TRACKS)

    def __post_init__(self) -> None:
        if self.first == self.then:
            raise ValueError(f"track {self.first} cannot follow itself; name another in `then`")

    def judge_tracks(self, tracks: Mapping[str, Track]) -> None:
        """Refuse tracks with different handovers, without a next shift, or that nobody counts."""
        if not {self.first, self.then} <= tracks.keys():
            return  # a table of theirs has a fault of its own
        first, then = tracks[self.first], tracks[self.then]
        for name in (self.first, self.then):
            judge_shadows(tracks, [name])
        if first.last_day and then.first_day and then.first_day > first.last_day:
            what = f"no shift of {then.name} comes after one of {first.name}"
            when = f"{first.name} ends on {first.last_day}, {then.name} begins on {then.first_day}"
            raise ValueError(f"{what}: {when}; correct their dates, or remove the table")
        if then.last_day and (first.last_day is None or then.last_day < first.last_day):
            ends = f"on {first.last_day}" if first.last_day else "never"
            what = f"no shift of {then.name} comes after {then.last_day}, its last day"
            raise ValueError(
                f"{what}, and {first.name} ends {ends}; give {first.name} this last day too"
            )
        pair = _different(first, then)
        if pair is not None:
            fix = "give both the same `handover`"
            if pair[0].handover == pair[1].handover:
                fix = "give both the same `timezone`, `weeks` and `anchor`"
            raise ValueError(f"{self._unlike(pair)}; {fix}")
        moved = _moved_apart(first, then)
        if moved is not None:
            *tables, day = moved
            what = f"{self._unlike(tables)}: rest days move that of {day} at one of them only"
            fix = "give both the same `on_rest_day`"
            if tables[0].on_rest_day is tables[1].on_rest_day:
                fix = "give both the same `country`, `subdivision` and `weekend`"
            raise ValueError(f"{what}; {fix}")

    def _unlike(self, tables: Sequence[TrackSettings]) -> str:
        both = " and ".join(
            f"{name} ({own.source})" if own.source else name
            for name, own in zip((self.first, self.then), tables, strict=True)
        )
        return f"tracks {both} do not have the same handovers"

    @classmethod
    def judge_all(cls, tables: Sequence[Self]) -> None:
        """Refuse tables that ask for two shifts at once, or for one person without an end."""
        *before, last = tables
        for other in before:
            for same, both in (
                (other.first == last.first, (other.then, last.then)),
                (other.then == last.then, (other.first, last.first)),
            ):
                if same:
                    what = f"nobody can hold {both[0]} and {both[1]} at once"
                    end = "both come after" if other.first == last.first else "both come before"
                    track = last.first if other.first == last.first else last.then
                    raise ValueError(f"{what}, and {end} {track}; remove one of the two tables")
        after = {table.first: table.then for table in tables}
        passed = [last.first]
        while passed[-1] in after:
            passed.append(after[passed[-1]])
            if passed[-1] == last.first:
                way = ", then ".join(passed)
                what = f"whoever holds {last.first} would never stop: {way}"
                raise ValueError(f"{what}; remove one of the tables")

    def shut_out(
        self, tracks: Mapping[str, Track], engineers: Sequence[Engineer]
    ) -> Iterator[tuple[str, str]]:
        """Yield who may hold one of the two tracks and not the other, and so none of them."""
        if not {self.first, self.then} <= tracks.keys():
            return
        both = [tracks[self.first], tracks[self.then]]
        reasons = []
        for engineer in engineers:
            lacking = [_lacking(engineer, track) for track in both]
            if any(lacking) and not all(lacking):
                reasons.append(f"{engineer.name} {next(filter(None, lacking))}")
            elif not any(lacking):
                reasons.append("")
        out = [reason for reason in reasons if reason]
        fix = f"let them serve {self.first} and {self.then}, or neither"
        if out and len(out) == len(reasons):
            what = f"nobody may hold both {self.first} and {self.then}, so both stay open"
            yield f"{what}: {listed(out, _NAMED)}", "let somebody serve both, or remove the table"
        elif out:
            what = f"only who may hold both {self.first} and {self.then} gets a shift of them"
            yield f"{what}: {listed(out, _NAMED)}", fix


def _different(first: Track, then: Track) -> tuple[TrackSettings, TrackSettings] | None:
    """Return the first tables of two tracks that hand over at other instants while both apply."""
    for before in first.settings:
        for after in then.settings:
            span = _common_days(before, after)
            if span is not None:
                edge = timedelta() if before.timezone == after.timezone else timedelta(days=1)
                if _instants(before, *span, edge) != _instants(after, *span, edge):
                    return before, after
    return None


def _moved_apart(first: Track, then: Track) -> tuple[TrackSettings, TrackSettings, date] | None:
    """Return tables whose handovers rest days move to other days, and the first such handover.

    The nominal handovers are the same, and the settings say what they have by default.
    """
    for before in first.settings:
        for after in then.settings:
            span = _common_days(before, after)
            if span is None or _moves_alike(before, after):
                continue
            bounded = replace(before, first_day=span[0], last_day=span[1])
            for day, _, _ in nominal_handovers(Track("", (bounded,)), *span):
                if _moved(before, day) != _moved(after, day):
                    return before, after, day
    return None


def _moves_alike(before: TrackSettings, after: TrackSettings) -> bool:
    moving = [own.on_rest_day is OnRestDay.NEXT_WORKDAY for own in (before, after)]
    return not any(moving) or (all(moving) and before.holidays == after.holidays)


def _moved(settings: TrackSettings, day: date) -> date:
    """Return the day to which rest days move a handover."""
    if settings.on_rest_day is not OnRestDay.NEXT_WORKDAY:
        return day
    return _calendar(settings.holidays or HolidayRules()).next_workday(day)


@lru_cache(maxsize=8)
def _calendar(rules: HolidayRules) -> DayCalendar:
    return DayCalendar(rules)


def _lacking(engineer: Engineer, track: Track) -> str:
    """Return why somebody may hold no shift of a track, after their name; empty if they may."""
    if track.name not in engineer.tracks:
        return f"does not serve {track.name}"
    skills = [set(own.needs) - set(engineer.skills) for own in track.settings]
    if all(skills):
        return f"lacks {listed(sorted(skills[-1]))} for {track.name}"
    return ""


def _common_days(before: TrackSettings, after: TrackSettings) -> tuple[date, date] | None:
    """Return the first of the days on which two tables apply, enough of them to differ; or None."""
    begins = [s.first_day for s in (before, after) if s.first_day is not None]
    ends = [s.last_day for s in (before, after) if s.last_day is not None]
    last = min(ends, default=date.max)
    first = max(begins) if begins else min(last - _COMPARED, _USUAL)
    if first > last:
        return None
    return first, last if last - first < _COMPARED else first + _COMPARED


def _instants(settings: TrackSettings, first: date, last: date, edge: timedelta) -> set[datetime]:
    """Return the instants of the nominal handovers of some days.

    On other clocks a handover may be on the day before or after: within `edge` of the days' ends
    nothing is compared.
    """
    zone = ZoneInfo(settings.timezone or "UTC")
    endless = Track("", (replace(settings, first_day=None, last_day=None),))
    moments = {
        instant(zone, day, clock)
        for day, clock, _ in nominal_handovers(endless, first - edge, last + edge)
    }
    if not edge:
        return moments
    low, high = (datetime.combine(day, time(), UTC) for day in (first + edge, last))
    return {moment for moment in moments if low <= moment < high}
