"""How the lines of the published plan differ from those before."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from rotation.horizon.ids import base_id
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.model.trades import LoggedChange
from rotation.written.traded import stamp

__all__ = ["logged_changes"]


def logged_changes(
    before: RotationData, after: RotationData, today: date, why: str
) -> Iterator[LoggedChange]:
    """Yield the visible changes of the published plan for the log, by start.

    A first publication is not a change, unless another shift was published for its time.

    Parameters
    ----------
    before, after : RotationData
        With the published plan as it was, and as it will be.
    today : datetime.date
        In the rotation's zone.
    why : str
        For the log.
    """
    old = {e.shift: e for e in before.published}
    new = {e.shift: e for e in after.published}
    bases = {base_id(e.shift) for e in before.published}
    moved = [e for e in before.published if e.shift not in new or new[e.shift].reads != e.reads]
    for name in sorted({*old, *new}, key=lambda n: ((old.get(n) or new[n]).start, n)):
        was, now = old.get(name), new.get(name)
        if was is not None and now is not None:
            if was.reads != now.reads:
                when = now.revised or stamp(after, today, [was.revised])
                yield LoggedChange(
                    when, name, was.start, was.end, was.engineer, now.engineer, now.revision, why
                )
        elif was is not None:
            when = stamp(after, today, [was.revised])
            revision, taker = was.revision + 1, _holder(after, was)
            yield LoggedChange(when, name, was.start, was.end, was.engineer, taker, revision, why)
        elif now is not None and (base_id(name) in bases or _stands_in(now, moved)):
            when, giver = now.revised or stamp(after, today), _holder(before, now)
            yield LoggedChange(
                when, name, now.start, now.end, giver, now.engineer, now.revision, why
            )


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
