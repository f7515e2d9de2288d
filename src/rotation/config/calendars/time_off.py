"""Time off from calendar files: a person's own, and a team's, matched by address or name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from rotation.config.calendars.bounded_rules import Budget
from rotation.config.calendars.components import Component, components_of
from rotation.config.calendars.files import CalendarFile
from rotation.config.calendars.known_stretches import known_stretches
from rotation.config.calendars.occurrences import happenings
from rotation.config.calendars.owners import Owners, is_free
from rotation.config.calendars.reports import MAX_DAYS, judged
from rotation.config.calendars.series import Happening, Stretches
from rotation.config.calendars.spans import TIMES, midnight_in, span_of
from rotation.config.calendars.versions import newest
from rotation.config.faults import Faults, Wrong, printable
from rotation.config.text import quote
from rotation.config.unmatched import Unclear, UnmatchedTimeOff
from rotation.errors import BadInput
from rotation.limits import CALENDAR_BYTES
from rotation.model.people import Engineer, TimeOff
from rotation.model.settings import RotationData
from rotation.model.source import Source
from rotation.reading import fix, read_file, reason

__all__ = ["with_calendars"]

_NOBODY = ""
"""The id for nobody."""

_LONGEST = timedelta(days=MAX_DAYS + 1)
"""The longest absence; clock changes make an absence longer than its event."""


@dataclass(frozen=True, slots=True)
class _CalendarRead:
    """A file that could be read."""

    file: CalendarFile
    components: tuple[Component, ...]


def with_calendars(
    rotation: RotationData,
    files: Sequence[CalendarFile],
    unmatched: UnmatchedTimeOff,
    faults: Faults,
) -> RotationData:
    """Return a rotation with the time off of calendars.

    Parameters
    ----------
    rotation : RotationData
        The team, without them.
    files : sequence of CalendarFile
        The calendars.
    unmatched : UnmatchedTimeOff
        Collects events of a team calendar with unknown people.
    faults : Faults
        Collects the faults of unreadable files.

    Returns
    -------
    RotationData
        Its `remarks` say what was left out, and why.
    """
    remarks = Faults()
    read = [calendar for calendar in (_read(file, faults, remarks) for file in files) if calendar]
    known = known_stretches(
        rotation, (component for calendar in read for component in calendar.components)
    )
    absences: list[TimeOff] = []
    cut = False
    for owner in dict.fromkeys(calendar.file.engineer for calendar in read):
        # A file may cancel an event of another file of the same owner.
        own = [calendar for calendar in read if calendar.file.engineer == owner]
        reader = _Owner(rotation, own, known, unmatched, remarks)
        absences += reader.absences()
        cut |= reader.cut
    return replace(
        rotation,
        time_off=tuple(dict.fromkeys((*rotation.time_off, *absences))),
        time_off_known=known if cut else None,
        remarks=(*rotation.remarks, *remarks.listed()),
    )


def _read(file: CalendarFile, faults: Faults, remarks: Faults) -> _CalendarRead | None:
    try:
        data = read_file(file.path, CALENDAR_BYTES)
        components = components_of(data, file.name)
    except OSError as error:
        faults.add(Source(file.name), "", reason(error), fix(error))
        return None
    except BadInput as refused:
        for fault in refused.faults:
            faults.add(Source(fault.place), "", fault.what, fault.hint)
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        what = "is not all UTF-8: some letters of titles may be lost"
        remarks.add(Source(file.name), "", what, "export it as UTF-8")
    if not components:
        what = "contains no event, so nobody is away"
        remarks.add(Source(file.name), "", what, "export it again if it should contain events")
    return _CalendarRead(file, tuple(components))


class _Owner:
    """Reads the calendars of one owner: a person or the team.

    Parameters
    ----------
    rotation : RotationData
        The team.
    read : sequence of _CalendarRead
        The files.
    known : sequence of tuple of datetime.datetime
        Where repetitions are expanded.
    unmatched : UnmatchedTimeOff
        Collects events of unknown people.
    remarks : Faults
        Collects remarks about what is left out.
    """

    def __init__(
        self,
        rotation: RotationData,
        read: Sequence[_CalendarRead],
        known: Stretches,
        unmatched: UnmatchedTimeOff,
        remarks: Faults,
    ) -> None:
        self._files = {calendar.file.name: calendar.file for calendar in read}
        self._owners = Owners(rotation, read[0].file.engineer, unmatched.fix)
        self._nobody = Engineer("", date.min, id=_NOBODY, timezone=rotation.timezone, tracks=())
        self._unmatched = unmatched
        self._unclear: dict[Source, tuple[Component, Unclear]] = {}
        self._components = [component for calendar in read for component in calendar.components]
        self._known = known
        self._remarks = remarks
        self._away: dict[int, list[Engineer]] = {}
        self._budgets: dict[tuple[str, str], Budget] = {}
        self.cut = False

    def absences(self) -> Iterator[TimeOff]:
        """Yield absences; afterwards `cut` tells whether something repeats beyond."""
        for absence in self._every_absence():
            if absence.engineer != _NOBODY:
                yield absence
            elif absence.source is not None:
                component, problem = self._unclear[absence.source]
                times = (absence.start, absence.end)
                name = component.body.name
                self._unmatched.add(absence.source, name, component.title, problem, times=times)

    def _every_absence(self) -> Iterator[TimeOff]:
        by_uid: dict[str, list[Component]] = {}
        for component in self._components:
            if component.body.name == "VEVENT" and judged(component, self._report):
                # Without UID (against RFC 5545) each event is separate.
                uid = component.body.text("UID") or str(component.source)
                by_uid.setdefault(uid, []).append(component)
        for versions in by_uid.values():
            yield from self._of_one_uid(newest(versions, self._report))
        for component in self._components:
            if component.body.name == "VFREEBUSY":
                yield from self._busy(component)

    def _of_one_uid(self, kept: Sequence[Component]) -> Iterator[TimeOff]:
        """Yield the absences of the events of one UID, in the zone of each person."""
        live = [component for component in kept if not component.times.cancelled]
        for home in sorted({e.timezone for component in live for e in self._who(component)}):
            budget = self._budgets.setdefault((live[0].place, home), Budget())
            zone = ZoneInfo(home)
            several, beyond = happenings(kept, zone, self._known, budget, self._report)
            self.cut |= beyond
            for happening in several:
                if self._files[happening.event.place].skips_free and is_free(happening.event.body):
                    continue
                for engineer in self._who(happening.event):
                    if engineer.timezone == home:
                        yield from self._absence(engineer, happening)

    def _who(self, component: Component) -> list[Engineer]:
        if id(component) not in self._away:
            self._away[id(component)] = self._whose(component)
        return self._away[id(component)]

    def _whose(self, component: Component) -> list[Engineer]:
        if self._unmatched.ignores(component.title):
            return []
        try:
            return self._owners.away(component)
        except Unclear as problem:
            if self._unmatched.skips:
                name = component.body.name
                self._unmatched.add(component.source, name, component.title, problem, times=None)
                return []
            # Its times are computed in the rotation's zone.
            self._unclear[component.source] = (component, problem)
            return [self._nobody]

    def _absence(self, engineer: Engineer, happening: Happening) -> Iterator[TimeOff]:
        component, zone = happening.event, ZoneInfo(engineer.timezone)
        if happening.end - happening.start > _LONGEST:
            self._report(component, Wrong(f"is longer than {MAX_DAYS} days", "split it"))
        elif happening.start < happening.end:
            note = printable(" ".join(component.title.split()))
            yield _time_off(engineer, happening, component.source, note)
        elif {"DTEND", "DURATION"} & set(component.times.unread):
            self._report(component, Wrong("has no length that can be read", TIMES))
        elif _at_midnight(component, zone):
            what = "starts and ends at midnight, and nothing says that it lasts all day"
            self._report(component, Wrong(what, "make it an all-day event, or give it an end"))

    def _busy(self, component: Component) -> Iterator[TimeOff]:
        times = component.times
        if "FREEBUSY" in times.unread:
            self._report(component, Wrong("has a period that cannot be read", TIMES))
        if times.unknown:
            names = ", ".join(map(repr, times.unknown))
            what = f"is in the unknown time zone {names}; it is read in the person's own zone"
            self._report(component, Wrong(what, "name an IANA zone"), kept=True)
        for engineer in self._who(component):
            for start, end in times.busy:
                try:
                    happening = Happening(
                        component, *span_of(component, start, end, ZoneInfo(engineer.timezone))
                    )
                except OverflowError:
                    self._report(component, Wrong("has a time that no calendar can hold", TIMES))
                    continue
                if happening.end < happening.start:
                    self._report(component, Wrong("has a period that ends before it starts", TIMES))
                elif happening.end - happening.start > _LONGEST:
                    what = f"has a period longer than {MAX_DAYS} days"
                    self._report(component, Wrong(what, "split it"))
                elif happening.start < happening.end:
                    yield _time_off(engineer, happening, component.source, "")

    def _report(self, component: Component, problem: Wrong, *, kept: bool = False) -> None:
        title = quote(component.title)
        what = f"{title} {problem.what}{'' if kept else ': left out'}"
        self._remarks.add(component.source, component.body.name, what, problem.hint, about=title)


def _at_midnight(component: Component, home: ZoneInfo) -> bool:
    """Tell whether an event starts at midnight on any of the possible clocks."""
    start = component.times.start
    written = start is not None and start.clock.time() == time()
    return written or (start is not None and midnight_in(component, start, home) is not None)


def _time_off(engineer: Engineer, happening: Happening, source: Source, note: str) -> TimeOff:
    zone = ZoneInfo(engineer.timezone)
    first, last = (moment.astimezone(zone) for moment in (happening.start, happening.end))
    if happening.whole:
        days = (first.date(), (last - timedelta(microseconds=1)).date())
        wording = f"on {days[0]}" if days[0] == days[1] else f"{days[0]} to {days[1]}"
    else:
        # `strftime` would take longer than everything else here.
        begins, ends = (moment.isoformat(" ", "minutes")[:16] for moment in (first, last))
        wording = f"{begins} to {ends.removeprefix(begins[:11])}"
    return TimeOff(
        engineer.id, happening.start, happening.end, wording=wording, note=note, source=source
    )
