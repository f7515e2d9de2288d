"""Which part of which shift breaks a rule, and whether it is over."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rotation.horizon.ids import base_id
from rotation.model.shifts import Shift
from rotation.rules import Violation

__all__ = ["Part", "grouped", "is_over", "part_of"]

Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a shift that breaks a rule and is not over."""

    violation: Violation
    shift: str
    start: datetime
    end: datetime
    left: bool


def is_over(violation: Violation, spans: Mapping[str, Interval], begins: datetime) -> bool:
    """Return whether the part that breaks a rule is over, so that nobody can change it.

    The part is the overlap with time off or with days outside membership. Any other
    breach is over when the last shift it names is over. Two shifts at the same time are over also
    when the one that ends first is a part whose rest was given away.

    Parameters
    ----------
    violation : Violation
        It may name unknown shifts; a violation without any known shift is never over.
    spans : mapping of str to (datetime.datetime, datetime.datetime)
        When each known shift, or part of one, starts and ends, by id.
    begins : datetime.datetime
        The midnight of today: what ends then or before is over.
    """
    if violation.during is not None:
        return violation.during[1] <= begins
    named = [s for s in (*violation.shifts, *violation.carried) if s in spans]
    if not named:
        return False
    if max(spans[shift][1] for shift in named) <= begins:
        return True
    first = min(named, key=lambda shift: spans[shift][1])
    ends = spans[first][1]
    together = max(spans[shift][0] for shift in named) < ends <= begins
    return together and any(
        start >= ends and base_id(shift) == base_id(first) for shift, (start, _) in spans.items()
    )


def part_of(
    violation: Violation, named: Sequence[Shift], worked: Container[str], begins: datetime
) -> Part:
    """Return which part of which shift to give away: of several, the one that begins last."""
    if violation.during is not None:
        start, end = violation.during
        return Part(violation, violation.shifts[0], max(start, begins), end, left=False)
    ahead = [shift for shift in named if shift.end > begins]
    line = max(ahead, key=lambda shift: (shift.id not in worked, shift.start, shift.id))
    return Part(violation, line.id, max(line.start, begins), line.end, left=True)


def grouped(parts: Iterable[Part]) -> list[list[Part]]:
    """Merge parts that touch or overlap within one shift, by start and shift."""
    groups: dict[str, list[list[Part]]] = {}
    for part in sorted(parts, key=lambda p: (p.start, p.end)):
        of_shift = groups.setdefault(part.shift, [])
        if of_shift and part.start <= max(other.end for other in of_shift[-1]):
            of_shift[-1].append(part)
        else:
            of_shift.append([part])
    merged = [group for of_shift in groups.values() for group in of_shift]
    return sorted(merged, key=lambda group: (group[0].start, group[0].shift))
