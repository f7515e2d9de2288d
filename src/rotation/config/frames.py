"""Schedules given from Python (plans, frames, lines) as lines of a schedule."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, cast

from rotation.config.faults import Wrong
from rotation.errors import BadInput, Fault
from rotation.kinds import is_table
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, ShiftKind, Status
from rotation.model.spelling import listed
from rotation.model.tracks import track_names

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["HasRows", "draft_of", "entries_of"]

_NEEDED = ("shift", "track", "kind", "start", "end", "engineer")


class HasRows(Protocol):
    """A plan; config is a lower layer and cannot import it."""

    @property
    def rows(self) -> Sequence[Row]:
        """The shifts with their holders."""


def entries_of(
    schedule: "Sequence[Entry] | pd.DataFrame | HasRows", place: str = "schedule"
) -> tuple[Entry, ...]:
    """Return the lines of a schedule, a plan or a frame.

    Parameters
    ----------
    schedule : sequence of Entry, pandas.DataFrame or Plan
        A frame has at least the columns `shift, track, kind, start, end, engineer` of
        `Plan.to_frame`.
    place : str
        The name of the argument, for messages.

    Raises
    ------
    BadInput
        With every column and row of a frame at fault, or for a shift that is named twice.
    """
    # Recognised by attributes: importing pandas or OR-Tools to check types takes a second.
    if hasattr(schedule, "roster") and hasattr(schedule, "rows"):
        return tuple(row.entry() for row in cast(HasRows, schedule).rows)
    if is_table(schedule):
        entries = _from_frame(cast("pd.DataFrame", schedule), place)
    else:
        entries = tuple(cast("Sequence[Entry]", schedule))
    counted = Counter(entry.shift for entry in entries)
    doubled = sorted(shift for shift, times in counted.items() if times > 1)
    if doubled:
        what = f"names {listed(doubled)} more than once"
        raise BadInput(Fault(place, what, "give each shift one line, its parts +2, +3"))
    return entries


def draft_of(rotation: RotationData, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the lines of a draft; its people and tracks have to exist in the rotation.

    Raises
    ------
    BadInput
        For every line with an unknown person or track.
    """
    # Imported here: reading names needs modules that `import rotation` should not load.
    from rotation.config.people import People  # noqa: PLC0415 - see above
    from rotation.config.text import known_track  # noqa: PLC0415 - as above

    people, tracks = People.of(rotation.engineers), track_names(rotation.tracks)
    lines, faults = [], []
    for entry in entries:
        try:
            known_track(entry.track, tracks)
            engineer = None if entry.engineer is None else people.known(entry.engineer)
            lines.append(replace(entry, engineer=engineer))
        except Wrong as problem:
            faults.append(Fault("draft", f"{entry.shift}: {problem.what}", problem.hint))
    if faults:
        raise BadInput(faults)
    return tuple(lines)


def _from_frame(frame: "pd.DataFrame", place: str) -> tuple[Entry, ...]:
    from rotation.config.frames_given import names_of  # noqa: PLC0415 - needs narwhals

    named = Counter(names_of(frame))
    faults = [
        Fault(place, f"has {times} columns {column}", "give each column once")
        for column in _NEEDED
        if (times := named[column]) > 1
    ]
    missing = [column for column in _NEEDED if not named[column]]
    if missing:
        what = f"has no column {', '.join(missing)}"
        faults.append(Fault(place, what, "give the columns of Plan.to_frame()"))
    if faults:
        raise BadInput(faults)
    entries = []
    for number, record in enumerate(_records(frame), 1):
        try:
            entries.append(_entry(record, number))
        except Wrong as problem:
            faults.append(Fault(place, problem.what, problem.hint))
    if faults:
        raise BadInput(faults)
    return tuple(entries)


def _records(frame: "pd.DataFrame") -> Iterator[Mapping[str, object]]:
    from rotation.config.frames_given import values_of  # noqa: PLC0415 - needs narwhals

    for cells in zip(*values_of(frame, _NEEDED), strict=True):
        yield dict(zip(_NEEDED, cells, strict=True))


def _entry(record: Mapping[str, object], number: int) -> Entry:
    for column in ("shift", "track"):
        if not isinstance(record[column], str) or not record[column]:
            what = f"row {number}: {column} is {record[column]!r}"
            raise Wrong(what, "give the shift and its track as text")
    shift = record["shift"]

    def instant(column: str) -> datetime:
        value = record[column]
        if not isinstance(value, datetime) or value.tzinfo is None:
            what = f"{shift}: {column} is {value!r}, which has no time zone"
            raise Wrong(what, "give times with a time zone")
        aware = value.to_pydatetime() if hasattr(value, "to_pydatetime") else value
        return aware.astimezone(UTC)

    kind = str(record["kind"])
    if kind not in list(ShiftKind):
        raise Wrong(f"{shift}: kind is {record['kind']!r}", "write regular or volunteer")
    engineer = _holder(record)
    start, end = instant("start"), instant("end")
    if end <= start:
        raise Wrong(f"{shift}: end is {end}, not after start, {start}", "swap them")
    status = Status.PLANNED if engineer else Status.OPEN
    return Entry(str(shift), str(record["track"]), ShiftKind(kind), start, end, engineer, status)


def _holder(record: Mapping[str, object]) -> str | None:
    value = record["engineer"]
    if isinstance(value, str):
        return value or None
    if value is None or str(value) in {"nan", "<NA>", "NaT"}:  # missing in pandas
        return None
    what = f"{record['shift']}: engineer is {value!r}"
    raise Wrong(what, "give an engineer's id as text, or leave it empty")
