"""The ledger of any window: what each person carried, next to a fair share of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rotation.analysis.carried import Carried, Origin, carried_between, written
from rotation.analysis.indices import Indices
from rotation.analysis.ledger import Line, ledger_of
from rotation.errors import BadInput, Fault
from rotation.horizon import DayCalendar
from rotation.horizon.clock import midnight, noons, wall
from rotation.horizon.hours import Hours, HourSplitter
from rotation.horizon.window import window_problem
from rotation.model.fairness import Quantity, by_weight, holdable
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Held, Loads, Shift

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["QUANTITIES", "LedgerTable", "WindowLine", "ledger_over"]

Record = tuple[str, str, str, Fraction, Fraction | None, Fraction | None]
"""Engineer, name, quantity, load, share, difference."""

_TIMES = ("hours", "working_hours", "off_hours", "rest_day_hours")

QUANTITIES = (
    *("shifts", "days", "hours", "rest_days", "holidays", "volunteer_days"),
    *("working_hours", "off_hours", "rest_day_hours"),
)
"""What a ledger counts, in the order of its columns."""


@dataclass(frozen=True, slots=True)
class WindowLine:
    """One person's line.

    Attributes
    ----------
    person : Person
        Whose; `weight` and `present` are those of the window.
    load : Loads
        What the person carried.
    hours : Hours
        The same in exact time, by the rotation's clock and holidays.
    holidays : mapping of str to int
        How many of the shifts carried held the holiday of that name, by name.
    shares : mapping of str to fractions.Fraction
        The fair share of each quantity; empty for somebody not present.
    """

    person: Person
    load: Loads
    hours: Hours
    holidays: Mapping[str, int]
    shares: Mapping[str, Fraction]

    def amount(self, quantity: str) -> Fraction:
        """Return the load: a whole number, or exact hours."""
        if quantity in _TIMES:
            return _in_hours(_seconds(self.hours, quantity))
        return Fraction(getattr(self.load, quantity))

    def difference(self, quantity: str) -> Fraction | None:
        """Return load less share: above 0 is more than fair; None without a share."""
        share = self.shares.get(quantity)
        return None if share is None else self.amount(quantity) - share


@dataclass(frozen=True)
class LedgerTable:
    """The ledger of a window.

    Attributes
    ----------
    rotation : RotationData
        The team.
    start, end : datetime.datetime
        UTC, half-open.
    lines : tuple of WindowLine
        Everybody, by id.
    carried : tuple of Carried
        The shifts that were counted, and a draft's open ones, by start, track and id.
    """

    rotation: RotationData
    start: datetime
    end: datetime
    lines: tuple[WindowLine, ...]
    carried: tuple[Carried, ...]

    @cached_property
    def dates(self) -> tuple[date, date]:
        """The first day, and the day after the last one, in the rotation's zone."""
        zone = ZoneInfo(self.rotation.timezone)
        return wall(zone, self.start).date(), wall(zone, self.end).date()

    def indices(self) -> Mapping[str, Indices]:
        """Return Gini's, Jain's and the standard deviation of each quantity."""
        return {
            quantity: Indices.of(
                [
                    (line.amount(quantity), line.shares[quantity])
                    for line in self.lines
                    if quantity in line.shares
                ]
            )
            for quantity in QUANTITIES
        }

    def to_frame(self) -> "pd.DataFrame":
        """Return the ledger in long form, one row a person and quantity.

        Returns
        -------
        pandas.DataFrame
            Columns `engineer, name, quantity, load, share, difference`, NaN without a share.
            Quantities are `QUANTITIES`, then `holidays: NAME` for each name somebody carried.
        """
        import pandas as pd  # noqa: PLC0415 - heavy, and only notebooks need it

        columns = ["engineer", "name", "quantity", "load", "share", "difference"]
        return pd.DataFrame(
            [(*r[:3], float(r[3]), _float(r[4]), _float(r[5])) for r in self.records()],
            columns=columns,
        )

    def to_wide(self) -> "pd.DataFrame":
        """Return the ledger, one row a person, indexed by id.

        Returns
        -------
        pandas.DataFrame
            Columns `name, present, weight`; for each of `shifts`, `rest_days`, `holidays` and
            `volunteer_days` the load, `..._share` and `..._difference` (NaN without a share);
            `days, hours, working_hours, off_hours, rest_day_hours`.
        """
        import pandas as pd  # noqa: PLC0415 - heavy, and only notebooks need it

        rest = [q for q in QUANTITIES if q not in list(Quantity)]
        levelled = [f"{q}{end}" for q in Quantity for end in ("", "_share", "_difference")]
        columns = ["engineer", "name", "present", "weight", *levelled, *rest]
        records = []
        for line in self.lines:
            person = line.person
            record: dict[str, object] = {"engineer": person.id, "name": person.name}
            record |= {"present": person.present, "weight": person.weight}
            for quantity in Quantity:
                record[quantity] = quantity.of(line.load)
                record[f"{quantity}_share"] = _float(line.shares.get(quantity))
                record[f"{quantity}_difference"] = _float(line.difference(quantity))
            record["days"] = line.load.days
            record |= {q: float(line.amount(q)) for q in _TIMES}
            records.append(record)
        return pd.DataFrame(records, columns=columns).set_index("engineer")

    def records(self) -> Iterator[Record]:
        """Yield the rows of `to_frame`, exactly; None without a share."""
        names = sorted({name for line in self.lines for name in line.holidays})
        for line in self.lines:
            who = (line.person.id, line.person.name)
            for quantity in QUANTITIES:
                share, difference = line.shares.get(quantity), line.difference(quantity)
                yield (*who, quantity, line.amount(quantity), share, difference)
            for name in names:
                yield (*who, f"holidays: {name}", Fraction(line.holidays.get(name, 0)), None, None)


