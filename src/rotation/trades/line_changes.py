"""How the lines of the published plan differ from those before."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rotation.horizon.ids import base_id
from rotation.model.last_change import LastChange
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.model.trades import LoggedChange, Trade
from rotation.written.traded import stamp

__all__ = [
    "LineChange",
    "LineFate",
    "as_read",
    "changed_lines",
    "last_change",
    "lines_by_shift",
    "logged_changes",
]


class LineFate(StrEnum):
    """What becomes of a published line."""

    NEW = "new"
    """Its time is published for the first time."""
    HANDS = "changed hands"
    TIMES = "other times"
    """It has other bounds, or is a new part, and the same holder."""
    GONE = "gone"
    WORKED = "moved to history"


@dataclass(frozen=True, slots=True)
class LineChange:
    """A published line that differs from before.

    Attributes
    ----------
    was, now : Entry or None
        The line before and after; None if there was none, or is none any more.
    before, after : str or None
        Engineer ids: who had most of its time, and who has it now; None is nobody.
    kind : LineFate
        What becomes of it.
    """

    was: Entry | None
    now: Entry | None
    before: str | None
    after: str | None
    kind: LineFate

    @property
    def line(self) -> Entry:
        """The line as it is now, or as it was if it is gone."""
        line = self.now or self.was
        assert line is not None, "no line differs from none"
        return line

    def record(self) -> Mapping[str, object]:
        """Return it as a row."""
        line = self.line
        return {
            "track": line.track,
            "start": line.start,
            "end": line.end,
            "before": self.before,
            "after": self.after,
            "shift": line.shift,
            "change": self.kind.value,
            "revision": line.revision,
        }


def changed_lines(before: RotationData, after: RotationData) -> Iterator[LineChange]:
    """Yield the published lines whose holder or bounds differ, by start.

    Parameters
    ----------
    before, after : RotationData
        With the published plan as it was, and as it will be.
    """
    old = {e.shift: e for e in before.published}
    new = {e.shift: e for e in after.published}
    bases = {base_id(e.shift) for e in before.published}
    worked = {base_id(e.shift) for e in after.history}
    moved = [e for e in before.published if e.shift not in new or new[e.shift].reads != e.reads]
    for name in sorted({*old, *new}, key=lambda n: ((old.get(n) or new[n]).start, n)):
        was, now = old.get(name), new.get(name)
        if was is not None and now is not None:
            if was.reads == now.reads:
                continue
            giver, taker = was.engineer, now.engineer
        elif was is not None and base_id(name) in worked:
            yield LineChange(was, None, was.engineer, was.engineer, LineFate.WORKED)
            continue
        elif was is not None:
            yield LineChange(was, None, was.engineer, _holder(after, was), LineFate.GONE)
            continue
        else:
            assert now is not None
            if base_id(name) not in bases and not _stands_in(now, moved):
                yield LineChange(None, now, None, now.engineer, LineFate.NEW)
                continue
            giver, taker = _holder(before, now), now.engineer
        kind = LineFate.TIMES if giver == taker else LineFate.HANDS
        yield LineChange(was, now, giver, taker, kind)


def logged_changes(
    before: RotationData, after: RotationData, today: date, why: str
) -> Iterator[LoggedChange]:
    """Yield the visible changes of the published plan for the log, by start.

    A first publication is not a change, unless another shift was published for its time; nor is
    what moves to history.

    Parameters
    ----------
    before, after : RotationData
        With the published plan as it was, and as it will be.
    today : datetime.date
        In the rotation's zone.
    why : str
        For the log.
    """
    for change in changed_lines(before, after):
        if change.kind not in {LineFate.NEW, LineFate.WORKED}:
            was, now = change.was, change.now
            line = was or change.line
            when = now.revised if now is not None else None
            when = when or stamp(after, today, [] if was is None else [was.revised])
            revision = line.revision + 1 if now is None else now.revision
            holders = change.before, change.after
            yield LoggedChange(when, line.shift, line.start, line.end, *holders, revision, why)


def last_change(
    before: RotationData, after: RotationData, today: date, why: str, trades: Sequence[Trade] = ()
) -> LastChange | None:
    """Return what a change did to whole published shifts; None if all lines read as before.

    Parameters
    ----------
    before, after : RotationData
        With the published plan as it was, and as it will be.
    today : datetime.date
        In the rotation's zone.
    why : str
        The command, or its reason.
    trades : sequence of Trade
        The lines of the trade that it is, if it is one.
    """
    old, new = (lines_by_shift(rotation.published) for rotation in (before, after))
    changed = [base for base in {**old, **new} if as_read(old.get(base)) != as_read(new.get(base))]
    if not changed:
        return None
    was, now = (
        tuple(entry for base in changed for entry in lines.get(base, ())) for lines in (old, new)
    )
    return LastChange(today, why, trades[0].number if trades else 0, was, now)


def lines_by_shift(lines: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return lines by the id of the whole shift."""
    parts: dict[str, list[Entry]] = {}
    for entry in lines:
        parts.setdefault(base_id(entry.shift), []).append(entry)
    return parts


def as_read(lines: Iterable[Entry] | None) -> Hashable:
    """Return what people see of the lines of a shift."""
    return frozenset((entry.shift, *entry.reads) for entry in lines or ())


def _holder(rotation: RotationData, line: Entry) -> str | None:
    """Return who has most of a line's time in another edition of its shift; the first of equals."""
    base = base_id(line.shift)
    held: dict[str | None, timedelta] = {}
    for entry in rotation.published:
        shared = min(entry.end, line.end) - max(entry.start, line.start)
        if base_id(entry.shift) == base and shared > timedelta(0):
            held[entry.engineer] = held.get(entry.engineer, timedelta(0)) + shared
    return max(held, key=lambda person: held[person], default=None)


def _stands_in(entry: Entry, moved: Iterable[Entry]) -> bool:
    """Return whether a line took time of its track from a line that is gone or changed."""
    return any(
        e.track == entry.track and e.start < entry.end and entry.start < e.end for e in moved
    )
