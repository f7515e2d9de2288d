"""Moving shifts that are over from the published plan to history."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, Generic
from zoneinfo import ZoneInfo

from rotation.arguments import checked, optional
from rotation.display.results import Result
from rotation.errors import BadInput, Fault
from rotation.export.when import moment_text
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.kinds import DAY, ROTATION
from rotation.model.settings import Places, RotationData, RotationT, RotationT_co
from rotation.model.shifts import Entry
from rotation.model.spelling import listed
from rotation.trades.edition import Edition
from rotation.written.published import Record, records
from rotation.written.roster_lines import CALENDAR_DAYS, shown_revision

__all__ = ["Archive", "archive"]


@dataclass(frozen=True, slots=True, repr=False)
class Archive(Result, Generic[RotationT_co]):
    """Published shifts that are over and move to history; `edition.write()` writes it.

    Attributes
    ----------
    edition : Edition
        The published plan without them; nobody's shifts change.
    before : datetime.date
        They are over when this day begins, in the rotation's zone.
    moved : tuple of Entry
        The lines that history gets, with all trades.
    known : tuple of Entry
        The published lines of shifts that history has already: they leave the published plan.
    kept : tuple of Entry
        Those of them that stay, because calendars still show the shift with their revision.

    Examples
    --------
    >>> print(published.archive(date(2026, 12, 16)))
    Team: 2 shifts that were over before 2026-12-16 move to history.csv
      A: 2 shifts, Mon 30 Nov 2026 11:00 CET to Mon 14 Dec 2026 11:00 CET
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("track", "start", "end", "engineer", "shift", "kind", "revision", "known"),
    )

    edition: Edition[RotationT_co]
    before: date
    moved: tuple[Entry, ...]
    known: tuple[Entry, ...] = ()
    kept: tuple[Entry, ...] = ()

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per line that leaves the published plan, by start.

        `known` is whether history has its shift already.
        """
        rows = [(entry, False) for entry in self.moved] + [(entry, True) for entry in self.known]
        return [
            {
                "track": entry.track,
                "start": entry.start,
                "end": entry.end,
                "engineer": entry.engineer,
                "shift": entry.shift,
                "kind": entry.kind.value,
                "revision": entry.revision,
                "known": known,
            }
            for entry, known in sorted(rows, key=lambda row: (row[0].start, row[0].shift))
        ]

    def lines(self) -> tuple[str, ...]:
        """Return how many shifts move where, and from when to when they were, by track."""
        name, file = self.edition.before.name, self.edition.before.places.archive
        over = f"over before {self.before}"
        if self.edition.empty:
            head = f"{name}: nothing to archive: no published shift was {over}"
            return (f"{head} that history lacks" if self.kept else head, *self._kept())
        shifts, them = _counted(self.moved)
        head = f"{name}: {shifts} that {them[0]} {over} {them[1]} to {file}"
        return (head, *self._tracks(), *self._known(), *self._kept())

    def _tracks(self) -> Iterator[str]:
        zone = self._zone()
        lanes: dict[str, list[Entry]] = {}
        for entry in self.moved:
            lanes.setdefault(entry.track, []).append(entry)
        for track in (track.name for track in self.edition.before.tracks if track.name in lanes):
            yield f"  {track}: {_span(lanes.pop(track), zone)}"
        for track, lines in sorted(lanes.items()):
            yield f"  {track}: {_span(lines, zone)}"

    def _known(self) -> Iterator[str]:
        if self.known:
            ids = listed(dict.fromkeys(base_id(entry.shift) for entry in self.known))
            yield f"In history already, so no longer in the published plan: {ids}"

    def _kept(self) -> Iterator[str]:
        if self.kept:
            ids = listed(dict.fromkeys(base_id(entry.shift) for entry in self.kept))
            why = f"until they ended {CALENDAR_DAYS} days ago, calendars continue their revisions"
            yield f"In history already, and published as well: {ids}; {why}"

    def __repr__(self) -> str:
        return f"<Archive: {self.lines()[0]}>"

    def _document(self) -> Mapping[str, object]:
        return {
            "before": self.before,
            "file": self.edition.before.places.archive,
            "shifts": self.records(),
            "kept": [entry.shift for entry in self.kept],
        }

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.edition.before.timezone)


@checked(rotation=ROTATION, today=DAY, before=optional(DAY))
def archive(rotation: RotationT, today: date, *, before: date | None = None) -> Archive[RotationT]:
    """Move published shifts that are over to history, as they are with all trades.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    today : datetime.date
        In the rotation's zone.
    before : datetime.date, optional
        Whole shifts that were over when this day began move; the midnight of `today` by default.

    Returns
    -------
    Archive
        What moves, and the edition; nothing is written.

    Raises
    ------
    BadInput
        For a day after today; where the published plan has a name of its own and history has
        none; and with every shift about which history says something that
        excludes the published lines: it has only a part of the shift, or another shift then.

    Examples
    --------
    >>> from rotation import trades
    >>> moved = trades.archive(published, date(2026, 12, 16)).edition.after
    >>> [line.shift for line in moved.history]
    ['A-2026-11-30', 'A-2026-12-07']
    """
    before = before or today
    if before > today:
        what = f"{before} is after today, {today}"
        raise BadInput(Fault("--before", what, "shifts that are not over stay published"))
    _refuse_nameless(rotation.places)
    zone = ZoneInfo(rotation.timezone)
    over = _over(rotation, before)
    written = {key: record for key, record in records(rotation).items() if record.worked}
    moved = [record for record in over if (record.track, record.shift) not in written]
    twins = [record for record in over if (record.track, record.shift) in written]
    faults = [
        *(fault for twin in twins for fault in _partial(twin, written[twin.track, twin.shift])),
        *_overlaps(rotation, moved),
    ]
    if faults:
        raise BadInput(faults)
    oldest = midnight(zone, today - timedelta(days=CALENDAR_DAYS))
    kept = [
        twin
        for twin in twins
        if twin.end > oldest and _continues(twin, written[twin.track, twin.shift])
    ]
    lines, known, stay = (
        tuple(sorted(_entries(group), key=_order))
        for group in (moved, [twin for twin in twins if twin not in kept], kept)
    )
    begins = midnight(zone, today)
    # Without a stamp it is written with the start, as calendars show it.
    lines = tuple(replace(e, revised=e.revised or min(begins, e.start)) for e in lines)
    edition = _edition(rotation, today, lines, {entry.shift for entry in (*lines, *known)})
    return Archive(edition, before, lines, known, stay)


def _refuse_nameless(places: Places) -> None:
    """Refuse to move lines into a file that would not be read: beside a plan with its own name."""
    if not places.history and places.published != Places().published:
        stem = places.published.removesuffix(".csv")
        what = "names no file to which shifts could move"
        make = f"`head -n 1 {places.published} > {stem}-history.csv`"
        hint = f'write history = "{stem}-history.csv" there, and make the file: {make}'
        raise BadInput(Fault(f"{places.config or 'rotation'}: [files] history", what, hint))


def _edition(
    rotation: RotationT, today: date, lines: tuple[Entry, ...], leaving: set[str]
) -> Edition[RotationT]:
    """Return the edition in which some lines are history and the leaving ones not published."""
    if not leaving:
        return Edition(rotation, rotation, today)
    places = rotation.places
    after = rotation.amended(
        history=tuple(sorted((*rotation.history, *lines), key=_order)),
        published=tuple(e for e in rotation.published if e.shift not in leaving),
        places=replace(places, history=places.history or (places.archive,)) if lines else places,
    )
    return Edition(rotation, after, today, published=True, archived=lines)


def _over(rotation: RotationData, day: date) -> list[Record]:
    """Return the published shifts that were over when a day began, parts together."""
    begins = midnight(ZoneInfo(rotation.timezone), day)
    # Without history, so that it does not stand in for published lines.
    published = records(rotation.amended(history=()))
    return [record for record in published.values() if record.end <= begins]


def _partial(record: Record, worked: Record) -> Iterator[Fault]:
    """Yield the fault that history has only a part of a published shift."""
    if worked.start <= record.start and record.end <= worked.end:
        return
    place = f"{worked.entries[0].source or 'history'}: shift"
    what = f"history has only a part of {record.shift}, which is published from "
    what += f"{record.start:%Y-%m-%dT%H:%MZ} to {record.end:%Y-%m-%dT%H:%MZ}"
    yield Fault(place, what, "add the lines of its other parts there, or remove this one")


def _overlaps(rotation: RotationData, moved: Sequence[Record]) -> Iterator[Fault]:
    """Yield the faults of lines during which history has another shift of the same track."""
    both = [*((e, True) for e in rotation.history), *((e, False) for e in _entries(moved))]
    last: dict[tuple[str, bool], Entry] = {}
    for entry, worked in sorted(both, key=lambda pair: _order(pair[0])):
        other = last.get((entry.track, not worked))
        if other is not None and entry.start < other.end:
            line, there = (other, entry) if worked else (entry, other)
            place = f"{line.source or 'published'}: start"
            what = f"{line.shift} overlaps {there.shift} of history"
            what += f" ({there.source})" if there.source else ""
            yield Fault(place, what, "a track has one engineer at a time: correct one of the two")
        before = last.get((entry.track, worked))
        if before is None or entry.end > before.end:
            last[entry.track, worked] = entry


def _continues(record: Record, worked: Record) -> bool:
    """Return whether calendars show a worked shift with revisions of its published lines."""
    published = {entry.shift: entry for entry in record.entries}
    return any(
        shown_revision(entry, published.get(entry.shift)) != (entry.revision, entry.revised)
        for entry in worked.entries
    )


def _entries(several: Sequence[Record]) -> list[Entry]:
    return [entry for record in several for entry in record.entries]


def _order(entry: Entry) -> tuple[object, ...]:
    return entry.start, entry.track, entry.shift


def _counted(lines: Sequence[Entry]) -> tuple[str, tuple[str, str]]:
    """Return how many whole shifts lines are, with the verbs for so many."""
    count = len({(entry.track, base_id(entry.shift)) for entry in lines})
    if count == 1:
        return "1 shift", ("was", "moves")
    return f"{count or 'no'} shifts", ("were", "move")


def _span(lines: Sequence[Entry], zone: ZoneInfo) -> str:
    first, last = min(e.start for e in lines), max(e.end for e in lines)
    start, end = (moment_text(moment, zone, year=True) for moment in (first, last))
    return f"{_counted(lines)[0]}, {start} to {end}"
