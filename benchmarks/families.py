"""The cases, all in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.hard_teams import HARD_TEAMS
from benchmarks.instances import Case, Instance
from benchmarks.teams import Team
from benchmarks.turn_teams import TURN_TEAMS
from rotation.config import load
from rotation.goals import registered
from rotation.horizon import horizon_of

__all__ = ["CASES", "ROOT", "Folder"]

ROOT = Path(__file__).resolve().parents[1]
"""The project's root."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A case that is read from an example's folder; its seeds repeat it.

    Attributes
    ----------
    name : str
        Of the folder, relative to the project's root.
    title : str
        What it is, for people.
    today : datetime.date
        The day of planning.
    first, last : datetime.date or None
        First day, and the day after the last; None for the next month.
    """

    name: str
    title: str
    today: date
    first: date | None = None
    last: date | None = None

    def instance(self, seed: int, *, small: bool = False) -> Instance:
        """Read the folder; a small one is its first four weeks."""
        del seed
        rotation = load(ROOT / self.name, [goal.name for goal in registered()])
        if small:
            span: Mapping[str, int | date | None] = {"first": self.first, "weeks": 4}
        else:
            span = {"first": self.first, "last": self.last}
        start, end = horizon_of(rotation, today=self.today, **span)  # type: ignore[arg-type]
        return Instance(rotation, start, end, self.today)


_TEAMS = (
    Team("12p-13w-1t", "a quarter of a small team", 12, 13, 1),
    Team("12p-52w-1t", "a year of a small team", 12, 52, 1),
    Team("12p-52w-1t-plain", "all full time and staying", 12, 52, 1, part_time=0, moving=False),
    Team("12p-52w-1t-30away", "three tenths of the time away", 12, 52, 1, away=0.3),
    Team("24p-4w-2t", "the next month of the usual team", 24, 4, 2),
    Team("24p-4w-2t-new", "the same without history", 24, 4, 2, history_weeks=0),
    Team(
        "24p-8w-2t-christmas",
        "two months over Christmas, with volunteers",
        24,
        8,
        2,
        volunteers=7,
        first=date(2026, 11, 30),
    ),
    Team("24p-52w-2t", "a year of the usual team", 24, 52, 2),
    Team("24p-52w-2t-20away", "a fifth of the time away", 24, 52, 2, away=0.2),
    Team("24p-52w-2t-halftime", "every second person part-time", 24, 52, 2, part_time=0.5),
    Team("24p-52w-2t-new", "without history", 24, 52, 2, history_weeks=0),
    Team("24p-52w-2t-zoned", "track B for everyone outside Eastern time", 24, 52, 2, zoned=True),
    Team("24p-52w-2t-fortnight", "a fortnight with three people", 24, 52, 2, fortnight=True),
    Team("60p-52w-2t", "a year of a large team", 60, 52, 2),
    Team("60p-52w-2t-fortnight", "a fortnight with three people", 60, 52, 2, fortnight=True),
    Team("36p-52w-3t", "a year on three tracks", 36, 52, 3),
    Team("40p-52w-2t", "a year of a larger team", 40, 52, 2),
    Team("120p-52w-2t", "a year of a whole department", 120, 52, 2, history_weeks=52),
    Team("60p-104w-1t", "two years of a large team on one track", 60, 104, 1),
    Team("500p-4w-2t", "the next month of a whole company", 500, 4, 2),
    Team("500p-52w-2t", "a year of a whole company", 500, 52, 2),
    Team("5p-26w-2t-short", "too few people: shifts stay open", 5, 26, 2, away=0.2),
)

_FOLDERS = (
    Folder("examples/artsy", "the first example: its next month", date(2026, 11, 23)),
    Folder(
        "examples/year",
        "the second example: a year",
        date(2026, 11, 23),
        date(2027, 1, 4),
        date(2028, 1, 3),
    ),
    Folder(
        "examples/follow-the-sun",
        "three regions of four people, for half a year",
        date(2026, 12, 1),
        date(2027, 1, 4),
        date(2027, 7, 5),
    ),
    Folder(
        "examples/primary-secondary",
        "a ladder of nine people, for half a year",
        date(2026, 12, 1),
        date(2027, 1, 4),
        date(2027, 7, 5),
    ),
    Folder(
        "examples/day-night",
        "days and nights of eight people, for six weeks",
        date(2026, 12, 1),
        date(2027, 3, 1),
        date(2027, 4, 12),
    ),
    Folder(
        "examples/business-hours",
        "workdays of a service desk, for a month",
        date(2026, 12, 1),
        date(2027, 3, 1),
        date(2027, 4, 1),
    ),
)

CASES: tuple[Case, ...] = (
    *_TEAMS,
    *HARD_TEAMS,
    *TURN_TEAMS,
    *(folder for folder in _FOLDERS if (ROOT / folder.name / "rotation.toml").exists()),
)
"""All that is measured; names are unique."""
