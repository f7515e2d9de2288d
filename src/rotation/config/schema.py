"""The tables of `rotation.toml`, one pydantic model each; other modules check across tables."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from string import Formatter
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator

from rotation.config import places, times
from rotation.config.faults import Wrong
from rotation.config.file_names import csv_name, file_name, folder_name
from rotation.config.person_names import not_nobody
from rotation.config.text import clean, describe, email_address, one_of, quote, safe_id, suggest
from rotation.config.weekly_windows import overlapping, weekly_window
from rotation.limits import CHARACTERS
from rotation.model.settings import CalendarSettings, EventKind, HomeZone, OnRestDay, PaySettings
from rotation.model.tracks import Day, Handover, WeeklyWindow
from rotation.model.words import WEEKDAYS, window_words
from rotation.rules import GraceSettings, NewcomerSettings, RestSettings, Settings

__all__ = [
    "CalendarTable",
    "CompanyDayTable",
    "EngineerTable",
    "FilesTable",
    "GoalsTable",
    "HolidaysTable",
    "HomeZoneTable",
    "NewcomersTable",
    "PayTable",
    "PinTable",
    "RotationTable",
    "SpecialPeriodTable",
    "StrictTable",
    "TimeOffTable",
    "TrackTable",
    "capacity_number",
    "choice",
    "track_name",
]

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_TRACK = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}")
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_RATE = re.compile(r"\d{1,7}(\.\d+)?", re.ASCII)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_SATURDAY_AND_SUNDAY = (5, 6)
_FIELDS = ("name", "email", "id", "track", "shift")


def _within(low: int, high: int) -> AfterValidator:
    def judge(value: int) -> int:
        if not low <= value <= high:
            raise Wrong(f"{describe(value)} is outside {low} to {high}")
        return value

    return AfterValidator(judge)


def declared(settings: type[Settings], key: str) -> AfterValidator:
    """Return the checker of a number that the settings of a rule declare."""
    judged = next(field.metadata for field in fields(settings) if field.name == key)
    return _within(judged["least"], judged["most"])


def _any_number(expected: str, read: Callable[[str], T]) -> Callable[[object], tuple[T, ...]]:
    """Return the reader of a text or a list of texts."""

    def judge(value: object) -> tuple[T, ...]:
        texts: list[str] = []
        for item in value if isinstance(value, list) else [value]:
            if not isinstance(item, str):
                raise Wrong(f"expects {expected} or a list of such, got {describe(item)}")
            texts.append(item)
        return tuple(read(text) for text in texts)

    return judge


def _one_or_more(expected: str, read: Callable[[str], T]) -> Callable[[object], tuple[T, ...]]:
    """Return the reader of a text or a list of texts that is not empty."""

    def judge(value: object) -> tuple[T, ...]:
        if value == []:
            raise Wrong("is an empty list", "leave the key out or name one")
        return _any_number(expected, read)(value)

    return judge


def _different(expected: str, read: Callable[[str], str]) -> Callable[[object], tuple[str, ...]]:
    """Return the reader of a text or a list of texts, each of them once."""

    def judge(value: object) -> tuple[str, ...]:
        names = _one_or_more(expected, read)(value)
        for n, name in enumerate(names):
            if name in names[:n]:
                raise Wrong(f"{quote(name)} is named twice", "name it once")
        return names

    return judge


def _weekend(value: object) -> tuple[int, ...]:
    return _different_days(_any_number("a weekday such as 'Fri'", times.weekday)(value))


def _different_days(days: Sequence[int]) -> tuple[int, ...]:
    for n, day in enumerate(days):
        if day in days[:n]:
            raise Wrong(f"{WEEKDAYS[day]} is named twice", "name it once")
    if len(days) == len(WEEKDAYS):
        raise Wrong("names every day of the week", "list only the days off")
    return tuple(sorted(days))


def _categories(value: object) -> tuple[str, ...]:
    return tuple(sorted(_different("a text such as 'public'", str)(value)))


def _skills(value: object) -> tuple[str, ...]:
    return tuple(sorted(_different("a text such as 'database'", _clean)(value)))


def _days_off(value: object) -> tuple[int, ...]:
    several = _one_or_more("a weekday such as 'Fri'", times.weekdays)(value)
    return _different_days([day for named in several for day in named])


def _hours(value: object) -> tuple[WeeklyWindow, ...]:
    windows = _one_or_more("a text such as 'Mon-Fri 07:00-22:00'", weekly_window)(value)
    shared = overlapping(windows, _SATURDAY_AND_SUNDAY)
    if shared is not None:
        first, second = (window_words(windows[n]) for n in shared)
        what = f"{second} overlaps {'itself' if first == second else first}"
        raise Wrong(what, "let one begin where the other ends")
    return windows


def _csv_names(key: str) -> PlainValidator:
    return PlainValidator(_one_or_more("a file name", csv_name(key)))


def _handovers(value: object) -> tuple[Handover, ...]:
    read = _one_or_more("a text such as 'Mon 11:00'", times.handovers)(value)
    handovers = sorted(handover for several in read for handover in several)
    for before, after in pairwise(handovers):
        if before == after:
            at = f"{WEEKDAYS[after.weekday]} {after.time:%H:%M}"
            raise Wrong(f"has the handover {at} twice", "keep one of them")
    return tuple(handovers)


def capacity_number(value: object) -> Fraction:
    """Return a capacity exactly, or raise `Wrong` with the reason."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(f"expects a number, got {describe(value)}", "1.0 is full time")
    if not 0 < value <= 2:
        raise Wrong(f"{describe(value)} is not above 0 and at most 2", "1.0 is full time")
    exact = Fraction(str(value))
    if 10**2 % exact.denominator:
        raise Wrong(f"{describe(value)} has more than 2 decimals", "round it")
    return exact


