"""Who was, is and will be on call, for a report: lines, gaps and holidays."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from rotation.analysis.rounds import turns_of
from rotation.goals.gaps import gap_days
from rotation.horizon import DayCalendar
from rotation.horizon.counted_holidays import CountedHolidays
from rotation.horizon.days import Holiday
from rotation.horizon.shift_days import ShiftDays
from rotation.model.identity import split_part
from rotation.model.problem import Block, BlockKind
from rotation.model.report import (
    Absence,
    AbsenceKind,
    HolidayDay,
    HolidayKept,
    LineOrigin,
    RestGap,
    RoundLine,
    ShiftLine,
)
from rotation.model.shifts import Shift, ShiftKind
from rotation.plans.schedule import PlannedSchedule
from rotation.written.changed_shifts import differences

__all__ = ["absences_of", "gaps_of", "holidays_of", "plan_lines", "record_lines", "rounds_of"]

_KINDS = {
    BlockKind.TIME_OFF: AbsenceKind.AWAY,
    BlockKind.GRACE: AbsenceKind.NOT_YET,
    BlockKind.GONE: AbsenceKind.GONE,
    BlockKind.ELSEWHERE: AbsenceKind.ELSEWHERE,
}


def plan_lines(plan: PlannedSchedule) -> tuple[ShiftLine, ...]:
    """Return the lines of the plan, by start and track, each with notes about it."""
    zone = ZoneInfo(plan.rotation.timezone)
    names = plan.rotation.labels
    changed = {
        difference.row.shift.id: difference for difference in differences(plan.rotation, plan.rows)
    }
    short = {shift.id for shift in plan.short_notice}
    begins = {round_.shifts[0]: number for number, round_ in enumerate(plan.problem.rounds, 1)}
    lines = []
    for row in plan.rows:
        shift = row.shift
        notes = []
        if shift.id in begins:
            notes.append(f"begins round {begins[shift.id]}")
        if row.engineer is None:
            notes.append("nobody holds it")
        if shift.kind is ShiftKind.VOLUNTEER:
            notes.append(f"volunteer, {shift.period}" if shift.period else "volunteer")
        if shift.id in plan.problem.locks:
            notes.append(f"settled: {plan.problem.locks[shift.id].because}")
        if shift.id in changed and changed[shift.id].handed_on:
            before = changed[shift.id].entry.engineer
            notes.append(f"before: {names.get(before, before) if before else 'open'}")
        if shift.id in changed and changed[shift.id].moved:
            notes.append("other times than published")
        if shift.id in short and row.engineer is not None:
            notes.append("short notice")
        locked = shift.id in plan.problem.locks
        lines.append(
            _line(shift, zone, row.engineer, LineOrigin.PLAN, locked=locked, notes=tuple(notes))
        )
    return tuple(lines)


def record_lines(plan: PlannedSchedule) -> tuple[ShiftLine, ...]:
    """Return worked and published lines besides the plan, as far back as loads count."""
    zone = ZoneInfo(plan.rotation.timezone)
    worked = {(e.track, split_part(e.shift)[0]) for e in plan.rotation.history}
    lines = []
    for held in plan.problem.carried:
        if held.shift.end > plan.problem.window_start:
            known = (held.shift.track, split_part(held.shift.id)[0]) in worked
            origin = LineOrigin.WORKED if known else LineOrigin.PUBLISHED
            lines.append(_line(held.shift, zone, held.engineer, origin, locked=True))
    return tuple(lines)


def _line(
    shift: Shift,
    zone: ZoneInfo,
    person: str | None,
    origin: LineOrigin,
    *,
    locked: bool,
    notes: tuple[str, ...] = (),
) -> ShiftLine:
    start, end = shift.start.astimezone(zone), shift.end.astimezone(zone)
    return ShiftLine(shift, start, end, person, origin, locked, notes)


def rounds_of(plan: PlannedSchedule) -> Iterator[RoundLine]:
    """Yield the rounds of a plan: who serves once, and why others do not."""
    zone = ZoneInfo(plan.rotation.timezone)
    for turns in turns_of(plan.problem, plan.roster):
        shifts = [plan.problem.shift(shift) for shift in turns.round.shifts]
        held = Counter(plan.roster[shift.id] for shift in shifts)
        once = sorted(person for person, count in held.items() if person and count == 1)
        start, end = (t.astimezone(zone) for t in (shifts[0].start, shifts[-1].end))
        exceptions = tuple((t.person, t.count, t.because) for t in turns.exceptions)
        yield RoundLine(turns.number, start, end, turns.round.shifts, tuple(once), exceptions)


def gaps_of(record: Sequence[ShiftLine]) -> Iterator[RestGap]:
    """Yield the gap between every two consecutive regular shifts of a person."""
    turns: dict[str, list[ShiftLine]] = {}
    for line in sorted(record, key=lambda line: (line.start, line.shift.track, line.shift.id)):
        if line.person is not None and line.shift.regular:
            turns.setdefault(line.person, []).append(line)
    for person, lines in sorted(turns.items()):
        for before, after in pairwise(lines):
            # Parts of one shift count as one.
            if split_part(before.shift.id)[0] != split_part(after.shift.id)[0]:
                yield RestGap(person, gap_days(before.shift, after.shift), before, after)


def holidays_of(
    counted: CountedHolidays,
    held: ShiftDays,
    record: Sequence[ShiftLine],
    first: date,
    last: date,
) -> tuple[tuple[HolidayDay, ...], tuple[HolidayKept, ...]]:
    """Return the holidays from one day to another, both inclusive, with the people on call.

    Returns
    -------
    tuple of HolidayDay
        Each day of the rotation's holidays separately, by day.
    tuple of HolidayKept
        Each holiday that counts for somebody (F36) with all its days, by first day.
    """
    on: dict[date, list[ShiftLine]] = {}
    for line in record:
        for day in held.of(line.shift):
            on.setdefault(day, []).append(line)
    for lines in on.values():
        lines.sort(key=lambda line: (line.shift.track, line.shift.id))
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    single = tuple(
        HolidayDay(day, names, tuple(on.get(day, ())))
        for day in span
        if (names := counted.usual.names(day))
    )
    return single, tuple(_kept(counted, held, record, span))


def _kept(
    counted: CountedHolidays, held: ShiftDays, record: Sequence[ShiftLine], span: Sequence[date]
) -> Iterator[HolidayKept]:
    """Yield the holidays of every place that counts for a line, with the lines that have them."""
    places: dict[DayCalendar, dict[date, list[ShiftLine]]] = {}
    for line in sorted(record, key=lambda line: (line.shift.track, line.shift.id)):
        on = places.setdefault(counted.calendar(line.shift, line.person), {})
        for day in held.of(line.shift):
            on.setdefault(day, []).append(line)
    kept: dict[Holiday, dict[ShiftLine, None]] = {}
    for calendar, on in (places or {counted.usual: {}}).items():
        for holiday in calendar.holidays(span):
            lines = kept.setdefault(holiday, {})
            lines |= dict.fromkeys(line for day in holiday.days for line in on.get(day, ()))
    for holiday in sorted(kept, key=lambda holiday: (holiday.days, holiday.name)):
        yield HolidayKept(holiday.name, holiday.days, tuple(kept[holiday]))


def absences_of(plan: PlannedSchedule, first: datetime, last: datetime) -> Iterator[Absence]:
    """Yield when people cannot be on call between two instants, without the reason."""
    zone = ZoneInfo(plan.rotation.timezone)

    def seen(block: Block) -> tuple[datetime, datetime]:
        return max(block.start, first).astimezone(zone), min(block.end, last).astimezone(zone)

    for person in plan.problem.people:
        for block in person.blocks:
            if block.start < last and first < block.end:
                yield Absence(person.id, *seen(block), _KINDS[block.kind])
