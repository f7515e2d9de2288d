"""Hours, pay and time in lieu of a month, as a result: a frame, plain values, a text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta, tzinfo
from fractions import Fraction
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from rotation.analysis.pay import BUCKETS, PaidLine
from rotation.display.results import Result
from rotation.letters import by_name
from rotation.model.settings import RotationData

__all__ = ["HOURS", "PaidMonth", "paid_numbers"]

HOURS = ("working_hours", "off_hours", "weekend_hours", "holiday_hours", "hours")
"""The columns of each kind of hours, and of their sum."""

_PAY = ("working_pay", "off_hours_pay", "weekend_pay", "holiday_pay", "pay")


class PaidMonth(Result, tuple[PaidLine, ...]):
    """The lines of a month, by the ids of the people: a tuple that knows its month.

    Attributes
    ----------
    rotation : RotationData
        Whose; for names and the currency.
    month : str
        `YYYY-MM`.

    Examples
    --------
    >>> month = team.hours("2026-12", draft=plan)
    >>> print(month)
    Team: hours on call in 2026-12
    Ada: 323.00 hours
    Ben: 168.00 hours
    Cleo: 168.00 hours
    >>> month.to_frame()[["engineer", "off_hours", "hours"]].head(1)
      engineer  off_hours  hours
    0      ada        153    323
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("engineer", "name", "timezone", *HOURS, *_PAY, "currency", "lieu_hours"),
    )

    rotation: RotationData
    month: str

    def __new__(cls, lines: Iterable[PaidLine], rotation: RotationData, month: str) -> Self:  # noqa: D102 - as the class
        made = super().__new__(cls, lines)
        made.rotation, made.month = rotation, month
        return made

    def __getnewargs__(self) -> tuple[tuple[PaidLine, ...], RotationData, str]:
        return tuple(self), self.rotation, self.month

    @property
    def served(self) -> "PaidMonth":
        """The lines of the people who were on call."""
        return PaidMonth((line for line in self if line.pieces), self.rotation, self.month)

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per person, as `rotation hours --format csv`."""
        return [dict(zip(self.columns, _cells(line), strict=True)) for line in self]

    def lines(self) -> tuple[str, ...]:
        """Return the month, then a sentence per person who was on call, by name."""
        people = sorted(self.served, key=lambda x: by_name(x.engineer.name, x.engineer.id))
        labels = self.rotation.labels
        return (
            f"{self.rotation.name}: hours on call in {self.month}",
            *(f"{labels[line.engineer.id]}: {', '.join(_worth(line))}" for line in people),
            *(() if people else ("nobody was on call",)),
        )

    def __repr__(self) -> str:
        return f"<PaidMonth {self.month} of {self.rotation.name}: {len(self)} people>"

    def _document(self) -> Mapping[str, object]:
        return {
            "month": self.month,
            "currency": self.rotation.pay.currency,
            "people": [_person(line) for line in self],
        }

    def _zone(self) -> tzinfo:
        return ZoneInfo(self.rotation.timezone)


def paid_numbers(line: PaidLine) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Return the hours and the pay, each kind rounded, followed by their sums as printed."""
    hours, amounts = line.rounded_hours(), line.amounts()
    numbers = (*(hours[b] for b in BUCKETS), sum(hours.values(), Fraction(0)))
    return numbers, (*(amounts[b] for b in BUCKETS), line.pay)


def _cells(line: PaidLine) -> tuple[object, ...]:
    hours, pay = paid_numbers(line)
    who = (line.engineer.id, line.engineer.name, line.engineer.timezone)
    return (*who, *hours, *pay, line.settings.currency, line.lieu_hours)


def _worth(line: PaidLine) -> Iterator[str]:
    hours, pay = paid_numbers(line)
    yield f"{float(hours[-1]):.2f} hours"
    if pay[-1]:
        yield f"pay {float(pay[-1]):.2f} {line.settings.currency}"
    if line.lieu_hours:
        yield f"{float(line.lieu_hours):.2f} hours in lieu"


def _person(line: PaidLine) -> Mapping[str, object]:
    hours, pay = paid_numbers(line)
    return {
        "engineer": line.engineer.id,
        "name": line.engineer.name,
        "timezone": line.engineer.timezone,
        "hours": dict(zip((*BUCKETS, "total"), hours, strict=True)),
        "pay": dict(zip((*BUCKETS, "total"), pay, strict=True)),
        "lieu_hours": line.lieu_hours,
        "shifts": [
            {
                "shift": piece.shift,
                # In the zone of the person, whose midnights bound the month.
                "start": piece.start.isoformat(timespec="seconds"),
                "end": piece.end.isoformat(timespec="seconds"),
                "seconds": {
                    bucket: getattr(piece.hours, bucket) // timedelta(seconds=1)
                    for bucket in BUCKETS
                },
            }
            for piece in line.pieces
        ],
    }
