"""Rules that shifts break in a part that is not over, and the part to give away.

Planning cannot change settled shifts: a running one, one inside the notice, one published for
another month. People who look at a plan, or ask who is on call, have to know when such a shift
breaks a rule, as long as it can still be fixed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.checks.breach_parts import Part, grouped, is_over, part_of
from rotation.horizon.clock import midnight
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import Status
from rotation.model.source import Source
from rotation.model.words import bound_text
from rotation.problems import problem_of_entries
from rotation.rules import Rule, Violation, violations
from rotation.written.published import Record, records

__all__ = ["Breach", "breaches_in", "from_today", "standing_breaches"]


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
        UTC, half-open: the part to give away, from the midnight of today on; None without a shift.
    left : bool
        Whether that is the whole rest of the shift, whatever its bounds.
    known : bool
        Whether history or the published plan has the shift under this id.
    worked : bool
        Whether history holds the shift: no trade moves it.
    source : Source or None
        Where the shift is written.
    replan : str
        The command that replans the shift, if nothing or only the notice settles it; empty when
        only people can fix it.
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
        """Return the options of a trade that name the part; none if it is all that is left.

        Parameters
        ----------
        zone : zoneinfo.ZoneInfo
            The rotation's.
        """
        if self.left or self.start is None or self.end is None:
            return ()
        return ("--from", bound_text(self.start, zone), "--to", bound_text(self.end, zone))

    def question(self, zone: ZoneInfo) -> str:
        """Return the command, without `rotation`, that shows who could take it, or nothing."""
        if not self.shift or self.worked or not self.known:
            return ""
        return " ".join(("trade suggest", self.shift, *self.bounds(zone)))


def standing_breaches(
    rotation: RotationData, today: date, rules: Sequence[Rule] | None = None
) -> tuple[Breach, ...]:
    """Return the rules that the published plan breaks, trades applied; see `breaches_in`.

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
    """Return a rotation without unmatched time off that is over: it hides no future absence."""
    begins = midnight(ZoneInfo(rotation.timezone), today)
    left = tuple(absence for absence in rotation.unmatched if absence.end > begins)
    return rotation.amended(unmatched=left)


def breaches_in(
    rotation: RotationData,
    problem: Problem,
    roster: Roster,
    today: date,
    rules: Sequence[Rule] | None = None,
) -> tuple[Breach, ...]:
    """Return the rules that a roster and carried shifts break in a part that is not over.

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
    parts: list[Part] = []
    nameless = []
    for violation in violations(everything, holders, rules):
        named = [shifts[s] for s in (*violation.shifts, *violation.carried) if s in shifts]
        if not named:
            nameless.append(Breach((violation,)))
        elif not is_over(violation, spans, begins):
            parts.append(part_of(violation, named, worked, begins))
    pinned = {pin.shift for pin in rotation.pins}
    breaches = []
    for group in grouped(parts):
        first = group[0]
        source, record = written.get(first.shift, (None, None))
        breaches.append(
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
    return (*breaches, *nameless)


def _with_carried(problem: Problem, roster: Roster, begins: datetime) -> tuple[Problem, Roster]:
    """Add the carried shifts that are not over to the judged ones."""
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


def _replan(rotation: RotationData, record: Record | None, begins: datetime, today: date) -> str:
    """Return the command that replans a shift; empty if it is settled for good."""
    if record is None or record.worked or min(e.start for e in record.entries) < begins:
        return ""
    notice = today + timedelta(days=rotation.notice_days)
    if min(e.start for e in record.entries) < midnight(ZoneInfo(rotation.timezone), notice):
        return "replan --release"
    locked = any(entry.status is Status.LOCKED for entry in record.entries)
    return "" if locked else "replan"
