"""Weekends, public holidays and the company's own days off, as configured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from rotation.arguments import ArgumentKind, Unlike, optional
from rotation.model.argument_names import made_by_name
from rotation.model.parts import (
    DAY,
    SOURCE,
    TEXT,
    TEXTS,
    WHOLE,
    RotationPart,
    fill,
    read_fields,
    texts_or,
)
from rotation.model.source import Source

__all__ = ["ANY_DAY", "CompanyDay", "Day", "HolidayRules", "MonthDay"]


@made_by_name
@dataclass(frozen=True, slots=True, order=True, repr=False)
class MonthDay(RotationPart):
    """A day of every year, such as 12-25; never 02-29.

    Parameters
    ----------
    month, day : int
        From 1 on.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> from rotation import MonthDay
    >>> str(MonthDay(12, 25)), MonthDay(12, 25).in_year(2026)
    ('12-25', datetime.date(2026, 12, 25))
    """

    month: int
    day: int

    def __post_init__(self) -> None:
        read_fields(self, {"month": WHOLE, "day": WHOLE})

    __repr__ = RotationPart.__repr__

    def __str__(self) -> str:
        return f"{self.month:02d}-{self.day:02d}"

    def in_year(self, year: int) -> date:
        """Return this day of `year`."""
        return date(year, self.month, self.day)


Day = date | MonthDay
"""A full date means that year only; a month and day, every year."""


def _any_day(value: object) -> object:
    return value if isinstance(value, str | MonthDay) else DAY.read(value)


ANY_DAY = ArgumentKind("a date, or a day of every year such as '12-25'", _any_day)


@made_by_name
@dataclass(frozen=True, slots=True, init=False, repr=False)
class CompanyDay(RotationPart):
    """A rest day of the company.

    Parameters
    ----------
    date : datetime.date, MonthDay or str
        A date for that year only, or `MM-DD` for every year.
    name : str
        Shown with the shift.
    source : Source, optional
        Not part of equality.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> from rotation import CompanyDay
    >>> CompanyDay("07-24", "Founders' Day").name
    "Founders' Day"
    """

    date: Day
    name: str
    source: Source | None = field(default=None, compare=False)

    def __init__(self, date: Day | str, name: str, source: Source | None = None) -> None:
        fill(self, {"date": ANY_DAY, "name": TEXT, "source": SOURCE}, locals())

    __repr__ = RotationPart.__repr__


def _company_days(value: object) -> object:
    if isinstance(value, CompanyDay):
        return (value,)
    if not isinstance(value, Iterable):
        raise Unlike()
    days = tuple(value)
    if not all(isinstance(day, CompanyDay) for day in days):
        raise Unlike()
    return days


_HOLIDAYS = {
    "country": optional(TEXT),
    "subdivision": optional(TEXT),
    "exclude": TEXTS,
    "extra": ArgumentKind("a sequence of CompanyDay", _company_days),
    "weekend": optional(texts_or(int, "a weekday such as 'Fri'")),
    "categories": TEXTS,
    "source": SOURCE,
}


@made_by_name
@dataclass(frozen=True, slots=True, init=False, repr=False)
class HolidayRules(RotationPart):
    """The rules for weekends and public holidays.

    Parameters
    ----------
    country : str, optional
        ISO 3166-1 code known to the `holidays` library; None means weekends only.
    subdivision : str, optional
        State or province code of that country.
    exclude : str or iterable of str
        Names of holidays (without `(observed)`) on which the team works.
    extra : sequence of CompanyDay
        Days added.
    weekend : str or iterable of str, optional
        Weekdays of the weekend; None means the country's. A rotation's own has numbers (Monday
        is 0).
    categories : str or iterable of str
        Categories of the library whose holidays count; empty means `public`, or the country's usual
        category.
    source : Source, optional
        Not part of equality.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> from rotation import HolidayRules
    >>> HolidayRules("US", exclude="Columbus Day")
    HolidayRules(country='US', exclude=('Columbus Day',))
    """

    country: str | None = None
    subdivision: str | None = None
    exclude: tuple[str, ...] = ()
    extra: tuple[CompanyDay, ...] = ()
    weekend: tuple[int, ...] | None = None
    categories: tuple[str, ...] = ()
    source: Source | None = field(default=None, compare=False)

    def __init__(  # noqa: PLR0917 - the fields in their order
        self,
        country: str | None = None,
        subdivision: str | None = None,
        exclude: str | Iterable[str] = (),
        extra: Sequence[CompanyDay] = (),
        weekend: str | Iterable[str | int] | None = None,
        categories: str | Iterable[str] = (),
        source: Source | None = None,
    ) -> None:
        fill(self, _HOLIDAYS, locals())

    __repr__ = RotationPart.__repr__
