"""Published shifts carried over to the bounds that the tracks have now.

Handovers, rest days, special periods or the tracks themselves have changed since; who is on call
stays as far as it can. Each shift goes to the shift of the same name, else to the one that holds
most of it; its parts keep the instants at which they change hands, and the outermost reach to the
new bounds (docs/rules.md, T6 to T8).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.clock import midnight, wall
from rotation.horizon.fits import fit_fault
from rotation.horizon.ids import base_id
from rotation.horizon.published import Record, records
from rotation.horizon.timeline import Timeline
from rotation.horizon.traded import next_revision, part_names, stamp
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift, ShiftKind, Status
from rotation.model.tracks import MIN_STUB_DAYS

__all__ = ["Alignment", "align"]

NONE = timedelta(0)

_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Alignment:
    """A published plan that fits the tracks again.

    Attributes
    ----------
    before, after : RotationData
        The rotation as loaded, and with published shifts carried over.
    """

    before: RotationData
    after: RotationData

    @property
    def empty(self) -> bool:
        """Whether every shift that is not over fits as it is."""
        return self.before.published == self.after.published

    @property
    def gone(self) -> frozenset[str]:
        """The ids of lines that are no more."""
        kept = {entry.shift for entry in self.after.published}
        return frozenset(e.shift for e in self.before.published if e.shift not in kept)

    @property
    def gone_shifts(self) -> frozenset[str]:
        """The ids of whole shifts that are no more."""
        kept = {base_id(entry.shift) for entry in self.after.published}
        return frozenset(base_id(shift) for shift in self.gone) - kept

    @property
    def moved(self) -> frozenset[str]:
        """The ids of published lines that are carried over to other bounds, or gone."""
        same = {(e.shift, e.kind, *e.reads) for e in self.after.published}
        before = self.before.published
        return frozenset(e.shift for e in before if (e.shift, e.kind, *e.reads) not in same)

    @property
    def lines(self) -> tuple[Entry, ...]:
        """The lines of all shifts that are written otherwise than before, by start."""
        same = {(e.shift, *e.reads) for e in self.before.published}
        new = [e for e in self.after.published if (e.shift, *e.reads) not in same]
        bases = {base_id(e.shift) for e in new}
        return tuple(e for e in self.after.published if base_id(e.shift) in bases)

    def basis(self, planned: Collection[str]) -> RotationData:
        """Return what a plan of the aligned shifts is compared with.

        Parameters
        ----------
        planned : collection of str
            Ids of the whole shifts that are planned: those stand there as published, so that other
            bounds are a revision; any other line stands there as carried over.
        """
        before = {base_id(e.shift) for e in self.after.published} & set(planned)
        lines = [e for e in self.before.published if base_id(e.shift) in before]
        lines += [e for e in self.after.published if base_id(e.shift) not in planned]
        order = sorted(lines, key=lambda e: (e.start, e.track, e.shift))
        return replace(self.before, published=tuple(order))


def align(rotation: RotationData, today: date) -> Alignment:
    """Carry published shifts that are not over to the bounds that the tracks have now.

    Parameters
    ----------
    rotation : RotationData
        As loaded, trades included.
    today : datetime.date
        In the rotation's zone. What is over stays as it was; a shift in progress at the midnight
        keeps its name and start, and runs to where a shift of its track ends now.

    Returns
    -------
    Alignment
        With new lines at their next revision; an empty one where everything fits.
    """
    begins = midnight(ZoneInfo(rotation.timezone), today)
    lines = rotation.published
    # What is carried over may free a name that another shift has then: once more is enough.
    for _ in range(_ROUNDS):
        moved = _carried(replace(rotation, published=lines), begins)
        if moved == lines:
            break
        lines = moved
    stamped = _stamped(rotation, lines, today)
    order = sorted(stamped, key=lambda e: (e.start, e.track, e.shift))
    return Alignment(rotation, replace(rotation, published=tuple(order)))


def _carried(rotation: RotationData, begins: datetime) -> tuple[Entry, ...]:
    """Return the published lines, those of tracks with a misfit carried over."""
    timeline = Timeline(rotation)
    living = [r for r in records(rotation).values() if not r.worked and r.end > begins]
    moved = {r.track for r in living if fit_fault(timeline, r, begins) is not None}
    lines: list[Entry] = []
    for track in sorted(moved):
        lane = _Lane(timeline, rotation, track, [r for r in living if r.track == track], begins)
        lines += lane.lines()
    done = {(r.track, r.shift) for r in living if r.track in moved}
    kept = (e for e in rotation.published if (e.track, base_id(e.shift)) not in done)
    return (*kept, *lines)


class _Lane:
    """One track from today on: its published shifts, and the shifts that it has now."""

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
        self._look(timeline)

    def _look(self, timeline: Timeline) -> None:
        """Find the shifts of the track, and which published ones are carried over to each."""
        self._timeline = timeline
        end = max(record.end for record in self._living)
        worked = {r.shift for r in records(self._rotation).values() if r.worked}
        shifts = (*timeline.in_progress(self._begins), *timeline.shifts(self._begins, end))
        self._shifts = [s for s in shifts if s.track == self._track and s.id not in worked]
        self._heirs: dict[str, list[Record]] = {}
        for record in self._ahead:
            shift = self._home(record)
            if shift is not None:
                self._heirs.setdefault(shift.id, []).append(record)

    def lines(self) -> Iterator[Entry]:
        """Yield the lines of the shifts that published ones are carried over to, by start."""
        done: set[str] = set()
        for record in self._running:
            shifts = self._run_through(record)
            done |= {shift.id for shift in shifts}
            lines = self._run_on(record, shifts)
            yield from lines
            if any(s.id == record.shift and s not in shifts for s in self._shifts):
                # Behind a special period its name is taken by what is running.
                self._look(Timeline(replace(self._rotation, published=tuple(lines))))
        for shift in self._shifts:
            if shift.id in done or (shift.start < self._begins and self._running):
                continue
            fitting = next((r for r in self._ahead if self._fits(r, shift)), None)
            if fitting is not None:
                yield from fitting.entries
                continue
            near = [r for r in self._living if self._shared(r, shift) > NONE]
            sources = self._sources(shift, near)
            start = shift.start
            if start < self._begins and near:
                start = max(start, min(record.start for record in near))
            if sources:
                yield from self._tile(shift.id, shift.kind, sources, start, shift.end)
            elif self._enough(shift, near):
                piece = (start, shift.end, None)
                yield _line(None, shift.id, shift.kind, piece, near[0].entries[0])

    def _home(self, record: Record) -> Shift | None:
        """Return the shift that a published one is carried over to: of its name, else most of it.

        A regular shift never becomes a volunteer one: that takes an offer.
        """
        kind = record.entries[0].kind
        known = self._timeline.names.known(record.shift)
        for wanted in dict.fromkeys((kind, ShiftKind.REGULAR)):
            shared = [(s, self._shared(record, s)) for s in self._shifts if s.kind is wanted]
            shared = [(shift, time) for shift, time in shared if time > NONE]
            for shift, _ in shared:
                if shift.id == known and kind is wanted:
                    return shift
            if shared:
                return max(shared, key=lambda item: item[1])[0]
        return None

    def _sources(self, shift: Shift, near: Sequence[Record]) -> list[Record]:
        """Return the published shifts that one takes its people from.

        Those carried over to it; without any the one that holds most of it, if they hold enough.
        """
        heirs = self._heirs.get(shift.id)
        if heirs:
            return heirs
        kinds = {ShiftKind.VOLUNTEER, shift.kind}
        fitting = [record for record in near if record.entries[0].kind in kinds]
        if not fitting or not self._enough(shift, near):
            return []
        return [max(fitting, key=lambda record: self._shared(record, shift))]

    def _enough(self, shift: Shift, near: Sequence[Record]) -> bool:
        """Tell whether published shifts hold half of one, or so much that it is no remainder."""
        shared = sum((self._shared(record, shift) for record in near), NONE)
        return shared >= min(timedelta(days=MIN_STUB_DAYS), (shift.end - shift.start) / 2)

    def _shared(self, record: Record, shift: Shift) -> timedelta:
        """Return the time that a published shift and one of the track share, from today on."""
        start = max(shift.start, self._begins)
        times = (min(e.end, shift.end) - max(e.start, start) for e in record.entries)
        return sum((time for time in times if time > NONE), NONE)

    def _fits(self, record: Record, shift: Shift) -> bool:
        return (
            self._timeline.names.known(record.shift) == shift.id
            and fit_fault(self._timeline, record, self._begins) is None
        )

    def _run_through(self, record: Record) -> list[Shift]:
        """Return the shifts that a running one lasts for: of its track, or of its name, today."""
        found = [s for s in self._shifts if s.start < self._begins]
        end = max((shift.end for shift in found), default=self._begins)
        named = (s for s in self._shifts if s.id == record.shift and s.start <= end)
        return [*found, *(shift for shift in named if shift not in found)]

    def _run_on(self, record: Record, shifts: Sequence[Shift]) -> tuple[Entry, ...]:
        """Let a running shift end where one of its track does, with who is on call until then."""
        heirs = [heir for shift in shifts for heir in self._heirs.get(shift.id, ())]
        if not heirs and fit_fault(self._timeline, record, self._begins) is None:
            return record.entries
        end = max((shift.end for shift in shifts), default=self._begins)
        kind = record.entries[0].kind
        return self._tile(record.shift, kind, [record, *heirs], record.start, end)

    def _tile(
        self, base: str, kind: ShiftKind, sources: Sequence[Record], start: datetime, end: datetime
    ) -> tuple[Entry, ...]:
        """Return lines that tile a shift, with the people of some published ones."""
        found = [e for r in sources for e in r.entries if e.start < end and start < e.end]
        if kind is ShiftKind.REGULAR and any(e.engineer for e in found):
            # Nobody was missing there: it was a volunteer shift.
            found = [e for e in found if e.engineer or e.kind is ShiftKind.REGULAR]
        found.sort(key=lambda e: (e.start, e.shift))
        pieces: list[tuple[datetime, datetime, Entry | None]] = []
        for first, last, entry in self._spans(found, start, end):
            before = pieces[-1][2] if pieces else None
            if pieces and _holder(before) == _holder(entry):
                pieces[-1] = (pieces[-1][0], last, before)
            else:
                pieces.append((first, last, entry))
        old = [e for r in self._living if r.shift == base for e in r.entries]
        names = part_names(base, old, [(first, last, _holder(e)) for first, last, e in pieces])
        by_name = {entry.shift: entry for entry in old}
        return tuple(
            _line(by_name.get(name), name, kind, piece, found[0])
            for name, piece in zip(names, pieces, strict=True)
        )

    def _spans(
        self, found: Sequence[Entry], start: datetime, end: datetime
    ) -> Iterator[tuple[datetime, datetime, Entry | None]]:
        """Yield who has which stretch: as published, and what is missing by the neighbours.

        A stretch for which nothing was published, and that is no remainder, is nobody's yet.
        """
        clipped = [(max(e.start, start), min(e.end, end), e) for e in found]
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
        """Tell whether nothing was published for a stretch that is a shift's worth."""
        length = wall(self._timeline.zone, end) - wall(self._timeline.zone, start)
        written = (e for r in self._living for e in r.entries)
        return length >= timedelta(days=MIN_STUB_DAYS) and not any(
            e.start < end and start < e.end for e in written
        )


def _holder(entry: Entry | None) -> str | None:
    return entry.engineer if entry is not None else None


def _line(
    old: Entry | None,
    name: str,
    kind: ShiftKind,
    piece: tuple[datetime, datetime, Entry | None],
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


def _stamped(rotation: RotationData, lines: Sequence[Entry], today: date) -> Iterator[Entry]:
    """Yield lines, those that read otherwise than published at the next revision of their shift."""
    parts: dict[str, list[Entry]] = {}
    for entry in rotation.published:
        parts.setdefault(base_id(entry.shift), []).append(entry)
    published = {entry.shift: entry for entry in rotation.published}
    for entry in lines:
        old = published.get(entry.shift)
        if old is not None and old.reads == entry.reads and old.kind is entry.kind:
            yield old
            continue
        whole = parts.get(base_id(entry.shift), [])
        revision = next_revision(whole) if whole else 0
        yield replace(
            entry, revision=revision, revised=stamp(rotation, today, (e.revised for e in whole))
        )
