"""Teams with several turns a day, and with roles: the teams of `teams.py` on other tracks.

Three windows of eight hours make a day, and each is a track: served by everybody, or by a region
of its own. Or the tracks are primary, secondary and a shadow, who watches. The same seed gives the
same team on every machine.
"""

from dataclasses import dataclass, replace
from datetime import time, timedelta

from benchmarks.instances import Instance
from benchmarks.teams import Team
from rotation.horizon import horizon_of
from rotation.model.settings import Configured
from rotation.model.tracks import Handover, Track, TrackSettings, WeeklyWindow
from rotation.testing import make_settings

__all__ = ["TURN_TEAMS", "TurnTeam"]

_ZONE = "UTC"
_WEEK = tuple(range(7))
_HOURS = 8
_NAMES = ("apac", "emea", "amer")
_ZONES = ("Asia/Singapore", "Europe/Berlin", "America/New_York")


def _eight_hours(place: int, *, daily: bool) -> Track:
    """Return a track of one of the three windows of every day."""
    opens, closes = time(_HOURS * place), time(_HOURS * (place + 1) % 24)
    window = WeeklyWindow(_WEEK, opens, closes, days_later=int(closes < opens))
    handovers = tuple(Handover(day, opens) for day in (_WEEK if daily else (0,)))
    return Track(_NAMES[place], (TrackSettings(handovers, windows=(window,)),))


_WEEKLY = tuple(_eight_hours(place, daily=False) for place in range(3))
_DAILY = tuple(_eight_hours(place, daily=True) for place in range(3))
_FOLLOW = make_settings("rules.follow", first="secondary", then="primary")
_WEEKENDS = make_settings("rules.weekends", at_most=2, of=6)
_LIMIT = make_settings("rules.limit", shifts=2, days=35)
_ROLES = tuple(
    Track(name, (TrackSettings((Handover(0, time(10)),), level=level, shadow=level == 3),))
    for level, name in enumerate(("primary", "secondary", "shadow"), 1)
)


@dataclass(frozen=True, slots=True)
class TurnTeam:
    """A case: a team of `teams.py` on other tracks, without history.

    Attributes
    ----------
    team : Team
        Its name, its title, its people and their time off.
    tracks : tuple of Track
        In place of those of the team.
    min_rest_days : int
        After each shift.
    regions : bool
        Whether everybody lives and serves in one of three regions, as many people in each.
    settings : tuple of Configured
        Tables of rules beside the usual ones.
    """

    team: Team
    tracks: tuple[Track, ...]
    min_rest_days: int = 7
    regions: bool = False
    settings: tuple[Configured, ...] = ()

    @property
    def name(self) -> str:
        """The team's."""
        return self.team.name

    @property
    def title(self) -> str:
        """The team's."""
        return self.team.title

    def instance(self, seed: int, *, small: bool = False) -> Instance:
        """Make the team of a seed and its horizon."""
        made = self.team.instance(seed, small=small)
        everything = tuple(sorted(track.name for track in self.tracks))
        engineers = []
        for number, engineer in enumerate(made.rotation.engineers):
            region = number % len(_NAMES)
            engineers.append(
                replace(engineer, tracks=(_NAMES[region],), timezone=_ZONES[region])
                if self.regions
                else replace(engineer, tracks=everything)
            )
        rotation = replace(
            made.rotation,
            timezone=_ZONE,
            tracks=self.tracks,
            engineers=tuple(engineers),
            min_rest_days=self.min_rest_days,
            settings=(*made.rotation.settings, *self.settings),
        )
        weeks = round((made.end - made.start) / timedelta(weeks=1))  # clocks may change meanwhile
        start, end = horizon_of(rotation, today=made.today, first=self.team.first, weeks=weeks)
        return replace(made, rotation=rotation, start=start, end=end)


def _team(name: str, title: str, people: int, *, weeks: int = 26, moving: bool = True) -> Team:
    return Team(name, title, people, weeks, 3, history_weeks=0, moving=moving)


TURN_TEAMS = (
    TurnTeam(
        _team("12p-26w-3x8h", "three turns of eight hours, by the week", 12),
        _WEEKLY,
    ),
    TurnTeam(
        _team("12p-26w-3x8h-regions", "the same with a region for each", 12, moving=False),
        _WEEKLY,
        regions=True,
    ),
    TurnTeam(
        _team("12p-26w-3x8h-daily", "three turns of eight hours, by the day", 12),
        _DAILY,
        min_rest_days=1,
    ),
    TurnTeam(
        _team("12p-26w-3x8h-daily-regions", "the same with a region for each", 12, moving=False),
        _DAILY,
        min_rest_days=1,
        regions=True,
    ),
    TurnTeam(
        _team("24p-26w-shadow", "primary, secondary, and a shadow who watches", 24),
        _ROLES,
    ),
    TurnTeam(
        _team("24p-26w-ladder", "the same, and the secondary is primary next", 24),
        _ROLES,
        min_rest_days=14,
        settings=(_FOLLOW,),
    ),
    TurnTeam(
        _team("12p-52w-ladder", "a ladder without a shadow, for a year", 12, weeks=52),
        _ROLES[:2],
        min_rest_days=14,
        settings=(_FOLLOW,),
    ),
    TurnTeam(
        _team("24p-26w-weekends", "two weekends of six, and two turns in five weeks", 24),
        _ROLES[:2],
        min_rest_days=0,
        settings=(_WEEKENDS, _LIMIT),
    ),
)
