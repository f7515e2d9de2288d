"""Rules that people's shifts break in a part that is not over, and the part to give away.

What is settled is not for planning to change: a running shift, one inside the notice, one that is
published for another month. Whoever looks at a plan, or asks who is on call, has to be told when
such a shift breaks a rule, as long as something can be done about it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon import problem_of_entries
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.horizon.published import Record, records
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, Status
from rotation.model.source import Source
from rotation.model.words import bound_text
from rotation.rules import Rule, Violation, violations

__all__ = ["Breach", "breaches_in", "from_today", "standing_breaches"]

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Breach:
    """Rules that one shift breaks in a part that is not over.

    Attributes
    ----------
    violations : tuple of Violation
        At least one; several when they are about the same part of the same shift.
    shift : str
        Id of the shift, or part of a split one, to give away; empty when the rule names none.
    start, end : datetime.datetime or None
        UTC, half-open: what of it is to be given away, from the midnight of today on; None without
        a shift.
    left : bool
        Whether that is all that is left of the shift, whatever its bounds.
    known : bool
        Whether history or the published plan has the shift under this id.
    worked : bool
        Whether history holds the shift: no trade moves it.
    source : Source or None
        Where the shift is written.
    replan : str
        The command that plans the shift anew, as it is settled by nothing or by the notice alone;
        empty when only people can do something.
    """

    violations: tuple[Violation, ...]
    shift: str = ""
    start: datetime | None = None
    end: datetime | None = None
    left: bool = True
    known: bool = True
    worked: bool = False
    source: Source | None = None
    replan: str = ""

    def bounds(self, zone: ZoneInfo) -> tuple[str, ...]:
        """Return the options of a trade that name the part; none where it is all that is left.

        Parameters
        ----------
        zone : zoneinfo.ZoneInfo
            The rotation's.
        """
        if self.left or self.start is None or self.end is None:
            return ()
        return ("--from", bound_text(self.start, zone), "--to", bound_text(self.end, zone))

    def question(self, zone: ZoneInfo) -> str:
        """Return the command, without `rotation`, that shows who could take it; else nothing."""
        if not self.shift or self.worked or not self.known:
            return ""
        return " ".join(("trade suggest", self.shift, *self.bounds(zone)))


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a shift breaks a rule, and is not over."""

    violation: Violation
    shift: str
    start: datetime
    end: datetime
    left: bool


def standing_breaches(
    rotation: RotationData, today: date, rules: Sequence[Rule] | None = None
) -> tuple[Breach, ...]:
    """Return what the plan that people rely on breaks, trades applied; see `breaches_in`.

    Parameters
    ----------
    rotation : RotationData
        Its history and published plan.
    today : datetime.date
        In the rotation's zone.
    rules : sequence of Rule, optional
        All registered ones by default.
    """
    rotation = from_today(rotation, today)
    begins = midnight(ZoneInfo(rotation.timezone), today)
    entries = [
        entry
        for record in records(rotation).values()
        if max(entry.end for entry in record.entries) > begins
        for entry in record.entries
    ]
    if not entries:
        return ()
    problem, roster = problem_of_entries(rotation, entries, today)
    return breaches_in(rotation, problem, roster, today, rules)


def from_today(rotation: RotationData, today: date) -> RotationData:
    """Return a rotation without nobody's time off that is over: it hides no absence to come."""
    begins = midnight(ZoneInfo(rotation.timezone), today)
    left = tuple(one for one in rotation.unmatched if one.end > begins)
    return replace(rotation, unmatched=left)


