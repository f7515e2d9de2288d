"""The data of a report: plain values, ready to be drawn.

Instants are aware, in the rotation's zone; people are identified by id and shown by name. The only
private data beyond the calendars is that somebody is away (docs/report.md). Named tuples, because
every `plan` declares and makes them, and a class of a tuple is ready in a sixth of the time.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from rotation.model.fairness import Quantity
from rotation.model.months import Month
from rotation.model.objective import Objective
from rotation.model.shifts import Amount, Shift

__all__ = [
    "Absence",
    "AbsenceKind",
    "Bar",
    "HolidayDay",
    "HolidayKept",
    "LedgerStanding",
    "LineOrigin",
    "Made",
    "Member",
    "PartlyAtRest",
    "Report",
    "RestGap",
    "RoundLine",
    "Section",
    "ShiftLine",
    "Vacancy",
    "Verdict",
]


class LineOrigin(StrEnum):
    """Where a line comes from."""

    WORKED = "worked"
    PUBLISHED = "published"
    PLAN = "plan"


class AbsenceKind(StrEnum):
    """Why a lane is closed, without the kind of time off."""

    AWAY = "away"
    NOT_YET = "not yet in the rotation"
    GONE = "left the rotation"
    ELSEWHERE = "on call elsewhere"


class Member(NamedTuple):
    """A person with a lane.

    Attributes
    ----------
    id, name : str
        As in `Engineer`.
    present : bool
        Whether the person is in the rotation at some instant of the horizon.
    """

    id: str
    name: str
    present: bool


class ShiftLine(NamedTuple):
    """A shift and who holds it.

    Attributes
    ----------
    shift : Shift
        With its counted days and holidays.
    start, end : datetime.datetime
        The shift's, in the rotation's zone.
    person : str or None
        Id; None when open.
    origin : LineOrigin
        Where it is written.
    locked : bool
        Whether it was settled before planning.
    notes : tuple of str
        Special facts, a clause each.
    """

    shift: Shift
    start: datetime
    end: datetime
    person: str | None
    origin: LineOrigin
    locked: bool = False
    notes: tuple[str, ...] = ()


class Absence(NamedTuple):
    """A stretch in which a person cannot be on call."""

    person: str
    start: datetime
    end: datetime
    kind: AbsenceKind


class HolidayDay(NamedTuple):
    """A public holiday or company day and who has this day (H10), by track.

    Attributes
    ----------
    day : datetime.date
        Local.
    names : tuple of str
        What it is called.
    lines : tuple of ShiftLine
        Those that have it, by track.
    """

    day: date
    names: tuple[str, ...]
    lines: tuple[ShiftLine, ...]


class HolidayKept(NamedTuple):
    """A holiday with all its days, such as the observed one: counted once (H25).

    Attributes
    ----------
    name : str
        Without `(observed)` and the like.
    days : tuple of datetime.date
        Local, in order.
    lines : tuple of ShiftLine
        Those that have one of its days, by first day and track.
    """

    name: str
    days: tuple[date, ...]
    lines: tuple[ShiftLine, ...]


class Bar(NamedTuple):
    """One person's part of one ledger."""

    person: str
    before: Amount
    planned: Amount
    share: Fraction | None

    @property
    def load(self) -> Amount:
        """What the person carries, plan included."""
        return self.before + self.planned

    @property
    def difference(self) -> Fraction | None:
        """Load less share: above 0 is more than fair; None without a share."""
        return None if self.share is None else self.load - self.share


class LedgerStanding(NamedTuple):
    """What one person carries of a ledger, plan included, next to the share."""

    person: str
    load: Fraction
    share: Fraction


class PartlyAtRest(NamedTuple):
    """A rest day of some tracks only, with the names of its holidays."""

    day: date
    holidays: tuple[str, ...]
    tracks: tuple[str, ...]


class RestGap(NamedTuple):
    """Whole days between two consecutive regular shifts of one person."""

    person: str
    days: int
    before: ShiftLine
    after: ShiftLine


class RoundLine(NamedTuple):
    """A round, in which everybody serves once, with exceptions.

    Attributes
    ----------
    number : int
        From 1.
    start, end : datetime.datetime
        The start of its first shift and the end of its last one.
    shifts : tuple of str
        Ids, in order of time.
    once : tuple of str
        Ids of the people who serve once, sorted.
    exceptions : tuple of (str, int, str)
        Id, number of shifts (0, or 2 and more) and why, by id.
    """

    number: int
    start: datetime
    end: datetime
    shifts: tuple[str, ...]
    once: tuple[str, ...]
    exceptions: tuple[tuple[str, int, str], ...]


