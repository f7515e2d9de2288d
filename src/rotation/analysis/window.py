"""The ledger of a plan, or of any window: what each person carried, next to a fair share of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from rotation.analysis.accounts import accounts_of
from rotation.analysis.carried import Carried, CarriedFrom, carried_between, written
from rotation.analysis.ledger import Ledger, LedgerLine, seconds_of
from rotation.analysis.quantities import CLOCKED, of_track
from rotation.errors import BadInput, Fault
from rotation.goals.minutes import PER_HOUR
from rotation.goals.night_hours import minutes_at_night, night_shares
from rotation.goals.tracks import counted_on, shares_of_tracks
from rotation.horizon.clock import midnight, noons, wall, years_before
from rotation.horizon.counted_holidays import CountedHolidays
from rotation.horizon.hours import Hours, HourSplitter
from rotation.horizon.ids import base_id
from rotation.horizon.shift_days import ShiftDays
from rotation.horizon.track_places import TrackPlace
from rotation.model.fairness import holdable
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.sharing import SharedLoad, divided
from rotation.model.shifts import Entry, Held, Loads, Shift, ShiftKind
from rotation.problems.from_window import window_problem
from rotation.written.published import records

__all__ = ["last_day", "ledger_of_plan", "ledger_over"]


def ledger_over(
    rotation: RotationData,
    *,
    since: date | None = None,
    until: date | None = None,
    draft: Sequence[Entry] | Sequence[Row] = (),
    planned_from: datetime | None = None,
) -> Ledger:
    """Return the ledger of a window, with shares as docs/rules.md defines them (F1 to F14).

    Parameters
    ----------
    rotation : RotationData
        Its history and published plan.
    since, until : datetime.date, optional
        First day, and the day after the last, in the rotation's zone. By default the window ends
        with what is written, and begins `history_days` before the draft, or before its end.
    draft : sequence of Entry or Row, optional
        Replaces what is recorded about its shifts. Its open shifts count as to be shared out,
        and fairness is among those present from its start on; without a draft among those present
        in the window. Without `since`, volunteer days are counted as far back as in a plan (F1).
    planned_from : datetime.datetime, optional
        Where the draft's horizon begins: the start of its first line by default.

    Raises
    ------
    BadInput
        When the window ends before it begins.
    """
    zone = ZoneInfo(rotation.timezone)
    lines = written(rotation, draft)
    if draft and planned_from is None:
        planned_from = min(line.shift.start for line in lines if line.origin is CarriedFrom.DRAFT)
    last = until or _last_day(zone, lines)
    first = since or (wall(zone, planned_from).date() if planned_from else last) - timedelta(
        days=rotation.history_days
    )
    if last <= first:
        what = f"the window ends on {last}, which is not after its start, {first}"
        raise BadInput(
            Fault("--until", what, "give a later day; it is the first day that is not counted")
        )
    start, end = midnight(zone, first), midnight(zone, last)
    carried = carried_between(rotation, start, end, draft)
    horizon = start if planned_from is None else min(max(planned_from, start), end)
    volunteers_from = None
    if planned_from is not None and since is None:
        day = wall(zone, planned_from).date()
        volunteers_from = midnight(zone, years_before(day, rotation.volunteer_years))
    earlier = [
        Held(line.shift, line.engineer)
        for line in lines
        if volunteers_from is not None
        and line.engineer is not None
        and line.shift.kind is ShiftKind.VOLUNTEER
        and volunteers_from <= line.shift.start < start
        and line not in carried
    ]
    problem = _problem(
        rotation, (start, end), horizon, carried, earlier=earlier, volunteers_from=volunteers_from
    )
    carried = tuple(c for c in carried if c.origin is CarriedFrom.DRAFT or c.engineer is not None)
    return Ledger(rotation, start, end, tuple(_lines(rotation, problem, carried)), carried)


def ledger_of_plan(rotation: RotationData, problem: Problem, roster: Roster) -> Ledger:
    """Return the ledger of a plan: its own loads and shares, and its shifts as the draft.

    Parameters
    ----------
    rotation : RotationData
        What was planned for.
    problem : Problem
        What was decided; the ledger is of its fairness window.
    roster : Roster
        The holders of its shifts.
    """
    worked = {key for key, record in records(rotation).items() if record.worked}
    lines = [Carried(shift, roster[shift.id], CarriedFrom.DRAFT) for shift in problem.shifts]
    for held in problem.carried:
        if problem.window_start <= held.shift.start < problem.end:
            known = (held.shift.track, base_id(held.shift.id)) in worked
            origin = CarriedFrom.HISTORY if known else CarriedFrom.PUBLISHED
            lines.append(Carried(held.shift, held.engineer, origin))
    carried = tuple(sorted(lines, key=lambda c: (c.shift.start, c.shift.track, c.shift.id)))
    made = tuple(_lines(rotation, (problem, roster), carried))
    return Ledger(rotation, problem.window_start, problem.end, made, carried)


def last_day(rotation: RotationData) -> date | None:
    """Return the day after the last that is worked or published, in the rotation's zone.

    Parameters
    ----------
    rotation : RotationData
        Its history and published plan.

    Returns
    -------
    datetime.date or None
        None if nothing is written in them.
    """
    lines = written(rotation)
    return _last_day(ZoneInfo(rotation.timezone), lines) if lines else None


def _last_day(zone: ZoneInfo, lines: Iterable[Carried]) -> date:
    ends = [noons(zone, line.shift.start, line.shift.end)[1] for line in lines]
    starts = [wall(zone, line.shift.start).date() + timedelta(days=1) for line in lines]
    if not ends:
        what = "nothing is worked, published or drafted, so the window has no end"
        hint = "give --until, or name `history` and `published` in [files]"
        raise BadInput(Fault("--until", what, hint))
    return max(*ends, *starts)


def _problem(
    rotation: RotationData,
    window: tuple[datetime, datetime],
    horizon: datetime,
    carried: Sequence[Carried],
    *,
    earlier: Sequence[Held],
    volunteers_from: datetime | None,
) -> tuple[Problem, Roster]:
    """Return the problem of a window: a draft's shifts, or all shifts that present people hold."""
    drafted = any(line.origin is CarriedFrom.DRAFT for line in carried)
    if drafted:
        inside = {c.shift: c.engineer for c in carried if c.origin is CarriedFrom.DRAFT}
    else:
        people, _ = window_problem(rotation, window, horizon, {}, ())
        present = {p.id for p in people.people if p.present}
        inside = {c.shift: c.engineer for c in carried if c.engineer in present}
    outside = [
        Held(c.shift, c.engineer)
        for c in carried
        if c.engineer is not None and c.shift not in inside
    ]
    return window_problem(
        rotation, window, horizon, inside, [*earlier, *outside], volunteers_from=volunteers_from
    )


