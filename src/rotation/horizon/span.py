"""The planned interval: from options of the command line to two instants."""

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.errors import BadInput, Fault
from rotation.horizon.clock import midnight
from rotation.horizon.timeline import track_spans
from rotation.model.settings import RotationData

__all__ = ["EARLIEST", "LATEST", "horizon_of", "refuse_hourless", "refuse_trackless"]

EARLIEST = date(1980, 1, 1)
"""No horizon begins earlier: time zones are not reliable there."""

LATEST = date(2100, 1, 1)
"""No horizon ends later."""

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


def horizon_of(
    rotation: RotationData,
    *,
    today: date,
    month: str | None = None,
    first: date | None = None,
    last: date | None = None,
    weeks: int | None = None,
) -> tuple[datetime, datetime]:
    """Return the horizon that the options ask for.

    Parameters
    ----------
    rotation : RotationData
        Its zone counts.
    today : datetime.date
        Local date; without options, the month after it is planned.
    month : str, optional
        `YYYY-MM` (`--month`).
    first, last : datetime.date, optional
        First day, and the day after the last (`--from`, `--to`).
    weeks : int, optional
        Weeks from `first`, or from the first day of the month after `today` (`--weeks`).

    Returns
    -------
    tuple of (datetime.datetime, datetime.datetime)
        UTC instants of local midnights, half-open.

    Raises
    ------
    BadInput
        If options contradict each other or one is missing, or the horizon ends before it begins,
        begins before `EARLIEST` or ends after `LATEST`; the place is the option.
    """
    faults = _clashes(month, first, last, weeks)
    if faults:
        raise BadInput(faults)
    opening, closing = "--today", "--today"
    if month is not None:
        begin, opening, closing = _month(month), "--month", "--month"
    elif first is not None:
        begin, opening = first, "--from"
    else:
        begin = _next_month(today.replace(day=1)) if today < LATEST else LATEST
    if last is not None:
        end, closing = last, "--to"
    elif weeks is not None:
        # Large enough to be refused below, small enough not to overflow a date.
        end, closing = min(begin, LATEST) + timedelta(weeks=min(weeks, 100_000)), "--weeks"
    else:
        end = _next_month(begin) if begin < LATEST else LATEST + timedelta(days=1)
    if begin < EARLIEST:
        raise BadInput(Fault(opening, f"the horizon begins before {EARLIEST}", "begin later"))
    if end > LATEST:
        raise BadInput(Fault(closing, f"the horizon ends after {LATEST}", "plan less at a time"))
    if end <= begin:
        what = f"the horizon ends on {end}, which is not after its start, {begin}"
        raise BadInput(
            Fault(closing, what, "give a later day; it is the first day that is not planned")
        )
    zone = ZoneInfo(rotation.timezone)
    return midnight(zone, begin), midnight(zone, end)


def refuse_trackless(rotation: RotationData, start: datetime, end: datetime) -> None:
    """Refuse a horizon in which no track exists, whose plan would be empty without an error.

    Raises
    ------
    BadInput
        With when each track begins or ends.
    """
    spans = track_spans(rotation)
    if not spans or any(begins < end and start < ends for begins, ends in spans.values()):
        return
    zone = ZoneInfo(rotation.timezone)
    first, last = (moment.astimezone(zone).date() for moment in (start, end))
    bounds = [
        f"{name} begins on {begins.astimezone(zone).date()}"
        if begins >= end
        else f"{name} ends on {ends.astimezone(zone).date()}"
        for name, (begins, ends) in spans.items()
    ]
    what = f"no track has a shift from {first} to {last}: {', '.join(bounds)}"
    place = next((f"{t.source}: track" for t in rotation.tracks if t.source), "track")
    raise BadInput(Fault(place, what, "plan other dates, or correct first_day and last_day"))


def refuse_hourless(
    rotation: RotationData, tracks: Collection[str], start: datetime, end: datetime
) -> None:
    """Refuse a horizon in which no shift has hours, and a track that never has any.

    Parameters
    ----------
    rotation : RotationData
        Has the tracks.
    tracks : collection of str
        The names of those with a shift in the horizon.
    start, end : datetime.datetime
        The horizon.

    Raises
    ------
    BadInput
        If the hours of a track lie outside all its days, with the line of its table; without any
        shift, for every track that exists in the horizon.
    """
    zone = ZoneInfo(rotation.timezone)
    faults: list[Fault] = []
    spans = track_spans(rotation)
    for track in rotation.tracks:
        begins, ends = spans[track.name]
        within = start <= begins and ends <= end
        hours = any(settings.windows for settings in track.settings)
        if track.name in tracks or not hours or not (within or not tracks):
            continue
        if begins >= end or ends <= start:
            continue
        first, last = max(begins, start).astimezone(zone), min(ends, end).astimezone(zone)
        what = f"no hours of {track.name} lie between {first:%Y-%m-%d %H:%M} and "
        fix = "correct `windows` or the dates of the track" if within else "plan more days"
        place = f"{track.source}: track.windows" if track.source else "track.windows"
        faults.append(Fault(place, f"{what}{last:%Y-%m-%d %H:%M}", fix))
    if faults:
        raise BadInput(faults)


def _clashes(
    month: str | None, first: date | None, last: date | None, weeks: int | None
) -> list[Fault]:
    faults = []
    given = {"--from": first, "--to": last, "--weeks": weeks}
    others = [option for option, value in given.items() if value is not None]
    if month is not None and others:
        what = f"cannot be combined with {' and '.join(others)}"
        faults.append(Fault("--month", what, "give the horizon in one way only"))
    if last is not None and weeks is not None:
        faults.append(Fault("--weeks", "cannot be combined with --to", "give one of the two"))
    if month is None and first is not None and last is None and weeks is None:
        faults.append(Fault("--from", "needs an end", "add --to or --weeks"))
    if month is None and last is not None and first is None:
        faults.append(Fault("--to", "needs a start", "add --from"))
    if month is not None and _MONTH.fullmatch(month) is None:
        faults.append(Fault("--month", f"{month} is not a month", "write YYYY-MM, such as 2026-12"))
    if weeks is not None and weeks < 1:
        faults.append(Fault("--weeks", f"{weeks} weeks cannot be planned", "give 1 or more"))
    return faults


def _month(month: str) -> date:
    year, number = month.split("-")
    # Year 0 is before every horizon, like year 1.
    return date(max(int(year), 1), int(number), 1)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
