"""People whose own hours and days off fit no shift of their tracks."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from rotation.config.document import Document
from rotation.config.faults import Faults
from rotation.horizon.clock import midnight
from rotation.horizon.timeline import timeline_of
from rotation.model.people import Engineer
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift
from rotation.model.spelling import listed
from rotation.model.tracks import Track
from rotation.model.words import weekday_words, window_words
from rotation.problems.own_hours import own_hours

__all__ = ["judge_own_hours"]

_MOST = 3
"""The number of tracks that a warning names; the rest is counted."""

_SPANS = (timedelta(days=28), timedelta(days=371))
"""Usually a shift of the first weeks fits, and the rest of the year need not be made."""

_USUAL = date(2026, 1, 1)
"""From here on shifts are looked at if nothing was worked and today is not known."""


def judge_own_hours(
    document: Document, rotation: RotationData, today: date | None, remarks: Faults
) -> None:
    """Warn of everybody whose own hours and days off allow no shift of a year.

    Parameters
    ----------
    document : Document
        For the places of people.
    rotation : RotationData
        Without a fault.
    today : datetime.date, optional
        From here on shifts are looked at; by default from where history ends.
    remarks : Faults
        Collects the warnings.
    """
    limited = [engineer for engineer in rotation.engineers if engineer.available or engineer.off]
    if not limited:
        return
    last = max((entry.end for entry in rotation.history), default=None)
    begins = today or (last.date() if last else _USUAL)
    limited = [e for e in limited if e.leaves is None or e.leaves > begins]
    shifts: dict[str, list[Shift]] = {}
    for span in _SPANS:
        shifts = {t.name: _shifts(rotation, t, begins, span) for t in rotation.tracks}
        hours = own_hours(rotation, [shift for each in shifts.values() for shift in each])
        limited = [
            engineer
            for engineer in limited
            if not any(hours[engineer.id].allow(shift) for shift in _served(engineer, shifts))
        ]
    for engineer in limited:
        if any(_served(engineer, shifts)):
            _warn(document, engineer, sorted({s.track for s in _served(engineer, shifts)}), remarks)


def _shifts(rotation: RotationData, track: Track, begins: date, span: timedelta) -> list[Shift]:
    """Return the regular shifts of a track from a day on, or from when it begins."""
    timeline = timeline_of(rotation)
    start = max(midnight(ZoneInfo(rotation.timezone), begins), timeline.span(track)[0])
    shifts = timeline.shifts(start, start + span)
    return [shift for shift in shifts if shift.track == track.name and shift.regular]


def _served(engineer: Engineer, shifts: Mapping[str, Sequence[Shift]]) -> list[Shift]:
    """Return the shifts that somebody may hold but for the hours."""
    return [
        shift
        for track in engineer.tracks
        for shift in shifts.get(track, ())
        if set(shift.needs) <= set(engineer.skills)
    ]


def _warn(document: Document, engineer: Engineer, tracks: Sequence[str], remarks: Faults) -> None:
    when = []
    if engineer.available:
        when.append(f"is available {listed(map(window_words, engineer.available))} only")
    if engineer.off:
        when.append(f"is off on {weekday_words(engineer.off)}")
    key = "available" if engineer.available else "off"
    every = f"no shift of {listed(tracks, _MOST)} fits"
    what = f"{engineer.name} {' and '.join(when)}, and {every}"
    hint = "give longer hours, or other `tracks`"
    for path, _ in document.tables("engineer"):
        if document.source((*path, key)) == engineer.place(key):
            document.remark((*path, key), what, hint, remarks)
            return
