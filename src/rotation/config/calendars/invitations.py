"""Offers of volunteers from the sign-up calendar: who accepted the invitation to an event (I46)."""

from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.config.calendars.events import ScheduleEvent, events_of
from rotation.config.calendars.files import CalendarFile
from rotation.config.calendars.parties import Participation, Party
from rotation.config.faults import Faults, Wrong
from rotation.config.person_names import PersonNames, bare_address
from rotation.config.text import nearest, quote
from rotation.config.times import midnight
from rotation.errors import BadInput
from rotation.horizon.periods import occurrences
from rotation.horizon.timeline import shifts_of
from rotation.limits import CALENDAR_BYTES
from rotation.model.identity import SIGN_UP_FEED, calendar_uid
from rotation.model.people import Offer
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, ShiftKind
from rotation.model.source import Source
from rotation.reading import fix, read_file, reason

__all__ = ["with_invitations"]

_NEVER = datetime.min.replace(tzinfo=UTC)
_OUTLOOK = "040000008200E00074C5B7101A82E008"
_FOREIGN = b"vCal-Uid\x01\x00\x00\x00"
"""How Outlook writes its own UIDs, and where they hold that of an imported event."""


def with_invitations(
    rotation: RotationData, files: Sequence[CalendarFile], faults: Faults
) -> RotationData:
    """Return a rotation with the offers of those who accepted events of its sign-up calendar.

    Parameters
    ----------
    rotation : RotationData
        The team, without them.
    files : sequence of CalendarFile
        The calendars, as a calendar program exports them with the answers.
    faults : Faults
        Collects the faults of unreadable files, foreign or moved events and unknown guests.

    Returns
    -------
    RotationData
        Its `remarks` say whose answer is not an offer yet.
    """
    remarks = Faults()
    offers = dict.fromkeys(rotation.offers)  # a sheet and several events may offer the same days
    for file in files:
        invitations = _Invitations(rotation, file, faults, remarks)
        offers |= dict.fromkeys(invitations.offers())
    return replace(rotation, offers=tuple(offers), remarks=(*rotation.remarks, *remarks.listed()))


