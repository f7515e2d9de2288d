"""The team of the tests: in text, as a folder of files, and as loaded data.

Two tracks with handovers at 11:00 in New York, on Mondays and on Wednesdays. A test changes what it
is about and takes the rest from here: texts are joined (`head() + TRACKS + person("ada")`), data is
given by name (`make_team("ada", "ben", min_rest_days=0)`).
"""

from collections.abc import Mapping
from dataclasses import fields as fields_of
from datetime import date, time
from pathlib import Path

from rotation import Rotation
from rotation.model.people import Engineer
from rotation.model.rest_days import MonthDay
from rotation.model.settings import RotationData
from rotation.model.source import Source
from rotation.model.tracks import Handover, SpecialPeriod, Track, TrackSettings

NEW_YORK = "America/New_York"
NAMES = ("Ada Byron", "Bela Bartok", "Cleo Laine", "Dora Maar", "Emil Post", "Fay Wray")
TRACK = """[[track]]
name = "A"
handover = "Mon 11:00"
"""
TRACKS = f"""{TRACK}[[track]]
name = "B"
handover = "Wed 11:00"
"""
HOLIDAYS = """[holidays]
country = "US"
"""
CHRISTMAS = """[[special_period]]
name = "Christmas week"
first_day = "12-25"
last_day = "01-01"
"""
SCHEDULE = "shift,track,kind,start,end,engineer\n"
COLUMNS = {
    "time_off": "engineer,start,end,kind,note\n",
    "volunteers": "engineer,start,end,max_shifts,preference\n",
    "history": SCHEDULE,
    "published": "shift,track,kind,start,end,engineer,status\n",
}
"""The header of a CSV file that is given by its rows."""

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def head(*lines: str, name: str = "Team", timezone: str = NEW_YORK) -> str:
    """Return the table `[rotation]`; more settings stand between name and time zone."""
    return "\n".join(("[rotation]", f'name = "{name}"', *lines, f'timezone = "{timezone}"', ""))


def person(who: str, *lines: str) -> str:
    """Return the table of somebody who joined long ago, unless a line says when.

    The id is the first word of the name, in small letters; somebody who is given by the id is
    called like it.
    """
    name = who.title() if who.islower() else who
    first = [f'name = "{name}"', f'id = "{who.split(maxsplit=1)[0].lower()}"']
    if not any(line.startswith("joined") for line in lines):
        first.append("joined = 2020-01-06")
    return "\n".join(("[[engineer]]", *first, *lines, ""))


PEOPLE = "".join(map(person, NAMES))
TEAM = head('calendar_id = "team"') + HOLIDAYS + TRACKS + CHRISTMAS + PEOPLE
"""A team of six that can be planned without an open shift."""


def write_files(folder: Path, files: Mapping[str, str | bytes], *, encoding: str = "utf-8") -> Path:
    """Write files by name, line ends as they are given, and return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content.encode(encoding) if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    return folder


def write_team(
    folder: Path,
    toml: str = TEAM,
    *,
    columns: Mapping[str, str] = COLUMNS,
    encoding: str = "utf-8",
    **csv: str,
) -> Path:
    """Write the folder of a team.

    Parameters
    ----------
    folder : pathlib.Path
        Made when it is not there.
    toml : str
        `rotation.toml`; a table `[files]` that lists the CSV files is added to it.
    columns : mapping of str to str
        Headers of CSV files that are given by their rows; without one here, a file is given whole.
    encoding : str
        Of every file.
    **csv : str
        CSV files by their key in `[files]`.

    Returns
    -------
    pathlib.Path
        The folder.
    """
    listed = "".join(f'{key} = "{key}.csv"\n' for key in csv)
    files = {"rotation.toml": f"{toml}[files]\n{listed}" if csv else toml}
    for key, text in csv.items():
        files[f"{key}.csv"] = columns.get(key, "") + text
    return write_files(folder, files, encoding=encoding)


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by relative name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def handover(text: str) -> Handover:
    """Read `Mon 11:00`."""
    weekday, clock = text.split()
    return Handover(_WEEKDAYS.index(weekday), time.fromisoformat(clock))


def weekly(name: str, *handovers: str, source: Source | None = None) -> Track:
    """Return a track with handovers such as `Mon 11:00`, the same at all times."""
    moments = sorted(map(handover, handovers))
    return Track(name, (TrackSettings(tuple(moments), source=source),))


TRACK_A = weekly("A", "Mon 11:00")
TRACK_B = weekly("B", "Wed 11:00")
CHRISTMAS_WEEK = SpecialPeriod("Christmas week", MonthDay(12, 25), MonthDay(1, 1))


def member(who: str, name: str = "", **fields: object) -> Engineer:
    """Return somebody who joined long ago and serves both tracks, called like the id."""
    values = {"joined": date(2020, 1, 6), "timezone": NEW_YORK, "tracks": ("A", "B"), **fields}
    return Engineer(name or who.title(), id=who, **values)


def make_team(
    *engineers: str | Engineer,
    tracks: tuple[Track, ...] = (TRACK_A, TRACK_B),
    timezone: str = NEW_YORK,
    **fields: object,
) -> RotationData:
    """Return the data of a team.

    Parameters
    ----------
    *engineers : str or Engineer
        As they are, or by id: then they serve all its tracks and live in its time zone.
    tracks : tuple of Track
        The team's.
    timezone : str
        The team's, an IANA name.
    **fields : object
        Any other field of `RotationData`.
    """
    names = tuple(track.name for track in tracks)
    people = tuple(
        member(who, tracks=names, timezone=timezone) if isinstance(who, str) else who
        for who in engineers
    )
    values = {"name": "Team", "calendar_id": "team", **fields}
    return RotationData(timezone=timezone, tracks=tracks, engineers=people, **values)


def plannable(data: RotationData) -> Rotation:
    """Return the same team as one that can be planned."""
    return Rotation(**{field.name: getattr(data, field.name) for field in fields_of(data)})