def breaches_in(
    rotation: RotationData,
    problem: Problem,
    roster: Roster,
    today: date,
    rules: Sequence[Rule] | None = None,
) -> tuple[Breach, ...]:
    """Return what a roster, and the shifts carried beside it, break in a part that is not over.

    Parameters
    ----------
    rotation : RotationData
        Says which shifts are worked and which published.
    problem : Problem
        Its carried shifts that are not over are judged as well.
    roster : Roster
        Who holds the shifts of the problem.
    today : datetime.date
        In the rotation's zone; what ends at its midnight or before is over.
    rules : sequence of Rule, optional
        All registered ones by default.

    Returns
    -------
    tuple of Breach
        By start and shift; what touches or overlaps within a shift is one.
    """
    begins = midnight(ZoneInfo(rotation.timezone), today)
    everything, holders = _with_carried(problem, roster, begins)
    shifts = {held.shift.id: held.shift for held in everything.carried}
    shifts |= {shift.id: shift for shift in everything.shifts}
    spans = {shift.id: (shift.start, shift.end) for shift in shifts.values()}
    written = {
        entry.shift: (entry.source, record)
        for record in records(rotation).values()
        for entry in record.entries
    }
    worked = {shift for shift, (_, record) in written.items() if record.worked}
    parts: list[_Part] = []
    nameless = []
    for violation in violations(everything, holders, rules):
        named = [shifts[s] for s in (*violation.shifts, *violation.carried) if s in shifts]
        if not named:
            nameless.append(Breach((violation,)))
        elif not _over(violation, spans, begins):
            parts.append(_part(violation, named, worked, begins))
    pinned = {pin.shift for pin in rotation.pins}
    found = []
    for group in _grouped(parts):
        first = group[0]
        source, record = written.get(first.shift, (None, None))
        found.append(
            Breach(
                tuple(part.violation for part in group),
                first.shift,
                min(part.start for part in group),
                max(part.end for part in group),
                any(part.left for part in group),
                record is not None,
                first.shift in worked,
                source,
                "" if first.shift in pinned else _replan(rotation, record, begins, today),
            )
        )
    return (*found, *nameless)


def _with_carried(problem: Problem, roster: Roster, begins: datetime) -> tuple[Problem, Roster]:
    """Take the carried shifts that are not over among those that are judged."""
    known = {shift.id for shift in problem.shifts}
    ahead = [h for h in problem.carried if h.shift.end > begins and h.shift.id not in known]
    if not ahead:
        return problem, roster
    shifts = (*problem.shifts, *(held.shift for held in ahead))
    everything = replace(
        problem,
        shifts=tuple(sorted(shifts, key=lambda s: (s.start, s.track, s.id))),
        carried=tuple(held for held in problem.carried if held not in ahead),
    )
    return everything, Roster({**roster, **{held.shift.id: held.engineer for held in ahead}})


def _over(violation: Violation, spans: Mapping[str, Span], begins: datetime) -> bool:
    """Tell whether the part that breaks a rule is over, and nobody can do anything about it.

    The part is the overlap with time off or with days outside membership. Whatever else breaks a
    rule is over when the last shift that it names is; two shifts at the same time also when the one
    that ends first is a part whose rest was given away.

    Parameters
    ----------
    violation : Violation
        It may name shifts that are not known; one that names known ones nowhere is never over.
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


def _part(
    violation: Violation, named: Sequence[Shift], worked: Iterable[str], begins: datetime
) -> _Part:
    """Return which part of which shift is to be given away: of several the latest to begin."""
    if violation.during is not None:
        start, end = violation.during
        return _Part(violation, violation.shifts[0], max(start, begins), end, left=False)
    ahead = [shift for shift in named if shift.end > begins]
    line = max(ahead, key=lambda shift: (shift.id not in worked, shift.start, shift.id))
    return _Part(violation, line.id, max(line.start, begins), line.end, left=True)


def _grouped(parts: Iterable[_Part]) -> list[list[_Part]]:
    """Put together what touches or overlaps within one shift, by start and shift."""
    groups: dict[str, list[list[_Part]]] = {}
    for part in sorted(parts, key=lambda p: (p.start, p.end)):
        of_shift = groups.setdefault(part.shift, [])
        if of_shift and part.start <= max(other.end for other in of_shift[-1]):
            of_shift[-1].append(part)
        else:
            of_shift.append([part])
    found = [group for of_shift in groups.values() for group in of_shift]
    return sorted(found, key=lambda group: (group[0].start, group[0].shift))


def _replan(rotation: RotationData, record: Record | None, begins: datetime, today: date) -> str:
    """Return the command that plans a shift anew; nothing when it is settled for good."""
    if record is None or record.worked or min(e.start for e in record.entries) < begins:
        return ""
    notice = today + timedelta(days=rotation.notice_days)
    if min(e.start for e in record.entries) < midnight(ZoneInfo(rotation.timezone), notice):
        return "replan --release"
    locked = any(entry.status is Status.LOCKED for entry in record.entries)
    return "" if locked else "replan"