def _lines(
    rotation: RotationData,
    prepared: tuple[Problem, Roster],
    carried: Sequence[Carried],
) -> Iterator[LedgerLine]:
    problem, roster = prepared
    tracks = ShiftDays(rotation)
    hours = {line.shift: _hours(rotation, tracks.place(line.shift), line.shift) for line in carried}
    shares = _shares(problem, _shared(problem, carried), hours)
    drafted = any(line.origin is CarriedFrom.DRAFT for line in carried)
    counted = CountedHolidays(rotation)
    for account in accounts_of(problem, roster):
        person = account.person
        mine = [line.shift for line in carried if line.engineer == person.id]
        names = Counter(name for shift in mine for name in counted.names(shift, person.id))
        on = Counter(track for shift in mine if (track := counted_on(problem, shift)) is not None)
        nights = sum((minutes_at_night(person.nights, shift) for shift in mine), Fraction(0))
        # A track that somebody may not hold any more is above a share of 0 (G20).
        own = dict.fromkeys(map(of_track, on), Fraction(0)) if person.present else {}
        own |= {
            quantity: share[person.id] for quantity, share in shares.items() if person.id in share
        }
        yield LedgerLine(
            person,
            account.before if drafted else account.load,
            account.planned if drafted else Loads(),
            {**account.shares, **own},
            sum((hours[shift] for shift in mine), Hours()),
            dict(sorted(names.items())),
            nights / PER_HOUR,
            dict(sorted(on.items())),
        )


def _shares(
    problem: Problem, shared: Sequence[Carried], hours: Mapping[Shift, Hours]
) -> Mapping[str, Mapping[str, Fraction]]:
    """Return the shares of what accounts do not have: by quantity, then by person."""
    shares: dict[str, dict[str, Fraction]] = {}
    days = [SharedLoad(c.shift.weighed.days, c.shift, c.engineer) for c in shared]
    shares["days"] = dict(divided(problem, days))
    for quantity in CLOCKED:
        times = [
            SharedLoad(seconds_of(hours[c.shift], quantity), c.shift, c.engineer) for c in shared
        ]
        shares[quantity] = {who: share / 3600 for who, share in divided(problem, times).items()}
    nights = night_shares(problem)
    shares["night_hours"] = {who: share / PER_HOUR for who, share in nights.items()}
    for (who, track), share in shares_of_tracks(problem).items():
        shares.setdefault(of_track(track), {})[who] = share
    return shares


def _hours(rotation: RotationData, place: TrackPlace, shift: Shift) -> Hours:
    """Return the hours in the windows of a shift by its track's clock, by what it counts."""
    splitter = HourSplitter(place.zone, place.days, rotation.pay.working_hours)
    windows = (splitter.split(window.start, window.end) for window in shift.windows)
    return sum(windows, Hours()).times(shift.counts)


def _shared(problem: Problem, carried: Sequence[Carried]) -> list[Carried]:
    """Return the shifts of F6: carried by present people, or in the horizon and holdable."""
    settled = {problem.shift(shift) for shift in holdable(problem)}
    inside = set(problem.shifts)
    present = {p.id for p in problem.people if p.present}
    return [
        c
        for c in carried
        if c.shift in settled or (c.shift not in inside and c.engineer in present)
    ]