class Vacancy(NamedTuple):
    """An open shift, with the reasons and their people."""

    line: ShiftLine
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


class Section(NamedTuple):
    """Sentences under a title."""

    title: str
    lines: tuple[str, ...]


class Verdict(NamedTuple):
    """What to know in ten seconds.

    Attributes
    ----------
    broken : int
        Broken rules that were settled before planning and can still be fixed.
    proved : bool
        Whether every goal is proved best.
    stopped : str
        Why the search was cut short, or nothing.
    open_regular, open_volunteer : int
        Open shifts.
    """

    broken: int
    proved: bool
    stopped: str
    open_regular: int
    open_volunteer: int


class Made(NamedTuple):
    """How a plan was made.

    Attributes
    ----------
    objectives : tuple of Objective
        Most important first.
    digest : str
        SHA-256 of the input, in hexadecimal.
    effort : float
        Deterministic units.
    versions : mapping of str to str
        By package.
    """

    objectives: tuple[Objective, ...]
    digest: str
    effort: float
    versions: Mapping[str, str]


class Report(NamedTuple):
    """Everything a report shows.

    Attributes
    ----------
    name, timezone : str
        The rotation's.
    first, last : datetime.date
        The horizon's days, both inclusive.
    today : datetime.date
        The day of planning.
    clock : str
        The zone's offset, and when it changes.
    verdict : Verdict
        For the head of the page.
    tracks : tuple of (str, str)
        Name and handovers, in the order of the configuration.
    members : tuple of Member
        By name.
    lines : tuple of ShiftLine
        The plan, and the shifts running when it begins, by start and track.
    record : tuple of ShiftLine
        Worked and published shifts from the beginning of the window on, and the plan, by start.
    months : tuple of Month
        The months of the plan, with the record around it.
    absences : tuple of Absence
        The absences in the time line.
    rounds : tuple of RoundLine
        Those of a plan by rounds; none otherwise.
    rest_days : mapping of datetime.date to tuple of str
        Weekends and holidays of every track in the time line, with the names of the holidays.
    partly : tuple of PartlyAtRest
        Those of some tracks only, by day.
    holidays : tuple of HolidayDay
        Those of the record and of the time line, by day.
    kept : tuple of HolidayKept
        The same, each with all its days, by first day.
    ledgers : mapping of Quantity to tuple of Bar
        By name of the person.
    standings : tuple of (str, tuple of LedgerStanding)
        What further goals of the plan level, such as the shifts of each track: title, and by name
        of the person.
    window : tuple of (datetime.date, datetime.date)
        First and last day that counts in the ledgers.
    gaps : tuple of RestGap
        By name and start.
    min_rest_days, notice_days : int
        The rules'.
    vacancies : tuple of Vacancy
        The open shifts.
    rest : tuple of Section
        Who serves again soonest, and what a longer rest would cost; empty where no goal of the
        plan watches gaps.
    given_up : tuple of Section
        What the plan could not do, and related notes.
    short_notice : Section or None
        The people who get a shift inside the notice.
    changes : tuple of Section
        What changed since the published plan, one section per person.
    published : int
        How many shifts of the plan were published before.
    standing : bool
        Whether it shows the published plan with its trades, and not a plan that was just made.
    made : Made
        How it was made.
    """

    name: str
    timezone: str
    first: date
    last: date
    today: date
    clock: str
    verdict: Verdict
    tracks: tuple[tuple[str, str], ...]
    members: tuple[Member, ...]
    lines: tuple[ShiftLine, ...]
    record: tuple[ShiftLine, ...]
    months: tuple[Month, ...]
    absences: tuple[Absence, ...]
    rounds: tuple[RoundLine, ...]
    rest_days: Mapping[date, tuple[str, ...]]
    partly: tuple[PartlyAtRest, ...]
    holidays: tuple[HolidayDay, ...]
    kept: tuple[HolidayKept, ...]
    ledgers: Mapping[Quantity, tuple[Bar, ...]]
    standings: tuple[tuple[str, tuple[LedgerStanding, ...]], ...]
    window: tuple[date, date]
    gaps: tuple[RestGap, ...]
    min_rest_days: int
    notice_days: int
    vacancies: tuple[Vacancy, ...]
    rest: tuple[Section, ...]
    given_up: tuple[Section, ...]
    short_notice: Section | None
    changes: tuple[Section, ...]
    published: int
    standing: bool
    made: Made
