"""Carrying published shifts over to the present bounds of their tracks.

Handovers, rest days, special periods or the tracks themselves have changed since then; the holders
stay as far as possible (docs/rules.md, T6 to T8).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Generic
from zoneinfo import ZoneInfo

from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.horizon.timeline import timeline_of
from rotation.model.settings import RotationData, RotationT, RotationT_co
from rotation.model.shifts import Entry
from rotation.written.fits import fit_fault
from rotation.written.moved_track import MovedTrack
from rotation.written.published import records
from rotation.written.traded import next_revision, stamp

__all__ = ["Alignment", "align"]

_ROUNDS = 3
"""The largest number of passes until nothing moves."""


@dataclass(frozen=True, slots=True)
class Alignment(Generic[RotationT_co]):
    """A published plan that fits the present tracks again.

    Attributes
    ----------
    before, after : RotationData
        The rotation as loaded, and with published shifts carried over.
    """

    before: RotationT_co
    after: RotationT_co

    @property
    def empty(self) -> bool:
        """Whether every shift that is not over fits already."""
        return self.before.published == self.after.published

    @property
    def gone(self) -> frozenset[str]:
        """The ids of lines that no longer exist."""
        kept = {entry.shift for entry in self.after.published}
        return frozenset(e.shift for e in self.before.published if e.shift not in kept)

    @property
    def gone_shifts(self) -> frozenset[str]:
        """The ids of whole shifts that no longer exist."""
        kept = {base_id(entry.shift) for entry in self.after.published}
        return frozenset(base_id(shift) for shift in self.gone) - kept

    @property
    def moved(self) -> frozenset[str]:
        """The ids of published lines that get other bounds or disappear."""
        same = {(e.shift, e.kind, *e.reads) for e in self.after.published}
        before = self.before.published
        return frozenset(e.shift for e in before if (e.shift, e.kind, *e.reads) not in same)

    @property
    def lines(self) -> tuple[Entry, ...]:
        """The lines of all shifts that have changed, by start."""
        same = {(e.shift, *e.reads) for e in self.before.published}
        new = [e for e in self.after.published if (e.shift, *e.reads) not in same]
        bases = {base_id(e.shift) for e in new}
        return tuple(e for e in self.after.published if base_id(e.shift) in bases)

    def basis(self, planned: Collection[str]) -> RotationT_co:
        """Return the rotation with which a plan of the aligned shifts is compared.

        Parameters
        ----------
        planned : collection of str
            Ids of the planned whole shifts: they are there as published, so that new bounds are a
            revision; all other lines are there as carried over.
        """
        before = {base_id(e.shift) for e in self.after.published} & set(planned)
        lines = [e for e in self.before.published if base_id(e.shift) in before]
        lines += [e for e in self.after.published if base_id(e.shift) not in planned]
        order = sorted(lines, key=lambda e: (e.start, e.track, e.shift))
        return self.before.amended(published=tuple(order))


def align(rotation: RotationT, today: date) -> Alignment[RotationT]:
    """Carry published shifts that are not over to the present bounds of their tracks.

    Parameters
    ----------
    rotation : RotationData
        As loaded, trades included.
    today : datetime.date
        In the rotation's zone. Past shifts stay as they were; a shift in progress at midnight keeps
        its id and start, and ends where a shift of its track ends now.

    Returns
    -------
    Alignment
        With new lines at their next revision; empty if everything fits.
    """
    begins = midnight(ZoneInfo(rotation.timezone), today)
    lines = rotation.published
    # A shift that is carried over may free an id for another shift.
    for _ in range(_ROUNDS):
        moved = _carried(rotation.amended(published=lines), begins)
        if moved == lines:
            break
        lines = moved
    stamped = _stamped(rotation, lines, today)
    order = sorted(stamped, key=lambda e: (e.start, e.track, e.shift))
    return Alignment(rotation, rotation.amended(published=tuple(order)))


def _carried(rotation: RotationData, begins: datetime) -> tuple[Entry, ...]:
    """Return the published lines, carried over on tracks that no longer fit."""
    timeline = timeline_of(rotation)
    living = [r for r in records(rotation).values() if not r.worked and r.end > begins]
    moved = {r.track for r in living if fit_fault(timeline, r, begins) is not None}
    lines: list[Entry] = []
    for track in sorted(moved):
        own = [record for record in living if record.track == track]
        lines += MovedTrack(timeline, rotation, track, own, begins).lines()
    done = {(r.track, r.shift) for r in living if r.track in moved}
    kept = (e for e in rotation.published if (e.track, base_id(e.shift)) not in done)
    return (*kept, *lines)


def _stamped(rotation: RotationData, lines: Sequence[Entry], today: date) -> Iterator[Entry]:
    """Yield lines; those that differ from the published ones get their shift's next revision."""
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