def _counts(value: object) -> Fraction:
    hint = "1 is a whole shift, 0 counts nothing"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(f"expects a number, got {describe(value)}", hint)
    if not 0 <= value <= 10:
        raise Wrong(f"{describe(value)} is outside 0 to 10", hint)
    exact = Fraction(str(value))
    if 10**2 % exact.denominator:
        raise Wrong(f"{describe(value)} has more than 2 decimals", "round it")
    return exact


def _windows(value: object) -> tuple[WeeklyWindow, ...]:
    return _one_or_more("a text such as 'Mon-Fri 08:00-18:00'", weekly_window)(value)


def _capacity(value: object) -> Fraction | Mapping[str, object]:
    """Return a capacity, or the table of capacities from dates on, whose items are read later."""
    if value == {}:
        raise Wrong("is an empty table", "write it as { 2027-03-01 = 0.6 }, or as a number")
    return value if isinstance(value, dict) else capacity_number(value)


def _rate(value: object) -> Fraction:
    hint = 'write it as 12.5, or as "12.50"'
    text = str(value)
    number = isinstance(value, int | float | str) and not isinstance(value, bool)
    if not number or not _RATE.fullmatch(text):
        raise Wrong(f"expects a number of 0 or more, got {describe(value)}", hint)
    if len(text.partition(".")[2]) > 4:
        raise Wrong(f"{describe(value)} has more than 4 decimals", "round it")
    return Fraction(text)


def _working_hours(value: object) -> tuple[time, time]:
    hint = 'write it as ["09:00", "17:00"]'
    texts = value if isinstance(value, list) else []
    if len(texts) != 2 or not all(isinstance(text, str) for text in texts):
        raise Wrong(f"expects a list of two times, got {describe(value)}", hint)
    for text in texts:
        if not _CLOCK.fullmatch(text):
            raise Wrong(f"there is no time {quote(text)}", hint)
    opens, closes = map(time.fromisoformat, texts)
    if closes <= opens:
        raise Wrong(f"{texts[1]} is not after {texts[0]}", hint)
    return opens, closes


def _currency(value: str) -> str:
    if not _CURRENCY.fullmatch(value):
        raise Wrong(
            f"{quote(value)} is not a currency code", "use three letters such as USD or EUR"
        )
    return value


def choice(choices: type[E]) -> Callable[[object], E]:
    """Return the reader of a choice of words."""

    def judge(value: object) -> E:
        names = [str(member) for member in choices]
        if not isinstance(value, str):
            raise Wrong(f"expects a text, got {describe(value)}", f"known: {', '.join(names)}")
        if value not in names:
            raise Wrong(f"unknown choice {quote(value)}", suggest(value, names))
        return choices(value)

    return judge


def track_name(value: str) -> str:
    """Return the name of a track, or raise `Wrong` with the reason."""
    if not _TRACK.fullmatch(value):
        raise Wrong(
            f"{quote(value)} is not a track name: up to 32 letters, digits, '_', '-' and '.', "
            "the first a letter, digit or '_'"
        )
    return value


def _summary(value: str) -> str:
    allowed = " ".join(f"{{{name}}}" for name in _FIELDS)
    try:
        parts = list(Formatter().parse(_clean(value)))
    except Wrong:
        raise
    except ValueError:
        what = f"{quote(value)} has a brace without its partner"
        raise Wrong(what, "write {{ or }} for a brace itself") from None
    used = [name for _, name, _, _ in parts if name is not None]
    for _, name, form, conversion in parts:
        if name is not None and name not in _FIELDS:
            raise Wrong(f"unknown field {quote(name)}", f"known: {allowed}")
        if form or conversion:
            raise Wrong(f"field {quote(str(name))} has a format of its own", f"known: {allowed}")
    if not {"name", "email", "id"} & set(used):
        raise Wrong(f"{quote(value)} does not say who is on call", "use one of {name} {email} {id}")
    return clean(value)


