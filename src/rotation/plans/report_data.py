"""The data of a report (docs/report.md), drawn by `rotation.export.report`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

from rotation.analysis.quantities import TIMES, TRACKS, ledger_title, of_track
from rotation.goals.tracks import held_of_tracks, shares_of_tracks
from rotation.horizon.clock import midnight
from rotation.horizon.counted_holidays import CountedHolidays
from rotation.horizon.rest_days_of_tracks import rest_days_of_tracks
from rotation.horizon.shift_days import ShiftDays
from rotation.letters import by_name
from rotation.model.fairness import Quantity
from rotation.model.months import Month
from rotation.model.report import (
    Bar,
    LedgerStanding,
    Made,
    Member,
    PartlyAtRest,
    Report,
    Section,
    ShiftLine,
    Vacancy,
    Verdict,
)
from rotation.model.words import day_text, handover_words
from rotation.plans.note import Topic
from rotation.plans.notes import notes_of
from rotation.plans.report_changes import changes_of
from rotation.plans.report_record import (
    absences_of,
    gaps_of,
    holidays_of,
    plan_lines,
    record_lines,
    rounds_of,
)
from rotation.plans.rest_lines import gap_words, named_gaps, rest_lines
from rotation.plans.schedule import PlannedSchedule
from rotation.written.months import calendar_lines, months_of

__all__ = ["report_data"]

_ELSEWHERE = {Topic.CHANGED, Topic.SHORT_NOTICE, Topic.AHEAD}
"""Notes that have their own place in a report."""


def report_data(
    plan: PlannedSchedule, digest: str, versions: Mapping[str, str], *, standing: bool = False
) -> Report:
    """Return the data of a report; never solves.

    Parameters
    ----------
    plan : PlannedSchedule
        A plan that passed every rule.
    digest : str
        SHA-256 of its input.
    versions : mapping of str to str
        The versions of the packages used.
    standing : bool
        Whether it is the published plan with its trades, and not a plan that was just made.
    """
    rotation, problem = plan.rotation, plan.problem
    zone = ZoneInfo(rotation.timezone)
    first, last = _day(zone, problem.start), _last_day(zone, problem.end)
    planned = plan_lines(plan)
    others = record_lines(plan)
    running = tuple(o for o in others if o.start < problem.start < o.end)
    record = tuple(sorted((*others, *planned), key=_in_time))
    shown = first - timedelta(days=first.weekday())
    end = max((line.end for line in planned), default=problem.end)
    until = max(last, _last_day(zone, end))
    counted = CountedHolidays(rotation)
    resting = tuple(rest_days_of_tracks(rotation, shown, until))
    known = min((_day(zone, line.start) for line in record), default=first)
    notes = tuple(notes_of(plan))
    short_notice = next((n for n in notes if n.topic is Topic.SHORT_NOTICE), None)
    by_id = {line.shift.id: line for line in planned}
    published = {entry.shift for entry in rotation.published}
    holidays, kept = holidays_of(counted, ShiftDays(rotation), record, min(known, shown), until)
    return Report(
        name=rotation.name,
        timezone=rotation.timezone,
        first=first,
        last=last,
        today=plan.today,
        clock=_clock(zone, shown, until),
        verdict=Verdict(
            broken=len(plan.tolerated),
            proved=all(o.proved for o in plan.objectives),
            stopped=plan.stopped,
            open_regular=len(plan.open_regular),
            open_volunteer=len(plan.open_volunteer),
        ),
        tracks=tuple(
            (track.name, handover_words(track, first, last))
            for track in rotation.tracks
            if track.between(first, last)
        ),
        members=_members(plan),
        lines=(*running, *planned),
        record=record,
        months=tuple(_months(plan, record, first, last)),
        absences=tuple(
            absences_of(plan, midnight(zone, shown), midnight(zone, until + timedelta(days=1)))
        ),
        rounds=tuple(rounds_of(plan)),
        rest_days={rest.day: rest.holidays for rest in resting if not rest.tracks},
        partly=tuple(PartlyAtRest(*rest) for rest in resting if rest.tracks),
        holidays=holidays,
        kept=kept,
        ledgers=_ledgers(plan),
        standings=tuple(_standings(plan)),
        window=(_day(zone, problem.window_start), last),
        gaps=tuple(gaps_of(record)),
        min_rest_days=rotation.min_rest_days,
        notice_days=rotation.notice_days,
        vacancies=tuple(Vacancy(by_id[o.shift.id], o.reasons) for o in plan.openings),
        rest=tuple(_rest(plan)),
        given_up=tuple(
            Section(n.title, (*n.lines, *(_questions(plan) if n.topic is Topic.TOLERATED else ())))
            for n in notes
            if n.topic not in _ELSEWHERE
        ),
        short_notice=None
        if short_notice is None
        else Section(short_notice.title, short_notice.lines),
        changes=changes_of(plan),
        published=sum(line.shift.id in published for line in planned),
        standing=standing,
        made=Made(plan.objectives, digest, plan.effort, versions),
    )


def _months(
    plan: PlannedSchedule, record: Sequence[ShiftLine], first: date, last: date
) -> Iterator[Month]:
    lines = calendar_lines(plan.rotation, ((line.shift, line.person) for line in record))
    return months_of(plan.rotation, lines, first, last)


def _questions(plan: PlannedSchedule) -> Iterator[str]:
    """Yield the commands that show who could take shifts that break a rule and are not over."""
    zone = ZoneInfo(plan.rotation.timezone)
    for breach in plan.breaches:
        question = breach.question(zone)
        if question:
            yield f"who could help: rotation {question}"


def _rest(plan: PlannedSchedule) -> Iterator[Section]:
    gaps = tuple(gap_words(plan, gap) for gap in named_gaps(plan))
    if gaps:
        yield Section("Who serves again soonest", gaps)
    longer = rest_lines(plan)
    if longer:
        yield Section("A longer rest", longer)


def _in_time(line: ShiftLine) -> tuple[datetime, str, str]:
    return line.shift.start, line.shift.track, line.shift.id


def _day(zone: ZoneInfo, moment: datetime) -> date:
    return moment.astimezone(zone).date()


def _last_day(zone: ZoneInfo, end: datetime) -> date:
    """Return the last day that begins before an instant."""
    return _day(zone, end - timedelta(microseconds=1))


def _members(plan: PlannedSchedule) -> tuple[Member, ...]:
    members = (Member(p.id, p.name, p.present) for p in plan.problem.people)
    return tuple(sorted(members, key=lambda m: by_name(m.name, m.id)))


def _ledgers(plan: PlannedSchedule) -> Mapping[Quantity, tuple[Bar, ...]]:
    accounts = {account.person.id: account for account in plan.accounts}
    order = [member.id for member in _members(plan)]
    return {
        quantity: tuple(
            Bar(
                person,
                quantity.of(accounts[person].before),
                quantity.of(accounts[person].planned),
                accounts[person].shares.get(quantity),
            )
            for person in order
        )
        for quantity in Quantity
    }


def _standings(plan: PlannedSchedule) -> Iterator[tuple[str, tuple[LedgerStanding, ...]]]:
    """Yield what goals of the plan level besides the ledgers of every plan: hours, and tracks."""
    sought = {objective.goal for objective in plan.objectives}
    order = [member.id for member in _members(plan) if member.present]
    times = [quantity for quantity in TIMES if quantity in sought]
    if times:
        lines = {line.person.id: line for line in plan.ledger().lines}
        for quantity in times:
            yield (
                ledger_title(quantity),
                tuple(
                    LedgerStanding(who, lines[who].amount(quantity), lines[who].shares[quantity])
                    for who in order
                ),
            )
    if TRACKS in sought:
        shares = shares_of_tracks(plan.problem)
        held = held_of_tracks(plan.problem, plan.roster)
        accounts = shares.keys() | held.keys()
        for track in sorted({track for _, track in accounts}):
            yield (
                ledger_title(of_track(track)),
                tuple(
                    LedgerStanding(
                        who,
                        Fraction(held.get((who, track), 0)),
                        shares.get((who, track), Fraction(0)),
                    )
                    for who in order
                    if (who, track) in accounts
                ),
            )


def _clock(zone: ZoneInfo, first: date, last: date) -> str:
    """Return the zone's offset over some days, and the days on which it changes."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 2)]
    offsets = [_offset(midnight(zone, day).astimezone(zone)) for day in days]
    changes = [
        f"from {day_text(day)} on {after}"
        for day, (before, after) in zip(days, pairwise(offsets), strict=False)
        if before != after
    ]
    if not changes:
        return f"{offsets[0]} throughout"
    return ", ".join((f"{offsets[0]} at first", *changes))


def _offset(moment: datetime) -> str:
    offset = moment.utcoffset() or timedelta()
    minutes = int(abs(offset).total_seconds()) // 60
    sign = "\N{MINUS SIGN}" if offset < timedelta() else "+"
    return f"UTC{sign}{minutes // 60:02d}:{minutes % 60:02d}"
