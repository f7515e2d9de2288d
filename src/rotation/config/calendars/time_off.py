"""Time off out of calendar files: a person's own, and a team's, matched by address or by name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from rotation.config.calendars.bounded_rules import Budget
from rotation.config.calendars.components import Component, components_of
from rotation.config.calendars.known_stretches import known_stretches
from rotation.config.calendars.occurrences import happenings
from rotation.config.calendars.owners import CalendarFile, Owners, is_free
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
"""The id of nobody."""

_LONGEST = timedelta(days=MAX_DAYS + 1)
"""Of an absence; clocks that change make one longer than its event."""


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
        Takes events of a team calendar that are nobody's.
    faults : Faults
        Takes files that cannot be read.

    Returns
    -------
    RotationData
        What was left out, and why, is in its `remarks`.
    """
    remarks = Faults()
    read = [one for one in (_read(file, faults, remarks) for file in files) if one]
    known = known_stretches(rotation, (found for one in read for found in one.components))
    absences: list[TimeOff] = []
    cut = False
    for owner in dict.fromkeys(one.file.engineer for one in read):
        # What one file says of an event another file of the same owner may take back.
        own = [one for one in read if one.file.engineer == owner]
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
        what = "holds no event, so nobody is away by it"
        remarks.add(Source(file.name), "", what, "export it again, if it should hold one")
    return _CalendarRead(file, tuple(components))


