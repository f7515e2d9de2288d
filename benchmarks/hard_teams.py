"""Hard teams: what is made at random is the size, and each kind is hard in its own way.

Home tracks with three tenths of the time away, part-timers, three tracks, handovers on every
weekday, eight weeks of rest, two years, a history in which a few did most, few people, Christmas.
The same seed gives the same team on every machine.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from random import Random
from typing import Any

from benchmarks.instances import Instance
from benchmarks.teams import Team
from rotation.model.settings import RotationData
from rotation.model.tracks import Handover, Track, TrackSettings

__all__ = ["HARD_TEAMS", "HardTeam"]

_HISTORY_WEEKS = 26
_LONG_AGO = timedelta(days=45)
_WEEKDAYS = range(5)

_Sizes = Callable[[Random], dict[str, Any]]
_Change = Callable[[RotationData, Random, date], RotationData]


@dataclass(frozen=True, slots=True)
class HardTeam:
    """A case: a kind of hard teams.

    Attributes
    ----------
    name, title : str
        As in `benchmarks.registry.Case`.
    kind : int
        From 0 to 9; the team of kind `k` and seed `n` is number `k + 10 (n - 1)` of all.
    sizes : callable
        Draws what a `Team` is made of.
    change : callable, optional
        Makes the rotation of the team harder.
    """

    name: str
    title: str
    kind: int
    sizes: _Sizes
    change: _Change | None = None

    def instance(self, seed: int, *, small: bool = False) -> Instance:
        """Make the team of a seed and its horizon."""
        number = self.kind + 10 * (seed - 1)
        random = Random(f"hard/{number}")
        sizes: Mapping[str, Any] = {
            "away": 0.1,
            "part_time": 0.15,
            "history_weeks": _HISTORY_WEEKS,
            **self.sizes(random),
        }
        made = Team(f"hard{number}", self.title, **sizes).instance(number, small=small)
        if self.change is None:
            return made
        changed = self.change(made.rotation, random, made.start.date())
        return replace(made, rotation=changed)


def _daily(rotation: RotationData, random: Random, first: date) -> RotationData:
    """Hand over on every weekday, rest for a day or three, and begin without history."""
    del first
    handovers = tuple(Handover(day, time(11)) for day in _WEEKDAYS)
    return replace(
        rotation,
        tracks=(Track("A", (TrackSettings(handovers),)),),
        min_rest_days=random.choice((1, 3)),
        history=(),
    )


def _eight_weeks(rotation: RotationData, random: Random, first: date) -> RotationData:
    del random, first
    return replace(rotation, min_rest_days=56)


def _uneven(rotation: RotationData, random: Random, first: date) -> RotationData:
    """Give every third shift of long ago to four people."""
    few = random.sample([engineer.id for engineer in rotation.engineers], 4)
    history = tuple(
        replace(entry, engineer=random.choice(few))
        if entry.engineer and place % 3 == 0 and first - entry.end.date() > _LONG_AGO
        else entry
        for place, entry in enumerate(rotation.history)
    )
    return replace(rotation, history=history)


HARD_TEAMS = (
    HardTeam(
        "hard-home-tracks",
        "home tracks, three tenths of the time away",
        0,
        lambda r: {
            "people": r.randint(18, 30),
            "weeks": 52,
            "tracks": 2,
            "zoned": True,
            "away": 0.3,
        },
    ),
    HardTeam(
        "hard-part-timers",
        "every second person part-time, three tenths of the time away",
        1,
        lambda r: {
            "people": r.randint(10, 40),
            "weeks": 52,
            "tracks": 2,
            "away": 0.3,
            "part_time": 0.5,
        },
    ),
    HardTeam(
        "hard-three-tracks",
        "three tracks, a third part-time",
        2,
        lambda r: {
            "people": r.randint(24, 45),
            "weeks": 52,
            "tracks": 3,
            "away": 0.2,
            "part_time": 0.3,
        },
    ),
    HardTeam(
        "hard-daily",
        "a handover on every weekday",
        3,
        lambda r: {
            "people": r.randint(10, 20),
            "weeks": r.choice((13, 26)),
            "tracks": 1,
            "away": 0.2,
        },
        _daily,
    ),
    HardTeam(
        "hard-eight-weeks-rest",
        "eight weeks of rest",
        4,
        lambda r: {"people": r.randint(18, 24), "weeks": 52, "tracks": 2, "away": 0.12},
        _eight_weeks,
    ),
    HardTeam(
        "hard-two-years",
        "sixty people for two years",
        5,
        lambda _: {"people": 60, "weeks": 104, "tracks": 1, "away": 0.15},
    ),
    HardTeam(
        "hard-uneven-history",
        "a history in which four people did most",
        6,
        lambda r: {"people": r.randint(14, 30), "weeks": 26, "tracks": 2, "away": 0.2},
        _uneven,
    ),
    HardTeam(
        "hard-few-people",
        "six to eight people on two tracks",
        7,
        lambda r: {"people": r.randint(6, 8), "weeks": 52, "tracks": 2, "away": 0.12},
    ),
    HardTeam(
        "hard-home-three-tracks",
        "home tracks, three of them, part-timers",
        8,
        lambda r: {
            "people": r.randint(30, 40),
            "weeks": 52,
            "tracks": 3,
            "zoned": True,
            "away": 0.25,
            "part_time": 0.4,
        },
    ),
    HardTeam(
        "hard-christmas",
        "thirteen weeks over Christmas, with volunteers",
        9,
        lambda r: {
            "people": r.randint(18, 26),
            "weeks": 13,
            "tracks": 2,
            "volunteers": r.randint(4, 9),
            "away": 0.25,
            "first": date(2026, 11, 30),
        },
    ),
)
"""Three seeds of each are thirty teams."""
