"""A team's folder to `RotationData`, and a schedule file to its lines."""

from collections.abc import Sequence
from pathlib import Path

from rotation.config.absences import read_offers, read_time_off, read_wishes
from rotation.config.document import Document, read_document
from rotation.config.faults import Faults, Wrong, printable
from rotation.config.people import People, read_engineers
from rotation.config.places import zone
from rotation.config.schedules import judge_overlaps, read_entries, sorted_entries
from rotation.config.schema import CalendarTable, FilesTable, NewcomersTable, RotationTable
from rotation.config.team import (
    read_goals,
    read_holidays,
    read_home_zone,
    read_pins,
    read_special_periods,
    read_tracks,
)
from rotation.config.text import quote, safe_id, slug
from rotation.config.toml_lines import KeyPath
from rotation.model.people import Offer, TimeOff, Wish
from rotation.model.settings import DEFAULT_GOALS, CalendarSettings, RotationData
from rotation.model.shifts import Entry

__all__ = ["load", "read_schedule"]

CONFIG = "rotation.toml"


def load(path: str | Path, known_goals: Sequence[str] = DEFAULT_GOALS) -> RotationData:
    """Read a rotation and the files it names.

    Parameters
    ----------
    path : str or Path
        A `rotation.toml`, or the folder that holds one.
    known_goals : sequence of str
        Names that `[goals] order` may use.

    Returns
    -------
    RotationData
        The same whatever the order of people and rows.

    Raises
    ------
    BadInput
        With every problem of every file, by file and line.
    """
    faults = Faults()
    config = Path(path)
    if _exists(config) and config.is_dir():
        config = config / CONFIG
    # Paths in messages are relative to the configuration; one that is not there needs all of its.
    file = printable(config.name if _exists(config) else str(config))
    document = read_document(config, file, faults)
    rotation = _assemble(document, config.parent, known_goals) if document else None
    faults.raise_all()
    assert rotation is not None
    return rotation


def read_schedule(path: str | Path, rotation: RotationData) -> tuple[Entry, ...]:
    """Read a schedule in the format of `schedule.csv`; calendars go to `entries_from_ics`.

    Parameters
    ----------
    path : str or Path
        The file.
    rotation : RotationData
        Whose tracks and people it is about.

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
    file = Path(path)
    tracks = [track.name for track in rotation.tracks]
    people = People.of(rotation.engineers)
    entries = read_entries(file, printable(str(path)), tracks, people, faults)
    faults.raise_all()
    return sorted_entries(entries)


def _assemble(document: Document, folder: Path, known_goals: Sequence[str]) -> RotationData | None:
    """Return the rotation; what stands in for a faulty part is never seen by a caller."""
    raw = document.table("rotation")
    there = isinstance(document.raw.get("rotation"), dict)
    head = document.read(RotationTable, ("rotation",), raw) if there else None
    home = _home(raw.get("timezone"))
    tracks, track_names = read_tracks(document)
    engineers, people = read_engineers(document, track_names, home)
    newcomers = document.read(NewcomersTable, ("newcomers",), document.table("newcomers"))
    holidays = read_holidays(document)
    periods = read_special_periods(document)
    pins = read_pins(document, track_names, people)
    goals = read_goals(document, known_goals, DEFAULT_GOALS)
    calendar = document.read(CalendarTable, ("calendar",), document.table("calendar"))
    files = _Files(document, folder)
    time_off = files.time_off(people)
    offers = files.offers(people, home)
    wishes = files.wishes(people)
    home_zone = read_home_zone(document)
    history = files.entries("history", track_names, people)
    published = files.entries("published", track_names, people)
    calendar_id = _calendar_id(document, head)
    if head is None or newcomers is None or calendar is None:
        return None
    return RotationData(
        name=head.name,
        calendar_id=calendar_id,
        timezone=head.timezone,
        tracks=tracks,
        engineers=engineers,
        notice_days=head.notice_days,
        min_rest_days=head.min_rest_days,
        history_days=head.history_days,
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
        wishes=tuple(sorted(wishes, key=lambda w: (w.engineer, w.start, w.end, w.wanted))),
        home_zone=home_zone,
    )


def _home(text: object) -> str:
    try:
        return zone(text) if isinstance(text, str) else "UTC"
    except Wrong:
        return "UTC"


def _calendar_id(document: Document, head: RotationTable | None) -> str:
    if head is None:
        return ""
    made = head.calendar_id or slug(head.name)
    if "calendar_id" not in document.table("rotation"):
        try:
            return safe_id(made)
        except Wrong:
            what = f"no calendar_id can be made from {quote(head.name)}"
            document.fault(("rotation", "name"), what, "add a `calendar_id`")
    return made


def _time_off_order(one: TimeOff) -> tuple[object, ...]:
    return (one.engineer, one.start, one.end, one.kind, one.wording, one.note)


def _offer_order(one: Offer) -> tuple[object, ...]:
    most = one.max_shifts if one.max_shifts is not None else float("inf")
    return (one.engineer, one.start, one.end, one.preference, most, one.wording)


class _Files:
    """The files that `[files]` names."""

    def __init__(self, document: Document, folder: Path) -> None:
        self._document = document
        self._faults = document.faults
        self._folder = folder
        raw = document.table("files")
        self._table = document.read(FilesTable, ("files",), raw) or FilesTable()

    def time_off(self, people: People) -> list[TimeOff]:
        """Return the rows of every file of time off."""
        return [
            row
            for name, path in self._named("time_off", self._table.time_off)
            for row in read_time_off(path, name, people, self._faults)
        ]

    def offers(self, people: People, home: str) -> list[Offer]:
        """Return the rows of the volunteers' sheet."""
        return [
            offer
            for name, path in self._named("volunteers", (self._table.volunteers,))
            for offer in read_offers(path, name, people, home, self._faults)
        ]

    def wishes(self, people: People) -> list[Wish]:
        """Return the rows of the file of wishes."""
        return [
            wish
            for name, path in self._named("wishes", (self._table.wishes,))
            for wish in read_wishes(path, name, people, self._faults)
        ]

    def entries(self, key: str, tracks: Sequence[str], people: People) -> list[Entry]:
        """Return the lines of the history, or of the published plan."""
        names = self._table.history if key == "history" else (self._table.published,)
        found: list[Entry] = []
        for name, path in self._named(key, names):
            entries = read_entries(path, name, tracks, people, self._faults)
            judge_overlaps(entries, self._faults)
            found += entries
        return found

    def _named(self, key: str, names: Sequence[str | None]) -> list[tuple[str, Path]]:
        """Return each file that can be read once, as messages call it and where it is."""
        found: dict[Path, str] = {}
        for n, name in enumerate(names):
            if name is None:
                continue
            path = self._folder / name
            where: KeyPath = ("files", key, n)
            if name.lower().endswith(".ics") and key == "time_off":
                what = f"{quote(name)} is a calendar; calendars as input come with a later version"
                self._document.fault(where, what, "name CSV files only")
            elif path in found:
                self._document.fault(where, f"{quote(name)} is named twice", "name it once")
            elif not _exists(path):
                mend = "make it, or take its name out"
                self._document.fault(where, f"there is no file {quote(name)}", mend)
            else:
                found[path] = printable(name)
        return [(name, path) for path, name in found.items()]


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