class _Owner:
    """Reads the calendars of one owner: of a person, or of the team.

    Parameters
    ----------
    rotation : RotationData
        The team.
    read : sequence of _CalendarRead
        The files.
    known : sequence of tuple of datetime.datetime
        Where repetitions are worked out.
    unmatched : UnmatchedTimeOff
        Takes what is nobody's.
    remarks : Faults
        Takes what is left out.
    """

    def __init__(
        self,
        rotation: RotationData,
        read: Sequence[_CalendarRead],
        known: Stretches,
        unmatched: UnmatchedTimeOff,
        remarks: Faults,
    ) -> None:
        self._files = {one.file.name: one.file for one in read}
        self._owners = Owners(rotation, read[0].file.engineer)
        self._nobody = Engineer(_NOBODY, "", date.min, rotation.timezone, ())
        self._unmatched = unmatched
        self._unclear: dict[Source, tuple[Component, Unclear]] = {}
        self._components = [found for one in read for found in one.components]
        self._known = known
        self._remarks = remarks
        self._away: dict[int, list[Engineer]] = {}
        self._budgets: dict[tuple[str, str], Budget] = {}
        self.cut = False

    def absences(self) -> Iterator[TimeOff]:
        """Yield who is away when; `cut` tells afterwards whether something repeats beyond."""
        for absence in self._every_absence():
            if absence.engineer != _NOBODY:
                yield absence
            elif absence.source is not None:
                found, problem = self._unclear[absence.source]
                times = (absence.start, absence.end)
                name = found.body.name
                self._unmatched.add(absence.source, name, found.title, problem, times=times)

    def _every_absence(self) -> Iterator[TimeOff]:
        by_uid: dict[str, list[Component]] = {}
        for found in self._components:
            if found.body.name == "VEVENT" and judged(found, self._tell):
                # Without UID (against RFC 5545) each event stands for itself.
                uid = found.body.text("UID") or str(found.source)
                by_uid.setdefault(uid, []).append(found)
        for versions in by_uid.values():
            yield from self._of_one_uid(newest(versions, self._tell))
        for found in self._components:
            if found.body.name == "VFREEBUSY":
                yield from self._busy(found)

    def _of_one_uid(self, kept: Sequence[Component]) -> Iterator[TimeOff]:
        """Yield the absences that the events of one UID come to, in the zone of each person."""
        live = [found for found in kept if not found.times.cancelled]
        for home in sorted({e.timezone for found in live for e in self._who(found)}):
            budget = self._budgets.setdefault((live[0].place, home), Budget())
            zone = ZoneInfo(home)
            several, beyond = happenings(kept, zone, self._known, budget, self._tell)
            self.cut |= beyond
            for one in several:
                if self._files[one.event.place].skips_free and is_free(one.event.body):
                    continue
                for engineer in self._who(one.event):
                    if engineer.timezone == home:
                        yield from self._absence(engineer, one)

    def _who(self, found: Component) -> list[Engineer]:
        if id(found) not in self._away:
            self._away[id(found)] = self._whose(found)
        return self._away[id(found)]

    def _whose(self, found: Component) -> list[Engineer]:
        if self._unmatched.ignores(found.title):
            return []
        try:
            return self._owners.away(found)
        except Unclear as problem:
            if self._unmatched.skips:
                name = found.body.name
                self._unmatched.add(found.source, name, found.title, problem, times=None)
                return []
            # When it is to be is worked out as of anybody's, in the rotation's zone.
            self._unclear[found.source] = (found, problem)
            return [self._nobody]

    def _absence(self, engineer: Engineer, one: Happening) -> Iterator[TimeOff]:
        found, zone = one.event, ZoneInfo(engineer.timezone)
        if one.end - one.start > _LONGEST:
            self._tell(found, Wrong(f"is longer than {MAX_DAYS} days", "split it"))
        elif one.start < one.end:
            note = printable(" ".join(found.title.split()))
            yield _time_off(engineer, one, found.source, note)
        elif {"DTEND", "DURATION"} & set(found.times.unread):
            self._tell(found, Wrong("has no length that can be read", TIMES))
        elif _at_midnight(found, zone):
            what = "starts and ends at midnight, and nothing says that it lasts all day"
            self._tell(found, Wrong(what, "make it an all-day event, or give it an end"))

    def _busy(self, found: Component) -> Iterator[TimeOff]:
        times = found.times
        if "FREEBUSY" in times.unread:
            self._tell(found, Wrong("has a period that cannot be read", TIMES))
        if times.unknown:
            names = ", ".join(map(repr, times.unknown))
            what = f"is in the unknown time zone {names}; it is read in the person's own"
            self._tell(found, Wrong(what, "name an IANA zone"), kept=True)
        for engineer in self._who(found):
            for start, end in times.busy:
                try:
                    one = Happening(found, *span_of(found, start, end, ZoneInfo(engineer.timezone)))
                except OverflowError:
                    self._tell(found, Wrong("has a time that no calendar can hold", TIMES))
                    continue
                if one.end < one.start:
                    self._tell(found, Wrong("has a period that ends before it starts", TIMES))
                elif one.end - one.start > _LONGEST:
                    what = f"has a period longer than {MAX_DAYS} days"
                    self._tell(found, Wrong(what, "split it"))
                elif one.start < one.end:
                    yield _time_off(engineer, one, found.source, "")

    def _tell(self, found: Component, problem: Wrong, *, kept: bool = False) -> None:
        title = quote(found.title)
        what = f"{title} {problem.what}{'' if kept else ': left out'}"
        self._remarks.add(found.source, found.body.name, what, problem.hint, about=title)


def _at_midnight(found: Component, home: ZoneInfo) -> bool:
    """Tell whether an event starts at a midnight, of whatever clock it is meant to be on."""
    start = found.times.start
    written = start is not None and start.clock.time() == time()
    return written or (start is not None and midnight_in(found, start, home) is not None)


def _time_off(engineer: Engineer, one: Happening, source: Source, note: str) -> TimeOff:
    zone = ZoneInfo(engineer.timezone)
    first, last = (moment.astimezone(zone) for moment in (one.start, one.end))
    if one.whole:
        days = (first.date(), (last - timedelta(microseconds=1)).date())
        wording = f"on {days[0]}" if days[0] == days[1] else f"{days[0]} to {days[1]}"
    else:
        # `strftime` would take longer than everything else here.
        begins, ends = (moment.isoformat(" ", "minutes")[:16] for moment in (first, last))
        wording = f"{begins} to {ends.removeprefix(begins[:11])}"
    return TimeOff(engineer.id, one.start, one.end, wording=wording, note=note, source=source)
