"""A track that no longer fits its published shifts: the new holders of its shifts.

Each published shift goes to the shift of the same id, else to the one that contains most of it. Its
parts keep the instants at which they change hands, and the outermost parts reach to the new bounds.
"""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from rotation.horizon.clock import wall
from rotation.horizon.ids import base_id
from rotation.horizon.timeline import Timeline
from rotation.model.identity import turn_name
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift, ShiftKind, Status
from rotation.model.tracks import MIN_STUB_DAYS
from rotation.written.fits import fit_fault
from rotation.written.published import Record, records
from rotation.written.traded import part_names

__all__ = ["MovedTrack"]

T = TypeVar("T", Entry, Shift, Record)

NONE = timedelta(0)

PublishedPiece = tuple[datetime, datetime, Entry | None]
"""Start, end, and the published line with the holder."""


class MovedTrack:
    """One track from today on: its published shifts, and its present shifts.

    Parameters
    ----------
    timeline : Timeline
        The present shifts of the tracks.
    rotation : RotationData
        The rotation; its history is not changed.
    track : str
        Name of the track, which may no longer be configured.
    living : sequence of Record
        Its published shifts that are not over.
    begins : datetime.datetime
        UTC: the midnight of today.
    """

    def __init__(
        self,
        timeline: Timeline,
        rotation: RotationData,
        track: str,
        living: Sequence[Record],
        begins: datetime,
    ) -> None:
        self._rotation, self._track, self._begins = rotation, track, begins
        by_start = sorted(living, key=lambda record: record.start)
        self._running = [record for record in by_start if record.start < begins]
        self._ahead = [record for record in by_start if record.start >= begins]
        self._living = by_start
        self._written = sorted((e for r in living for e in r.entries), key=lambda e: e.start)
        worked = [r for r in records(rotation).values() if r.worked and r.track == track]
        self._worked = {record.shift for record in worked}
        ours = {record.shift for record in living}
        lines = (*rotation.history, *rotation.published)
        self._past = {base_id(entry.shift) for entry in lines} - ours
        # Until then, history says who is on call.
        held = (r.end for r in worked if r.start < begins < r.end)
        self._open_from = max(held, default=begins)
        self._look(timeline)

    def _look(self, timeline: Timeline) -> None:
        """Find the shifts of the track, and the published ones carried over to each."""
        self._timeline = timeline
        end = max(record.end for record in self._living)
        shifts = (*timeline.in_progress(self._begins), *timeline.shifts(self._begins, end))
        self._shifts = [s for s in shifts if s.track == self._track and s.id not in self._worked]
        self._heirs: dict[str, list[Record]] = {}
        for record in self._ahead:
            shift = self._home(record)
            if shift is not None:
                self._heirs.setdefault(shift.id, []).append(record)

    def lines(self) -> Iterator[Entry]:
        """Yield the lines of the shifts after carrying over, by start."""
        done: set[str] = set()
        for record in self._running:
            shifts = self._run_through(record)
            done |= {shift.id for shift in shifts}
            lines = self._run_on(record, record.shift, shifts)
            if self._has_another(record.shift, shifts):
                # A later shift leaves its id to a running one that ends before it.
                others = (e for e in self._rotation.published if base_id(e.shift) != record.shift)
                self._look(Timeline(self._rotation.amended(published=(*others, *lines))))
                if self._has_another(record.shift, shifts):
                    lines = self._run_on(record, self._free_id(record.start), shifts)
            yield from lines
        for shift in self._shifts:
            if shift.id in done or (shift.start < self._begins and self._running):
                continue
            fitting = next((r for r in self._ahead if self._fits(r, shift)), None)
            if fitting is not None:
                yield from fitting.entries
                continue
            yield from self._carried_to(shift)

    def _carried_to(self, shift: Shift) -> Iterator[Entry]:
        """Yield the lines of a shift; none if too little of it was published."""
        near = [r for r in _between(self._living, shift.start, shift.end) if self._shared(r, shift)]
        if not near:
            return
        start = shift.start
        if start < self._begins:
            start = max(self._open_from, min(record.start for record in near))
        name = shift.id
        if shift.start < self._begins and name in self._past:
            name = self._free_id(shift.start)
        sources = self._sources(shift, near)
        if sources:
            yield from self._tile(name, shift.kind, sources, start, shift.end)
        elif self._enough(shift, near):
            yield _line(None, name, shift.kind, (start, shift.end, None), near[0].entries[0])

    def _home(self, record: Record) -> Shift | None:
        """Return the shift that a published one is carried over to: same id, else most of its time.

        A regular shift never becomes a volunteer shift, which needs an offer.
        """
        kind = record.kind
        known = self._timeline.names.known(record.shift)
        for wanted in dict.fromkeys((kind, ShiftKind.REGULAR)):
            there = _between(self._shifts, record.start, record.end)
            near = [s for s in there if s.kind is wanted and self._shared(record, s)]
            named = [shift for shift in near if shift.id == known and kind is wanted]
            if near:
                return max(named or near, key=lambda shift: self._shared(record, shift))
        return None

    def _sources(self, shift: Shift, near: Sequence[Record]) -> list[Record]:
        """Return the published shifts from which a shift takes its people.

        Those carried over to it; without any, the one that contains most of it, if that is enough.
        """
        heirs = self._heirs.get(shift.id)
        if heirs:
            return heirs
        kinds = {ShiftKind.VOLUNTEER, shift.kind}
        fitting = [record for record in near if record.kind in kinds]
        if not fitting or not self._enough(shift, near):
            return []
        return [max(fitting, key=lambda record: self._shared(record, shift))]

    def _enough(self, shift: Shift, near: Sequence[Record]) -> bool:
        """Tell whether published shifts cover half of a shift, or more than a remainder.

        The rest of a shift that history covers up to some instant always continues.
        """
        shared = sum((self._shared(record, shift) for record in near), NONE)
        least = min(timedelta(days=MIN_STUB_DAYS), (shift.end - shift.start) / 2)
        return shared >= least or shift.start < self._begins

    def _shared(self, record: Record, shift: Shift) -> timedelta:
        """Return the common time of a published shift and a shift of the track, from today on."""
        start = max(shift.start, self._begins)
        times = (min(e.end, shift.end) - max(e.start, start) for e in record.entries)
        return sum((time for time in times if time > NONE), NONE)

    def _fits(self, record: Record, shift: Shift) -> bool:
        return (
            self._timeline.names.known(record.shift) == shift.id
            and fit_fault(self._timeline, record, self._begins) is None
        )

    def _run_through(self, record: Record) -> list[Shift]:
        """Return the shifts that a running one lasts for: of its track, or with its id, today."""
        current = [s for s in self._shifts if s.start < self._begins]
        end = max((shift.end for shift in current), default=self._begins)
        named = (s for s in self._shifts if s.id == record.shift and s.kind is record.kind)
        return [*current, *(s for s in named if s.start <= end and s not in current)]

    def _run_on(self, record: Record, base: str, shifts: Sequence[Shift]) -> tuple[Entry, ...]:
        """Let a running shift end where a shift of its track ends, with its holder until then."""
        heirs = [heir for shift in shifts for heir in self._heirs.get(shift.id, ())]
        same = base == record.shift and not heirs
        if same and fit_fault(self._timeline, record, self._begins) is None:
            return record.entries
        end = max((shift.end for shift in shifts), default=self._begins)
        return self._tile(base, record.kind, [record, *heirs], record.start, end)

    def _has_another(self, shift_id: str, shifts: Sequence[Shift]) -> bool:
        """Tell whether a later shift has the id of a running one."""
        return any(shift.id == shift_id and shift not in shifts for shift in self._shifts)

    def _free_id(self, start: datetime) -> str:
        """Return a free id for a running shift whose id is taken: that of the first free day."""
        lines = (*self._rotation.history, *self._rotation.published)
        taken = {base_id(entry.shift) for entry in lines} | {shift.id for shift in self._shifts}
        day = wall(self._timeline.zone, start).date()
        days = (day + timedelta(days=n) for n in itertools.count())
        names = (self._timeline.names.of(self._track, turn_name(day)) for day in days)
        return next(name for name in names if name not in taken)

    def _tile(
        self, base: str, kind: ShiftKind, sources: Sequence[Record], start: datetime, end: datetime
    ) -> tuple[Entry, ...]:
        """Return lines that cover a shift exactly, with the people of some published ones."""
        lines = [e for r in sources for e in r.entries if e.start < end and start < e.end]
        if kind is ShiftKind.REGULAR and any(e.engineer for e in lines):
            # Nobody was missing there: it was a volunteer shift.
            lines = [e for e in lines if e.engineer or e.kind is ShiftKind.REGULAR]
        lines.sort(key=lambda e: (e.start, e.shift))
        pieces: list[PublishedPiece] = []
        for first, last, entry in self._spans(lines, start, end):
            before = pieces[-1][2] if pieces else None
            if pieces and _holder(before) == _holder(entry):
                pieces[-1] = (pieces[-1][0], last, before)
            else:
                pieces.append((first, last, entry))
        old = [e for r in self._living if r.shift == base for e in r.entries]
        names = part_names(base, old, [(first, last, _holder(e)) for first, last, e in pieces])
        by_name = {entry.shift: entry for entry in old}
        return tuple(
            _line(by_name.get(name), name, kind, piece, lines[0])
            for name, piece in zip(names, pieces, strict=True)
        )

    def _spans(
        self, lines: Sequence[Entry], start: datetime, end: datetime
    ) -> Iterator[PublishedPiece]:
        """Yield the holder of each stretch: as published, or the neighbours where it is missing.

        A stretch without published lines that is more than a remainder is not assigned yet.
        """
        clipped = [(max(e.start, start), min(e.end, end), e) for e in lines]
        at = start
        for n, (first, last, entry) in enumerate(clipped):
            if at < first and self._unknown(at, first):
                yield at, first, None
            elif at < first and n:
                yield at, first, clipped[n - 1][2]
            elif at < first:
                first = at  # noqa: PLW2901 - it reaches back to the shift's own start
            yield first, last, entry
            at = last
        if at < end:
            yield at, end, None if self._unknown(at, end) else clipped[-1][2]

    def _unknown(self, start: datetime, end: datetime) -> bool:
        """Tell whether nothing was published for a stretch as long as a shift."""
        length = wall(self._timeline.zone, end) - wall(self._timeline.zone, start)
        return length >= timedelta(days=MIN_STUB_DAYS) and not _between(self._written, start, end)


def _between(items: Sequence[T], start: datetime, end: datetime) -> Sequence[T]:
    """Return the items, disjoint and in order of time, that share time with a span."""
    first = bisect_right(items, start, key=lambda item: item.end)
    return items[first : bisect_left(items, end, key=lambda item: item.start)]


def _holder(entry: Entry | None) -> str | None:
    return entry.engineer if entry is not None else None


def _line(
    old: Entry | None,
    name: str,
    kind: ShiftKind,
    piece: PublishedPiece,
    pattern: Entry,
) -> Entry:
    first, last, entry = piece
    holder = _holder(entry)
    if old is not None and old.reads == (holder, first, last) and old.kind is kind:
        return old
    status = Status.OPEN if holder is None else Status.PLANNED
    if holder is not None and entry is not None and entry.status is Status.LOCKED:
        status = Status.LOCKED
    return replace(
        old or entry or pattern,
        shift=name,
        kind=kind,
        start=first,
        end=last,
        engineer=holder,
        status=status,
    )
