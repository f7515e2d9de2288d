"""Pay and time in lieu of a month: shifts are split exactly, and each hour is paid once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from rotation.analysis.carried import Carried, written
from rotation.errors import BadInput, Fault
from rotation.horizon import DayCalendar
from rotation.horizon.clock import midnight
from rotation.horizon.days import rules_of
from rotation.horizon.hours import Hours, HourSplitter
from rotation.model.people import Engineer
from rotation.model.schedule import Row
from rotation.model.settings import PaySettings, RotationData
from rotation.model.shifts import Entry

__all__ = ["BUCKETS", "PaidLine", "PaidPiece", "pay_of_month", "rounded"]

BUCKETS = ("working", "off_hours", "weekend", "holiday")
"""Kinds of hours; each instant has exactly one kind."""

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class PaidPiece:
    """The part of a shift that lies in the month.

    Attributes
    ----------
    shift, track : str
        As in the schedule.
    start, end : datetime.datetime
        In the person's zone, half-open.
    hours : Hours
        Its hours by kind.
    """

    shift: str
    track: str
    start: datetime
    end: datetime
    hours: Hours


@dataclass(frozen=True, slots=True)
class PaidLine:
    """One person's month.

    Attributes
    ----------
    engineer : Engineer
        Whose zone, and whose country's holidays, count.
    pieces : tuple of PaidPiece
        By start; they share no instant.
    settings : PaySettings
        Rates.

    Examples
    --------
    >>> line = team.hours("2026-12", draft=plan)[0]
    >>> [piece.shift for piece in line.pieces]
    ['A-2026-11-30', 'A-2026-12-21']
    """

    engineer: Engineer
    pieces: tuple[PaidPiece, ...]
    settings: PaySettings

    @property
    def hours(self) -> Hours:
        """All pieces together, as an exact number."""
        return sum((piece.hours for piece in self.pieces), Hours())

    def rounded_hours(self) -> dict[str, Fraction]:
        """Return each kind of hours rounded to hundredths; their sum is the printed total."""
        return {bucket: rounded(_hours(self.hours, bucket)) for bucket in BUCKETS}

    def amounts(self) -> dict[str, Fraction]:
        """Return the pay of each kind of hours, to the cent; their sum is the pay."""
        rates = {bucket: getattr(self.settings, bucket) for bucket in BUCKETS}
        return {
            bucket: rounded(_hours(self.hours, bucket) * rate) for bucket, rate in rates.items()
        }

    @property
    def pay(self) -> Fraction:
        """The sum of the amounts, as printed."""
        return sum(self.amounts().values(), Fraction(0))

    @property
    def lieu_hours(self) -> Fraction:
        """Time in lieu, in hours, rounded to hundredths."""
        rates = {bucket: getattr(self.settings, f"lieu_{bucket}") for bucket in BUCKETS[1:]}
        whole = (_hours(self.hours, bucket) * rate for bucket, rate in rates.items())
        return rounded(sum(whole, Fraction(0)))


def pay_of_month(
    rotation: RotationData,
    month: str,
    draft: Sequence[Entry] | Sequence[Row] = (),
) -> tuple[PaidLine, ...]:
    """Return everybody's hours of a month with pay and time in lieu (docs/hours.md).

    Parameters
    ----------
    rotation : RotationData
        Its history, published plan, people and `pay`.
    month : str
        `YYYY-MM`: from its first midnight to the next month's in each person's own zone.
    draft : sequence of Entry or Row
        Replaces what is recorded about its shifts.

    Returns
    -------
    tuple of PaidLine
        Everybody in the team by id, also people without hours.

    Raises
    ------
    BadInput
        For a text that is not a month.
    """
    match = _MONTH.fullmatch(month)
    if match is None or not 1970 <= int(match[1]) <= 2100:
        hint = "write YYYY-MM, such as 2026-12"
        raise BadInput(Fault("--month", f"{month} is not a month", hint))
    first = date(int(match[1]), int(match[2]), 1)
    after = (first + timedelta(days=31)).replace(day=1)
    lines = written(rotation, draft)
    return tuple(
        PaidLine(
            engineer,
            tuple(_pieces(rotation, engineer, first, after, lines)),
            rotation.pay,
        )
        for engineer in sorted(rotation.engineers, key=lambda e: e.id)
    )


def _pieces(
    rotation: RotationData,
    engineer: Engineer,
    first: date,
    after: date,
    lines: Sequence[Carried],
) -> Iterator[PaidPiece]:
    zone = ZoneInfo(engineer.timezone)
    days = DayCalendar(rules_of(engineer, rotation.holidays))
    splitter = HourSplitter(zone, days, rotation.pay.working_hours)
    paid, end = midnight(zone, first), midnight(zone, after)
    for line in lines:  # by start, so hours that are paid already come first
        if line.engineer != engineer.id or line.shift.shadow:
            continue
        for window in line.shift.windows:
            begin, finish = max(window.start, paid), min(window.end, end)
            if begin < finish:
                local = (begin.astimezone(zone), finish.astimezone(zone))
                hours = splitter.split(begin, finish)
                yield PaidPiece(line.shift.id, line.shift.track, *local, hours)
                paid = finish


def _hours(hours: Hours, bucket: str) -> Fraction:
    length: timedelta = getattr(hours, bucket)
    return Fraction(length // timedelta(seconds=1), 3600)


def rounded(value: Fraction) -> Fraction:
    """Return a value rounded to hundredths, halves to even."""
    return Fraction(round(value * 100), 100)
