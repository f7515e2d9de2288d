"""The common format of `history.csv`, `published.csv` and `schedule.csv`."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from rotation.config.csv_table import Columns, CsvRow
from rotation.config.faults import Faults, Wrong
from rotation.config.people import People
from rotation.config.team import shift_name
from rotation.config.text import known_track, one_of, quote
from rotation.config.times import instant
from rotation.config.values import track_name
from rotation.model.shifts import Entry, ShiftKind, Status
from rotation.model.source import Source

__all__ = ["SCHEDULE", "judge_overlaps", "read_entries", "sorted_entries"]

SCHEDULE = Columns(
    ("shift", "track", "kind", "start", "end", "engineer"),
    ("email", "status", "rest_days", "holidays", "revision", "revised"),
)
_STATUSES, _KINDS = frozenset(map(str, Status)), frozenset(map(str, ShiftKind))
_REVISION = re.compile(r"\d{1,9}", re.ASCII)


def read_entries(
    rows: Iterable[CsvRow],
    tracks: Mapping[str, str],
    people: People,
    *,
    written: bool = False,
) -> list[Entry]:
    """Return the lines of a schedule, in the order of the rows.

    `email`, `rest_days` and `holidays` follow from the rest and are ignored. Overlapping lines of
    one track are left to `judge_overlaps`, because a schedule to be checked may have them.

    Parameters
    ----------
    rows : iterable of CsvRow
        With the columns `SCHEDULE`.
    tracks : mapping of str to str
        Today's name by every name that a track has or had.
    people : People
        The known people.
    written : bool
        Whether the lines are published or worked: then they are read as recorded, also those of a
        track that no longer exists.
    """
    entries: list[Entry] = []
    places: dict[str, Source] = {}
    for row in rows:
        entry = _entry(row, tracks, people, written=written)
        shift = row["shift"]
        first = places.setdefault(shift, row.source) if shift else row.source
        if first != row.source:
            hint = "keep one; parts of a shift are called +2, +3"
            row.fault("shift", f"{quote(shift)} is also {first.where}", hint)
        elif entry is not None:
            entries.append(entry)
    return entries


def sorted_entries(entries: Collection[Entry]) -> tuple[Entry, ...]:
    """Return the lines by start, track and shift, then by place."""
    return tuple(sorted(entries, key=lambda e: (e.start, e.track, e.shift, str(e.source))))


def _entry(
    row: CsvRow, tracks: Mapping[str, str], people: People, *, written: bool
) -> Entry | None:
    otherwise = "add the person, with `leaves` if they left"
    track = row.read("track", lambda text: _track(text, tracks, written=written))
    named = row.read("shift", shift_name)
    if named is not None and row["track"] and not _one_track(named[0], row["track"], tracks):
        what = f"{quote(row['shift'])} is not a shift of track {quote(row['track'])}"
        row.fault("shift", what, f"its name begins with {quote(row['track'] + '-')}")
        named = None
    kind = row.read("kind", _kind)
    start, end = row.read("start", instant), row.read("end", instant)
    engineer = row.read_or("engineer", lambda text: people.known(text, otherwise), "")
    status = _status(row)
    revision = row.read_or("revision", _revision, 0)
    revised = row.read_or("revised", instant, None)
    if start is not None and end is not None and end <= start:
        row.fault("end", f"{row['end']} is not after start, {row['start']}", "swap them")
        return None
    if track is None or named is None or kind is None or start is None or end is None:
        return None
    if engineer is None or status is None or revision is None:
        return None
    holder = engineer or None
    return Entry(
        row["shift"], track, kind, start, end, holder, status, revision, revised, row.source
    )


def _track(text: str, tracks: Mapping[str, str], *, written: bool) -> str:
    return track_name(text) if written and text not in tracks else known_track(text, tracks)


def _one_track(name: str, other: str, tracks: Mapping[str, str]) -> bool:
    return tracks.get(name, name) == tracks.get(other, other)


def _status(row: CsvRow) -> Status | None:
    implied = Status.PLANNED if row["engineer"] else Status.OPEN
    status = row.read_or("status", _status_word, implied)
    if status is Status.OPEN and row["engineer"]:
        what = f"'open', but {quote(row['engineer'])} holds it"
        row.fault("status", what, "clear one of the two cells")
        return None
    if status is not None and status is not Status.OPEN and not row["engineer"]:
        row.fault(
            "status", f"'{status}', but nobody holds it", "write 'open', or name the engineer"
        )
        return None
    return status


@cache
def _status_word(text: str) -> Status:
    return Status(one_of(text, "status", _STATUSES))


@cache
def _kind(text: str) -> ShiftKind:
    return ShiftKind(one_of(text, "kind", _KINDS))


def _revision(text: str) -> int:
    if not _REVISION.fullmatch(text):
        raise Wrong(f"{quote(text)} is not a whole number", "0 is the first publication")
    return int(text)


def judge_overlaps(entries: list[Entry], faults: Faults) -> None:
    """Report overlapping lines of one track, each with the longest-running line before it."""
    latest: dict[str, Entry] = {}
    for entry in sorted_entries(entries):
        before = latest.get(entry.track)
        if before is not None and entry.start < before.end:
            assert entry.source is not None
            assert before.source is not None
            late, early = sorted((entry, before), key=_line, reverse=True)
            assert late.source is not None
            assert early.source is not None
            what = f"{late.shift} overlaps {early.shift} of {early.source.words}"
            faults.add(late.source, "start", what, "a track has one engineer at a time")
        if before is None or entry.end > before.end:
            latest[entry.track] = entry


def _line(entry: Entry) -> int:
    return entry.source.line if entry.source else 0