def _clean(value: str) -> str:
    if len(value) > CHARACTERS.most:
        raise Wrong(f"has {len(value):,} characters, more than {CHARACTERS}", CHARACTERS.fix)
    return clean(value)


def _clean_or_empty(value: str) -> str:
    return _clean(value) if value else value


def _alias(value: str) -> str:
    return email_address(value) if "@" in value else not_nobody(_clean(value))


def _person_id(value: str) -> str:
    return not_nobody(safe_id(value))


def _unmatched(value: object) -> Literal["error", "skip"]:
    if not isinstance(value, str):
        raise Wrong(f"expects a text, got {describe(value)}", 'write "error" or "skip"')
    return "skip" if one_of(value, "choice", ("error", "skip")) == "skip" else "error"


def _uid_domain(value: str) -> str:
    if not (_DOMAIN.fullmatch(value) and len(value) <= 200):
        raise Wrong(f"{quote(value)} is not a domain name", "write it as oncall.example.com")
    return value


Clean = Annotated[str, AfterValidator(_clean)]
CleanOrEmpty = Annotated[str, AfterValidator(_clean_or_empty)]
Id = Annotated[str, AfterValidator(safe_id)]
Zone = Annotated[str, AfterValidator(places.zone)]
TrackName = Annotated[str, AfterValidator(track_name)]
FullDate = Annotated[date, PlainValidator(times.full_date)]
AnyDay = Annotated[Day, PlainValidator(times.day)]
SkillNames = Annotated[tuple[str, ...], PlainValidator(_skills)]
FileName = Annotated[str, AfterValidator(file_name)]
Aliases = Annotated[tuple[str, ...], PlainValidator(_one_or_more("a name or an address", _alias))]
FileNames = Annotated[tuple[str, ...], PlainValidator(_one_or_more("a file name", file_name))]
YearOfDays = Annotated[int, _within(0, 366)]
TenYearsOfDays = Annotated[int, _within(0, 3660)]
TenYears = Annotated[int, _within(0, 10)]
Rate = Annotated[Fraction, PlainValidator(_rate)]
MonthOfDays = Annotated[int, _within(1, 31)]
Country = Annotated[str, AfterValidator(places.country)]
Weekend = Annotated[tuple[int, ...], PlainValidator(_weekend)]
Windows = Annotated[tuple[WeeklyWindow, ...], PlainValidator(_windows)]
NamesOfTracks = Annotated[tuple[str, ...], PlainValidator(_one_or_more("a name", track_name))]


