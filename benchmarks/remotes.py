"""`python -m benchmarks.remotes`: how long the requests to a CalDAV server take.

Radicale runs as a process of its own, with its default storage. Sixty shifts of a week are created,
read, changed and deleted, one request at a time.
"""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.radicale import PASSWORD, USER, new_calendar, radicale
from rotation import Engineer, Rotation, Track
from rotation.remotes.items import Present, Wanted
from rotation.remotes.secrets import Secret
from rotation.remotes.tools.caldav import CalDav

__all__ = ["main", "measure", "wanted"]

_FIRST = datetime(2027, 1, 4, 16, tzinfo=UTC)
_WEEK = timedelta(weeks=1)


def team() -> Rotation:
    """Return a team of two; the shifts are made here."""
    names = ("Ada Byron", "Ben Okri")
    people = [Engineer(name, date(2020, 1, 6), id=name[:3].lower()) for name in names]
    return Rotation("Team", "UTC", tracks=[Track("A", "Mon 16:00")], engineers=people)


def wanted(place: str, shifts: int, user: str = "ada") -> list[Wanted]:
    """Return shifts of a week, in order."""
    starts = [_FIRST + n * _WEEK for n in range(shifts)]
    return [
        Wanted(
            start=start,
            end=start + _WEEK,
            key=f"A-{start:%Y-%m-%d}",
            track="A",
            place=place,
            user=user,
            person=user,
            title=f"{user.title()} - on call (A)",
            note="Track A",
        )
        for start in starts
    ]


def measure(address: str, shifts: int) -> dict[str, float]:
    """Return the seconds of each kind of request.

    Parameters
    ----------
    address : str
        Of an empty calendar.
    shifts : int
        How many are written.
    """
    tool = CalDav(team(), "benchmark", user=USER, secret=Secret(PASSWORD))
    items, seconds = wanted(address, shifts), {}

    def timed(name: str, do: Callable[[], Sequence[Present]]) -> Sequence[Present]:
        begun = perf_counter()
        result = do()
        seconds[name] = perf_counter() - begun
        return result

    end = _FIRST + (shifts + 1) * _WEEK
    made = timed("create", lambda: [tool.create(item) for item in items])
    there = timed("read", lambda: tool.read([address], _FIRST, end))
    assert sorted(there) == sorted(made)
    others = [replace(item, revision=1) for item in wanted(address, shifts, "ben")]
    pairs = list(zip(made, others, strict=True))
    after = timed("change", lambda: [tool.update(before, item) for before, item in pairs])
    timed("delete", lambda: [tool.delete(item) for item in after] and ())
    assert tool.read([address], _FIRST, end) == []
    return seconds


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the seconds for each kind of request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shifts", type=int, default=60)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, radicale(Path(folder)) as url:
        seconds = measure(new_calendar(f"{url}/{USER}/shifts"), given.shifts)
    for name, value in seconds.items():
        print(f"{name:8}{given.shifts:4} shifts {value:8.2f} s")


if __name__ == "__main__":
    main()
