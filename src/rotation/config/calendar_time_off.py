"""Time off out of calendar files: a person's own, and a team's, matched by address or by name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rotation.config.calendar_owner import CalendarFile, Owners, is_free
from rotation.config.calendar_repeats import (
    MAX_DAYS,
    Happening,
    Tell,
    happenings,
    judged,
    stamps,
)
from rotation.config.calendar_rules import Budget
from rotation.config.calendar_screen import TIMES, Component, components_of, inside, text
from rotation.config.faults import Faults, Wrong, printable
from rotation.config.text import quote
from rotation.errors import BadInput
from rotation.limits import CALENDAR_BYTES
from rotation.model.people import Engineer, TimeOff
from rotation.model.settings import RotationData
from rotation.model.source import Source
from rotation.reading import fix, read_file, reason

__all__ = ["with_calendars"]

_BACK, _AHEAD = timedelta(days=400), timedelta(days=3 * 366)
"""How far repetitions are known: around the records, and what was last touched in a calendar."""
_MARGIN = timedelta(days=MAX_DAYS)
"""Shifts at the ends of that stretch may go on beyond it."""


@dataclass(slots=True)
class _Read:
    """A file whose events were judged one by one."""

    file: CalendarFile
    events: list[Component] = field(default_factory=list)
    busy: list[Component] = field(default_factory=list)


def with_calendars(
    rotation: RotationData, files: Sequence[CalendarFile], faults: Faults
) -> RotationData:
    """Return a rotation with the time off of calendars.

    Parameters
    ----------
    rotation : RotationData
        The team, without them.
    files : sequence of CalendarFile
        The calendars.
    faults : Faults
        Takes files that cannot be read, and events of a team calendar that are nobody's.

    Returns
    -------
    RotationData
        What was left out, and why, is in its `remarks`.
    """
    remarks = Faults()
    read = [one for one in (_parsed(file, faults, remarks) for file in files) if one]
    first, last = _known(rotation, read)
    absences: list[TimeOff] = []
    cut = False
    for one in read:
        found, beyond = _absences(one, rotation, (first - _MARGIN, last + _MARGIN), faults, remarks)
        absences += found
        cut |= beyond
    return replace(
        rotation,
        time_off=tuple(dict.fromkeys((*rotation.time_off, *absences))),
        time_off_known=(first, last) if cut else None,
        remarks=(*rotation.remarks, *remarks.listed()),
    )


def _parsed(file: CalendarFile, faults: Faults, remarks: Faults) -> _Read | None:
    try:
        data = read_file(file.path, CALENDAR_BYTES)
        events = components_of(data, file.name, ("VEVENT", "VFREEBUSY"))
    except OSError as error:
        faults.add(Source(file.name), "", reason(error), fix(error))
        return None
    except BadInput as refused:
        for fault in refused.faults:
            faults.add(Source(fault.place), "", fault.what, fault.mend)
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        what = "is not all UTF-8: some letters of titles may be lost"
        remarks.add(Source(file.name), "", what, "export it as UTF-8")
    tell = _teller(file.name, remarks)
    read = _Read(file, busy=[one for one in events if one.body.name == "VFREEBUSY"])
    for one in events:
        kept = judged(one, tell) if one.body.name == "VEVENT" else None
        read.events += [kept] if kept else []
    return read


def _teller(place: str, remarks: Faults) -> Tell:
    def tell(found: Component, problem: Wrong, *, kept: bool = False) -> None:
        what = f"{quote(found.title)} {problem.what}"
        what += "" if kept else ": left out"
        remarks.add(Source(place, found.line), str(found.body.name), what, problem.mend)

    return tell


def _known(rotation: RotationData, read: Sequence[_Read]) -> tuple[datetime, datetime]:
    """Return the stretch of time in which repetitions are known, by what is known without clock."""
    entries = (*rotation.history, *rotation.published)
    touched = [stamp for one in read for found in one.events for stamp in stamps(found)]
    joined = [datetime.combine(e.joined, time(), UTC) for e in rotation.engineers]
    latest = max([*touched, *joined, *(entry.end for entry in entries)], default=None)
    latest = latest or datetime(2000, 1, 1, tzinfo=UTC)
    latest = min(latest, datetime(2190, 1, 1, tzinfo=UTC))
    return min([latest, *(entry.start for entry in entries)]) - _BACK, latest + _AHEAD


def _absences(
    read: _Read,
    rotation: RotationData,
    span: tuple[datetime, datetime],
    faults: Faults,
    remarks: Faults,
) -> tuple[list[TimeOff], bool]:
    file, budget, cut = read.file, Budget(), False
    tell = _teller(file.name, remarks)
    found: list[Happening] = []
    by_uid: dict[str, list[Component]] = {}
    for event in read.events:
        # Without UID (against RFC 5545) each event stands for itself.
        by_uid.setdefault(text(event.body, "UID") or f"line {event.line}", []).append(event)
    for twins in by_uid.values():
        several, beyond = happenings(twins, span, budget, tell)
        found += several
        cut |= beyond
    whose = Owners(rotation, file, faults)
    absences: list[TimeOff] = []
    for one in found:
        if file.skips_free and is_free(one.event.body):
            continue
        for engineer in whose.away(one.event):
            absences += _absence(engineer, one, file.name, tell)
    for event in read.busy:
        absences += [
            absence
            for engineer in whose.away(event)
            for absence in _busy(engineer, event, file.name, tell)
        ]
    return absences, cut


def _absence(engineer: Engineer, one: Happening, place: str, tell: Tell) -> Iterator[TimeOff]:
    try:
        start, end, whole = one.times(ZoneInfo(engineer.timezone))
    except (Wrong, OverflowError):
        tell(one.event, Wrong("has a time that no calendar can hold", TIMES))
        return
    if end - start > _MARGIN + timedelta(days=1):
        tell(one.event, Wrong(f"is longer than {MAX_DAYS} days", "split it"))
    elif start < end:
        note = printable(" ".join(one.event.title.split()))
        yield _time_off(engineer, (start, end), Source(place, one.event.line), note, whole=whole)


def _busy(engineer: Engineer, event: Component, place: str, tell: Tell) -> Iterator[TimeOff]:
    values = event.body.get("FREEBUSY", [])
    # One line may hold several periods; the library gives a list of lists then.
    for value in values if isinstance(values, list) else [values]:
        start, end = inside(value, "start"), inside(value, "end")
        if not (isinstance(start, datetime) and isinstance(end, datetime)):
            tell(event, Wrong("has a period that cannot be read", TIMES))
            continue
        if str(value.params.get("FBTYPE", "BUSY")).upper() == "FREE":
            continue
        zone = ZoneInfo(engineer.timezone)
        start, end = (t if t.tzinfo else t.replace(tzinfo=zone) for t in (start, end))
        if end - start > _MARGIN:
            tell(event, Wrong(f"has a period longer than {MAX_DAYS} days", "split it"))
        elif start < end:
            times = (start.astimezone(UTC), end.astimezone(UTC))
            yield _time_off(engineer, times, Source(place, event.line), "", whole=False)


def _time_off(
    engineer: Engineer,
    times: tuple[datetime, datetime],
    source: Source,
    note: str,
    *,
    whole: bool,
) -> TimeOff:
    first, last = (moment.astimezone(ZoneInfo(engineer.timezone)) for moment in times)
    if whole:
        days = (first.date(), (last - timedelta(microseconds=1)).date())
        wording = f"on {days[0]}" if days[0] == days[1] else f"{days[0]} to {days[1]}"
    else:
        until = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%Y-%m-%d %H:%M}"
        wording = f"{first:%Y-%m-%d %H:%M} to {until}"
    return TimeOff(engineer.id, *times, wording=wording, note=note, source=source)
