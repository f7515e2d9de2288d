"""On-call rostering of the MiniZinc Challenge 2013 (J. Fischer): daily turns and weekends.

A turn is a day from Monday to Thursday, or Friday to Sunday as one. The instances are read from
their `.dzn` files; an instance becomes a folder with a `rotation.toml` like any team's.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

__all__ = ["OnCall", "read", "write"]

_MONDAY = date(2027, 1, 4)
_TURNS = 5
"""Per week."""


@dataclass(frozen=True, slots=True)
class OnCall:
    """An instance.

    Attributes
    ----------
    loads : tuple of int
        What each person should do, in percent of full time.
    turns : int
        How many there are.
    first_weekend : int
        Turns before the first weekend, 0 to 4.
    away, fixed : tuple of tuple of int
        By person: the turns, from 1, that they cannot hold, and those that they do hold.
    adjacent, wednesday : int
        What two turns in a row cost, and a Wednesday before a weekend.
    """

    loads: tuple[int, ...]
    turns: int
    first_weekend: int
    away: tuple[tuple[int, ...], ...]
    fixed: tuple[tuple[int, ...], ...]
    adjacent: int = 1
    wednesday: int = 1

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of the people, in order."""
        return tuple(f"p{number:02}" for number in range(1, len(self.loads) + 1))

    @property
    def load_of(self) -> dict[str, int]:
        """The load of each person, by id."""
        return dict(zip(self.people, self.loads, strict=True))

    def day(self, turn: int) -> date:
        """Return the day on which a turn, counted from 1, begins."""
        place = turn - 1 + (4 - self.first_weekend) % _TURNS
        return _MONDAY + timedelta(weeks=place // _TURNS, days=place % _TURNS)


def read(path: Path) -> OnCall:
    """Read a data file.

    Parameters
    ----------
    path : Path
        `.dzn`, of the Challenge.

    Raises
    ------
    ValueError
        When it lacks a name.
    """
    text = re.sub("%.*", "", path.read_text(encoding="utf-8"))
    given = dict(re.findall(r"(\w+)\s*=\s*([^;]+);", text))

    def value(name: str) -> str:
        if name not in given:
            raise ValueError(f"{path}: lacks {name}")
        return given[name]

    def sets(name: str) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(sorted(set(_numbers(part)))) for part in re.findall(r"\{([^}]*)\}", value(name))
        )

    return OnCall(
        _numbers(value("work_load")),
        int(value("num_days")),
        int(value("weekend_offset")),
        sets("unavailable"),
        sets("fixed"),
        int(value("adj_days_str")),
        int(value("wed_before_weekend_str")),
    )


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))


def write(instance: OnCall, folder: Path) -> None:
    """Write an instance as a team: `rotation.toml` with pins, and `time_off.csv`.

    Parameters
    ----------
    instance : OnCall
        What is written.
    folder : Path
        Exists, and is empty.
    """
    lines = [
        "[rotation]",
        'name = "On-call rostering"',
        'timezone = "UTC"',
        "min_rest_days = 0",
        'on_rest_day = "keep"',
        "",
        "[[track]]",
        'name = "call"',
        'handover = "Mon-Fri 00:00"',
        "",
        "[newcomers]",
        "grace_days = 0",
        "new_for_days = 0",
        "",
        "[files]",
        'time_off = ["time_off.csv"]',
    ]
    for person in instance.people:
        lines += ["", "[[engineer]]", f'name = "{person}"', f'id = "{person}"']
        lines += [f'email = "{person}@example.com"', 'timezone = "UTC"', "joined = 2020-01-01"]
    for person, turns in zip(instance.people, instance.fixed, strict=True):
        for turn in turns:
            if turn <= instance.turns:
                lines += ["", "[[pin]]", f'shift = "call-{instance.day(turn)}"']
                lines += [f'engineer = "{person}"']
    (folder / "rotation.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = ["engineer,start,end,kind,note"]
    for person, turns in zip(instance.people, instance.away, strict=True):
        for day in map(instance.day, turns):
            rows.append(f"{person},{day},{day},vacation,")
    (folder / "time_off.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
