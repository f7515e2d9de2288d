"""`python -m benchmarks.calendars`: how long the largest calendars take, beside icalendar alone.

Calendars of plain events, as many as are read at most, are read twice in one run: by
`icalendar.Calendar.from_ical`, and by the whole reader, which loads a team's folder from its
configuration to the absences. The second time over the first is the ratio, which hardly depends on
the machine.
"""

import argparse
import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import icalendar

from rotation.config import load
from rotation.limits import CALENDAR_EVENTS

__all__ = ["KINDS", "Figures", "Kind", "calendar", "folder", "main", "measure"]

_FIRST = datetime(2024, 1, 1, 9, tzinfo=UTC)
_PEOPLE = 40
_ZONE = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""
_SETTINGS = """[rotation]
name = "Team"
timezone = "Europe/Berlin"
[[track]]
name = "A"
handover = "Mon 09:00"
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to write an event.

    Attributes
    ----------
    title : str
        What it is, for people.
    head : str
        What stands before the events.
    times : str
        Its times, with `{start}` and `{end}`.
    form : str
        How these are written.
    """

    title: str
    head: str
    times: str
    form: str


KINDS = (
    Kind("whole days", "", "DTSTART;VALUE=DATE:{start}\nDTEND;VALUE=DATE:{end}", "%Y%m%d"),
    Kind("times in UTC", "", "DTSTART:{start}Z\nDTEND:{end}Z", "%Y%m%dT%H%M%S"),
    Kind(
        "times in an IANA zone",
        "",
        "DTSTART;TZID=Europe/Berlin:{start}\nDTEND;TZID=Europe/Berlin:{end}",
        "%Y%m%dT%H%M%S",
    ),
    Kind(
        "times in a zone of the file",
        _ZONE,
        "DTSTART;TZID=Customized Time Zone:{start}\nDTEND;TZID=Customized Time Zone:{end}",
        "%Y%m%dT%H%M%S",
    ),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What reading one calendar took.

    Attributes
    ----------
    alone, whole : float
        Seconds of processor time: the library alone, and the whole reader.
    absences : int
        How many it found.
    """

    alone: float
    whole: float
    absences: int

    @property
    def ratio(self) -> float:
        """How many times the library's own time the reader takes."""
        return self.whole / self.alone


def name(number: int) -> str:
    """Return the name of somebody of the team."""
    return f"Given{number} Family{number}"


def calendar(kind: Kind, events: int) -> bytes:
    """Return a calendar of plain events, each of them somebody's."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", *kind.head.splitlines()]
    for number in range(events):
        start = _FIRST + timedelta(hours=7 * number % (3 * 365 * 24))
        times = {"start": start, "end": start + timedelta(days=2)}
        written = {key: f"{at:{kind.form}}" for key, at in times.items()}
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}@example.org",
            "DTSTAMP:20261101T000000Z",
            f"SUMMARY:Vacation of {name(number % _PEOPLE)}",
            *kind.times.format(**written).splitlines(),
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def folder(path: Path, data: bytes, *, team: bool) -> Path:
    """Write a team's folder with a calendar of the team, or of its first person; return it."""
    (path / "off.ics").write_bytes(data)
    text = _SETTINGS + ('[files]\ntime_off = "off.ics"\n' if team else "")
    for number in range(_PEOPLE):
        text += f'[[engineer]]\nname = "{name(number)}"\njoined = 2020-01-01\n'
        text += 'time_off = "off.ics"\n' if number == 0 and not team else ""
    (path / "rotation.toml").write_text(text, encoding="utf-8")
    return path


def measure(kind: Kind, events: int, *, team: bool) -> Figures:
    """Read one calendar by the library alone, and by the whole reader."""
    data = calendar(kind, events)
    with TemporaryDirectory() as made:
        path = folder(Path(made), data, team=team)
        icalendar.use_zoneinfo()  # type: ignore[no-untyped-call]
        alone = _seconds(lambda: icalendar.Calendar.from_ical(data))
        absences = 0

        def whole() -> None:
            nonlocal absences
            absences = len(load(path).time_off)

        return Figures(alone, _seconds(whole), absences)


def _seconds(run: Callable[[], object]) -> float:
    gc.collect()
    begun = process_time()
    run()
    return process_time() - begun


def rows(events: int, times: int) -> Iterator[str]:
    """Yield a row of the table for each kind of calendar: the median of several runs."""
    for team in (False, True):
        whose = f"a team of {_PEOPLE}, by title" if team else "one person"
        for kind in KINDS:
            measure(kind, 100, team=team)  # what is imported and made once
            runs = [measure(kind, events, team=team) for _ in range(times)]
            alone, whole, ratio = (
                median(getattr(run, figure) for run in runs)
                for figure in ("alone", "whole", "ratio")
            )
            yield f"| {kind.title} | {whose} | {alone:.1f} | {whole:.1f} | {ratio:.2f} |"


def main() -> None:
    """Print a table of every kind, of one person and of a team."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=CALENDAR_EVENTS.most, metavar="N")
    parser.add_argument("--times", type=int, default=3, metavar="N", help="median of N runs")
    chosen = parser.parse_args()
    print(f"| {chosen.events:,} events | of | icalendar, s | whole reader, s | ratio |")
    print("| --- | --- | ---: | ---: | ---: |")
    for row in rows(chosen.events, chosen.times):
        print(row, flush=True)


if __name__ == "__main__":
    main()
