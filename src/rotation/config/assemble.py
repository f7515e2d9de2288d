"""From a configuration and its records to `RotationData`, wherever both come from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

from rotation.config.calendars.files import CalendarFile
from rotation.config.document import Document
from rotation.config.faults import Faults, Wrong
from rotation.config.feeds import read_feeds
from rotation.config.fitting_hours import judge_own_hours
from rotation.config.held_ids import IdMaker
from rotation.config.holidays import read_holidays
from rotation.config.known_names import KnownNames
from rotation.config.people import OwnCalendars, People, read_engineers
from rotation.config.places import zone
from rotation.config.remotes import read_remotes
from rotation.config.schedules import sorted_entries
from rotation.config.schema import (
    CalendarTable,
    FairnessTable,
    GoalsTable,
    NewcomersTable,
    PayTable,
    RotationTable,
    TimeOffTable,
)
from rotation.config.shut_out import judge_needs, skills_of_people
from rotation.config.team import (
    read_goals,
    read_home_zone,
    read_pins,
    read_special_periods,
)
from rotation.config.text import earlier_slug, quote, safe_id
from rotation.config.times import midnight
from rotation.config.tracks import in_full, read_tracks
from rotation.config.unit_settings import key_places, read_settings
from rotation.config.unmatched import UnmatchedTimeOff
from rotation.goals import registered as registered_goals
from rotation.horizon.ids import Names
from rotation.model.people import Offer, TimeOff, Wish
from rotation.model.settings import (
    DEFAULT_GOALS,
    CalendarSettings,
    PaySettings,
    Places,
    RotationData,
)
from rotation.model.shifts import Entry
from rotation.model.tracks import OnRestDay
from rotation.model.trades import LoggedChange, Trade
from rotation.rules import registered as registered_rules
from rotation.written.traded import traded

__all__ = ["RecordSource", "assemble", "in_order", "over_by"]


class RecordSource(Protocol):
    """What a configuration is about, record by record: rows of files, or objects of Python."""

    def add_engineers(self) -> None:
        """Add the people of other files to the tables of the configuration."""
        ...

    def ids(self) -> IdMaker:
        """Return what makes ids from names."""
        ...

    def time_off(
        self, people: People, home: str, unmatched: UnmatchedTimeOff, remarks: Faults
    ) -> list[TimeOff]:
        """Return time off that is not in calendars."""
        ...

    def calendars(self, own: Sequence[OwnCalendars]) -> list[CalendarFile]:
        """Return the calendars of time off: the team's, then those of people."""
        ...

    def offers(self, people: People, home: str) -> list[Offer]:
        """Return who offers to take volunteer shifts."""
        ...

    def invitations(self) -> list[CalendarFile]:
        """Return the sign-up calendars, whose events were answered."""
        ...

    def wishes(self, people: People) -> list[Wish]:
        """Return wishes."""
        ...

    def lines(self, key: str, tracks: Mapping[str, str], people: People) -> list[Entry]:
        """Return the lines of `history` or `published`, as written."""
        ...

    def trades(self, people: People) -> list[Trade]:
        """Return the trades since the plan was published."""
        ...

    def changes(self, people: People) -> list[LoggedChange]:
        """Return the changes of published shifts."""
        ...

    def places(self) -> Places:
        """Return the paths of files."""
        ...


