"""The tables of `rotation.toml`, one pydantic model each; other modules check across tables."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
)
from pydantic_core import CoreSchema, core_schema

from rotation.config import places, shapes, times, values
from rotation.config.faults import Wrong
from rotation.config.file_names import csv_name, file_name, folder_name
from rotation.config.person_names import not_nobody
from rotation.config.shapes import reads
from rotation.config.text import clean, describe, email_address, safe_id
from rotation.model.feeds import FeedProfile
from rotation.model.remotes import DAYS
from rotation.model.rest_days import Day
from rotation.model.settings import CalendarSettings, EventKind, HolidaysOf, HomeZone, PaySettings
from rotation.model.tracks import Handover, OnRestDay, WeeklyWindow
from rotation.rules import GraceSettings, NewcomerSettings, RestSettings, Settings

__all__ = [
    "CalendarTable",
    "CompanyDayTable",
    "EngineerTable",
    "FairnessTable",
    "FeedTable",
    "FilesTable",
    "GoalsTable",
    "HolidaysTable",
    "HomeZoneTable",
    "IdentityTable",
    "NewcomersTable",
    "PayTable",
    "PinTable",
    "RemoteTable",
    "RotationTable",
    "SpecialPeriodTable",
    "StrictTable",
    "TimeOffTable",
    "TrackTable",
]


class _Within:
    """Whole numbers within bounds, both included."""

    def __init__(self, low: int, high: int) -> None:
        self._low = low
        self._high = high

    def __get_pydantic_core_schema__(self, kind: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._judge, handler(kind))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(core), **shapes.bounded(self._low, self._high, whole=True)}

    def _judge(self, value: int) -> int:
        if not self._low <= value <= self._high:
            raise Wrong(f"{describe(value)} is outside {self._low} to {self._high}")
        return value


def _declared(settings: type[Settings], key: str) -> _Within:
    """Return the checker of a number that the settings of a rule declare."""
    judged = next(field.metadata for field in fields(settings) if field.name == key)
    return _Within(judged["least"], judged["most"])


def _csv_names(key: str) -> PlainValidator:
    return PlainValidator(values.one_or_more("a file name", csv_name(key)))


Clean = Annotated[str, AfterValidator(values.clean_text), reads(shapes.ONE_LINE)]
CleanOrEmpty = Annotated[str, AfterValidator(values.text_or_empty)]
Id = Annotated[str, AfterValidator(safe_id), reads(shapes.ID)]
Zone = Annotated[str, AfterValidator(places.zone)]
TrackName = Annotated[str, AfterValidator(values.track_name), reads(shapes.TRACK)]
FullDate = Annotated[date, PlainValidator(times.full_date), reads(shapes.DATE)]
AnyDay = Annotated[Day, PlainValidator(times.day), reads(shapes.DAY)]
SkillNames = Annotated[
    tuple[str, ...], PlainValidator(values.skills), reads(shapes.one_or_more(shapes.ONE_LINE))
]
OneOrMoreTexts = reads(shapes.one_or_more(shapes.TEXT))
Aliases = Annotated[
    tuple[str, ...],
    PlainValidator(values.one_or_more("a name or an address", values.alias)),
    OneOrMoreTexts,
]
FileNames = Annotated[
    tuple[str, ...], PlainValidator(values.one_or_more("a file name", file_name)), OneOrMoreTexts
]
YearOfDays = Annotated[int, _Within(0, 366)]
TenYearsOfDays = Annotated[int, _Within(0, 3660)]
TenYears = Annotated[int, _Within(0, 10)]
Rate = Annotated[Fraction, PlainValidator(values.rate), reads(shapes.RATE)]
MonthOfDays = Annotated[int, _Within(1, 31)]
Country = Annotated[str, AfterValidator(places.country)]
Weekend = Annotated[tuple[int, ...], PlainValidator(values.weekend), reads(shapes.WEEKEND)]
Windows = Annotated[tuple[WeeklyWindow, ...], PlainValidator(values.windows), reads(shapes.WINDOWS)]
NamesOfTracks = Annotated[
    tuple[str, ...],
    PlainValidator(values.one_or_more("a name", str)),
    reads(shapes.one_or_more(shapes.TRACK)),
]
DifferentTracks = Annotated[
    tuple[str, ...],
    PlainValidator(values.different("a name", values.track_name)),
    reads(shapes.one_or_more(shapes.TRACK)),
]
WorkingHours = Annotated[
    tuple[time, time], PlainValidator(values.working_hours), reads(shapes.WORKING_HOURS)
]
RestDayHandover = Annotated[
    OnRestDay, PlainValidator(values.choice(OnRestDay)), reads(shapes.choice(list(OnRestDay)))
]
Handovers = Annotated[
    tuple[Handover, ...], PlainValidator(values.handovers), reads(shapes.HANDOVERS)
]
Weight = Annotated[Fraction, PlainValidator(values.weight_in_ledgers), reads(shapes.bounded(0, 10))]
Capacity = Annotated[
    Fraction | Mapping[str, object], PlainValidator(values.capacity), reads(shapes.CAPACITY)
]
HoursOfDuty = Annotated[
    tuple[WeeklyWindow, ...], PlainValidator(values.own_hours), reads(shapes.WINDOWS)
]
DaysOff = Annotated[tuple[int, ...], PlainValidator(values.days_off), reads(shapes.DAYS_OFF)]
FateOfUnmatched = Annotated[
    Literal["error", "skip"],
    PlainValidator(values.unmatched),
    reads(shapes.choice(("error", "skip"))),
]
IgnoredTitles = Annotated[
    tuple[str, ...], PlainValidator(values.different("a title", clean)), OneOrMoreTexts
]
NamesOfZones = Annotated[
    tuple[str, ...], PlainValidator(values.one_or_more("a time zone", places.zone)), OneOrMoreTexts
]
UidDomain = Annotated[str, AfterValidator(values.uid_domain), reads(shapes.DOMAIN)]
WhoseHolidays = Annotated[
    HolidaysOf, PlainValidator(values.choice(HolidaysOf)), reads(shapes.choice(list(HolidaysOf)))
]
EventsOfShifts = Annotated[
    EventKind, PlainValidator(values.choice(EventKind)), reads(shapes.choice(list(EventKind)))
]
ToolOfFeed = Annotated[
    FeedProfile, PlainValidator(values.choice(FeedProfile)), reads(shapes.choice(list(FeedProfile)))
]
NameOfVariable = Annotated[str, AfterValidator(values.variable), reads(shapes.VARIABLE)]
AddressOfServer = Annotated[str, AfterValidator(values.address), reads(shapes.ADDRESS)]
IdsByName = Annotated[
    Mapping[str, str], PlainValidator(values.ids_by_name), reads(shapes.IDS_BY_NAME)
]
Currency = Annotated[str, AfterValidator(values.currency_code), reads(shapes.CURRENCY)]


class StrictTable(BaseModel):
    """A table of the file: unknown keys are refused, and values are not converted."""

    # Each table is validated by itself, and most files have few of them: the others are not built.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class RotationTable(StrictTable):
    """`[rotation]`."""

    name: Clean
    calendar_id: Id | None = None
    timezone: Zone
    notice_days: YearOfDays = 30
    min_rest_days: Annotated[int, _declared(RestSettings, "min_rest_days")] = (
        RestSettings().min_rest_days
    )
    history_days: TenYearsOfDays = 365
    volunteer_years: TenYears = 3
    on_rest_day: RestDayHandover = OnRestDay.NEXT_WORKDAY


class NewcomersTable(StrictTable):
    """`[newcomers]`."""

    grace_days: Annotated[int, _declared(GraceSettings, "grace_days")] = GraceSettings().grace_days
    new_for_days: Annotated[int, _declared(NewcomerSettings, "new_for_days")] = (
        NewcomerSettings().new_for_days
    )


class HolidaysTable(StrictTable):
    """`[holidays]` without `extra`, whose items are read one by one."""

    country: Country | None = None
    subdivision: str | None = None
    weekend: Weekend | None = None
    categories: Annotated[tuple[str, ...], PlainValidator(values.categories), OneOrMoreTexts] = ()
    exclude: list[str] = Field(default_factory=list)


class CompanyDayTable(StrictTable):
    """`[[holidays.extra]]`."""

    date: AnyDay
    name: Clean


class TrackTable(StrictTable):
    """`[[track]]`."""

    name: TrackName
    handover: Handovers
    weeks: Annotated[int, _Within(1, 52)] = 1
    anchor: FullDate | None = None
    first_day: FullDate | None = None
    last_day: FullDate | None = None
    was: DifferentTracks = ()
    timezone: Zone | None = None
    country: Country | None = None
    subdivision: str | None = None
    weekend: Weekend | None = None
    windows: Windows = ()
    on_rest_day: RestDayHandover | None = None
    level: Annotated[int, _Within(1, 99)] = 1
    needs: SkillNames = ()
    counts: Weight = Fraction(1)
    holders: Annotated[int, _Within(1, 20)] = 1
    shadow: bool = False


class SpecialPeriodTable(StrictTable):
    """`[[special_period]]`."""

    name: Clean
    first_day: AnyDay
    last_day: AnyDay
    shift_days: MonthOfDays = 2
    min_stub_days: MonthOfDays = 3
    tracks: NamesOfTracks = ()


class IdentityTable(StrictTable):
    """What says in an `[[engineer]]` who that is; other keys are not looked at."""

    model_config = ConfigDict(extra="ignore")

    name: Annotated[Clean, AfterValidator(not_nobody)]
    id: Annotated[str, AfterValidator(values.person_id), reads(shapes.ID)] | None = None
    email: Annotated[str, AfterValidator(email_address), reads(shapes.EMAIL)] = ""
    aliases: Aliases = ()


class EngineerTable(IdentityTable):
    """`[[engineer]]`."""

    model_config = ConfigDict(extra="forbid")

    timezone: Zone | None = None
    joined: FullDate
    leaves: FullDate | None = None
    manager: str | None = None
    capacity: Capacity = Fraction(1)
    skills: SkillNames = ()
    available: HoursOfDuty = ()
    off: DaysOff = ()
    tracks: list[str] | None = None
    time_off: FileNames = ()
    time_off_skips_free: bool = False
    country: Country | None = None
    subdivision: str | None = None
    remote_ids: IdsByName = {}


class TimeOffTable(StrictTable):
    """`[time_off]`."""

    unmatched: FateOfUnmatched = "error"
    ignore: IgnoredTitles = ()
    bearable_hours: Annotated[int, _Within(0, 168)] = 0


class FilesTable(StrictTable):
    """`[files]`."""

    engineers: Annotated[tuple[str, ...], _csv_names("engineers"), OneOrMoreTexts] = ()
    time_off: FileNames = ()
    volunteers: FileNames = ()
    history: Annotated[tuple[str, ...], _csv_names("history"), OneOrMoreTexts] = ()
    published: Annotated[str, AfterValidator(csv_name("published"))] | None = None
    trades: Annotated[str, AfterValidator(csv_name("trades"))] | None = None
    changes: Annotated[str, AfterValidator(csv_name("changes"))] | None = None
    public: Annotated[str, AfterValidator(folder_name)] | None = None
    wishes: Annotated[str, AfterValidator(csv_name("wishes"))] | None = None


class HomeZoneTable(StrictTable):
    """`[home_zone]`."""

    zones: NamesOfZones
    working_hours: WorkingHours = HomeZone(()).working_hours


class GoalsTable(StrictTable):
    """`[goals]`."""

    order: list[str] | None = None
    soft: list[str] = []


class FairnessTable(StrictTable):
    """`[fairness]`."""

    holidays: WhoseHolidays = HolidaysOf.ROTATION


class PinTable(StrictTable):
    """`[[pin]]`."""

    shift: str
    engineer: str


class CalendarTable(StrictTable):
    """`[calendar]`."""

    summary: Annotated[str, AfterValidator(values.summary)] = CalendarSettings().summary
    category: Clean = CalendarSettings().category
    busy: bool = CalendarSettings().busy
    uid_domain: UidDomain = CalendarSettings().uid_domain
    runbook: CleanOrEmpty = CalendarSettings().runbook
    duty: CleanOrEmpty = CalendarSettings().duty
    events: EventsOfShifts = CalendarSettings().events
    secret_env: NameOfVariable = CalendarSettings().secret_env


class FeedTable(StrictTable):
    """`[[feed]]`."""

    name: Id
    profile: ToolOfFeed
    tracks: NamesOfTracks = ()


class RemoteTable(StrictTable):
    """`[[remote]]`."""

    name: Id
    tool: str
    schedules: IdsByName = {}
    calendars: IdsByName = {}
    token_env: NameOfVariable = ""
    credentials_env: NameOfVariable = ""
    user: CleanOrEmpty = ""
    url: AddressOfServer = ""
    days: Annotated[int, _Within(1, 366)] = DAYS


class PayTable(StrictTable):
    """`[pay]`."""

    currency: Currency = PaySettings().currency
    working_hours: WorkingHours = PaySettings().working_hours
    working: Rate = PaySettings().working
    off_hours: Rate = PaySettings().off_hours
    weekend: Rate = PaySettings().weekend
    holiday: Rate = PaySettings().holiday
    lieu_off_hours: Rate = PaySettings().lieu_off_hours
    lieu_weekend: Rate = PaySettings().lieu_weekend
    lieu_holiday: Rate = PaySettings().lieu_holiday
