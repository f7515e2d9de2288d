"""From a team's folder to `RotationData`, and from a schedule file to its lines."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from rotation.config.absences import read_offers, read_time_off, read_wishes
from rotation.config.calendars.files import CalendarFile
from rotation.config.collecting import uncollected
from rotation.config.document import Document, read_document
from rotation.config.faults import Faults, Wrong, printable
from rotation.config.file_names import is_calendar, no_file_fix
from rotation.config.held_ids import HeldIds
from rotation.config.holidays import read_holidays
from rotation.config.journal_places import config_file, home_at
from rotation.config.known_names import KnownNames
from rotation.config.people import OwnCalendars, People, read_engineers
from rotation.config.people_rows import read_people_rows
from rotation.config.places import zone
from rotation.config.records import read_changes, read_trades
from rotation.config.schedules import judge_overlaps, read_entries, sorted_entries
from rotation.config.schema import (
    CalendarTable,
    FairnessTable,
    FilesTable,
    GoalsTable,
    NewcomersTable,
    PayTable,
    RotationTable,
    TimeOffTable,
)
from rotation.config.shut_out import judge_needs, skills_of_people
from rotation.config.spelling import hinting
from rotation.config.team import (
    read_goals,
    read_home_zone,
    read_pins,
    read_special_periods,
)
from rotation.config.text import earlier_slug, quote, safe_id
from rotation.config.times import midnight
from rotation.config.toml_lines import KeyPath
from rotation.config.tracks import read_tracks, with_zones
from rotation.config.unit_settings import key_places, read_settings
from rotation.config.unmatched import UnmatchedTimeOff
from rotation.goals import registered as registered_goals
from rotation.horizon.ids import Names, under_known_names
from rotation.journal import view_of
from rotation.model.people import Offer, TimeOff, Wish
from rotation.model.settings import (
    DEFAULT_GOALS,
    CalendarSettings,
    PaySettings,
    Places,
    RotationData,
)
from rotation.model.shifts import Entry
from rotation.model.source import Source
from rotation.model.tracks import track_names
from rotation.model.trades import LoggedChange, Trade
from rotation.rules import registered as registered_rules
from rotation.written.traded import traded

__all__ = ["load", "read_schedule"]

_AGAIN = 50
"""How often files are read again because some were replaced meanwhile."""

_MADE = frozenset({"published", "trades", "changes"})
"""Files that commands write."""

_PLACED = ("published", "trades", "changes", "volunteers", "history", "public")


@hinting()
@uncollected()
def load(
    path: str | Path, known_goals: Sequence[str] = DEFAULT_GOALS, today: date | None = None
) -> RotationData:
    """Read a rotation and its files.

    Parameters
    ----------
    path : str or Path
        A `rotation.toml`, or the folder that holds one.
    known_goals : sequence of str
        Names that `[goals] order` may use.
    today : datetime.date, optional
        Unmatched time off that ended before this day is not an error at once (I31); by default,
        what ended before the end of the last worked shift.

    Returns
    -------
    RotationData
        The same whatever the order of people and rows.

    Raises
    ------
    BadInput
        With every problem of every file, by file and line.

    Notes
    -----
    Nothing is written. The unfinished change of a killed command is read as the next command will
    complete or undo it, with a remark.
    """
    config = config_file(Path(path))
    # Paths in messages are relative to the configuration; a missing one is shown in full.
    file = printable(config.name if _exists(config) else str(config))
    file = file if file.strip() else repr(file)
    for again in range(_AGAIN, -1, -1):
        faults = Faults()
        document = read_document(config, file, faults)
        files = _Files(document, config) if document else None
        rotation = _assemble(document, files, known_goals, today) if document and files else None
        if files is None or files.view.current or not again:
            break
    faults.raise_all()
    assert rotation is not None
    assert files is not None
    if files.view.remark is None:
        return rotation
    return replace(rotation, remarks=(files.view.remark, *rotation.remarks))


@hinting()
@uncollected()
def read_schedule(
    path: str | Path, rotation: RotationData, *, at: Path | None = None
) -> tuple[Entry, ...]:
    """Read a schedule in the format of `schedule.csv`; calendars go to `entries_from_ics`.

    Parameters
    ----------
    path : str or Path
        The file.
    rotation : RotationData
        The rotation, for tracks and people.
    at : Path, optional
        Where its bytes are while it is being replaced; by default at its path.

    Returns
    -------
    tuple of Entry
        Sorted by start, track and shift.

    Raises
    ------
    BadInput
        With every problem of the file, by line.
    """
    faults = Faults()
    people = People.of(rotation.engineers)
    names = track_names(rotation.tracks)
    entries = read_entries(at or Path(path), printable(str(path)), names, people, faults)
    faults.raise_all()
    return sorted_entries(under_known_names(rotation, entries))


def _assemble(
    document: Document, files: "_Files", known_goals: Sequence[str], today: date | None
) -> RotationData | None:
    """Return the rotation; callers never see substitutes of faulty parts."""
    raw = document.table("rotation")
    there = isinstance(document.raw.get("rotation"), dict)
    head = document.read(RotationTable, ("rotation",), raw) if there else None
    home = _home(raw.get("timezone"))
    holidays = read_holidays(document)
    tracks, names_of_tracks = read_tracks(document, holidays)
    track_names = names_of_tracks.present
    files.add_engineers()
    engineers, people, own = read_engineers(document, names_of_tracks, home, files.ids())
    newcomers = document.read(NewcomersTable, ("newcomers",), document.table("newcomers"))
    periods = read_special_periods(document, names_of_tracks)
    pins = read_pins(document, track_names, people)
    goals, soft = read_goals(document, known_goals, DEFAULT_GOALS, registered_rules)
    names = KnownNames(
        names_of_tracks,
        people,
        frozenset(skills_of_people(document)),
        {track.name: with_zones(track, home) for track in tracks},
    )
    settings = (
        *read_settings(document, "rules", registered_rules, names),
        *read_settings(document, "goals", registered_goals, names, GoalsTable.model_fields),
    )
    calendar = document.read(CalendarTable, ("calendar",), document.table("calendar"))
    pay = document.read(PayTable, ("pay",), document.table("pay"))
    fairness = document.read(FairnessTable, ("fairness",), document.table("fairness"))
    about_time_off = _time_off_table(document)
    unmatched = UnmatchedTimeOff(about_time_off.unmatched, about_time_off.ignore)
    remarks = Faults()
    judge_needs(document, engineers, names_of_tracks, remarks)
    time_off = files.time_off(people, home, unmatched, remarks)
    offers = files.offers(people, home)
    wishes = files.wishes(people)
    home_zone = read_home_zone(document)
    trades = files.trades(people)
    history = files.entries("history", track_names, people, trades)
    published = files.entries("published", track_names, people, trades)
    changes = files.changes(people)
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
        offers=tuple(sorted(offers, key=_offer_order)),
        history=sorted_entries(history),
        published=sorted_entries(published),
        pins=pins,
        goals=goals,
        calendar=CalendarSettings(**calendar.model_dump()),
        trades=tuple(trades),
        changes=tuple(changes),
        places=files.places(),
        pay=PaySettings(**dict(pay)),
        wishes=tuple(sorted(wishes, key=lambda w: (w.engineer, w.start, w.end, w.wanted))),
        home_zone=home_zone,
        settings=settings,
        soft=soft,
        bearable_hours=about_time_off.bearable_hours,
        holidays_of=fairness.holidays,
        key_places=(
            *key_places(document, "rotation", RotationTable.model_fields),
            *key_places(document, "newcomers", NewcomersTable.model_fields),
        ),
    )
    known = Names(rotation).known
    named = (replace(pin, shift=known(pin.shift)) for pin in pins)
    rotation = replace(rotation, pins=tuple(sorted(named, key=lambda pin: pin.shift)))
    calendars = files.calendars(own)
    if calendars:
        from rotation.config.calendars.time_off import with_calendars  # noqa: PLC0415 - half of config

        rotation = with_calendars(rotation, calendars, unmatched, document.faults)
    over = _over(today, rotation)
    return replace(
        rotation,
        time_off=tuple(sorted(rotation.time_off, key=_time_off_order)),
        unmatched=tuple(unmatched.settle(over, document.faults, remarks)),
        remarks=(*rotation.remarks, *remarks.listed()),
    )


def _time_off_table(document: Document) -> TimeOffTable:
    raw = document.table("time_off")
    return document.read(TimeOffTable, ("time_off",), raw) or TimeOffTable()


def _over(today: date | None, rotation: RotationData) -> datetime | None:
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


class _Files:
    """The files that `[files]` names."""

    def __init__(self, document: Document, config: Path) -> None:
        self._document = document
        self._faults = document.faults
        self._folder = config.parent
        self._config = config
        raw = document.table("files")
        self._table = document.read(FilesTable, ("files",), raw) or FilesTable()
        places = self.places()
        exchanged = (places.published, places.trades, places.changes)
        # Made before anything else is read: files replaced from now on are read again.
        self.view = view_of(home_at(config, places), [self._folder / name for name in exchanged])
        self._judge_own()
        self._team_time_off = self._named(("files", "time_off"), self._table.time_off)

    def ids(self) -> HeldIds:
        """Return the ids of people in these files."""
        return HeldIds(self._document, self._folder, self.view)

    def add_engineers(self) -> None:
        """Add the rows of every CSV file of engineers to the `[[engineer]]` tables."""
        before = len(self._faults)
        named = self._named(("files", "engineers"), self._table.engineers)
        for name, path in named:
            rows = read_people_rows(path, name, self._faults)
            self._document.add_rows("engineer", rows)
        if named and len(self._faults) == before and not self._document.tables("engineer"):
            what, hint = "names nobody", "add a row for each person, with name and joined"
            self._faults.add(Source(named[0][0]), "", what, hint)

    def _judge_own(self) -> None:
        """Report a file that a command writes and that is also named under another key."""
        table, places = self._table, self.places()
        named = {
            "engineers": table.engineers,
            "time_off": table.time_off,
            "volunteers": table.volunteers,
            "history": table.history,
            "published": (places.published,),
            "trades": (places.trades,),
            "changes": (places.changes,),
        }
        seen: dict[str, str] = {}
        for key, names in named.items():
            for name in names:
                path = os.path.normpath(self._folder / name) if name else ""
                other = seen.setdefault(path, key)
                if path and other != key and _MADE & {key, other}:
                    there = key if key in self._document.table("files") else other
                    what = f"{quote(str(name))} is the file of {other} and of {key}"
                    self._document.fault(("files", there), what, "give each a file of its own")

    def time_off(
        self, people: People, home: str, unmatched: UnmatchedTimeOff, remarks: Faults
    ) -> list[TimeOff]:
        """Return the rows of every CSV file of time off."""
        return [
            row
            for name, path in self._team_time_off
            if not is_calendar(name)
            for row in read_time_off(
                path, name, people, self._faults, remarks, home=home, unmatched=unmatched
            )
        ]

    def calendars(self, own: Sequence[OwnCalendars]) -> list[CalendarFile]:
        """Return the calendars of time off: the team's, then those of people."""
        calendars = [CalendarFile(p, name) for name, p in self._team_time_off if is_calendar(name)]
        for table in own:
            for name, path in self._named(table.path, table.files):
                if is_calendar(name):
                    calendars.append(CalendarFile(path, name, table.engineer, table.skips_free))
                else:
                    what = f"{quote(name)} is not a calendar (.ics)"
                    self._document.fault(table.path, what, "name CSV files under [files] time_off")
        return calendars

    def offers(self, people: People, home: str) -> list[Offer]:
        """Return the rows of every volunteers' sheet."""
        return [
            offer
            for name, path in self._named(("files", "volunteers"), self._table.volunteers)
            for offer in read_offers(path, name, people, home, self._faults)
        ]

    def wishes(self, people: People) -> list[Wish]:
        """Return the rows of the file of wishes."""
        return [
            wish
            for name, path in self._named(("files", "wishes"), (self._table.wishes,))
            for wish in read_wishes(path, name, people, self._faults)
        ]

    def entries(
        self, key: str, tracks: Mapping[str, str], people: People, trades: Sequence[Trade]
    ) -> list[Entry]:
        """Return the lines of the history or of the published plan, with trades applied."""
        worked = key == "history"
        names = self._table.history if worked else self._or_default(key, self._table.published)
        lines: list[Entry] = []
        for name, path in self._named(("files", key), names):
            entries = read_entries(path, name, tracks, people, self._faults, written=True)
            judge_overlaps(entries, self._faults)
            lines += entries
        entries_now, misfits = traded(lines, trades, worked=worked)
        for fault in misfits:
            self._faults.report(fault)
        return list(entries_now)

    def trades(self, people: People) -> list[Trade]:
        """Return the trades since the plan was published."""
        return [
            trade
            for name, path in self._named(
                ("files", "trades"), self._made("trades", self._table.trades)
            )
            for trade in read_trades(path, name, people, self._faults)
        ]

    def changes(self, people: People) -> list[LoggedChange]:
        """Return the changes of published shifts."""
        return [
            change
            for name, path in self._named(
                ("files", "changes"), self._made("changes", self._table.changes)
            )
            for change in read_changes(path, name, people, self._faults)
        ]

    def places(self) -> Places:
        """Return the paths of the files."""
        named = {key: getattr(self._table, key) for key in _PLACED}
        given = {key: name for key, name in named.items() if name}
        return Places(str(self._folder), **given, config=self._config.name)

    def _or_default(self, key: str, name: str | None) -> tuple[str, ...]:
        """Return the file of a key; without the key, the file with the usual name if it exists."""
        return (name,) if name is not None else self._made(key, None)

    def _made(self, key: str, name: str | None) -> tuple[str, ...]:
        """Return a file that is created on demand, if it exists."""
        usual: str = name or getattr(Places(), key)
        path = self.view.path(self._folder / usual)
        return (usual,) if path is not None and _exists(path) else ()

    def _named(self, key: KeyPath, names: Sequence[str | None]) -> list[tuple[str, Path]]:
        """Return each readable file once: its name in messages and its path."""
        names_by_path: dict[Path, str] = {}
        for n, name in enumerate(names):
            if name is None:
                continue
            path = self.view.path(self._folder / name)
            where: KeyPath = (*key, n)
            if path in names_by_path:
                self._document.fault(where, f"{quote(name)} is named twice", "name it once")
            elif path is None or not _exists(path):
                self._document.fault(
                    where,
                    f"there is no file {quote(name)}",
                    no_file_fix(name, self._folder / name),
                )
            else:
                names_by_path[path] = printable(name)
        return [(name, path) for path, name in names_by_path.items()]


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