def ledger_over(
    rotation: RotationData,
    *,
    since: date | None = None,
    until: date | None = None,
    draft: Sequence[Entry] | Sequence[Row] = (),
    planned_from: datetime | None = None,
) -> LedgerTable:
    """Return the ledger of a window, with shares as docs/rules.md defines them (F1 to F13).

    Parameters
    ----------
    rotation : RotationData
        Its history and published plan.
    since, until : datetime.date, optional
        First day, and the day after the last, in the rotation's zone. By default the window ends
        with what is written, and begins `history_days` before the draft, or before its end.
    draft : sequence of Entry or Row, optional
        Stands in for what is written of its shifts. Its open shifts count as to be shared out,
        and fairness is among those present from its start on; without a draft among those present
        in the window.
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
        planned_from = min(one.shift.start for one in lines if one.origin is Origin.DRAFT)
    last = until or _last_day(zone, lines)
    first = since or (wall(zone, planned_from).date() if planned_from else last) - timedelta(
        days=rotation.history_days
    )
    if last <= first:
        what = f"the window ends on {last}, not after it begins on {first}"
        raise BadInput(Fault("--until", what, "give a later day (it is the first not counted)"))
    start, end = midnight(zone, first), midnight(zone, last)
    carried = carried_between(rotation, start, end, draft)
    horizon = start if planned_from is None else min(max(planned_from, start), end)
    problem = _problem(rotation, (start, end), horizon, carried)
    carried = tuple(c for c in carried if c.origin is Origin.DRAFT or c.engineer is not None)
    return LedgerTable(rotation, start, end, tuple(_lines(rotation, problem, carried)), carried)


def _last_day(zone: ZoneInfo, lines: Iterable[Carried]) -> date:
    ends = [noons(zone, one.shift.start, one.shift.end)[1] for one in lines]
    starts = [wall(zone, one.shift.start).date() + timedelta(days=1) for one in lines]
    if not ends:
        what = "nothing is worked, published or drafted, so the window has no end"
        mend = "give --until, or name `history` and `published` in [files]"
        raise BadInput(Fault("--until", what, mend))
    return max(*ends, *starts)


def _problem(
    rotation: RotationData,
    window: tuple[datetime, datetime],
    horizon: datetime,
    carried: Sequence[Carried],
) -> tuple[Problem, Roster]:
    """Return the problem of a window: a draft's shifts, or all that somebody present holds."""
    drafted = any(one.origin is Origin.DRAFT for one in carried)
    if drafted:
        inside = {c.shift: c.engineer for c in carried if c.origin is Origin.DRAFT}
    else:
        people, _ = window_problem(rotation, window, horizon, {}, ())
        present = {p.id for p in people.people if p.present}
        inside = {c.shift: c.engineer for c in carried if c.engineer in present}
    outside = [
        Held(c.shift, c.engineer)
        for c in carried
        if c.engineer is not None and c.shift not in inside
    ]
    return window_problem(rotation, window, horizon, inside, outside)


def _lines(
    rotation: RotationData,
    prepared: tuple[Problem, Roster],
    carried: Sequence[Carried],
) -> Iterator[WindowLine]:
    problem, roster = prepared
    splitter = HourSplitter(
        ZoneInfo(rotation.timezone), DayCalendar(rotation.holidays), rotation.pay.working_hours
    )
    hours = {one.shift: splitter.split(one.shift.start, one.shift.end) for one in carried}
    shared = _shared(problem, carried)
    shares = {
        quantity: by_weight(problem, sum(_seconds(hours[shift], quantity) for shift in shared))
        for quantity in _TIMES
    }
    days = by_weight(problem, sum(shift.loads.days for shift in shared))
    for line in ledger_of(problem, roster):
        who = line.person.id
        mine = [one.shift for one in carried if one.engineer == who]
        yield WindowLine(
            line.person,
            line.load,
            sum((hours[shift] for shift in mine), Hours()),
            dict(sorted(Counter(name for shift in mine for name in shift.holidays).items())),
            _all_shares(line, days, shares),
        )


def _shared(problem: Problem, carried: Sequence[Carried]) -> list[Shift]:
    """Return the shifts of F6: carried by those present, or of the horizon and holdable."""
    settled = {problem.shift(shift) for shift in holdable(problem)}
    inside = set(problem.shifts)
    present = {p.id for p in problem.people if p.present}
    return [
        c.shift
        for c in carried
        if c.shift in settled or (c.shift not in inside and c.engineer in present)
    ]


def _all_shares(
    line: Line, days: Mapping[str, Fraction], times: Mapping[str, Mapping[str, Fraction]]
) -> dict[str, Fraction]:
    who = line.person.id
    found = {str(quantity): share for quantity, share in line.shares.items()}
    if who in days:
        found["days"] = days[who]
        found |= {quantity: share[who] / 3600 for quantity, share in times.items()}
    return found


def _seconds(hours: Hours, quantity: str) -> int:
    found = {
        "hours": hours.total,
        "working_hours": hours.working,
        "off_hours": hours.off_hours,
        "rest_day_hours": hours.rest_days,
    }
    return found[quantity] // timedelta(seconds=1)


def _in_hours(seconds: int) -> Fraction:
    return Fraction(seconds, 3600)


def _float(value: Fraction | None) -> float:
    return float("nan") if value is None else float(value)