def assemble(
    document: Document,
    records: RecordSource,
    known_goals: Sequence[str],
    today: date | None,
) -> RotationData | None:
    """Return the rotation, and report every fault; callers never see substitutes of faulty parts.

    Parameters
    ----------
    document : Document
        The configuration; collects the problems.
    records : RecordSource
        Time off, offers, wishes, schedules, trades and changes.
    known_goals : sequence of str
        Names that `[goals] order` may use.
    today : datetime.date or None
        As of `rotation.load`.
    """
    raw = document.table("rotation")
    there = isinstance(document.raw.get("rotation"), dict)
    head = document.read(RotationTable, ("rotation",), raw) if there else None
    home = _home(raw.get("timezone"))
    holidays = read_holidays(document)
    tracks, names_of_tracks = read_tracks(document, holidays)
    track_names = names_of_tracks.present
    records.add_engineers()
    engineers, people, own = read_engineers(document, names_of_tracks, home, records.ids())
    newcomers = document.read(NewcomersTable, ("newcomers",), document.table("newcomers"))
    periods = read_special_periods(document, names_of_tracks)
    pins = read_pins(document, track_names, people)
    goals, soft = read_goals(document, known_goals, DEFAULT_GOALS, registered_rules)
    moves = head.on_rest_day if head else OnRestDay.NEXT_WORKDAY
    names = KnownNames(
        names_of_tracks,
        people,
        frozenset(skills_of_people(document)),
        {track.name: in_full(track, home, moves, holidays) for track in tracks},
        engineers,
    )
    remarks = Faults()
    settings = (
        *read_settings(document, "rules", registered_rules, names, soft=soft, remarks=remarks),
        *read_settings(document, "goals", registered_goals, names, GoalsTable.model_fields),
    )
    calendar = document.read(CalendarTable, ("calendar",), document.table("calendar"))
    pay = document.read(PayTable, ("pay",), document.table("pay"))
    fairness = document.read(FairnessTable, ("fairness",), document.table("fairness"))
    shadows = (track.name for track in tracks if track.settings[-1].shadow)
    remotes = read_remotes(document, names_of_tracks)
    feeds = read_feeds(document, names_of_tracks, shadows, engineers, remarks)
    about_time_off = _time_off_table(document)
    unmatched = UnmatchedTimeOff(
        about_time_off.unmatched, about_time_off.ignore, document.entrance()
    )
    judge_needs(document, engineers, names_of_tracks, remarks)
    time_off = records.time_off(people, home, unmatched, remarks)
    offers = records.offers(people, home)
    wishes = records.wishes(people)
    home_zone = read_home_zone(document)
    trades = records.trades(people)
    history, published = (
        _traded(records.lines(key, track_names, people), trades, key, document.faults)
        for key in ("history", "published")
    )
    changes = records.changes(people)
    calendar_id = _calendar_id(document, head)
    if not (head and newcomers and calendar and pay and fairness):
        list(unmatched.settle(None, document.faults, Faults()))
        return None
    rotation = RotationData(
        name=head.name,
        calendar_id=calendar_id,
        timezone=head.timezone,
        tracks=tracks,
        engineers=engineers,
        notice_days=head.notice_days,
        min_rest_days=head.min_rest_days,
        history_days=head.history_days,
        volunteer_years=head.volunteer_years,
        on_rest_day=head.on_rest_day,
        grace_days=newcomers.grace_days,
        new_for_days=newcomers.new_for_days,
        holidays=holidays,
        special_periods=periods,
        time_off=tuple(sorted(time_off, key=_time_off_order)),
        offers=tuple(offers),
        history=history,
        published=published,
        pins=pins,
        goals=goals,
        calendar=CalendarSettings(**calendar.model_dump()),
        trades=tuple(trades),
        changes=tuple(changes),
        places=records.places(),
        pay=PaySettings(**dict(pay)),
        wishes=tuple(sorted(wishes, key=lambda w: (w.engineer, w.start, w.end, w.want))),
        home_zone=home_zone,
        settings=settings,
        soft=soft,
        bearable_hours=about_time_off.bearable_hours,
        holidays_of=fairness.holidays,
        feeds=feeds,
        remotes=remotes,
        key_places=(
            *key_places(document, "rotation", RotationTable.model_fields),
            *key_places(document, "newcomers", NewcomersTable.model_fields),
            *key_places(document, "time_off", ["bearable_hours"]),
        ),
    )
    known = Names(rotation).known
    named = (replace(pin, shift=known(pin.shift)) for pin in pins)
    rotation = replace(rotation, pins=tuple(sorted(named, key=lambda pin: pin.shift)))
    rotation = _with_calendars(rotation, records, own, unmatched, document.faults)
    if not document.faults:
        judge_own_hours(document, rotation, today, remarks)
    over = over_by(today, rotation)
    return replace(
        rotation,
        time_off=in_order(rotation.time_off),
        offers=tuple(sorted(rotation.offers, key=_offer_order)),
        unmatched=tuple(unmatched.settle(over, document.faults, remarks)),
        remarks=(*rotation.remarks, *remarks.listed()),
    )


def _with_calendars(
    rotation: RotationData,
    records: RecordSource,
    own: Sequence[OwnCalendars],
    unmatched: UnmatchedTimeOff,
    faults: Faults,
) -> RotationData:
    """Return a rotation with the time off and the offers of calendars."""
    calendars, invitations = records.calendars(own), records.invitations()
    if calendars:
        from rotation.config.calendars.time_off import with_calendars  # noqa: PLC0415 - half of config

        rotation = with_calendars(rotation, calendars, unmatched, faults)
    if invitations and not faults:  # which shifts there are follows from everything else
        from rotation.config.calendars.invitations import with_invitations  # noqa: PLC0415 - ditto

        rotation = with_invitations(rotation, invitations, faults)
    return rotation


def _time_off_table(document: Document) -> TimeOffTable:
    raw = document.table("time_off")
    return document.read(TimeOffTable, ("time_off",), raw) or TimeOffTable()


def _traded(
    lines: Sequence[Entry], trades: Sequence[Trade], key: str, faults: Faults
) -> tuple[Entry, ...]:
    """Return the lines of a schedule with trades applied, sorted; misfits are reported."""
    entries, misfits = traded(lines, trades, worked=key == "history")
    for fault in misfits:
        faults.report(fault)
    return sorted_entries(entries)


def over_by(today: date | None, rotation: RotationData) -> datetime | None:
    """Return the instant up to which time is over: today's midnight, else the end of history."""
    if today is None:
        return max((entry.end for entry in rotation.history), default=None)
    return midnight(today, rotation.timezone)


def _home(text: object) -> str:
    try:
        return zone(text) if isinstance(text, str) else "UTC"
    except Wrong:
        return "UTC"


def _calendar_id(document: Document, head: RotationTable | None) -> str:
    if head is None:
        return ""
    # It must never change: otherwise all events of the calendars would be new ones.
    made = head.calendar_id or earlier_slug(head.name)
    if "calendar_id" not in document.table("rotation"):
        try:
            return safe_id(made)
        except Wrong:
            what = f"no calendar_id can be made from {quote(head.name)}"
            document.fault(("rotation", "name"), what, "add a `calendar_id`")
    return made


def in_order(absences: Iterable[TimeOff]) -> tuple[TimeOff, ...]:
    """Return time off as a rotation keeps it: by engineer, start and end."""
    return tuple(sorted(absences, key=_time_off_order))


def _time_off_order(absence: TimeOff) -> tuple[object, ...]:
    return (
        absence.engineer,
        absence.start,
        absence.end,
        absence.kind,
        absence.wording,
        absence.note,
    )


def _offer_order(offer: Offer) -> tuple[object, ...]:
    most = offer.max_shifts if offer.max_shifts is not None else float("inf")
    return (offer.engineer, offer.start, offer.end, offer.preference, most, offer.wording)
