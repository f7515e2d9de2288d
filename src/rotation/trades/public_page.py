"""The data of the published plan's page, of files and a day alone (O14)."""

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.clock import midnight
from rotation.horizon.ids import Names, parse_id
from rotation.letters import by_name
from rotation.model.public_files import mark_of
from rotation.model.public_page import HandoverLine, PublicPage
from rotation.model.settings import RotationData
from rotation.written import shifts_from_entries
from rotation.written.months import calendar_lines, months_of, tracks_of
from rotation.written.published import records

__all__ = ["public_page"]

_MONTHS_BACK = 2
"""Months before the present one that the page shows."""

_CHANGE_DAYS = 30
"""How long ago a change of hands may be to be listed."""

_MOST_CHANGES = 20
"""The largest number of changes of hands listed."""


def public_page(rotation: RotationData, today: date) -> PublicPage:
    """Return what the page of the published plan shows; never solves, never reads the clock.

    Parameters
    ----------
    rotation : RotationData
        Its history, published plan and change log.
    today : datetime.date
        In the rotation's zone.
    """
    zone = ZoneInfo(rotation.timezone)
    month = today.replace(day=1)
    for _ in range(_MONTHS_BACK):
        month = (month - timedelta(days=1)).replace(day=1)
    # The first week begins in the month before.
    oldest = midnight(zone, month - timedelta(days=month.weekday()))
    entries = [
        entry
        for record in records(rotation).values()
        for entry in record.entries
        if entry.end > oldest
    ]
    shifts = shifts_from_entries(rotation, entries)
    holders = (entry.engineer for entry in entries)
    lines = calendar_lines(rotation, zip(shifts, holders, strict=True))
    begins = midnight(zone, today)
    ahead = tuple(line for line in lines if line.end > begins)
    first = max(month, min([today, *(line.start.date() for line in lines)]))
    last = max([today, *(line.end.date() for line in lines)])
    labels = rotation.labels
    people = [
        (labels[engineer.id], engineer.id)
        for engineer in rotation.engineers
        if engineer.leaves is None or engineer.leaves > today
    ]
    return PublicPage(
        name=rotation.name,
        timezone=rotation.timezone,
        today=today,
        tracks=tracks_of(rotation, (line.track for line in lines)),
        months=tuple(months_of(rotation, lines, first, last)),
        lines=ahead,
        people=tuple(name for name, _ in sorted(people, key=lambda pair: by_name(*pair))),
        changes=tuple(_changes(rotation, zone, today)),
        until=max((line.end for line in ahead), default=None),
        mark=mark_of(rotation),
    )


def _changes(rotation: RotationData, zone: ZoneInfo, today: date) -> Iterator[HandoverLine]:
    """Yield the changes of hands of the last days, the latest first; no reasons."""
    since = midnight(zone, today - timedelta(days=_CHANGE_DAYS))
    recent = [c for c in rotation.changes if c.when >= since and c.before != c.after]
    recent.sort(key=lambda change: (change.when, change.start, change.shift), reverse=True)
    tracks, labels = Names(rotation), rotation.labels
    for change in recent[:_MOST_CHANGES]:
        named = parse_id(change.base)
        before, after = (
            "" if person is None else labels.get(person, person)
            for person in (change.before, change.after)
        )
        yield HandoverLine(
            change.when.astimezone(zone).date(),
            change.shift,
            change.base if named is None else tracks.track(named.track),
            change.start.astimezone(zone),
            change.end.astimezone(zone),
            before,
            after,
        )