class StrictTable(BaseModel):
    """A table of the file: unknown keys are refused, and values are not converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class RotationTable(StrictTable):
    """`[rotation]`."""

    name: Clean
    calendar_id: Id | None = None
    timezone: Zone
    notice_days: YearOfDays = 30
    min_rest_days: Annotated[int, declared(RestSettings, "min_rest_days")] = (
        RestSettings().min_rest_days
    )
    history_days: TenYearsOfDays = 365
    volunteer_years: TenYears = 3
    on_rest_day: Annotated[OnRestDay, PlainValidator(choice(OnRestDay))] = OnRestDay.NEXT_WORKDAY


class NewcomersTable(StrictTable):
    """`[newcomers]`."""

    grace_days: Annotated[int, declared(GraceSettings, "grace_days")] = GraceSettings().grace_days
    new_for_days: Annotated[int, declared(NewcomerSettings, "new_for_days")] = (
        NewcomerSettings().new_for_days
    )


class HolidaysTable(StrictTable):
    """`[holidays]` without `extra`, whose items are read one by one."""

    country: Country | None = None
    subdivision: str | None = None
    weekend: Weekend | None = None
    categories: Annotated[tuple[str, ...], PlainValidator(_categories)] = ()
    exclude: list[str] = Field(default_factory=list)


class CompanyDayTable(StrictTable):
    """`[[holidays.extra]]`."""

    date: AnyDay
    name: Clean


class TrackTable(StrictTable):
    """`[[track]]`."""

    name: TrackName
    handover: Annotated[tuple[Handover, ...], PlainValidator(_handovers)]
    weeks: Annotated[int, _within(1, 52)] = 1
    anchor: FullDate | None = None
    first_day: FullDate | None = None
    last_day: FullDate | None = None
    was: Annotated[tuple[str, ...], PlainValidator(_different("a name", track_name))] = ()
    timezone: Zone | None = None
    country: Country | None = None
    subdivision: str | None = None
    weekend: Weekend | None = None
    windows: Windows = ()
    on_rest_day: Annotated[OnRestDay, PlainValidator(choice(OnRestDay))] | None = None
    level: Annotated[int, _within(1, 99)] = 1
    needs: SkillNames = ()
    counts: Annotated[Fraction, PlainValidator(_counts)] = Fraction(1)
    holders: Annotated[int, _within(1, 20)] = 1
    shadow: bool = False


class SpecialPeriodTable(StrictTable):
    """`[[special_period]]`."""

    name: Clean
    first_day: AnyDay
    last_day: AnyDay
    shift_days: MonthOfDays = 2
    min_stub_days: MonthOfDays = 3
    tracks: NamesOfTracks = ()


class EngineerTable(StrictTable):
    """`[[engineer]]`."""

    name: Annotated[Clean, AfterValidator(not_nobody)]
    id: Annotated[str, AfterValidator(_person_id)] | None = None
    email: Annotated[str, AfterValidator(email_address)] = ""
    aliases: Aliases = ()
    timezone: Zone | None = None
    joined: FullDate
    leaves: FullDate | None = None
    manager: str | None = None
    capacity: Annotated[Fraction | Mapping[str, object], PlainValidator(_capacity)] = Fraction(1)
    skills: SkillNames = ()
    available: Annotated[tuple[WeeklyWindow, ...], PlainValidator(_hours)] = ()
    off: Annotated[tuple[int, ...], PlainValidator(_days_off)] = ()
    tracks: list[str] | None = None
    time_off: FileNames = ()
    time_off_skips_free: bool = False
    country: Annotated[str, AfterValidator(places.country)] | None = None
    subdivision: str | None = None


class TimeOffTable(StrictTable):
    """`[time_off]`."""

    unmatched: Annotated[Literal["error", "skip"], PlainValidator(_unmatched)] = "error"
    ignore: Annotated[tuple[str, ...], PlainValidator(_different("a title", clean))] = ()
    bearable_hours: Annotated[int, _within(0, 168)] = 0


class FilesTable(StrictTable):
    """`[files]`."""

    time_off: FileNames = ()
    volunteers: Annotated[tuple[str, ...], _csv_names("volunteers")] = ()
    history: Annotated[tuple[str, ...], _csv_names("history")] = ()
    published: Annotated[str, AfterValidator(csv_name("published"))] | None = None
    trades: Annotated[str, AfterValidator(csv_name("trades"))] | None = None
    changes: Annotated[str, AfterValidator(csv_name("changes"))] | None = None
    public: Annotated[str, AfterValidator(folder_name)] | None = None
    wishes: Annotated[str, AfterValidator(csv_name("wishes"))] | None = None


class HomeZoneTable(StrictTable):
    """`[home_zone]`."""

    zones: Annotated[tuple[str, ...], PlainValidator(_one_or_more("a time zone", places.zone))]
    working_hours: Annotated[tuple[time, time], PlainValidator(_working_hours)] = HomeZone(
        ()
    ).working_hours


class GoalsTable(StrictTable):
    """`[goals]`."""

    order: list[str] | None = None
    soft: list[str] = []


class PinTable(StrictTable):
    """`[[pin]]`."""

    shift: str
    engineer: str


class CalendarTable(StrictTable):
    """`[calendar]`."""

    summary: Annotated[str, AfterValidator(_summary)] = CalendarSettings().summary
    category: Clean = CalendarSettings().category
    busy: bool = CalendarSettings().busy
    uid_domain: Annotated[str, AfterValidator(_uid_domain)] = CalendarSettings().uid_domain
    runbook: CleanOrEmpty = CalendarSettings().runbook
    duty: CleanOrEmpty = CalendarSettings().duty
    events: Annotated[EventKind, PlainValidator(choice(EventKind))] = CalendarSettings().events


class PayTable(StrictTable):
    """`[pay]`."""

    currency: Annotated[str, AfterValidator(_currency)] = PaySettings().currency
    working_hours: Annotated[tuple[time, time], PlainValidator(_working_hours)] = (
        PaySettings().working_hours
    )
    working: Rate = PaySettings().working
    off_hours: Rate = PaySettings().off_hours
    weekend: Rate = PaySettings().weekend
    holiday: Rate = PaySettings().holiday
    lieu_off_hours: Rate = PaySettings().lieu_off_hours
    lieu_weekend: Rate = PaySettings().lieu_weekend
    lieu_holiday: Rate = PaySettings().lieu_holiday