class _Invitations:
    """The events of a sign-up calendar.

    Parameters
    ----------
    rotation : RotationData
        The team.
    file : CalendarFile
        The calendar.
    faults, remarks : Faults
        Collect what is wrong, and what is not an offer.
    """

    def __init__(
        self, rotation: RotationData, file: CalendarFile, faults: Faults, remarks: Faults
    ) -> None:
        self._rotation = rotation
        self._file = file
        self._faults = faults
        self._remarks = remarks
        self._names = PersonNames(rotation.engineers, ids=False)
        self._addresses = frozenset(
            form.casefold()
            for person in rotation.engineers
            for form in (person.email, *person.aliases)
            if "@" in form
        )

    def offers(self) -> Iterator[Offer]:
        """Yield the offers, in the order of the file."""
        by_uid: dict[str, list[ScheduleEvent]] = {}
        for event in self._events():
            by_uid.setdefault(_uid(event), []).append(event)
        newest = {uid: _newest(events) for uid, events in by_uid.items()}
        live = {uid: events for uid, events in newest.items() if not events[-1].cancelled}
        shifts = self._shifts([events[-1] for events in live.values()])
        for uid, events in live.items():
            event = events[-1]
            try:
                shift = _shift(event, shifts.get(uid))
            except Wrong as problem:
                self._report(event, "VEVENT", problem)
                continue
            zone = self._rotation.timezone
            first, last = shift.first_day, shift.days[1].astimezone(ZoneInfo(zone)).date()
            last = max(first, last - timedelta(days=1))
            days = midnight(first, zone), midnight(last, zone, days_later=1)
            wording = f"on {first}" if first == last else f"{first} to {last}"
            for person in self._accepted(events):
                source = Source(self._file.name, event.line)
                yield Offer(person, *days, wording=wording, source=source)

    def _events(self) -> list[ScheduleEvent]:
        name = self._file.name
        try:
            data = read_file(self._file.path, CALENDAR_BYTES)
            return events_of(data, ZoneInfo(self._rotation.timezone), name)
        except OSError as error:
            self._faults.add(Source(name), "", reason(error), fix(error))
        except BadInput as refused:
            for fault in refused.faults:
                self._faults.report(fault)
        return []

    def _shifts(self, events: Sequence[ScheduleEvent]) -> dict[str, Shift]:
        """Return the volunteer shifts of the years of some events, by the UIDs of their events."""
        rotation, zone = self._rotation, ZoneInfo(self._rotation.timezone)
        near = {event.start.year for event in events} | {event.end.year for event in events}
        shifts: dict[str, Shift] = {}
        for year in sorted(near | {year - 1 for year in near}):
            for period in occurrences(rotation.special_periods, zone, year, year):
                for shift in shifts_of(rotation, period.start, period.end):
                    if shift.kind is ShiftKind.VOLUNTEER:
                        of = (rotation.calendar_id, SIGN_UP_FEED, shift.id)
                        shifts[calendar_uid(*of, rotation.calendar.uid_domain)] = shift
        return shifts

    def _accepted(self, events: Sequence[ScheduleEvent]) -> Iterator[str]:
        """Yield the ids of those who accepted an event, in the order of their ids."""
        answers: dict[str, Participation] = {}
        hosts = {host for event in events for party in event.hosts for host in _addresses(party)}
        for event in events:
            for person, answer in self._answers(event, hosts).items():
                if answer is not Participation.NONE:
                    answers[person] = answer  # of a later version
        for person, answer in sorted(answers.items()):
            if answer is Participation.YES:
                yield person
            elif answer is Participation.MAYBE:
                what = f"{person} has accepted tentatively, which is no offer"
                self._remarks.add(
                    Source(self._file.name, events[-1].line),
                    "ATTENDEE",
                    what,
                    "ask for yes or no",
                    about=person,
                )

    def _answers(self, event: ScheduleEvent, hosts: Set[str]) -> dict[str, Participation]:
        """Return the answers of one version of an event; unknown guests who come are reported."""
        answers: dict[str, Participation] = {}
        for guest in event.invited:
            if guest.thing or guest.role == "CHAIR" or not hosts.isdisjoint(_addresses(guest)):
                continue  # calendars accept for whoever invites
            person = guest.person(self._names)
            if person is not None:
                answers[person] = max(guest.answer, answers.get(person, Participation.NONE))
            elif guest.answer is Participation.YES:
                self._report(event, "ATTENDEE", self._stranger(guest))
        return answers

    def _stranger(self, guest: Party) -> Wrong:
        """Return what is wrong with somebody who is not in the rotation."""
        address = next(_addresses(guest), guest.name)
        near = nearest(address, self._addresses)
        hints = [f"did you mean '{near}'?"] if near else []
        hints.append("add the address to the `aliases` of the person, or take them off the event")
        return Wrong(f"was accepted by {quote(address)}, whom nobody knows", " else ".join(hints))

    def _report(self, event: ScheduleEvent, key: str, problem: Wrong) -> None:
        title = quote(event.title)
        what = f"{title} {problem.what}"
        source = Source(self._file.name, event.line)
        self._faults.add(source, key, what, problem.hint, about=title)


def _addresses(party: Party) -> Iterator[str]:
    return (bare_address(address) for address in party.addresses if "@" in address)


def _uid(event: ScheduleEvent) -> str:
    """Return the UID that an event was written with; its own line without one."""
    if event.uid.upper().startswith(_OUTLOOK):
        with suppress(ValueError):
            _, mark, uid = bytes.fromhex(event.uid).partition(_FOREIGN)
            if mark:
                return uid.partition(b"\0")[0].decode("ascii", "replace")
    return event.uid or f"line {event.line}"


def _newest(versions: Sequence[ScheduleEvent]) -> list[ScheduleEvent]:
    """Return the versions of the highest SEQUENCE, the latest last; a reply is one, too."""
    highest = max(event.sequence for event in versions)
    newest = [event for event in versions if event.sequence == highest]
    return sorted(newest, key=lambda event: (event.stamp or _NEVER, event.cancelled))


def _shift(event: ScheduleEvent, shift: Shift | None) -> Shift:
    """Return the shift of an event, which has to be where the sign-up calendar has it."""
    if shift is None:
        fix = "export the sign-up calendar alone, as `rotation volunteers open` wrote it"
        raise Wrong("is no event of the sign-up calendar", fix)
    if (event.start, event.end) != (shift.start, shift.end):
        times = f"{shift.start:%Y-%m-%d %H:%M} to {shift.end:%Y-%m-%d %H:%M} UTC"
        there = f"{event.start:%Y-%m-%d %H:%M} to {event.end:%Y-%m-%d %H:%M} UTC"
        raise Wrong(f"was moved to {there}", f"move it back: {shift.id} is from {times}")
    return shift
